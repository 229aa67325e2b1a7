"""Drafts, reports, decisions and requests as services read and change them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from roadmap.execution import (
    Decision,
    Evidence,
    ExecutionReport,
    ExecutionState,
    ReportOutcome,
    ReportSource,
)
from roadmap.ids import (
    CampaignItemId,
    DraftId,
    ExecutionId,
    ExtensionId,
    PersonId,
    ReassignmentId,
    ReportId,
    UnitId,
)
from roadmap.requests import ExtensionRequest, Reassignment, RequestState


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDraft:
    """What a person is about to send. `covers` starts with the execution it was opened from, if any."""

    id: DraftId
    person_id: PersonId
    covers: tuple[ExecutionId, ...]
    campaign_item_id: CampaignItemId | None
    replaces_id: ReportId | None
    outcome: ReportOutcome
    text: str
    card_message_id: int | None
    album: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDraft:
    person_id: PersonId
    covers: tuple[ExecutionId, ...]
    outcome: ReportOutcome
    text: str = ""
    campaign_item_id: CampaignItemId | None = None
    replaces_id: ReportId | None = None


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
    """`state_before` is what the execution returns to when the report is taken back."""

    execution_id: ExecutionId
    outcome: ReportOutcome
    text: str
    author_id: PersonId
    source: ReportSource
    campaign_item_id: CampaignItemId | None
    state_before: ExecutionState
    batch_id: ReportId | None
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReport:
    """A report with what undoing it needs; reports of one batch were sent by one press."""

    report: ExecutionReport
    state_before: ExecutionState
    batch_id: ReportId | None
    campaign_item_id: CampaignItemId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenEvidence:
    """The same bytes in another report."""

    sha256: str
    execution_id: ExecutionId
    number: str
    assignee: str
    unit_id: UnitId | None
    person_id: PersonId | None
    home_unit_id: UnitId
    sent_at: datetime


class Waiting(StrEnum):
    """What may wait for a supervisor's decision."""

    REPORT = "report"
    EXTENSION = "extension"
    REASSIGNMENT = "reassignment"


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingItem:
    """One decision that is waited for; `subject_id` is the id of the report or the request."""

    kind: Waiting
    subject_id: int
    execution_id: ExecutionId
    since: datetime


class ReportRepository(Protocol):
    # Drafts

    async def draft(self, person_id: PersonId) -> ReportDraft | None: ...

    async def open_draft(self, new: NewDraft, at: datetime) -> ReportDraft:
        """A fresh draft; what the person had before is dropped with its files."""
        ...

    async def save_draft(self, draft: ReportDraft, at: datetime) -> None: ...

    async def drop_draft(self, draft_id: DraftId) -> None: ...

    async def add_draft_evidence(self, draft_id: DraftId, evidence: NewEvidence, at: datetime) -> bool:
        """False when the draft already holds these very bytes."""
        ...

    async def drop_draft_evidence(self, draft_id: DraftId) -> None: ...

    async def draft_evidence(self, draft_id: DraftId) -> Sequence[Evidence]: ...

    # Reports

    async def add_report(self, new: NewReport) -> ReportId:
        """The next version of this execution's report."""
        ...

    async def attach(self, draft_id: DraftId, report_ids: Sequence[ReportId], at: datetime) -> None:
        """The draft's files become the first report's; the others get rows of the same bytes."""
        ...

    async def copy_evidence(self, report_id: ReportId, draft_id: DraftId, at: datetime) -> None:
        """A draft made from a report starts with its files."""
        ...

    async def report(self, report_id: ReportId) -> StoredReport | None: ...

    async def last_report(self, execution_id: ExecutionId) -> StoredReport | None:
        """The latest report that was not taken back, whatever it says."""
        ...

    async def last_answer(self, execution_id: ExecutionId) -> StoredReport | None:
        """The latest report not taken back that a decision may be made on: done, partial or not done."""
        ...

    async def batch(self, batch_id: ReportId) -> Sequence[StoredReport]:
        """The report that gave the batch its id and those sent with it."""
        ...

    async def retract(self, report_id: ReportId, at: datetime) -> bool:
        """False when it has been taken back already."""
        ...

    async def evidence(self, report_id: ReportId) -> Sequence[Evidence]: ...

    async def seen(
        self, department_id: UnitId, sha256: Collection[str], besides: Collection[ExecutionId]
    ) -> Sequence[SeenEvidence]:
        """Where the department already holds these bytes, in reports not taken back."""
        ...

    # Decisions

    async def add_decision(self, decision: Decision) -> bool:
        """False when this report is decided on already."""
        ...

    async def decision(self, report_id: ReportId) -> Decision | None: ...

    async def waiting(
        self, watched: Collection[UnitId], *, limit: int, offset: int = 0
    ) -> Sequence[WaitingItem]:
        """Reports and requests of these units that wait for a decision, longest first."""
        ...

    async def count_waiting(self, watched: Collection[UnitId]) -> int: ...


class RequestRepository(Protocol):
    async def add_extension(
        self,
        execution_id: ExecutionId,
        *,
        author_id: PersonId,
        from_due_on: date,
        to_due_on: date,
        reason: str,
        at: datetime,
    ) -> ExtensionId | None:
        """None when one is open already."""
        ...

    async def extension(self, extension_id: ExtensionId) -> ExtensionRequest | None: ...

    async def extensions(self, execution_id: ExecutionId) -> Sequence[ExtensionRequest]:
        """All requests of this execution, oldest first."""
        ...

    async def settle_extension(
        self,
        extension_id: ExtensionId,
        state: RequestState,
        *,
        by: PersonId,
        at: datetime,
        to_due_on: date | None = None,
        comment: str = "",
    ) -> bool:
        """False when it is not open any more."""
        ...

    async def add_reassignment(
        self, execution_id: ExecutionId, *, author_id: PersonId, reason: str, at: datetime
    ) -> ReassignmentId | None:
        """None when one is open already."""
        ...

    async def reassignment(self, reassignment_id: ReassignmentId) -> Reassignment | None: ...

    async def settle_reassignment(
        self,
        reassignment_id: ReassignmentId,
        state: RequestState,
        *,
        by: PersonId,
        at: datetime,
        to_unit_id: UnitId | None = None,
        to_person_id: PersonId | None = None,
        comment: str = "",
    ) -> bool:
        """False when it is not open any more."""
        ...

    async def open_requests(
        self, execution_id: ExecutionId
    ) -> tuple[ExtensionRequest | None, Reassignment | None]: ...
