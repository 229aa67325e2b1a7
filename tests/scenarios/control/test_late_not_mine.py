"""«Не моё» after the date, by the head who answers for it: named once, true about the date, no self-alarm."""

from datetime import date

import pytest

from roadmap.people.persons import Role
from storage.unit_of_work import Store
from tests.control_deeds import start
from tests.databases import both_databases
from tests.people_story import hush, lay_rows
from tests.quarter_district import District, Row
from tests.world import Hero, World

pytestmark = both_databases
HEAD = "Головина Елена"
OWN = Row(number="1.4", title="Утвердить график", person=HEAD, due_on=date(2026, 9, 9))


@pytest.fixture
async def district(world: World, store: Store) -> District:
    await world.department()
    await world.curator("Ветрова Ольга")
    await world.curator(HEAD, Role.HEAD)
    district = await lay_rows(world, store, OWN)
    await start(district)
    await hush(world)
    return district


async def test_the_curator_reads_whose_it_is_once_and_that_the_date_has_passed(
    world: World, district: District
) -> None:
    _, olga, head = world.heroes
    await world.at("2026-09-11 12:00")
    await hush(world)
    await head.forges(f"d:{district.duties['1.4', HEAD]}")
    await head.presses("Ещё…")
    await head.presses("Не моё")
    await head.presses("Это делает другая организация")
    await head.news()
    (asked,) = await olga.sees("«не моё».*Утвердить график.*Сейчас: срок был 9 сентября .ср., просрочено")
    assert asked.text.count(HEAD) == 1
    await olga.presses("Карточка")
    await hush(world)


async def said_to(world: World, hero: Hero, first: int, last: int) -> list[str]:
    """What this person is told on the mornings of September."""
    said = []
    for number in range(first, last + 1):
        await world.at(f"2026-09-{number:02} 09:05")
        said += [message.text for message in await hero.news()]
        await hush(world)
    return said


async def test_whoever_answers_is_reminded_and_is_not_told_of_themself_as_of_somebody_else(
    world: World, district: District
) -> None:
    _, _, head = world.heroes
    said = await said_to(world, head, 9, 22)
    assert any("Срок прошёл, отчёта ещё нет" in words for words in said)
    assert not any("Просрочено неделю и дольше. " in words for words in said)
