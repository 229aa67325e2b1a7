"""How far plans have followed the calendar, and which of their days a newer one has moved."""

from dataclasses import dataclass
from datetime import date

from roadmap.control.duty import Duty


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarState:
    """`version` grows with each loading, `layings` with each change that moved plans; `laid_by` names the
    days plans are laid by."""

    version: int
    layings: int
    laid_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedDay:
    """A duty that waits, with the day it was due and the day it is due by the newer calendar."""

    duty: Duty
    was_on: date
    due_on: date

    @property
    def is_earlier(self) -> bool:
        return self.due_on < self.was_on
