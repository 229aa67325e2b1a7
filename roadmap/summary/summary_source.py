"""What is told of a road map beside how it stands: the days that moved, and who could not be told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from roadmap.ids import DutyId
from roadmap.summary.summary_views import RoadMapSummary


@dataclass(frozen=True, slots=True, kw_only=True)
class DateChange:
    """A due day moved or asked to be; `is_granted` None while nobody has decided.

    `is_own`: the curator gave it without being asked.
    """

    duty_id: DutyId
    from_on: date
    to_on: date
    reason: str
    author: str
    asked_at: datetime
    is_granted: bool | None
    is_own: bool = False
    decided_by: str = ""
    decided_at: datetime | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SummarySource:
    """A summary with the moved dates, the oldest first, and the duties nobody could be told about."""

    summary: RoadMapSummary
    changes: tuple[DateChange, ...]
    unreached: frozenset[DutyId]
    signers: tuple[str, ...] = ()
    declined: Mapping[DutyId, str] = field(default_factory=dict)
    """Why assignees said of duties that they were not theirs."""
