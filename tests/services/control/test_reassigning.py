"""«Не моё»: said with a reason, passed on or left; old buttons of the one it was taken from do nothing."""

import asyncio
from datetime import date

import pytest
from sqlalchemy import func, select, update

from roadmap.control.duty import DutyState, ReportOutcome
from roadmap.errors import BadInput, NotAllowed, NotFound, StaleVersion, WrongState
from roadmap.ids import DutyId, MeasureId, ReassignmentId, UnitId
from roadmap.imports.questions import Assigned
from roadmap.people.persons import Role, UnitKind
from services.app import App
from services.control.requests.passing_on import Target
from services.plan.contents import contents
from storage.control.tables import DutyRow
from storage.plan.tables import ControlPointRow
from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.control_deeds import (
    ANNA,
    BORIS,
    DIAGNOSTICS,
    ELENA,
    GALINA,
    OLGA,
    SEMINAR,
    audited,
    card,
    drafted,
    next_look,
    reported,
    sent,
    state,
)
from tests.quarter_district import District, Row, build_district, lay

NADEZHDA = "Надежда Вторая"
REASON = "Это делает школа"


@pytest.fixture
async def district(store: Store, app: App, clock: FrozenClock) -> District:
    world = await build_district(store, app, clock)
    async with store.write() as uow:
        await world.person(uow, NADEZHDA, Role.CURATOR, world.department)
        await uow.commit()
    return world


async def asked(district: District, what: tuple[str, str] = SEMINAR, who: str = GALINA) -> ReassignmentId:
    view = await district.app.reassignments.ask(await district.actor(who), district.duties[what], REASON)
    assert view.card.reassignment is not None
    return view.card.reassignment.id


def school(district: District, number: int = 2) -> Target:
    return Target(unit_id=district.units[f"Школа № {number}"])


async def test_a_duty_passed_to_a_school_is_told_to_both_sides_and_begins_anew(district: District) -> None:
    request_id = await asked(district)
    assert [name for name, _ in await district.outgoing()] == [OLGA, NADEZHDA]

    done = await district.app.reassignments.grant(
        await district.actor(OLGA), request_id, school(district), whole_measure=False
    )

    assert (done.name, done.reachable, len(done.duty_ids)) == ("Школа № 2", 1, 1)
    said = dict(await district.outgoing())
    assert "больше не ваш" in said[GALINA] and "Школа № 2" in said[GALINA]
    assert "Вам передан пункт" in said[BORIS] and "30 октября" in said[BORIS]
    assert await state(district, SEMINAR) is DutyState.OPEN
    assert await next_look(district, district.duties[SEMINAR]) is not None
    assert (await card(district, BORIS, SEMINAR)).duty.assignee == "Школа № 2"


async def test_the_one_it_was_taken_from_can_do_nothing_with_old_buttons(district: District) -> None:
    await drafted(district, GALINA, SEMINAR)
    request_id = await asked(district)
    await district.app.reassignments.grant(
        await district.actor(OLGA), request_id, school(district), whole_measure=False
    )
    galina = await district.actor(GALINA)

    with pytest.raises(NotFound):
        await sent(district, GALINA)
    for deed in (
        district.app.drafts.start(galina, district.duties[SEMINAR], ReportOutcome.DONE),
        district.app.reassignments.ask(galina, district.duties[SEMINAR], REASON),
        district.app.extensions.ask(galina, district.duties[SEMINAR], date(2026, 11, 10), REASON),
        district.app.cards.open(galina, district.duties[SEMINAR]),
    ):
        with pytest.raises(NotFound):
            await deed
    await reported(district, BORIS, SEMINAR)
    assert await state(district, SEMINAR) is DutyState.REPORTED


async def test_a_duty_passed_to_a_person_is_theirs(district: District) -> None:
    request_id = await asked(district)

    await district.app.reassignments.grant(
        await district.actor(OLGA),
        request_id,
        Target(person_id=district.persons[ANNA]),
        whole_measure=False,
    )

    assert (await card(district, ANNA, SEMINAR)).duty.person_id == district.persons[ANNA]


async def test_all_control_points_of_the_measure_may_go_at_once(
    store: Store, app: App, clock: FrozenClock
) -> None:
    district = await build_district(store, app, clock, ())
    months = tuple(
        Row(number="5", title="Сдать сводку", person=GALINA, due_on=date(2026, month, 28))
        for month in (9, 10, 11)
    )
    async with store.write() as uow:
        await lay(district, uow, months)
        await uow.commit()
    # The three rows of this plan stand for three measures: make them control points of one.
    ids = await _as_one_measure(district)
    galina, olga = await district.actor(GALINA), await district.actor(OLGA)
    view = await district.app.reassignments.ask(galina, ids[0], REASON)
    assert view.card.reassignment is not None
    request_id = view.card.reassignment.id

    chosen = await district.app.reassignments.choose(olga, request_id, school(district))
    done = await district.app.reassignments.grant(olga, request_id, school(district), whole_measure=True)

    assert chosen.more == 2 and sorted(done.duty_ids) == sorted(ids)
    said = dict(await district.outgoing())
    assert "Всего сроков по этому пункту: 3" in said[BORIS]
    assert (await app.lists.mine(galina)).duties == ()


