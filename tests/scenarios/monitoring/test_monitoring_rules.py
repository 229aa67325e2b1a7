"""A plan that monitors itself, other rhythms by buttons, answers before the opening, and a round by hand."""

import io
from pathlib import Path
from typing import Any

from docx import Document

from roadmap.control.duty_filter import DutyFilter
from storage.files import FolderFiles
from tests.databases import both_databases
from tests.documents_text import road_map_text
from tests.world import Hero, World

pytestmark = both_databases

PLAN = road_map_text(
    "1. Чтение",
    ("1.", "Неделя книги", "Март", "Руководители ОО"),
    ("2.", "Наставничество", "Постоянно", "Руководители ОО"),
    "2. Контроль",
    ("3.", "Мониторинг реализации дорожной карты", "Ежеквартально", "Ольга Ветрова"),
)


async def quiet(world: World) -> None:
    """What comes meanwhile is a story of its own."""
    for hero in world.heroes:
        await hero.news()


async def sent_plan(world: World) -> tuple[Hero, Hero, Hero, Hero]:
    """A coordinator, two schools and a curator, with the plan under review in January 2027."""
    await world.at("2027-01-12 09:00")
    vera = await world.department()
    anna = await world.executor("Анна Лугова", "Школа № 3")
    boris = await world.executor("Борис Речной", "Школа № 5")
    olga = await world.curator("Ольга Ветрова")
    await vera.sends_document(PLAN, "Дорожная карта.txt")
    return vera, anna, boris, olga


async def approve(world: World, vera: Hero) -> None:
    await vera.presses("Ответить на вопросы")
    await vera.presses("Все школы")
    await vera.presses("Утвердить")
    await quiet(world)


async def open_rules(vera: Hero) -> None:
    await vera.says("/plan")
    for label in ("Развитие чтения", "Карта и редакции", "^Мониторинг$"):
        await vera.presses(label)


async def test_the_measure_that_is_the_monitoring_drives_it_and_gets_its_report(
    world: World, tmp_path: Path
) -> None:
    vera, anna, _, olga = await sent_plan(world)
    (preview,) = await vera.news()
    assert "В плане есть свой мониторинг: п. 3 «Мониторинг реализации дорожной карты», раз в квартал" in (
        preview.text
    )
    await vera.presses("☐ Мониторинг по этому пункту")
    await vera.sees("Мониторинг пойдёт по этому плану:.*п. 3.*отвечают: Ольга Ветрова.*31 марта 2027 года")
    await vera.presses("Ответить на вопросы")
    await vera.presses("Все школы")
    await vera.presses("Утвердить")
    (letter,) = [message for message in await olga.news() if "п. 3" in message.text]
    assert "отчитываться не нужно, отчёт составится сам по итогам мониторинга" in letter.text
    await quiet(world)

    await world.at("2027-03-25 10:00")
    (asked,) = [m for m in await anna.news() if "Мониторинг за 1 квартал" in m.text]
    assert "Неделя книги" in asked.text
    assert not [m for m in await olga.news() if "Ответьте" in m.text], "nobody is asked about the monitoring"
    await anna.presses("Всё идёт по плану")
    await quiet(world)
    await world.at("2027-03-31 18:00")
    await quiet(world)

    await quiet(world)
    await olga.says("п. 3")
    await olga.sees("1. до 31 марта .ср.: снято.*2. до 30 июня .ср.: ждём отчёта")
    await olga.presses("^Отчёты$")
    (report,) = await olga.sees(
        "Мониторинг за 1 квартал 2027 года проведён. Ответили на всё: 0 из 2. Ответов: 1 из 4"
    )
    assert "автоматически по итогам мониторинга" in report.text and "автор" not in report.text
    form = await file_of(world, "3", tmp_path)
    words = [cell.text for table in form.tables for row in table.rows for cell in row.cells]
    assert {"Неделя книги", "Наставничество", "Отметка об исполнении"} <= set(words)


