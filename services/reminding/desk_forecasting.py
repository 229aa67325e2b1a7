"""Mornings of those who decide, told beforehand: what waits goes on, what is overdue is repeated weekly."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from roadmap.clock import local_date
from roadmap.deadlines.calendar import ONE_DAY, WorkingCalendar
from roadmap.delivery.outbox import NewDelivery
from roadmap.ids import PersonId, UnitId
from roadmap.people.department_staff import Staff
from roadmap.people.invites import Recipient
from roadmap.people.persons import Unit
from roadmap.reminding.expected import Expected, Occasion, Outlooked, Piece
from roadmap.reminding.quiet_hours import QUIET_HOURS, is_quiet, local_moment
from roadmap.reminding.reminders import USUAL_SETTINGS, ReminderSettings, monday_of
from services.people.rights import CURATORS
from services.reminding.curator_desk import said_this_week
from services.reminding.reminders import new_digest
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskReading:
    """What lies on the desks of a department, by home unit.

    `waits` since when the oldest decision is waited for; `owed_by` the first day by which anything is owed.
    `said` are those whom a digest has reached this week, `planned` the keys of today's digests in line.
    """

    department: Unit
    waits: Mapping[UnitId, datetime]
    owed_by: Mapping[UnitId, date]
    desks: Mapping[PersonId, tuple[Recipient, Sequence[UnitId]]]
    settings: Mapping[PersonId, ReminderSettings]
    said: Collection[PersonId]
    planned: Collection[str]


async def read_desks(
    uow: UnitOfWork, of: Outlooked, department: Unit, staff: Staff, calendar: WorkingCalendar, now: datetime
) -> DeskReading:
    """The desks where anything of these units lies now or will; statements do not grow with their number."""
    waits = await uow.reports.waiting_of_department(department.id, 1)
    owed_by = await uow.boards.first_owed_by_unit(department.id)
    desks: dict[PersonId, tuple[Recipient, list[UnitId]]] = {}
    for unit_id in {*waits, *owed_by}:
        if of.roots is None or staff.is_under(unit_id, of.roots):
            for person in staff.reachable_above(unit_id, *CURATORS):
                desks.setdefault(person.person_id, (person, []))[1].append(unit_id)
    settings = await uow.reminders.settings(desks)
    today = local_date(now, department.time_zone)
    keys = {
        _digest(person, department.id, settings, now, calendar).dedupe_key for person, _ in desks.values()
    }
    return DeskReading(
        department=department,
        waits={unit_id: of_unit.oldest[0].since for unit_id, of_unit in waits.items()},
        owed_by=owed_by,
        desks=desks,
        settings=settings,
        said=await said_this_week(uow, dict.fromkeys(desks, today)),
        planned=await uow.reminders.planned(keys) if keys else (),
    )


def expected_desks(
    read: DeskReading,
    digests: Iterable[Expected],
    calendar: WorkingCalendar,
    now: datetime,
    until: datetime,
) -> list[Expected]:
    """What the digests of those who decide say of their desks; `digests` are those that stages make."""
    days: dict[PersonId, set[date]] = defaultdict(set)
    for each in digests:
        days[each.recipient.person_id].add(each.on)
    found = []
    for moment in _mornings(read.department, calendar, now, until):
        today = local_date(moment, read.department.time_zone)
        for person_id, (person, units) in read.desks.items():
            digest = _digest(person, read.department.id, read.settings, moment, calendar)
            if digest.dedupe_key in read.planned and digest.not_before <= now:
                days[person_id].add(today)
                continue
            is_first = _is_first(days[person_id], person_id in read.said, today, now, read.department)
            pieces = tuple(_pieces(read, units, today, is_first=is_first))
            if pieces:
                days[person_id].add(today)
                on = local_date(digest.not_before, person.time_zone)
                found.append(Expected(recipient=person, at=digest.not_before, on=on, pieces=pieces))
    return found


def _digest(
    person: Recipient,
    department_id: UnitId,
    settings: Mapping[PersonId, ReminderSettings],
    moment: datetime,
    calendar: WorkingCalendar,
) -> NewDelivery:
    hour = settings.get(person.person_id, USUAL_SETTINGS).digest_hour
    return new_digest(person, department_id, hour, moment, calendar)


def _mornings(
    department: Unit, calendar: WorkingCalendar, now: datetime, until: datetime
) -> Iterator[datetime]:
    """When the planner looks at the desks: now, if it does, and on each working morning after it."""
    day, zone = local_date(now, department.time_zone), department.time_zone
    while (moment := max(local_moment(day, QUIET_HOURS.end, zone), now)) <= until:
        if not is_quiet(moment, zone, calendar):
            yield moment
        day += ONE_DAY


def _is_first(days: Collection[date], is_said: bool, today: date, now: datetime, department: Unit) -> bool:
    """Whether no digest comes to this person earlier in this day's week."""
    monday = monday_of(today)
    if is_said and monday <= local_date(now, department.time_zone):
        return False
    return not any(monday + timedelta(days=ago) in days for ago in range((today - monday).days))


def _pieces(read: DeskReading, units: Sequence[UnitId], today: date, *, is_first: bool) -> Iterator[Piece]:
    midnight = local_moment(today, 0, read.department.time_zone)
    for unit_id in units:
        since, owed_by = read.waits.get(unit_id), read.owed_by.get(unit_id)
        if since is not None and since < midnight:
            yield Piece(occasion=Occasion.QUEUE, unit_id=unit_id)
        if is_first and owed_by is not None and owed_by < today:
            yield Piece(occasion=Occasion.OVERDUE, unit_id=unit_id)
