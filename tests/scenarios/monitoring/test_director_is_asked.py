"""A director who also heads the school is asked by the monitoring as its teacher is, however time goes."""

import pytest

from roadmap.people.persons import Role, UnitKind
from roadmap.people.staff import StaffRow
from storage.unit_of_work import Store
from tests.control_story import SCHOOL, Stage, set_stage
from tests.world import Hero, World

DIRECTOR = "Павел Лесной"


@pytest.fixture
async def stage(world: World, store: Store) -> Stage:
    return await set_stage(world, store)


async def director_of(world: World) -> Hero:
    await world.staff(
        StaffRow(unit=SCHOOL, kind=UnitKind.SCHOOL, person=DIRECTOR, role=Role.EXECUTOR),
        StaffRow(unit=SCHOOL, kind=UnitKind.SCHOOL, person=DIRECTOR, role=Role.HEAD),
    )
    return await world.join(DIRECTOR)


@pytest.mark.parametrize(
    "moments",
    [
        [f"2026-09-{day} {hour}" for day in range(22, 29) for hour in ("09:05", "19:00")],
        [f"2026-09-{day} 09:00" for day in range(22, 29)],
        [*(f"2026-09-{day} 23:00" for day in range(22, 30)), "2026-09-30 10:00"],
        [*(f"2026-09-{day} 07:30" for day in range(22, 30)), "2026-09-30 10:00"],
        ["2026-09-24 12:00", "2026-09-28 12:00", "2026-09-29 12:00"],
    ],
    ids=["twice a day", "once a day", "at night", "before the morning", "days missed"],
)
async def test_the_opening_reaches_the_director_and_the_teacher(
    stage: Stage, world: World, moments: list[str]
) -> None:
    director = await director_of(world)
    heard: dict[str, list[str]] = {DIRECTOR: [], stage.anna.name: []}
    for moment in moments:
        await world.at(moment)
        for hero in world.heroes:
            for seen in await hero.news():
                heard.setdefault(hero.name, []).append(seen.text)
    asked = {name: any("Мониторинг" in words for words in said) for name, said in heard.items()}
    assert asked[director.name] and asked[stage.anna.name], heard[director.name]
