"""Somebody is away from one day to another, and somebody else stands in for them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from roadmap.ids import AbsenceId, PersonId, UnitId


class AbsenceState(StrEnum):
    PLANNED = "planned"
    RUNNING = "running"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """`deputy_id` was named; `stand_in_id` acts while it runs: they, else whoever curates the absent."""

    id: AbsenceId
    department_id: UnitId
    person_id: PersonId
    first_on: date
    last_on: date
    starts_at: datetime
    ends_at: datetime
    deputy_id: PersonId | None
    stand_in_id: PersonId | None
    state: AbsenceState


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAbsence:
    """The moments are the midnights of the days where the absent person lives."""

    department_id: UnitId
    person_id: PersonId
    first_on: date
    last_on: date
    starts_at: datetime
    ends_at: datetime
    deputy_id: PersonId | None
    set_by: PersonId | None
    created_at: datetime
