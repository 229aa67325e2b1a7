"""Holidays and days off of one school: «на осенних каникулах» is its own, and its days move with a word."""

import pytest

from roadmap.deadlines.calendar_sheet import read_calendar
from roadmap.deadlines.rule_set import WORKING_DAY
from roadmap.errors import BadInput
from roadmap.ids import ImportId
from roadmap.people.persons import Actor, SystemActor, Through, UnitKind
from roadmap.people.place import in_telegram
from storage.unit_of_work import Store
from tests.databases import both_databases
from tests.documents_text import road_map_text
from tests.world import DEPARTMENT, Hero, World

PLAN = road_map_text(
    ("1.", "Слёт отрядов", "на осенних каникулах", "Школы"),
    ("2.", "Закупка парт", "до 12 мая 2027 года", "Школы"),
)
FOURTH, FIFTH = "Школа № 4", "Школа № 5"


@pytest.fixture
async def vera(world: World) -> Hero:
    """Two schools with a person in each; the plan is in force by the rule «the working day before»."""
    vera = await world.department()
    await world.executor("Анна Лугова", FOURTH)
    await world.executor("Борис Полянин", FIFTH)
    await vera.sends_document(PLAN, "plan.txt")
    await world.app.choices.choose_rules(await _actor(world, vera), ImportId(1), WORKING_DAY)
    await vera.presses("Ответить на вопросы")
    await vera.presses("Пропустить")
    await vera.presses("Все школы")
    await vera.presses("Утвердить")
    await world.settle()
    await _forget(world)
    return vera


async def _forget(world: World) -> None:
    for hero in world.heroes:
        await hero.news()


async def _actor(world: World, hero: Hero) -> Actor:
    found = await world.app.people.actor(in_telegram(hero.phone.id))
    assert found is not None
    return found


async def _load(world: World, text: str) -> None:
    (department, *_) = await world.app.people.departments()
    actor = SystemActor(department_id=department.id, through=Through.COMMAND)
    await world.app.calendars.load(actor, read_calendar(text))
    await world.settle()


async def _units(world: World, vera: Hero) -> dict[str, int]:
    return {each.unit.name: each.unit.id for each in await world.app.people.units(await _actor(world, vera))}


async def _says(world: World, vera: Hero, unit: str, words: str) -> str:
    """What is read back when the coordinator types days on the organisation's card, and they are kept."""
    await vera.forges(f"vh:{(await _units(world, vera))[unit]}")
    await _forget(world)
    await vera.says(words)
    (shown,) = await vera.news()
    return shown.text


@both_databases
async def test_a_school_has_holidays_of_its_own_and_the_others_keep_theirs(world: World, vera: Hero) -> None:
    _, anna, boris = world.heroes
    await _load(world, "25.10.2027..02.11.2027,autumn")
    await _forget(world)
    said = await _says(world, vera, FIFTH, "осенние каникулы с 18 октября 2027 по 26 октября 2027")
    assert "Понято так: осенние каникулы 18.10.2027 – 26.10.2027" in said
    assert "Сдвинется: 1 срок, из них раньше: 1" in said
    assert "п. 1 Слёт отрядов" in said and "было 02.11.2027 (вт), стало 26.10.2027 (вт)" in said
    await world.settle()
    await world.expect_silence()  # nothing is kept before it is confirmed
    await vera.presses("Сохранить")
    await vera.sees(r"Каникулы и выходные: Школа № 5.*Своё:\n• осенние каникулы 18\.10\.2027")
    await world.settle()
    await boris.sees(r"Изменились каникулы и выходные: Школа № 5.*п\. 1 Слёт.*раньше: было 02\.11\.2027")
    await anna.sees_nothing()
    await anna.says("слёт отрядов")
    assert any("до 2 ноября" in one.text for one in await anna.news())
    await vera.presses("Убрать: осенние")
    await vera.sees(r"Убрать: осенние каникулы.*Будут действовать общие дни.*было 26\.10\.2027.*стало 02\.11")
    await vera.presses("Убрать")
    await vera.sees("Своего нет.*осенние каникулы: 25.10.2027")
    await world.settle()
    await boris.sees_nothing()  # it is later for him


