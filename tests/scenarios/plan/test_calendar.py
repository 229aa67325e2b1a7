"""A working calendar that becomes known later: days move, nobody is surprised, holidays get their dates."""

import pytest

from roadmap.deadlines.calendar_sheet import CalendarSheet, read_calendar
from roadmap.deadlines.rule_set import WORKING_DAY
from roadmap.ids import ImportId
from roadmap.people.persons import Actor, SystemActor, Through, UnitKind
from roadmap.people.place import in_telegram
from storage.calendars import brought_years
from tests.databases import both_databases
from tests.documents_text import road_map_text
from tests.world import Hero, World

pytestmark = both_databases
PLAN = road_map_text(
    ("1.", "Неделя книги", "до 20 февраля 2027 года", "Методслужба"),
    ("2.", "Обзор библиотек", "до 22 февраля 2027 года", "Методслужба"),
    ("3.", "Слёт отрядов", "на осенних каникулах", "Методслужба"),
    ("4.", "Закупка парт", "до 12 мая 2027 года", "Методслужба"),
)
OF_2027 = CalendarSheet(
    years=tuple(known for known in brought_years() if known.year == 2027), regional={}, holidays=()
)


@pytest.fixture
async def vera(world: World) -> Hero:
    """The plan is in force by the rule «the working day before»; of 2027 only weekends are known."""
    vera = await world.department()
    await world.executor("Анна Лугова", "Методслужба", UnitKind.CENTRE)
    await vera.sends_document(PLAN, "plan.txt")
    await world.app.choices.choose_rules(await _actor(world, vera), ImportId(1), WORKING_DAY)
    await vera.presses("Утвердить")
    await vera.presses("Утвердить так")
    await world.settle()
    for hero in world.heroes:
        await hero.news()
    return vera


async def _actor(world: World, hero: Hero) -> Actor:
    found = await world.app.people.actor(in_telegram(hero.phone.id))
    assert found is not None
    return found


async def _load(world: World, sheet: CalendarSheet) -> None:
    (department, *_) = await world.app.people.departments()
    await world.app.calendars.load(SystemActor(department_id=department.id, through=Through.COMMAND), sheet)
    await world.settle()


async def test_days_move_with_the_calendar_and_who_gets_less_time_is_told(world: World, vera: Hero) -> None:
    _, anna = world.heroes
    await _load(world, OF_2027)
    (told,) = await vera.sees(
        r"Изменился производственный календарь.*2 срока сдвинуты, из них раньше: 1\. Кому раньше, тем сказано"
        r".*п\. 2 Обзор библиотек.*раньше: было 22\.02\.2027 \(пн\), стало 20\.02\.2027 \(сб\)"
        r".*п\. 1 Неделя книги.*позже: было 19\.02\.2027 \(пт\), стало 20\.02\.2027 \(сб\)"
    )
    assert "Закупка" not in told.text
    await anna.sees(r"Изменился производственный календарь\n\nп\. 2 Обзор библиотек\nраньше: было 22")
    await vera.presses("п. 2")
    await vera.sees("Обзор библиотек.*20 февраля")
    await vera.presses("История")
    await vera.sees(
        r"срок сдвинут: изменился производственный календарь.*было 22\.02\.2027, стало 20\.02\.2027"
    )


async def test_the_same_calendar_once_more_moves_and_says_nothing(world: World, vera: Hero) -> None:
    await _load(world, OF_2027)
    for hero in world.heroes:
        await hero.news()
    await _load(world, OF_2027)


async def test_a_day_that_would_be_over_stays_and_nobody_becomes_late(world: World, vera: Hero) -> None:
    _, anna = world.heroes
    await world.at("2027-02-21 12:00")
    for hero in world.heroes:
        await hero.news()
    await _load(world, OF_2027)
    await anna.says("2")
    await anna.sees("до 22 февраля")


async def test_a_day_off_in_the_region_moves_what_falls_on_it(world: World, vera: Hero) -> None:
    _, anna = world.heroes
    await _load(world, read_calendar("2027-05-12,regional"))
    await vera.sees(r"п\. 4 Закупка парт.*раньше: было 12\.05\.2027 \(ср\), стало 11\.05\.2027 \(вт\)")
    await anna.sees("п. 4 Закупка парт")


async def test_holidays_named_in_the_document_get_their_dates(world: World, vera: Hero) -> None:
    _, anna = world.heroes
    await vera.forges("pd:0")
    await vera.sees("Ждут дат или исполнителя: 1 мероприятие.*п. 3 Слёт отрядов")
    await _load(world, read_calendar("25.10.2027..02.11.2027;autumn"))
    await anna.sees("План изменился. У вас 4 мероприятия")
    await vera.sees("Изменился производственный календарь.*Даты появились у поручений: 1")
    await vera.says("слёт отрядов")
    await vera.sees("«на осенних каникулах».*2 ноября")
    await _load(world, read_calendar("25.10.2027..01.11.2027;autumn"))
    await vera.sees(r"п\. 3 Слёт отрядов.*раньше: было 02\.11\.2027 \(вт\), стало 01\.11\.2027 \(пн\)")
    await anna.sees("п. 3 Слёт отрядов")


async def test_a_program_that_brings_another_calendar_lays_the_plans_anew(world: World, vera: Hero) -> None:
    _, anna = world.heroes
    world.app.calendar.brought = OF_2027.laid_over(world.app.calendar.known)
    world.app.calendar.take(world.app.calendar.brought, world.app.calendar.version)
    await world.settle()
    await vera.sees("2 срока сдвинуты")
    await anna.sees("п. 2 Обзор библиотек")
