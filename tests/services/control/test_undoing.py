"""Undoing a decision gives the duty back as it was: state, the assignee's time and what is reminded."""

import pytest

from roadmap.control.duty import DutyState, ReportOutcome
from roadmap.errors import BadInput, NotAllowed, StaleVersion
from services.app import App
from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.control_deeds import (
    ANNA,
    DIAGNOSTICS,
    OLGA,
    audited,
    next_look,
    reported,
    state,
    version,
)
from tests.databases import both_databases
from tests.quarter_district import District, build_district

pytestmark = both_databases
DONE, PARTIAL, NOT_DONE = ReportOutcome.DONE, ReportOutcome.PARTIAL, ReportOutcome.NOT_DONE


@pytest.fixture
async def district(store: Store, app: App, clock: FrozenClock) -> District:
    return await build_district(store, app, clock)


async def times(district: District) -> tuple[object, object, str | None]:
    async with district.store.read() as uow:
        duty = await uow.duties.get(district.duties[DIAGNOSTICS])
        assert duty is not None
        return duty.owed_by, duty.stopped_on, await next_look(district, duty.id)


@pytest.mark.parametrize("outcome", [DONE, PARTIAL, NOT_DONE])
@pytest.mark.parametrize("is_return", [False, True])
async def test_the_duty_is_as_it_was_before_the_decision(
    district: District, outcome: ReportOutcome, is_return: bool
) -> None:
    line = await reported(district, ANNA, DIAGNOSTICS, outcome)
    olga = await district.actor(OLGA)
    before = await state(district), await times(district)
    seen = await version(district)
    if is_return:
        await district.app.decisions.send_back(olga, line.id, seen, "Нет протокола")
    else:
        await district.app.decisions.accept(olga, line.id, seen)

    undone = await district.app.undoing.undo(olga, line.id)

    assert (await state(district), await times(district)) == before
    assert undone.view.card.undecided is not None and undone.view.card.undecided.id == line.id
    assert undone.told == (), "nothing had left yet"
    assert [name for name, _ in await district.outgoing()] == [OLGA], "only of the report itself"


async def test_undone_twice_is_undone_once_and_decided_anew_is_told(district: District) -> None:
    line = await reported(district)
    olga = await district.actor(OLGA)
    await district.app.decisions.accept(olga, line.id, await version(district))
    await district.app.undoing.undo(olga, line.id)
    before = await audited(district)
    await district.app.undoing.undo(olga, line.id)
    assert await audited(district) == before

    await district.app.decisions.accept(olga, line.id, await version(district))

    assert await state(district) is DutyState.ACCEPTED
    assert ANNA in [name for name, _ in await district.outgoing()]


async def test_nobody_undoes_what_another_decided_or_what_is_long_decided(district: District) -> None:
    line = await reported(district)
    olga, anna = await district.actor(OLGA), await district.actor(ANNA)
    await district.app.decisions.send_back(olga, line.id, await version(district), "Нет протокола")

    with pytest.raises(NotAllowed):
        await district.app.undoing.undo(anna, line.id)
    await reported(district)
    with pytest.raises(StaleVersion):
        await district.app.undoing.undo(olga, line.id)
    district.clock.add(minutes=10)
    with pytest.raises(BadInput):
        await district.app.undoing.undo(olga, line.id)
