"""What has waited for a curator's decision for working days: named to the head, in the letter and at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from roadmap.brevity import PersonName
from roadmap.clock import local_date
from roadmap.control.duty_filter import DutyFilter
from roadmap.control.duty_lines import DutyLine
from roadmap.control.reports import WaitingItem, WaitingKind
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.people.persons import Actor
from roadmap.reminding.quiet_hours import local_moment
from services.people.recipients import deciding
from storage.unit_of_work import UnitOfWork

NAMED_IN_LETTER, TOLD_AT_ONCE = 3, 5
"""Working days after which the head reads of it in the letter, and after which the head is told by itself."""
SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class LongWait:
    """One decision that is late; `days` by the calendar, `curators` are those who are to make it."""

    kind: WaitingKind
    subject_id: int
    duty: DutyLine
    since: datetime
    days: int
    curators: tuple[PersonName, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LongWaits:
    """How many decisions are late, and the oldest of them, longest first."""

    count: int
    oldest: tuple[LongWait, ...] = ()


def came_before(today: date, calendar: WorkingCalendar, working_days: int) -> date:
    """What came before this day has waited for that many working days by today, one at the least."""
    return calendar.add_working_days(calendar.preceding(today), 1 - working_days)


async def waiting_long(
    uow: UnitOfWork, actor: Actor, before: date, now: datetime, limit: int = SHOWN
) -> LongWaits:
    """Decisions on the units this person watches that were waited for before that day (see `came_before`)."""
    moment = local_moment(before, 0, actor.time_zone)
    total = await uow.reports.waiting_total(actor, before=moment)
    if not total.count:
        return LongWaits(count=0)
    items = await uow.reports.waiting(actor, before=moment, limit=limit)
    return LongWaits(count=total.count, oldest=await _named(uow, actor, items, now))


async def _named(
    uow: UnitOfWork, actor: Actor, items: Sequence[WaitingItem], now: datetime
) -> tuple[LongWait, ...]:
    today = local_date(now, actor.time_zone)
    lines = await uow.duties.lines(DutyFilter(ids=[item.duty_id for item in items]))
    duties = {duty.id: duty for duty in lines}
    found = []
    for item in items:
        duty = duties[item.duty_id]
        curators = await deciding(uow, duty.home_unit_id)
        found.append(
            LongWait(
                kind=item.kind,
                subject_id=item.subject_id,
                duty=duty,
                since=item.since,
                days=(today - local_date(item.since, actor.time_zone)).days,
                curators=tuple(person.name for person in curators),
            )
        )
    return tuple(found)
