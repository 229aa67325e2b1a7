"""What the digest says of a curator's desk: what waits; once a week all that is overdue and soon due.

A unit is on the desk of those who are told of it: its nearest curators, else the coordinators.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from roadmap.clock import local_date
from roadmap.control.boards import OverdueCounts
from roadmap.control.duty import WAITING_FOR_ASSIGNEE
from roadmap.control.duty_filter import DutyFilter
from roadmap.control.duty_lines import DutyLine
from roadmap.control.reports import UnitWaits, WaitingItem
from roadmap.deadlines.calendar import ONE_DAY
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import dedupe_key
from roadmap.ids import DutyId, PersonId, UnitId
from roadmap.people.department_staff import Staff
from roadmap.people.invites import Recipient
from roadmap.people.persons import Actor
from services.control.deciding.decisions import QueueLine
from services.people.rights import CURATORS
from storage.unit_of_work import UnitOfWork

OLDEST, OVERDUE_SHOWN = 3, 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What a week's first digest repeats: all that is overdue, the longest first; how much is due soon."""

    missing: OverdueCounts
    overdue: tuple[DutyLine, ...]
    due: int
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """`waiting` decisions, the oldest for `days`."""

    waiting: int
    days: int
    oldest: tuple[QueueLine, ...]
    week: Week | None

    @property
    def is_empty(self) -> bool:
        week = self.week
        return not (self.waiting or (week and (week.missing.total or week.due)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """What lies on the desks of a department by home unit, and who is told of each of these."""

    waits: Mapping[UnitId, UnitWaits]
    missing: Mapping[UnitId, OverdueCounts]
    due: Mapping[UnitId, int]
    told: Mapping[UnitId, Sequence[Recipient]]

    def units_of(self, person_id: PersonId) -> list[UnitId]:
        """The units on this person's desk where there is anything to say."""
        return [
            unit for unit, told in self.told.items() if any(person.person_id == person_id for person in told)
        ]


async def read_department(
    uow: UnitOfWork, department_id: UnitId, today: date, *, has_week: bool
) -> Department:
    """What lies on all its desks on this day; `has_week`: with what a week's first digest repeats."""
    waits = await uow.reports.waiting_of_department(department_id, OLDEST)
    missing: Mapping[UnitId, OverdueCounts] = {}
    due: Mapping[UnitId, int] = {}
    if has_week:
        missing = await uow.boards.missing_by_unit(department_id, today)
        due = await uow.boards.due_by_unit(department_id, today, sunday_of(today))
    units = {*waits, *missing, *due}
    staff = await uow.recipients.staff(department_id) if units else Staff(parents={}, holders={})
    told = {unit: staff.reachable_above(unit, *CURATORS) for unit in units}
    return Department(waits=waits, missing=missing, due=due, told=told)


async def desks_of(uow: UnitOfWork, actors: Iterable[Actor], now: datetime) -> Mapping[PersonId, Desk]:
    """The desks of those of them who decide about anything, as they are at this moment."""
    days = {actor: local_date(now, actor.time_zone) for actor in actors if actor.has(*CURATORS)}
    said = await said_this_week(uow, {actor.person_id: today for actor, today in days.items()})
    read: dict[tuple[UnitId, date], Department] = {}
    oldest: dict[PersonId, list[WaitingItem]] = {}
    for actor, today in days.items():
        where = actor.department_id, today
        if where not in read:
            has_week = any(each.person_id not in said for each in days)
            read[where] = await read_department(uow, *where, has_week=has_week)
        oldest[actor.person_id] = _oldest(read[where], actor.person_id)
    duties = await _duties(uow, [item.duty_id for items in oldest.values() for item in items])
    return {
        actor.person_id: Desk(
            waiting=_count_waiting(read[actor.department_id, today], actor.person_id),
            days=_days(oldest[actor.person_id], actor, today),
            oldest=tuple(QueueLine(item=item, duty=duties[item.duty_id]) for item in oldest[actor.person_id]),
            week=None
            if actor.person_id in said
            else await _week(uow, read[actor.department_id, today], actor.person_id, today),
        )
        for actor, today in days.items()
    }


async def said_this_week(uow: UnitOfWork, days: Mapping[PersonId, date]) -> set[PersonId]:
    """Whom a digest has reached this week before that day."""
    keys = {
        dedupe_key(DeliveryKind.DIGEST, person_id, person_id, today - ONE_DAY * ago): person_id
        for person_id, today in days.items()
        for ago in range(1, today.weekday() + 1)
    }
    return {keys[key] for key in await uow.reminders.sent(keys)} if keys else set()


def sunday_of(day: date) -> date:
    """The last day of this day's week."""
    return day + timedelta(days=6 - day.weekday())


def _oldest(department: Department, person_id: PersonId) -> list[WaitingItem]:
    waits = [department.waits[unit] for unit in department.units_of(person_id) if unit in department.waits]
    return sorted((item for each in waits for item in each.oldest), key=lambda item: item.since)[:OLDEST]


def _count_waiting(department: Department, person_id: PersonId) -> int:
    units = department.units_of(person_id)
    return sum(department.waits[unit].count for unit in units if unit in department.waits)


def _days(oldest: Sequence[WaitingItem], actor: Actor, today: date) -> int:
    return (today - local_date(oldest[0].since, actor.time_zone)).days if oldest else 0


async def _duties(uow: UnitOfWork, ids: Collection[DutyId]) -> Mapping[DutyId, DutyLine]:
    lines = await uow.duties.lines(DutyFilter(ids=ids)) if ids else ()
    return {duty.id: duty for duty in lines}


async def _week(uow: UnitOfWork, department: Department, person_id: PersonId, today: date) -> Week:
    """One statement a curator, on one morning a week: each has fifteen lines of their own."""
    units = department.units_of(person_id)
    late = [unit for unit in units if unit in department.missing]
    where = DutyFilter(
        home_unit_ids=late,
        states=WAITING_FOR_ASSIGNEE,
        waits_for_curator=False,
        owed_to=today - ONE_DAY,
    )
    return Week(
        missing=OverdueCounts.sum(department.missing[unit] for unit in late),
        overdue=tuple(await uow.duties.lines(where, limit=OVERDUE_SHOWN)) if late else (),
        due=sum(department.due.get(unit, 0) for unit in units),
        until=sunday_of(today),
    )
