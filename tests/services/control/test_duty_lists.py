"""The lists people open: everything of their own, nothing of anybody else's."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from roadmap.control.boards import OverdueCounts, Tally
from roadmap.control.duty import WAITING_FOR_ASSIGNEE, DutyState
from roadmap.control.duty_filter import DutyFilter
from roadmap.errors import NotAllowed, NotFound
from roadmap.ids import UnitId
from roadmap.people.persons import Actor, Role
from roadmap.people.place import in_telegram
from services.app import App
from services.control.duties.duty_lists import PAGE, Shelf
from storage.people.tables import MembershipRow
from storage.unit_of_work import Store
from tests.clock import ZONE, FrozenClock
from tests.quarter_district import GALINA, SCHOOLS, District, Row, build_district

ANNA, BORIS, OLGA, ELENA, IGOR = (
    "Анна Лугова",
    "Борис Речной",
    "Ольга Ветрова",
    "Елена Холмова",
    "Игорь Луговой",
)
WEDNESDAY = date(2026, 10, 14)


def row(number: str, due_on: date | None, *units: str) -> Row:
    return Row(number=number, title=f"Мероприятие {number}", units=units or SCHOOLS[:1], due_on=due_on)


ROWS = (
    row("1.1", date(2026, 10, 1)),
    row("1.2", date(2026, 10, 13), *SCHOOLS),
    row("2.1", WEDNESDAY),
    row("2.2", date(2026, 10, 18)),
    row("2.3", date(2026, 10, 19)),
    row("3.1", None),
    Row(number="4.1", title="Давно прошедшее", units=SCHOOLS[:1], due_on=date(2026, 9, 2), predates=True),
    Row(number="5.1", title="Личное", person=GALINA, due_on=date(2026, 10, 20)),
)


@pytest.fixture
async def world(store: Store, app: App, clock: FrozenClock) -> District:
    district = await build_district(store, app, clock, ROWS)
    clock.set("2026-10-14 12:00")
    return district


async def numbers(world: District, name: str, shelf: str = "") -> list[str]:
    view = await world.app.lists.mine(await world.actor(name), shelf)
    return [duty.number for duty in view.duties]


async def change(world: District, number: str, unit: str, state: DutyState) -> None:
    async with world.store.write() as uow:
        duty = await uow.duties.get(world.duties[number, unit])
        assert duty is not None
        await uow.duties.change_state(duty, state, next_stage_at=None, settled_at=None)
        await uow.commit()


async def test_every_duty_stands_on_exactly_one_shelf(world: District) -> None:
    shelves = {shelf: await numbers(world, ANNA, shelf) for shelf in Shelf}

    assert shelves == {
        Shelf.GIVEN: [],
        Shelf.OVERDUE: ["1.1", "1.2"],
        Shelf.WEEK: ["2.1", "2.2"],
        Shelf.LATER: ["2.3"],
        Shelf.WAITING: [],
        Shelf.ONGOING: ["3.1"],
        Shelf.PASSED: ["4.1"],
        Shelf.DONE: [],
    }


async def test_the_list_opens_on_what_is_most_urgent_and_moves_as_things_are_done(world: District) -> None:
    assert await numbers(world, ANNA) == ["1.1", "1.2"]
    for number in ("1.1", "1.2"):
        await change(world, number, SCHOOLS[0], DutyState.REPORTED)

    assert await numbers(world, ANNA) == ["2.1", "2.2"]
    assert await numbers(world, ANNA, "waiting") == ["1.1", "1.2"]


async def test_a_returned_report_is_owed_again(world: District) -> None:
    await change(world, "2.1", SCHOOLS[0], DutyState.RETURNED)

    assert await numbers(world, ANNA, "week") == ["2.1", "2.2"]


async def test_nobody_sees_the_duties_of_another_school_or_person(world: District) -> None:
    assert await numbers(world, BORIS) == ["1.2"]
    assert await numbers(world, GALINA) == ["5.1"]
    assert await numbers(world, OLGA) == []


async def test_pages_are_of_eight_and_a_page_that_is_gone_is_the_nearest_one(
    store: Store, app: App, clock: FrozenClock
) -> None:
    rows = tuple(row(str(number), date(2026, 12, 1) + timedelta(days=number)) for number in range(1, 12))
    world = await build_district(store, app, clock, rows)
    actor = await world.actor(ANNA)

    first, last, beyond = [await app.lists.mine(actor, "later", page) for page in (0, 1, 10**9)]

    assert len(first.duties) == PAGE and [duty.number for duty in last.duties] == ["9", "10", "11"]
    assert beyond.paging == last.paging and beyond.duties == last.duties


async def test_a_shelf_nobody_knows_is_the_first_that_holds_anything(world: District) -> None:
    assert (await world.app.lists.mine(await world.actor(ANNA), "u17")).shelf is Shelf.OVERDUE


# What those who watch see


async def test_the_overview_counts_what_the_watched_units_owe(world: District) -> None:
    await change(world, "2.1", SCHOOLS[0], DutyState.REPORTED)
    await change(world, "2.2", SCHOOLS[0], DutyState.ACCEPTED)

    view = await world.app.lists.board(await world.actor(OLGA))

    tally = view.tally
    assert tally == Tally(
        in_time=2,
        overdue=OverdueCounts(silent=4, returned=0, partial=0),
        ongoing=1,
        passed=1,
        waiting=1,
        late=1,
        accepted=1,
        closed_undone=0,
    )
    assert tally.total == 10
    overdue = (await world.app.lists.overdue_units(await world.actor(OLGA))).units
    assert view.overdue_units == len(overdue)
    assert [(unit.unit, unit.overdue.total) for unit in overdue] == [
        (SCHOOLS[0], 2),
        (SCHOOLS[1], 1),
        (SCHOOLS[2], 1),
    ]
    assert overdue[0].oldest_on == date(2026, 10, 1)


async def test_only_those_who_decide_are_led_to_decisions(world: District) -> None:
    actors = {name: await world.actor(name) for name in (OLGA, ELENA, IGOR)}
    lists = world.app.lists

    decide = {name for name, actor in actors.items() if (await lists.board(actor)).may_decide}
    invite = {name for name, actor in actors.items() if (await lists.silent_units(actor)).may_invite}

    assert decide == {OLGA, IGOR} and invite == {IGOR}


async def test_units_whose_duties_reach_nobody_are_named_with_how_many_are_missing(world: District) -> None:
    async with world.store.write() as uow:
        await uow.accounts.block(in_telegram(world.chats[BORIS]))
        await uow.accounts.block(in_telegram(world.chats[GALINA]))
        await uow.commit()

    olga = await world.actor(OLGA)
    view = await world.app.lists.silent_units(olga)

    assert (await world.app.lists.board(olga)).silent_units == len(view.units)
    assert {unit.unit: (unit.duties, unit.absent) for unit in view.units} == {
        SCHOOLS[1]: (1, 1),
        "Управление образования Заречного округа": (1, 1),
    }


async def test_what_is_owed_by_name_reaches_its_people_where_the_unit_has_no_executors(
    world: District,
) -> None:
    async with world.store.engine.begin() as connection:
        galina = (await world.actor(GALINA)).person_id
        of_her = update(MembershipRow).where(MembershipRow.person_id == galina)
        await connection.execute(of_her.values(role=Role.CURATOR.value))
    world.clock.set("2027-06-01 09:00")

    igor = await world.actor(IGOR)
    view = await world.app.lists.overdue_units(igor)
    department = next(unit.unit_id for unit in view.units if unit.unit.startswith("Управление"))

    assert department not in view.out_of_chat
    assert not (await world.app.lists.unit_overdue(igor, department)).is_out_of_chat


async def test_a_unit_is_not_silent_while_one_of_its_people_can_be_told(world: District) -> None:
    async with world.store.write() as uow:
        await world.person(uow, "Пётр Лугов", Role.EXECUTOR, world.units[SCHOOLS[1]])
        await uow.accounts.block(in_telegram(world.chats[BORIS]))
        await uow.commit()

    olga = await world.actor(OLGA)
    assert (await world.app.lists.board(olga)).silent_units == 0
    assert (await world.app.lists.silent_units(olga)).units == ()


async def test_what_the_monitoring_settles_by_itself_makes_no_unit_silent(world: District) -> None:
    async with world.store.write() as uow:
        await uow.accounts.block(in_telegram(world.chats[BORIS]))
        (duty,) = await uow.duties.lines(
            DutyFilter(home_unit_id=world.units[SCHOOLS[1]], states=WAITING_FOR_ASSIGNEE)
        )
        rules = await uow.plan.monitoring_rules(world.road_map)
        await uow.plan.set_monitoring_rules(world.road_map, replace(rules, measure_id=duty.measure_id))
        await uow.commit()

    olga = await world.actor(OLGA)
    assert (await world.app.lists.silent_units(olga)).units == ()
    assert (await world.app.lists.board(olga)).silent_units == 0


async def test_a_units_overdue_list_is_for_those_who_watch_it(world: District) -> None:
    view = await world.app.lists.unit_overdue(await world.actor(OLGA), world.units[SCHOOLS[0]])

    assert view.unit == SCHOOLS[0] and [duty.number for duty in view.duties] == ["1.1", "1.2"]
    with pytest.raises(NotAllowed):
        await world.app.lists.unit_overdue(await world.actor(ANNA), world.units[SCHOOLS[0]])
    with pytest.raises(NotAllowed):
        await world.app.lists.board(await world.actor(ANNA))
    with pytest.raises(NotFound):
        await world.app.lists.unit_overdue(await world.actor(OLGA), UnitId(10**9))


async def outsider(world: District) -> Actor:
    """A curator of another department in the same database."""
    async with world.store.write() as uow:
        other = await uow.people.add_department("Управление образования Горного округа", ZONE)
        await world.person(uow, "Чужой Куратор", Role.CURATOR, other, other)
        await uow.commit()
    return await world.actor("Чужой Куратор")


async def test_another_department_sees_none_of_it(world: District) -> None:
    stranger = await outsider(world)

    view = await world.app.lists.board(stranger)

    assert view.tally.total == 0 and (view.overdue_units, view.silent_units) == (0, 0)
    assert (await world.app.lists.overdue_units(stranger)).units == ()
    assert (await world.app.lists.silent_units(stranger)).units == ()
    with pytest.raises(NotFound):
        await world.app.lists.unit_overdue(stranger, world.units[SCHOOLS[0]])
    with pytest.raises(NotFound):
        await world.app.cards.open(stranger, world.duties["1.1", SCHOOLS[0]])
