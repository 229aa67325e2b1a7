"""What a week brings to the head and to those who decide, told beforehand: letter, line, Monday's message."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from roadmap.clock import local_date
from roadmap.deadlines.calendar import ONE_DAY, WorkingCalendar
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import dedupe_key
from roadmap.ids import PersonId
from roadmap.people.department_staff import Staff
from roadmap.people.invites import Recipient
from roadmap.people.persons import Actor, Role, Unit
from roadmap.reminding.expected import Expected, Occasion, Piece
from roadmap.reminding.quiet_hours import QUIET_HOURS, digest_slot, local_moment
from roadmap.reminding.reminders import USUAL_SETTINGS, WEEK, ReminderSettings, monday_of, week_morning
from services.control.deciding.waiting_long import TOLD_AT_ONCE, came_before
from services.people.rights import CURATORS
from services.reminding.escalation import part_of
from services.summary.monday import waiting_for
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Weeks:
    """Of which department, and what every message of it needs to know."""

    department: Unit
    calendar: WorkingCalendar
    actors: Mapping[PersonId, Actor]
    settings: Mapping[PersonId, ReminderSettings]
    now: datetime
    until: datetime

    def slot(self, person: Recipient, on: date) -> datetime:
        """The hour at which this person reads what comes that morning."""
        begins = max(local_moment(on, QUIET_HOURS.end, person.time_zone), self.now)
        hour = self.settings.get(person.person_id, USUAL_SETTINGS).digest_hour
        return digest_slot(begins, hour, person.time_zone, self.calendar, person.quiet)

    def mornings(self, person: Recipient) -> Iterator[date]:
        """First working days of weeks on which this person has not been written to yet."""
        monday = monday_of(local_date(self.now, person.time_zone))
        while local_moment(monday, 0, person.time_zone) <= self.until:
            morning = week_morning(monday, self.calendar)
            if morning and self.now < self.slot(person, morning) <= self.until:
                yield morning
            monday += WEEK

    def message(self, person: Recipient, on: date, occasion: Occasion) -> Expected:
        """About the department as a whole."""
        piece = Piece(occasion=occasion, unit_id=self.department.id)
        return Expected(recipient=person, at=self.slot(person, on), on=on, pieces=(piece,))


async def expected_of_weeks(
    uow: UnitOfWork,
    department: Unit,
    staff: Staff,
    calendar: WorkingCalendar,
    now: datetime,
    until: datetime,
) -> list[Expected]:
    """Letters, lines about late decisions, and Monday's messages, as long as nobody does anything."""
    heads = staff.reachable_above(department.id, Role.HEAD)
    deciding = [person for person in await uow.recipients.holding(department.id, CURATORS) if person.place]
    people = [person.person_id for person in (*heads, *deciding)]
    weeks = Weeks(
        department=department,
        calendar=calendar,
        actors=await uow.actors.actors_of(people),
        settings=await uow.reminders.settings(people),
        now=now,
        until=until,
    )
    found = [message for head in heads for message in await _to_head(uow, weeks, head)]
    return found + [message for person in deciding for message in await _mondays(uow, weeks, person)]


async def _to_head(uow: UnitOfWork, weeks: Weeks, head: Recipient) -> list[Expected]:
    actor = weeks.actors.get(head.person_id)
    if actor is None:
        return []
    tally = await uow.boards.tally(actor, local_date(weeks.now, actor.time_zone))
    letters = list(weeks.mornings(head)) if tally.total else []
    late = await _late_on(uow, weeks, actor)
    return [
        *(weeks.message(head, on, Occasion.LETTER) for on in letters),
        *(weeks.message(head, on, Occasion.LATE) for on in late),
    ]


async def _late_on(uow: UnitOfWork, weeks: Weeks, actor: Actor) -> list[date]:
    """The mornings on which decisions that wait now become late: once each day's newest of them is."""
    today, said, found = local_date(weeks.now, actor.time_zone), set[str](), list[date]()
    for day in _working_days(today, weeks):
        before = came_before(day, weeks.calendar, TOLD_AT_ONCE)
        total = await uow.reports.waiting_total(actor, before=local_moment(before, 0, actor.time_zone))
        if total.newest is not None:
            key = _line_key(weeks, actor, local_date(total.newest, actor.time_zone))
            if key not in said and not await uow.reminders.is_planned(key):
                found.append(day)
            said.add(key)
        if before > today:
            break
    return found


def _working_days(today: date, weeks: Weeks) -> Iterator[date]:
    zone = weeks.department.time_zone
    day = today
    while local_moment(day, QUIET_HOURS.end, zone) <= weeks.until:
        if weeks.calendar.is_working(day):
            yield day
        day += ONE_DAY


def _line_key(weeks: Weeks, actor: Actor, newest: date) -> str:
    return dedupe_key(DeliveryKind.LATE_DECISIONS, weeks.department.id, actor.person_id, newest)


async def _mondays(uow: UnitOfWork, weeks: Weeks, person: Recipient) -> list[Expected]:
    """Once anything waits for this person it goes on waiting."""
    actor, found = weeks.actors.get(person.person_id), list[Expected]()
    if actor is None:
        return found
    for on in weeks.mornings(person):
        if found or await waiting_for(uow, actor, weeks.slot(person, on)):
            found.append(weeks.message(person, on, Occasion.MONDAY))
    return found


def without_counted(alarms: Sequence[Expected], weeks: Sequence[Expected]) -> list[Expected]:
    """The alarms about units without those that the first digest of a week counts."""
    mornings = {_morning(each) for each in weeks if each.pieces[0].occasion is Occasion.MONDAY}
    return [each for each in alarms if _morning(each) not in mornings]


def with_letters(found: Sequence[Expected]) -> list[Expected]:
    """The same with what reaches the head on a letter's morning said by the letter and by nothing else."""
    letters = {_morning(each): each for each in found if _is_letter(each)}
    said: dict[tuple[PersonId, date], list[Piece]] = defaultdict(list)
    others = []
    for each in found:
        if _is_letter(each):
            continue
        if _morning(each) in letters:
            said[_morning(each)] += filter(_reaches_head, each.pieces)
            rest = tuple(piece for piece in each.pieces if not _is_in_letter(piece))
            each = replace(each, pieces=rest)
        if each.pieces:
            others.append(each)
    told = [replace(each, pieces=(*each.pieces, *said[morning])) for morning, each in letters.items()]
    return [*others, *told]


def _morning(each: Expected) -> tuple[PersonId, date]:
    return each.recipient.person_id, each.on


def _is_letter(each: Expected) -> bool:
    return each.pieces[0].occasion is Occasion.LETTER


def _is_in_letter(piece: Piece) -> bool:
    return _reaches_head(piece) or piece.occasion is Occasion.LATE


def _reaches_head(piece: Piece) -> bool:
    return piece.occasion is Occasion.STAGE and part_of(piece.stage) is Role.HEAD
