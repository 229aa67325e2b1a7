"""An observer reads everything the head reads, changes nothing and is told nothing."""

from datetime import date

import pytest

from roadmap.people.persons import Role
from roadmap.people.staff import StaffRow
from storage.unit_of_work import Store
from tests.control_story import photo
from tests.databases import both_databases
from tests.people_story import hush, lay_rows, open_card
from tests.quarter_district import Row
from tests.world import Hero, World

pytestmark = both_databases
SCHOOL = "Школа № 3"
ROWS = (Row(number="1.1", title="Провести диагностику", units=(SCHOOL,), due_on=date(2026, 9, 4)),)


@pytest.fixture
async def inna(world: World, store: Store) -> Hero:
    """Who only looks at the department; a school with a plan."""
    await world.department()
    await world.executor("Лугова Анна", SCHOOL)
    await world.staff(StaffRow(unit="", person="Тихая Инна", role=Role.OBSERVER))
    await lay_rows(world, store, *ROWS)
    inna = await world.join("Тихая Инна")
    await inna.says("/help")
    (told,) = await inna.news()
    assert "Ваша роль: наблюдатель" in told.text and "Сам бот не пишет" in told.text
    await hush(world)
    return inna


async def test_what_the_head_reads_is_read_card_file_and_summary(world: World, inna: Hero) -> None:
    anna = world.heroes[1]
    await anna.says("/my")
    await anna.presses("^1$")
    await anna.presses("^Отчитаться")
    await anna.sends_photo(photo(), "Протокол в школе")
    await world.settle()
    await anna.presses("^Отправить")
    await hush(world)

    await inna.says("диагностику")
    await inna.sees("Провести диагностику.*Люди: Лугова Анна")
    await inna.presses("^Отчёты")
    await inna.sees("Протокол в школе")
    await inna.presses("Файлы")
    (file,) = await inna.sees("Провести диагностику.*Лугова Анна")
    assert file.raw["document"]["file_name"] == "п. 1.1, фото 1.jpg"
    await inna.says("/plan")
    assert (await inna.news())[0].buttons
    await inna.says("/board")
    await inna.sees("Обзор")
    await inna.says("/report")
    assert (await inna.news())[0].buttons


async def test_the_menu_offers_nothing_to_answer(world: World, inna: Hero) -> None:
    await inna.says("/menu")
    (menu,) = await inna.news()
    assert {"Обзор", "Дорожные карты", "Отчёт"} <= set(menu.buttons)
    assert not {"Сегодня", "Мои мероприятия", "Отпуск и замещение", "Настройки"} & set(menu.buttons)
    await inna.says("/queue")
    await inna.sees("недоступно")


async def test_in_three_weeks_of_delay_nothing_is_said_to_whoever_only_looks(
    world: World, inna: Hero
) -> None:
    for day in (3, 4, 7, 8, 14, 15, 21):
        await world.at(f"2026-09-{day:02} 10:00")
        assert not await inna.news(), day
    await hush(world)


async def test_the_role_is_given_and_taken_on_the_card(world: World, inna: Hero) -> None:
    vera, anna = world.heroes[:2]
    await open_card(vera, "Лугова Анна")
    await vera.presses("^Роли")
    await vera.presses("Добавить роль")
    await vera.presses("Наблюдатель")
    await vera.sees("За какой организацией наблюдает.*не меняет ничего")
    await vera.presses(SCHOOL)
    await anna.sees("Вам добавлена роль: наблюдатель.*Сам бот не пишет")
    await vera.presses("Убрать: .*наблюдатель")
    await vera.presses("^Убрать$")
    await anna.sees("Роль снята: наблюдатель")
    await hush(world)


async def test_the_role_is_given_by_a_table(world: World, inna: Hero) -> None:
    (vera,) = world.heroes[:1]
    table = "Организация;ФИО;Роль\nШкола № 3;Рябинина Ольга;наблюдатель\n".encode()
    await vera.sends_document(table, "люди.csv")
    await vera.sees("Рябинина Ольга.*наблюдатель")
    await vera.presses("Загрузить")
    await hush(world)
    await vera.says("/people Рябинина")
    await vera.sees("Школа № 3, наблюдатель")


async def test_who_watches_a_school_is_not_counted_among_its_staff(world: World) -> None:
    vera = await world.department()
    await world.executor("Лугова Анна", SCHOOL)
    await world.staff(StaffRow(unit=SCHOOL, person="Тихая Инна", role=Role.OBSERVER))
    await world.join("Тихая Инна")
    await hush(world)
    await vera.says("/people")
    (listed,) = await vera.news()
    assert f"{SCHOOL} · 1 из 1" in listed.buttons