async def test_all_that_is_left_counts_only_what_is_still_owed(
    store: Store, app: App, clock: FrozenClock
) -> None:
    district = await build_district(store, app, clock, ())
    days = [date(2026, month, 28) for month in (9, 10, 11, 12)]
    async with store.write() as uow:
        rows = tuple(Row(number="5", title="Сдать сводку", person=GALINA, due_on=day) for day in days)
        await lay(district, uow, rows)
        await uow.commit()
    asked, reported, closed, owed = await _as_one_measure(district)
    async with store.write() as uow:
        for duty_id, settled in ((reported, DutyState.REPORTED), (closed, DutyState.CLOSED_UNDONE)):
            duty = await uow.duties.get(duty_id)
            assert duty is not None
            await uow.duties.mark(duty, settled)
        await uow.commit()
    galina, olga = await district.actor(GALINA), await district.actor(OLGA)
    view = await district.app.reassignments.ask(galina, asked, REASON)
    assert view.card.reassignment is not None
    request_id = view.card.reassignment.id

    chosen = await district.app.reassignments.choose(olga, request_id, school(district))
    done = await district.app.reassignments.grant(olga, request_id, school(district), whole_measure=True)

    assert chosen.more == 1 and sorted(done.duty_ids) == sorted((asked, owed))


async def test_what_is_over_is_none_of_what_is_left_and_the_measure_follows_its_dates(
    store: Store, app: App, clock: FrozenClock
) -> None:
    district = await build_district(store, app, clock, ())
    days = [date(2026, month, 28) for month in (9, 10, 11)]
    async with store.write() as uow:
        rows = tuple(Row(number="5", title="Сдать сводку", person=GALINA, due_on=day) for day in days)
        await lay(district, uow, rows)
        await uow.commit()
    over, asked_for, ahead = await _as_one_measure(district)
    clock.set("2026-10-05 10:00")
    galina, olga = await district.actor(GALINA), await district.actor(OLGA)
    view = await district.app.reassignments.ask(galina, asked_for, REASON)
    assert view.card.reassignment is not None
    request_id = view.card.reassignment.id

    chosen = await district.app.reassignments.choose(olga, request_id, school(district))
    done = await district.app.reassignments.grant(olga, request_id, school(district), whole_measure=True)
    assert chosen.more == 1 and sorted(done.duty_ids) == sorted((asked_for, ahead))
    assert await _answering(district, view.card.duty.measure_id) == [school(district).assigned]

    await district.app.undoing_passes.undo(olga, request_id)
    assert await _answering(district, view.card.duty.measure_id) == [
        Target(person_id=district.persons[GALINA]).assigned
    ]
    assert over not in done.duty_ids


async def _answering(district: District, measure_id: MeasureId) -> list[Assigned]:
    async with district.store.read() as uow:
        present = await contents(uow, district.road_map)
    return [one.assigned for one in present[measure_id].answering]


async def _as_one_measure(district: District) -> list[DutyId]:
    async with district.store.engine.begin() as connection:
        first = select(func.min(DutyRow.measure_id)).scalar_subquery()
        measure_id = (await connection.execute(select(first))).scalar_one()
        await connection.execute(update(ControlPointRow).values(measure_id=measure_id))
        await connection.execute(update(DutyRow).values(measure_id=measure_id))
        return list((await connection.execute(select(DutyRow.id).order_by(DutyRow.id))).scalars())


async def test_whoever_has_the_duty_already_cannot_be_given_it_twice(district: District) -> None:
    request_id = await asked(district, DIAGNOSTICS, ANNA)
    olga = await district.actor(OLGA)

    with pytest.raises(BadInput) as refused:
        await district.app.reassignments.choose(olga, request_id, school(district))
    with pytest.raises(BadInput):
        await district.app.reassignments.grant(olga, request_id, school(district), whole_measure=True)

    assert (refused.value.reason, refused.value.detail) == ("already-assigned", "Школа № 2")
    assert (await card(district)).reassignment is not None  # still waits for a decision


@pytest.mark.parametrize("comment", [None, "В приказе названы вы"])
async def test_a_refusal_leaves_the_duty_and_says_why(district: District, comment: str | None) -> None:
    request_id = await asked(district)
    await district.outgoing()

    await district.app.reassignments.refuse(await district.actor(OLGA), request_id, comment)

    ((name, text),) = await district.outgoing()
    assert name == GALINA and "Пункт остаётся за вами" in text and (comment or OLGA) in text
    assert (await card(district, GALINA, SEMINAR)).reassignment is None


