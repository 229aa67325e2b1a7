"""Counts over the units somebody watches."""

from dataclasses import dataclass
from datetime import date

from roadmap.ids import UnitId


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Duties by what they are now; overdue ones are part of `open`, and withdrawn ones are not counted."""

    open: int
    overdue: int
    ongoing: int
    reported: int
    accepted: int

    @property
    def total(self) -> int:
        return self.open + self.ongoing + self.reported + self.accepted


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitOverdue:
    unit_id: UnitId
    unit: str
    count: int
    oldest_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureOverdue:
    """One control point overdue at `count` assignees; `assignee` is the first of them by name."""

    number: str
    title: str
    due_on: date
    count: int
    assignee: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSilence:
    """A unit whose duties reach nobody: `absent` of its people have no live chat (0: it has no people)."""

    unit_id: UnitId
    unit: str
    duties: int
    absent: int
