"""What reaches a head through an autumn: a letter a week, and what is hers in person."""

from collections import defaultdict
from datetime import date, timedelta

import pytest

from roadmap.people.persons import Role
from storage.unit_of_work import Store
from tests.control_deeds import ELENA, start
from tests.control_story import SCHOOL, Stage, bound, set_stage
from tests.quarter_district import Row, lay
from tests.world import Hero, World

MONDAY = date(2026, 9, 7)
SCHOOLS_OWN = [
    Row(number=f"4.{day}", title=f"Отчёт {day}", units=(SCHOOL,), due_on=date(2026, 9, day))
    for day in (8, 9, 10, 11, 16, 17)
]
HERS = Row(number="5.1", title="Доклад о школе", person=ELENA, due_on=date(2026, 9, 23))


@pytest.fixture
async def stage(world: World, store: Store) -> Stage:
    return await set_stage(world, store)


async def heads(stage: Stage, world: World, store: Store, *rows: Row) -> Hero:
    async with store.write() as uow:
        elena = await bound(world, stage.district, uow, ELENA, Role.HEAD, stage.district.department)
        await lay(stage.district, uow, rows)
        await uow.commit()
    await start(stage.district)
    return elena


async def through(hero: Hero, world: World, weeks: int) -> dict[date, list[str]]:
    """What the person is written on each day, nobody doing anything."""
    heard: dict[date, list[str]] = defaultdict(list)
    for number in range(weeks * 7):
        day = MONDAY + timedelta(days=number)
        await world.at(f"{day} 10:00")
        for each in world.heroes:
            for seen in await each.news():
                if each is hero:
                    heard[day].append(seen.text)
    return heard


async def test_a_head_reads_of_others_on_letter_mornings_alone(
    stage: Stage, world: World, store: Store
) -> None:
    elena = await heads(stage, world, store, *SCHOOLS_OWN)

    heard = await through(elena, world, weeks=5)

    between = {day: said for day, said in heard.items() if day.weekday()}
    assert list(between) == [date(2026, 10, 1)]
    assert between[date(2026, 10, 1)][0].startswith("Мониторинг за 3 квартал 2026 года"), "its result"
    assert [len(said) for day, said in heard.items() if not day.weekday()] == [1] * 5
    (letter,) = heard[date(2026, 9, 21)]
    assert "впервые в этом письме: 3 поручения" in letter


async def test_a_head_with_duties_of_her_own_hears_of_them_in_one_morning_message(
    stage: Stage, world: World, store: Store
) -> None:
    elena = await heads(stage, world, store, *SCHOOLS_OWN, HERS)

    heard = await through(elena, world, weeks=3)

    between = {day: said for day, said in heard.items() if day.weekday()}
    assert all("Доклад о школе" in words for said in between.values() for words in said), between
    opening = date(2026, 9, 24)
    assert len(between.pop(opening)) == 2, "the monitoring opens then, an hour after the morning's message"
    assert all(len(said) == 1 for said in between.values()), between
    assert date(2026, 9, 23) in between
    assert not any("Отчёт" in said[0] for said in between.values())


async def test_a_head_with_duties_of_her_own_finds_them_in_the_menu(
    stage: Stage, world: World, store: Store
) -> None:
    elena = await heads(stage, world, store, HERS)
    await elena.says("/start")
    (shown,) = (await elena.news())[-1:]
    assert {"Сегодня", "Мои мероприятия"} <= set(shown.buttons)
    await elena.presses("^Сегодня$")
    await elena.sees("Доклад о школе")
    await elena.presses("^Меню$")
    assert "Мои мероприятия" in (await elena.news())[-1].buttons


async def test_a_head_with_none_has_no_such_buttons(stage: Stage, world: World, store: Store) -> None:
    elena = await heads(stage, world, store)
    await elena.says("/start")
    assert "Мои мероприятия" not in (await elena.news())[-1].buttons
