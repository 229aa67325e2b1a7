"""A coordinator keeps the people of twenty schools by table, without anybody's help."""

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from roadmap.people.persons import Role
from services.app import App
from tests.databases import both_databases
from tests.returned_table import needs_libreoffice, saved_by_libreoffice
from tests.world import DEPARTMENT, Hero, World

pytestmark = both_databases

LIST = f"""Организация;Вид;Должность;ФИО;Роль;Часовой пояс;Телефон
Школа № 3;школа;завуч;Лугова Анна Петровна;исполнитель;;8-900
Школа № 3;;директор;Речной Борис Ильич;исполнитель;;
Школа № 5;школа;;;;МСК+2;
{DEPARTMENT};управление;специалист;Ветрова Ольга Игоревна;куратор;;
Школа № 5;школа;;Тихая Яна;сторож;;
"""


async def people_of(app: App, hero: Hero) -> list[str]:
    (department,) = await app.people.departments()
    found = []
    for line in await app.people.units(await acting(app, hero)):
        page = await app.roster.unit(await acting(app, hero), line.unit.id)
        for each in page.people:
            roles = "+".join(sorted(held.role for held in each.roles))
            found.append(f"{line.unit.name}: {each.person.name}, {each.person.post}, {roles}")
    assert department.name == DEPARTMENT
    return sorted(found)


async def acting(app: App, hero: Hero):  # type: ignore[no-untyped-def]
    from roadmap.people.place import in_telegram

    actor = await app.people.actor(in_telegram(hero.phone.id))
    assert actor is not None
    return actor


async def sheet_of(world: World, hero: Hero) -> bytes:
    await hero.says("/people")
    await hero.presses("Список людей таблицей")
    *_, file = await hero.sees("Организации и люди", "Меняйте прямо в таблице")
    assert file.filename == "Список людей.xlsx"
    return await world.sandbox.client.file(file.file_id)


def row_of(page: Worksheet, name: str) -> int:
    return next(row[0].row for row in page.iter_rows(min_row=4) if row[4].value == name)


def saved(book: object) -> bytes:
    target = io.BytesIO()
    book.save(target)  # type: ignore[attr-defined]
    return target.getvalue()


async def loaded(world: World) -> Hero:
    vera = await world.department()
    await vera.sends_document(LIST.encode("cp1251"), "список.csv")
    await vera.news()
    await vera.presses("^Загрузить$")
    await vera.sees("Список загружен")
    return vera


async def test_a_list_is_shown_row_by_row_and_loaded_by_one_press(world: World) -> None:
    vera = await world.department()
    await vera.sends_document(LIST.encode("cp1251"), "список.csv")
    (shown,) = await vera.sees("Это список людей")
    assert "Новых людей: 3\nНовых организаций: 2\nНельзя взять: 1" in shown.text
    assert "не читаются и не хранятся: Телефон" in shown.text
    assert "6. Тихая Яна: не взять, роль «сторож» не понятна" in shown.text
    assert (
        "2. Лугова Анна Петровна, завуч, исполнитель, Школа № 3: новый человек, новая организация"
        in shown.text
    )
    assert "3. Речной Борис Ильич, директор, исполнитель, Школа № 3: новый человек" in shown.text

    await vera.presses("^Загрузить$")
    await vera.sees("Список загружен.*Новых людей: 3.*Не взято строк: 1.*Ещё не в чате: 3 человека")
    assert await people_of(world.app, vera) == [
        f"{DEPARTMENT}: Вера Ильина, , coordinator",
        f"{DEPARTMENT}: Ветрова Ольга Игоревна, специалист, curator",
        "Школа № 3: Лугова Анна Петровна, завуч, executor",
        "Школа № 3: Речной Борис Ильич, директор, executor",
    ]
    units = {
        line.unit.name: line.unit.time_zone
        for line in await world.app.people.units(await acting(world.app, vera))
    }
    assert units["Школа № 5"] == "Asia/Yekaterinburg"


async def test_loaded_again_it_changes_only_what_differs(world: World) -> None:
    vera = await loaded(world)
    await vera.sends_document(LIST.replace("завуч", "директор").encode(), "список.csv")
    (shown,) = await vera.sees("Это список людей")
    assert "Изменится строк: 1\nБез изменений: 3\nНельзя взять: 1" in shown.text
    assert "Школа № 3: должность, было «завуч»" in shown.text
    await vera.presses("^Загрузить$")
    await vera.sees("Список загружен")
    await vera.sends_document(LIST.replace("завуч", "директор").encode(), "список.csv")
    (shown,) = await vera.sees("Это список людей.*Без изменений: 4")
    assert "Загрузить" not in shown.buttons


async def test_a_list_that_was_loaded_is_not_loaded_twice_by_an_old_button(world: World) -> None:
    vera = await world.department()
    await vera.sends_document(LIST.encode(), "список.csv")
    (shown,) = await vera.sees("Это список людей")
    (data,) = [key.data for row in shown.rows for key in row if key.text == "Загрузить"]
    await vera.presses("^Загрузить$")
    await vera.sees("Список загружен")
    await vera.forges(data)
    await vera.sees("уже загружен")