async def file_of(world: World, number: str, folder: Path) -> Any:
    """The Word file that was kept with the report about this measure."""
    async with world.machine.store.read() as uow:
        (road_map,) = await uow.campaigns.askable()
        lines = await uow.duties.lines(DutyFilter(road_map_id=road_map.id))
        duty = next(line for line in lines if line.number.startswith(number))
        stored = await uow.reports.last_report(duty.id)
        assert stored is not None
        (file,) = await uow.reports.evidence(stored.report.id)
    assert file.name.startswith("Отметки") and file.name.endswith(".docx")
    return Document(io.BytesIO(await FolderFiles(folder / "files").get(file.file_key)))


async def test_other_rhythms_and_days_are_chosen_by_buttons(world: World) -> None:
    vera, anna, _, _ = await sent_plan(world)
    await approve(world, vera)
    await open_rules(vera)
    for label in (
        *("Как часто", "раз в месяц", "Когда открыть", "за 3 рабочих дня"),
        *("Когда закрыть", "через 3 рабочих дня", "Когда напомнить", "на 2-й рабочий день"),
    ):
        await vera.presses(label)
    await vera.sees(
        "Спрашиваю раз в месяц.*за 3 рабочих дня до конца.*через 3 рабочих дня после конца.*"
        "напоминаю на 2-й рабочий день.*Ближайший откроется 27 января"
    )

    await world.at("2027-01-27 10:00")
    (asked,) = [m for m in await anna.news() if "Мониторинг за январь 2027" in m.text]
    assert "до 3 февраля, 18:00" in asked.text
    await world.at("2027-01-28 12:00")
    assert not [m for m in await anna.news() if "Напоминаем" in m.text]
    await world.at("2027-01-29 10:00")
    assert [m for m in await anna.news() if "Напоминаем: осталось ответить по 1 мероприятию" in m.text]
    await quiet(world)


async def test_answers_are_taken_from_the_first_day_of_the_last_month(world: World) -> None:
    vera, anna, _, olga = await sent_plan(world)
    await approve(world, vera)
    await world.at("2027-03-01 10:00")
    await quiet(world)

    await anna.says("/monitoring")
    await anna.sees("Мониторинг за 1 квартал 2027 года.*откроется 25 марта, 10:00. Ответить можно уже сейчас")
    await anna.presses("Всё идёт по плану")
    await anna.sees("Наставничество — идёт по плану")
    await olga.says("/monitoring")
    await quiet(world)
    await olga.presses("Как отвечают")
    (board,) = await olga.sees("откроется 25 марта, 10:00.*Ответов: 1 из 5")
    assert "Кто не на связи" in board.buttons

    await world.at("2027-03-25 10:00")
    (asked,) = [m for m in await anna.news() if "Мониторинг за 1 квартал" in m.text]
    assert "ещё по 1 мероприятию из 2" in asked.text
    await quiet(world)


async def test_some_organisations_are_asked_by_hand(world: World) -> None:
    vera, anna, boris, _ = await sent_plan(world)
    await approve(world, vera)
    await world.at("2027-02-02 10:00")
    await quiet(world)
    await open_rules(vera)
    for label in ("Собрать сейчас", "Некоторые организации", "☐ Школа № 3", "Дальше: 1", "до 4 февраля"):
        await vera.presses(label)
    await vera.sees("Вопросы отправлены.*1 адресату, ответы до 4 февраля 2027 года")
    await anna.sees("Мониторинг на 2 февраля 2027 года.*до 4 февраля, 18:00.*Наставничество")
    await boris.sees_nothing()
    await anna.presses("Всё идёт по плану")
    await quiet(world)

    await world.at("2027-02-04 18:00")
    results = [m for m in await world.heroes[3].news() if "Форма Word" in m.buttons]
    assert len(results) == 1 and "Ответили на всё: 1 из 1" in results[0].text
    await quiet(world)
