"""A duty whose next reminder stage has come."""

from dataclasses import dataclass
from datetime import date, datetime

from roadmap.control.duty import DutyState, WhoseMove
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.ids import DutyId, PersonId, UnitId
from roadmap.reminding.ladders import LADDERS, Ladder, Profile
from roadmap.reminding.quiet_hours import QUIET_HOURS, QuietHours
from roadmap.reminding.reminders import Timetable


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDuty(WhoseMove):
    """A duty whose next stage has come, with all its stages are laid on; the zone is its home unit's.

    `profile` is the first that is named of its measure, its road map and its department.
    """

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
    taken_on: date | None = None
    is_escalated: bool = True
    next_stage_at: datetime | None = None
    profile: Profile = Profile.USUAL
    quiet_start: int = QUIET_HOURS.start
    quiet_end: int = QUIET_HOURS.end

    @property
    def ladder(self) -> Ladder:
        return LADDERS[self.profile]

    def timetable(self, calendar: WorkingCalendar) -> Timetable | None:
        """What its stages are laid on; None for one without a date."""
        if self.owed_by is None:
            return None
        return Timetable(
            due_on=self.owed_by,
            first_on=self.first_on,
            previous_on=self.previous_on,
            time_zone=self.time_zone,
            calendar=calendar.of(self.home_unit_id).known,
            quiet=QuietHours(start=self.quiet_start, end=self.quiet_end),
        )
