"""What has happened to a measure, and the reports about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from roadmap.control.duty_lines import ReportLine
from roadmap.ids import DutyId
from roadmap.people.persons import Through


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One change: who, when, what, through what; `assignee` where it is of one duty, `by` "" for a beat."""

    at: datetime
    action: str
    through: Through
    facts: Mapping[str, object]
    by: str
    assignee: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureReport:
    """One version of a report about a duty of the measure."""

    line: ReportLine
    duty_id: DutyId
    assignee: str