@both_databases
async def test_holidays_nobody_knew_get_days_where_a_school_says_them(world: World, vera: Hero) -> None:
    _, anna, boris = world.heroes
    said = await _says(world, vera, FIFTH, "осенние каникулы 18.10.2027–26.10.2027")
    assert "Даты появятся у поручений: 1" in said
    await vera.presses("Сохранить")
    await world.settle()
    await _forget(world)
    await boris.says("слёт отрядов")
    assert any("до 26 октября" in one.text for one in await boris.news())
    said = await _says(world, vera, DEPARTMENT, "осенние каникулы с 25.10.2027 по 02.11.2027")
    assert "Даты появятся у поручений: 1" in said and "Сдвинется" not in said
    await vera.presses("Сохранить")
    await world.settle()
    await vera.news()
    await boris.sees_nothing()  # his own go before the department's
    await anna.sees("План изменился")


async def test_a_day_off_of_a_group_moves_what_falls_on_it_there(
    world: World, vera: Hero, store: Store
) -> None:
    _, anna, boris = world.heroes
    async with store.write() as uow:
        (department, *_) = await uow.people.departments()
        root = department.id
        await uow.people.add_unit(root, root, "Сельские школы", UnitKind.GROUP, "Europe/Moscow")
        await uow.commit()
    units = await _units(world, vera)
    await vera.forges(f"vmt:{units['Сельские школы']}:{units[FOURTH]}:0")
    await _forget(world)
    said = await _says(world, vera, "Сельские школы", "выходной 12 мая 2027")
    assert "было 12.05.2027 (ср), стало 11.05.2027 (вт)" in said
    await vera.presses("Сохранить")
    await world.settle()
    await vera.news()
    await anna.sees("п. 2 Закупка парт")
    await boris.sees_nothing()
    await vera.forges(f"vmt:{units['Сельские школы']}:{units[FIFTH]}:0")
    await world.settle()
    await vera.sees("Состав: Сельские школы", r"п\. 2 Закупка парт.*раньше: было 12\.05\.2027")
    await boris.sees("План изменился", "п. 2 Закупка парт.*стало 11.05.2027")


async def test_the_file_names_the_school_in_its_third_column(world: World, vera: Hero) -> None:
    _, anna, boris = world.heroes
    await _load(world, "day,kind,unit\n25.10.2027..02.11.2027,autumn\n2027-05-12,regional,школа № 4\n")
    await vera.news()
    assert any("Закупка парт" in one.text for one in await anna.news())
    assert not any("Закупка" in one.text and "раньше" in one.text for one in await boris.news())
    with pytest.raises(BadInput, match="calendar-unit"):
        await _load(world, "2027-05-12,regional,Школа № 77")


async def test_what_names_no_days_is_asked_again(world: World, vera: Hero) -> None:
    assert "Напишите, например" in await _says(world, vera, FIFTH, "осенние каникулы на неделю позже")


async def test_once_days_are_kept_other_words_are_no_days(world: World, vera: Hero) -> None:
    await _says(world, vera, FIFTH, "осенние каникулы с 18 октября 2027 по 26 октября 2027")
    await vera.presses("Сохранить")
    await vera.sees(r"Каникулы и выходные: Школа № 5.*Своё:")
    await world.settle()
    await _forget(world)
    await vera.says("слёт отрядов")
    await vera.sees("п. 1 Слёт")


async def test_another_press_leaves_the_question_about_days(world: World, vera: Hero) -> None:
    await vera.forges(f"vh:{(await _units(world, vera))[FIFTH]}")
    await vera.presses("Назад")
    await _forget(world)
    await vera.says("слёт отрядов")
    await vera.sees("п. 1 Слёт")
