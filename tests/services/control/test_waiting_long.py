"""What waits long for a decision: counted in working days, named with who is to decide."""

from datetime import date

import pytest

from roadmap.control.reports import WaitingKind
from roadmap.deadlines.calendar import WEEKENDS_ONLY
from services.app import App
from services.control.deciding.waiting_long import LongWaits, came_before, waiting_long
from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.control_deeds import ANNA, ELENA, NOVEMBER, OLGA, reported
from tests.quarter_district import District, build_district


@pytest.fixture
async def district(store: Store, app: App, clock: FrozenClock) -> District:
    return await build_district(store, app, clock)


@pytest.mark.parametrize(
    ("today", "days", "before"),
    [
        (date(2026, 11, 27), 1, date(2026, 11, 27)),  # Friday: what came on Thursday
        (date(2026, 11, 30), 1, date(2026, 11, 30)),  # Monday: what came on Friday or at the weekend
        (date(2026, 11, 30), 3, date(2026, 11, 26)),  # what came on Wednesday: Thursday, Friday, Monday
        (date(2026, 11, 29), 1, date(2026, 11, 27)),  # Sunday: the last working day was Friday
    ],
)
def test_the_days_waited_are_working_days(today: date, days: int, before: date) -> None:
    assert came_before(today, WEEKENDS_ONLY, days) == before


async def waits(district: District, who: str, days: int) -> LongWaits:
    actor, now = await district.actor(who), district.clock.now()
    async with district.store.read() as uow:
        return await waiting_long(uow, actor, came_before(now.date(), WEEKENDS_ONLY, days), now)


async def test_the_head_reads_what_waits_three_working_days_and_whose_it_is(district: District) -> None:
    district.clock.set("2026-11-25 15:00")  # Wednesday
    line = await reported(district, ANNA, NOVEMBER)

    district.clock.set("2026-11-27 10:00")  # Friday: two working days
    assert await waits(district, ELENA, 3) == LongWaits(count=0)

    district.clock.set("2026-11-30 10:00")
    found = await waits(district, ELENA, 3)

    assert found.count == 1
    (wait,) = found.oldest
    assert (wait.kind, wait.subject_id, wait.days) == (WaitingKind.REPORT, line.id, 5)
    assert (wait.duty.number, wait.curators) == ("2.3", (OLGA,))


async def test_what_is_decided_waits_no_more(district: District) -> None:
    district.clock.set("2026-11-20 15:00")
    line = await reported(district, ANNA, NOVEMBER)
    district.clock.set("2026-11-30 10:00")
    olga = await district.actor(OLGA)
    view = await district.app.cards.of_report(olga, line.id)
    await district.app.decisions.accept(olga, line.id, view.card.duty.version)

    assert await waits(district, ELENA, 3) == LongWaits(count=0)