async def test_a_list_that_was_not_wanted_leaves_everything_as_it_was(world: World) -> None:
    vera = await world.department()
    await vera.sends_document(LIST.encode(), "список.csv")
    await vera.news()
    await vera.presses("Не загружать")
    await vera.sees("всё осталось как было")
    assert await people_of(world.app, vera) == [f"{DEPARTMENT}: Вера Ильина, , coordinator"]


async def test_alike_names_are_asked_about_and_one_press_says_they_are_the_same(world: World) -> None:
    vera = await loaded(world)
    text = "Организация;ФИО\nМБОУ СОШ № 3;Лугова А. П.\n"
    await vera.sends_document(text.encode(), "ещё.csv")
    (shown,) = await vera.sees("Похоже на «Школа № 3». Похоже на «Лугова Анна Петровна»")
    assert "Новых людей: 1\nНовых организаций: 1\nПохоже на тех, кто уже есть: 1" in shown.text
    await vera.presses("2: это «Школа № 3»")
    (shown,) = await vera.sees("имя, было «Лугова Анна Петровна». Это «Школа № 3»")
    assert "Новых" not in shown.text
    await vera.presses("2: ✓ это «Школа № 3»")
    await vera.sees("новый человек, новая организация")
    await vera.presses("2: это «Школа № 3»")
    await vera.news()
    await vera.presses("^Загрузить$")
    await vera.sees("Список загружен")

    await vera.sends_document("Организация;ФИО\nМБОУ СОШ № 3;Ветров Олег\n".encode(), "ещё.csv")
    (shown,) = await vera.sees("Ветров Олег, исполнитель, МБОУ СОШ № 3: новый человек")
    assert "Похоже" not in shown.text, "what the other spelling means was remembered"
    await vera.presses("Не загружать")
    await vera.news()


async def test_the_list_goes_out_as_a_table_and_comes_back_changed(world: World) -> None:
    vera = await loaded(world)
    book = load_workbook(io.BytesIO(await sheet_of(world, vera)))
    page = book.worksheets[0]
    assert page.column_dimensions["A"].hidden
    assert page.protection.sheet
    assert page["A4"].protection.locked
    assert not page["E4"].protection.locked
    page.cell(row_of(page, "Лугова Анна Петровна"), 5, "Луговая Анна Петровна")
    page.cell(row_of(page, "Речной Борис Ильич"), 2, "Школа № 5")
    last = 4 + 4 + 1
    for column, words in enumerate(("", "Школа № 3", "", "", "Ветров Олег", "учитель", "исполнитель"), 1):
        page.cell(last + 3, column, words or None)
    page.cell(3, 9, "Заметки")
    page.cell(5, 9, "перезвонить")

    await vera.sends_document(saved(book), "Список людей.xlsx")
    (shown,) = await vera.sees("Это список людей.*Новых людей: 1.*Изменится строк: 2.*Без изменений: 3")
    assert "имя, было «Лугова Анна Петровна»" in shown.text
    assert "переход, было «Школа № 3»" in shown.text
    assert "не читаются и не хранятся: Заметки" in shown.text
    await vera.presses("^Загрузить$")
    await vera.sees("Список загружен")
    assert await people_of(world.app, vera) == [
        f"{DEPARTMENT}: Вера Ильина, , coordinator",
        f"{DEPARTMENT}: Ветрова Ольга Игоревна, специалист, curator",
        "Школа № 3: Ветров Олег, учитель, executor",
        "Школа № 3: Луговая Анна Петровна, завуч, executor",
        "Школа № 5: Речной Борис Ильич, директор, executor",
    ]


async def test_what_was_changed_in_the_bot_meanwhile_is_not_overwritten_by_a_table(world: World) -> None:
    vera = await loaded(world)
    book = load_workbook(io.BytesIO(await sheet_of(world, vera)))
    await vera.sends_document(LIST.replace("завуч", "директор").encode(), "список.csv")
    await vera.presses("^Загрузить$")
    await vera.news()
    page = book.worksheets[0]
    page.cell(row_of(page, "Лугова Анна Петровна"), 6, "учитель")
    await vera.sends_document(saved(book), "Список людей.xlsx")
    (shown,) = await vera.sees("Нельзя взять: 1")
    assert "строку тем временем изменили в боте. Сейчас там: Лугова Анна Петровна, директор" in shown.text


@needs_libreoffice
@pytest.mark.parametrize("target", ["xlsx", "ods"])
async def test_a_table_saved_by_another_office_comes_back_whole(
    world: World, tmp_path: Path, target: str
) -> None:
    vera = await loaded(world)
    book = load_workbook(io.BytesIO(await sheet_of(world, vera)))
    page = book.worksheets[0]
    page.cell(row_of(page, "Лугова Анна Петровна"), 6, "директор")
    resaved = saved_by_libreoffice(saved(book), tmp_path, target)
    await vera.sends_document(resaved, f"Список людей.{target}")
    (shown,) = await vera.sees("Изменится строк: 1\nБез изменений: 4")
    assert "Лугова Анна Петровна, директор, исполнитель, Школа № 3: должность, было «завуч»" in shown.text


async def test_only_a_coordinator_sends_lists(world: World) -> None:
    await world.department()
    olga = await world.curator(role=Role.CURATOR)
    await olga.sends_document(LIST.encode(), "список.csv")
    (answer,) = await olga.news()
    assert "список людей" not in answer.text
    await olga.forges("slx")
    assert "недоступно" in await olga.last_toast()
