"""Reports as they are written and read, with their evidence, and what waits for a decision."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from roadmap.control.duty import DutyState, ExecutionReport, ReportOutcome, ReportSource
from roadmap.ids import (
    CampaignItemId,
    DutyId,
    PersonId,
    ReportId,
    UnitId,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvidence:
    """A file whose bytes are already in the file store."""

    kind: str
    file_key: str
    sha256: str
    name: str
    size: int
    mime: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReport:
    """`state_before` is what the duty returns to when the report is taken back."""

    duty_id: DutyId
    outcome: ReportOutcome
    percent: int | None
    remaining: str
    text: str
    author_id: PersonId
    source: ReportSource
    campaign_item_id: CampaignItemId | None
    state_before: DutyState
    batch_id: ReportId | None
    created_at: datetime
    done_on: date | None = None
    """The day the work was done, where it is told apart from the report's own."""
    for_person_id: PersonId | None = None
    """Whom the author stood in for."""
    value: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReport:
    """A report with what undoing it needs; reports of one batch were sent by one press."""

    report: ExecutionReport
    state_before: DutyState
    batch_id: ReportId | None
    campaign_item_id: CampaignItemId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenEvidence:
    """The same bytes in another report."""

    sha256: str
    duty_id: DutyId
    number: str
    assignee: str
    unit_id: UnitId | None
    person_id: PersonId | None
    home_unit_id: UnitId
    sent_at: datetime


class WaitingKind(StrEnum):
    """What may wait for a curator's decision."""

    REPORT = "report"
    EXTENSION = "extension"
    REASSIGNMENT = "reassignment"
    DIFFICULTY = "difficulty"
    """Told to the monitoring or on the card: the curator says that it is seen, or helps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingTotal:
    """How many decisions are waited for, since when the longest and since when the newest."""

    count: int
    since: datetime | None
    newest: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingItem:
    """One decision that is waited for; `subject_id` is the id of the report or the request."""

    kind: WaitingKind
    subject_id: int
    duty_id: DutyId
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitWaits:
    """How many decisions are waited for at one home unit, and the oldest of them."""

    count: int
    oldest: tuple[WaitingItem, ...]
