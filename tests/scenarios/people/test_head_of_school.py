"""Who heads a school sees what it owes; the ladder and the letter go to the department's head."""

from datetime import date

import pytest

from roadmap.ids import UnitId
from roadmap.people.persons import Role, UnitKind
from roadmap.people.staff import StaffRow
from services.people.no_recipient import reachable_above
from storage.unit_of_work import Store
from tests.databases import both_databases
from tests.people_story import hush, lay_rows, open_card
from tests.quarter_district import Row
from tests.world import Hero, World

pytestmark = both_databases
SCHOOL, OTHER = "Школа № 3", "Школа № 8"
ROWS = (
    Row(number="1.1", title="Провести диагностику", units=(SCHOOL,), due_on=date(2026, 9, 4)),
    Row(number="1.2", title="Открыть клуб", units=(OTHER,), due_on=date(2026, 9, 4)),
)


@pytest.fixture
async def head(world: World, store: Store) -> Hero:
    """The head of school 3; teachers of two schools, a plan over both."""
    await world.department()
    await world.executor("Лугова Анна", SCHOOL)
    await world.executor("Речной Борис", OTHER)
    await world.staff(
        StaffRow(unit=SCHOOL, kind=UnitKind.SCHOOL, person="Озёрная Галина", role=Role.HEAD),
    )
    await lay_rows(world, store, *ROWS)
    hero = await world.join("Озёрная Галина")
    await hush(world)
    return hero


async def test_the_head_of_a_school_sees_its_duties_the_board_and_the_report(
    world: World, head: Hero
) -> None:
    await world.at("2026-09-08 12:00")
    await hush(world)
    await head.says("/board")
    (board,) = await head.news()
    assert "Просрочено" in board.text or "просрочено" in board.text
    await head.presses("Просрочено: 1 поручение")
    (units,) = await head.news()
    assert SCHOOL in units.text + "".join(units.buttons)
    assert OTHER not in units.text + "".join(units.buttons)
    await head.says("диагностику")
    await head.sees("Провести диагностику")
    await head.says("открыть клуб")
    await head.sees("никуда не записано")
    await head.says("/report")
    (asked,) = await head.news()
    assert asked.buttons
    await head.says("/queue")
    assert "очеред" not in (await head.news())[0].text.casefold()


async def test_the_ladder_and_the_letter_pass_the_head_of_a_school_by(
    world: World, store: Store, head: Hero
) -> None:
    lidia = await world.curator("Полянская Лидия", Role.HEAD)
    await hush(world)
    told: dict[str, list[str]] = {"head": [], "lidia": []}
    for day in range(7, 22, 7):
        await world.at(f"2026-09-{day:02} 10:00")
        told["head"] += [message.text for message in await head.news()]
        told["lidia"] += [message.text for message in await lidia.news()]
    assert told["head"] == []
    letters = told["lidia"]
    assert len(letters) == 3
    assert all("Провести диагностику" in letter for letter in letters)
    async with store.read() as uow:
        department = UnitId(1)
        units = {unit.name: unit.id for unit in await uow.people.units(department)}
        last_step = await reachable_above(uow, units[SCHOOL], Role.HEAD)
        staff = await uow.recipients.staff(department)
    assert [each.name for each in last_step] == ["Полянская Лидия"]
    assert [each.name for each in staff.reachable_above(units[SCHOOL], Role.HEAD)] == ["Полянская Лидия"]
    await hush(world)


async def test_who_heads_one_school_and_curates_another_decides_on_the_other_only(
    world: World, store: Store, head: Hero
) -> None:
    (vera, anna, boris) = world.heroes[:3]
    await open_card(vera, "Озёрная Галина")
    await vera.presses("^Роли")
    await vera.presses("Добавить роль")
    await vera.presses("Куратор")
    await vera.presses(OTHER)
    await hush(world)
    for hero in (anna, boris):
        await hero.says("/my")
        await hero.presses("^1$")
        await hero.presses("^Отчитаться")
        await hero.says("Сделано, протокол в школе")
        await hero.presses("^Отправить")
    await hush(world)
    await head.says("/queue")
    (queue,) = await head.news()
    assert "Открыть клуб" in queue.text and "Провести диагностику" not in queue.text
