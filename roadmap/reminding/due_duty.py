"""A duty whose next reminder stage has come."""

from dataclasses import dataclass
from datetime import date

from roadmap.control.duty import DutyState, WhoseMove
from roadmap.ids import DutyId, PersonId, UnitId


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDuty(WhoseMove):
    """A duty whose next stage has come, with all its stages are laid on; the zone is its home unit's."""

    id: DutyId
    department_id: UnitId
    version: int
    revision: int
    state: DutyState
    unit_id: UnitId | None
    person_id: PersonId | None
    home_unit_id: UnitId
    time_zone: str
    owed_by: date | None
    stopped_on: date | None
    first_on: date
    previous_on: date | None
    is_escalated: bool = True
