"""Counts over the units somebody watches."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from roadmap.brevity import AssigneeName, MeasureWords
from roadmap.ids import PersonId, UnitId


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdueCounts:
    """Overdue duties by what is missing: any report, a corrected one, or the rest of the work."""

    silent: int
    returned: int
    partial: int

    @property
    def total(self) -> int:
        return self.silent + self.returned + self.partial

    @classmethod
    def sum(cls, counted: Iterable[Self]) -> Self:
        """All of them together."""
        every = list(counted)
        return cls(
            silent=sum(each.silent for each in every),
            returned=sum(each.returned for each in every),
            partial=sum(each.partial for each in every),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Duties by what they are now, each counted once; withdrawn and covered ones are not counted.

    `waiting` are at the curator's, of them `late` were reported after the due day. `in_time` are owed and not
    overdue, `ongoing` have no date, the date of `passed` is older than the work.
    """

    in_time: int
    overdue: OverdueCounts
    ongoing: int
    passed: int
    waiting: int
    late: int
    accepted: int
    closed_undone: int
    paused: int = 0

    @property
    def total(self) -> int:
        settled = self.accepted + self.closed_undone + self.paused
        return self.in_time + self.overdue.total + self.ongoing + self.passed + self.waiting + settled


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitOverdue:
    unit_id: UnitId
    unit: str
    overdue: OverdueCounts
    oldest_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureOverdue:
    """One control point and the assignees it is overdue at; `assignee` is the first of them by name."""

    number: str
    title: MeasureWords
    map_name: str
    owed_by: date
    overdue: OverdueCounts
    assignee: AssigneeName
    person_id: PersonId | None = None
    """Who it is, where it is overdue at one person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSilence:
    """A unit whose duties reach nobody: `absent` of its executors have no live chat (0: it has none).

    `others` are its people who answer for nothing.
    """

    unit_id: UnitId
    unit: str
    duties: int
    absent: int
    others: int = 0