async def test_two_curators_decide_at_once_and_one_decision_stands(district: District) -> None:
    request_id = await asked(district)
    await district.outgoing()
    olga, nadezhda = await district.actor(OLGA), await district.actor(NADEZHDA)

    results = await asyncio.gather(
        district.app.reassignments.grant(olga, request_id, school(district, 2), whole_measure=False),
        district.app.reassignments.grant(nadezhda, request_id, school(district, 3), whole_measure=False),
        return_exceptions=True,
    )

    assert sum(isinstance(each, StaleVersion) for each in results) == 1
    assert len(await district.outgoing()) == 2  # the author and one newcomer


async def test_pressing_twice_passes_once_and_says_it_once(district: District) -> None:
    request_id, olga = await asked(district), await district.actor(OLGA)
    await district.app.reassignments.grant(olga, request_id, school(district), whole_measure=False)
    said, done = await district.outgoing(), await audited(district)

    await district.app.reassignments.grant(olga, request_id, school(district), whole_measure=False)
    with pytest.raises(StaleVersion):
        await district.app.reassignments.grant(olga, request_id, school(district, 3), whole_measure=False)

    assert said and await district.outgoing() == [] and await audited(district) == done


async def test_saying_it_twice_is_one_request_and_taking_it_back_leaves_nothing(district: District) -> None:
    request_id = await asked(district)
    assert await asked(district) == request_id
    galina, olga = await district.actor(GALINA), await district.actor(OLGA)

    await district.app.reassignments.withdraw(galina, request_id)
    await district.app.reassignments.withdraw(galina, request_id)

    with pytest.raises(StaleVersion):
        await district.app.reassignments.grant(olga, request_id, school(district), whole_measure=False)
    assert await district.outgoing() == []
    assert await audited(district) == ["reassignment.asked", "reassignment.withdrawn"]


async def test_what_is_reported_is_nobody_elses(district: District) -> None:
    await reported(district)
    with pytest.raises(WrongState):
        await asked(district, DIAGNOSTICS, ANNA)


async def test_a_unit_without_people_may_take_it_and_the_curator_sees_that(district: District) -> None:
    async with district.store.write() as uow:
        empty = await uow.people.add_unit(
            district.department, district.department, "Школа № 9", UnitKind.SCHOOL, "Europe/Moscow"
        )
        await uow.commit()
    request_id, olga = await asked(district), await district.actor(OLGA)

    chosen = await district.app.reassignments.choose(olga, request_id, Target(unit_id=empty))
    done = await district.app.reassignments.grant(
        olga, request_id, Target(unit_id=empty), whole_measure=False
    )

    assert (chosen.reachable, done.reachable) == (0, 0)


async def test_targets_are_this_departments_and_never_groups_or_the_present_assignee(
    district: District,
) -> None:
    async with district.store.write() as uow:
        zone = "Europe/Moscow"
        elsewhere = await uow.people.add_department("Другое управление", zone)
        group = await uow.people.add_unit(
            district.department, district.department, "Руководители школ", UnitKind.GROUP, zone
        )
        await uow.commit()
    request_id, olga = await asked(district, DIAGNOSTICS, ANNA), await district.actor(OLGA)

    units = await district.app.reassignments.targets(olga, request_id, persons=False, page=0)
    people = await district.app.reassignments.targets(olga, request_id, persons=True, page=7)

    named = {unit.name for unit in units.units}
    assert named == {"Управление образования Заречного округа"}, "the other schools have it already"
    assert ANNA not in {person.name for person in people.persons} and people.persons
    for forged in (elsewhere, group, UnitId(0), UnitId(10**17)):
        with pytest.raises(NotFound):
            await district.app.reassignments.choose(olga, request_id, Target(unit_id=forged))
    with pytest.raises(NotFound):
        await district.app.reassignments.choose(olga, request_id, Target())


@pytest.mark.parametrize(("who", "refusal"), [(BORIS, NotFound), (GALINA, NotAllowed), (ELENA, NotAllowed)])
async def test_only_the_curator_decides(district: District, who: str, refusal: type[Exception]) -> None:
    request_id, other = await asked(district), await district.actor(who)

    for deed in (
        district.app.reassignments.open(other, request_id),
        district.app.reassignments.refuse(other, request_id),
        district.app.reassignments.targets(other, request_id, persons=False, page=0),
        district.app.reassignments.choose(other, request_id, school(district)),
        district.app.reassignments.grant(other, request_id, school(district), whole_measure=True),
    ):
        with pytest.raises(refusal):
            await deed
    for forged in (0, request_id + 1, 10**17):
        with pytest.raises(NotFound):
            await district.app.reassignments.refuse(await district.actor(OLGA), ReassignmentId(forged))


@pytest.mark.parametrize(("who", "refusal"), [(BORIS, NotFound), (OLGA, NotAllowed)])
async def test_only_the_assignee_says_so(district: District, who: str, refusal: type[Exception]) -> None:
    other = await district.actor(who)
    for deed in (
        district.app.reassignments.check(other, district.duties[SEMINAR]),
        district.app.reassignments.ask(other, district.duties[SEMINAR], REASON),
    ):
        with pytest.raises(refusal):
            await deed
