"""What an assignee may ask the curator for: another date, or another assignee."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from roadmap.control.duty import DutyState
from roadmap.control.own_time import OwnTime
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.errors import BadInput
from roadmap.ids import DutyId, ExtensionId, PersonId, ReassignmentId, UnitId

MAX_EXTENSION = timedelta(days=366)


class RequestState(StrEnum):
    OPEN = "open"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the two kinds share: asked by the assignee, settled once."""

    id: int
    duty_id: DutyId
    author_id: PersonId
    reason: str
    state: RequestState
    created_at: datetime
    decided_by: PersonId | None
    decided_at: datetime | None
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionRequest(Request):
    """`to_due_on` is the date asked for; once granted, the date that was granted."""

    id: ExtensionId
    from_due_on: date
    to_due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Reassignment(Request):
    """«Не моё»: `to_unit_id` or `to_person_id` is where the curator sent it, `named_…` its author."""

    id: ReassignmentId
    to_unit_id: UnitId | None
    to_person_id: PersonId | None
    named_unit_id: UnitId | None = None
    named_person_id: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedDuty:
    """How a duty was before it was passed on; `left_version` is the one the passing left it with."""

    duty_id: DutyId
    unit_id: UnitId | None
    person_id: PersonId | None
    home_unit_id: UnitId
    state: DutyState
    time: OwnTime
    left_version: int


def offered_dates(due_on: date, today: date, working: WorkingCalendar) -> tuple[date, ...]:
    """A week later, two weeks later, the end of the month: from the due day, or today if it has passed.

    Each is a working day: the one before, where it is not.
    """
    start = max(due_on, today)
    end_of_month = _end_of_month(start)
    if end_of_month == start:
        end_of_month = _end_of_month(start + timedelta(days=1))
    days = (start + timedelta(days=7), start + timedelta(days=14), end_of_month)
    return tuple(sorted({day for day in map(working.preceding, days) if day > start}))


def check_new_date(new: date, due_on: date, today: date) -> None:
    """BadInput unless the date is later than the present one, not in the past, and within a year of it."""
    if new <= due_on:
        raise BadInput("date-not-later")
    if new < today:
        raise BadInput("date-in-the-past")
    if new > max(due_on, today) + MAX_EXTENSION:
        raise BadInput("date-too-far")


def _end_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
