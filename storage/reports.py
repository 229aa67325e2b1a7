"""Reports, decisions and what waits for one, as rows."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, insert, literal, or_, select, union_all, update
from sqlalchemy.ext.asyncio import AsyncConnection

from roadmap.execution import (
    WAITING_FOR_ASSIGNEE,
    Decision,
    Evidence,
    ExecutionReport,
    ExecutionState,
    ReportOutcome,
)
from roadmap.ids import CampaignItemId, DraftId, ExecutionId, ReportId, UnitId
from roadmap.requests import RequestState
from services.ports.control import (
    NewReport,
    SeenEvidence,
    StoredReport,
    Waiting,
    WaitingItem,
)
from storage.drafts import SqlDraftRepository
from storage.inserting import insert_new, insert_one
from storage.mapping import restore
from storage.tables.control import (
    DecisionRow,
    EvidenceRow,
    ExecutionReportRow,
    ExecutionRow,
    ExtensionRequestRow,
    ReassignmentRow,
)
from storage.tables.people import PersonRow, UnitRow
from storage.tables.plan import MeasureRow

ANSWERS = tuple(
    outcome.value for outcome in (ReportOutcome.DONE, ReportOutcome.PARTIAL, ReportOutcome.NOT_DONE)
)
"""Outcomes a decision may be made on; the others are progress told to the monitoring."""


_LATEST_VERSION = select(func.coalesce(func.max(ExecutionReportRow.version), 0)).where(
    ExecutionReportRow.execution_id == bindparam("execution")
)
_REPORT = select(ExecutionReportRow).where(ExecutionReportRow.id == bindparam("report"))
_STANDING = (
    select(ExecutionReportRow)
    .where(
        ExecutionReportRow.execution_id == bindparam("execution"),
        ExecutionReportRow.retracted_at.is_(None),
    )
    .order_by(ExecutionReportRow.version.desc())
    .limit(1)
)
"""The last report of the execution that was not taken back."""
_ANSWER = _STANDING.where(ExecutionReportRow.outcome.in_(ANSWERS))
_BATCH = (
    select(ExecutionReportRow)
    .where(
        or_(ExecutionReportRow.id == bindparam("batch"), ExecutionReportRow.batch_id == bindparam("batch"))
    )
    .order_by(ExecutionReportRow.id)
)
_EVIDENCE = select(EvidenceRow).where(EvidenceRow.report_id == bindparam("report")).order_by(EvidenceRow.id)
_ATTACH = (
    update(EvidenceRow)
    .where(EvidenceRow.draft_id == bindparam("draft"))
    .values(draft_id=None, report_id=bindparam("report"))
)


class SqlReportRepository(SqlDraftRepository):
    """Drafts and reports share the evidence table: a file moves from the one to the other."""

    def __init__(self, connection: AsyncConnection) -> None:
        super().__init__(connection)

    async def add_report(self, new: NewReport) -> ReportId:
        latest = await self._connection.execute(_LATEST_VERSION, {"execution": new.execution_id})
        version = int(latest.scalar_one()) + 1
        values = {
            "execution_id": new.execution_id,
            "version": version,
            "outcome": new.outcome.value,
            "text": new.text,
            "author_id": new.author_id,
            "source": new.source.value,
            "campaign_item_id": new.campaign_item_id,
            "state_before": new.state_before.value,
            "batch_id": new.batch_id,
            "created_at": new.created_at,
        }
        return ReportId(await insert_one(self._connection, ExecutionReportRow, values))

    async def attach(self, draft_id: DraftId, report_ids: Sequence[ReportId], at: datetime) -> None:
        first, *others = report_ids
        for other in others:
            await self._copy(EvidenceRow.draft_id == draft_id, {"report_id": other, "received_at": at})
        await self._connection.execute(_ATTACH, {"draft": draft_id, "report": first})

    async def copy_evidence(self, report_id: ReportId, draft_id: DraftId, at: datetime) -> None:
        await self._copy(EvidenceRow.report_id == report_id, {"draft_id": draft_id, "received_at": at})

    async def _copy(self, condition: Any, change: dict[str, Any]) -> None:
        rows = await self._connection.execute(select(EvidenceRow).where(condition).order_by(EvidenceRow.id))
        copies = [
            {
                "kind": row.kind,
                "file_key": row.file_key,
                "sha256": row.sha256,
                "name": row.name,
                "size": row.size,
                "mime": row.mime,
                **change,
            }
            for row in rows
        ]
        if copies:
            await self._connection.execute(insert(EvidenceRow), copies)

    async def report(self, report_id: ReportId) -> StoredReport | None:
        return await self._one(_REPORT, {"report": report_id})

    async def last_report(self, execution_id: ExecutionId) -> StoredReport | None:
        return await self._one(_STANDING, {"execution": execution_id})

    async def last_answer(self, execution_id: ExecutionId) -> StoredReport | None:
        return await self._one(_ANSWER, {"execution": execution_id})

    async def _one(self, query: Select[Any], which: Mapping[str, Any]) -> StoredReport | None:
        row = (await self._connection.execute(query, which)).first()
        return _stored(row) if row else None

    async def batch(self, batch_id: ReportId) -> Sequence[StoredReport]:
        return [_stored(row) for row in await self._connection.execute(_BATCH, {"batch": batch_id})]

    async def retract(self, report_id: ReportId, at: datetime) -> bool:
        statement = update(ExecutionReportRow).where(
            ExecutionReportRow.id == report_id, ExecutionReportRow.retracted_at.is_(None)
        )
        return (await self._connection.execute(statement.values(retracted_at=at))).rowcount == 1

    async def evidence(self, report_id: ReportId) -> Sequence[Evidence]:
        found = await self._connection.execute(_EVIDENCE, {"report": report_id})
        return [restore(Evidence, row) for row in found]

    async def seen(
        self, department_id: UnitId, sha256: Collection[str], besides: Collection[ExecutionId]
    ) -> Sequence[SeenEvidence]:
        query: Select[*tuple[Any, ...]] = (
            select(
                EvidenceRow.sha256,
                ExecutionRow.id.label("execution_id"),
                MeasureRow.number,
                func.coalesce(UnitRow.name, PersonRow.name).label("assignee"),
                ExecutionRow.unit_id,
                ExecutionRow.person_id,
                ExecutionRow.home_unit_id,
                ExecutionReportRow.created_at.label("sent_at"),
            )
            .join(ExecutionReportRow, ExecutionReportRow.id == EvidenceRow.report_id)
            .join(ExecutionRow, ExecutionRow.id == ExecutionReportRow.execution_id)
            .join(MeasureRow, MeasureRow.id == ExecutionRow.measure_id)
            .join(UnitRow, UnitRow.id == ExecutionRow.unit_id, isouter=True)
            .join(PersonRow, PersonRow.id == ExecutionRow.person_id, isouter=True)
            .where(
                EvidenceRow.sha256.in_(sha256),
                ExecutionRow.department_id == department_id,
                ExecutionRow.id.not_in(besides),
                ExecutionReportRow.retracted_at.is_(None),
            )
            .order_by(ExecutionReportRow.created_at, EvidenceRow.id)
        )
        return [restore(SeenEvidence, row) for row in await self._connection.execute(query)]

    # Decisions

    async def add_decision(self, decision: Decision) -> bool:
        values = {
            "report_id": decision.report_id,
            "kind": decision.kind.value,
            "by": decision.by,
            "comment": decision.comment,
            "created_at": decision.created_at,
        }
        return (await insert_new(self._connection, DecisionRow, values, keys=("report_id",))).rowcount == 1

    async def decision(self, report_id: ReportId) -> Decision | None:
        query = select(DecisionRow).where(DecisionRow.report_id == report_id)
        row = (await self._connection.execute(query)).first()
        return restore(Decision, row) if row else None

    async def waiting(
        self, watched: Collection[UnitId], *, limit: int, offset: int = 0
    ) -> Sequence[WaitingItem]:
        found = _waiting(watched)
        query = select(found).order_by(found.c.since, found.c.kind, found.c.subject_id)
        rows = await self._connection.execute(query.limit(limit).offset(offset))
        return [restore(WaitingItem, row) for row in rows]

    async def count_waiting(self, watched: Collection[UnitId]) -> int:
        query = select(func.count()).select_from(_waiting(watched))
        return int((await self._connection.execute(query)).scalar_one())


def _waiting(watched: Collection[UnitId]) -> Any:
    later = ExecutionReportRow.__table__.alias("later")
    is_last = ~(
        select(later.c.id)
        .where(
            later.c.execution_id == ExecutionReportRow.execution_id,
            later.c.version > ExecutionReportRow.version,
            later.c.retracted_at.is_(None),
        )
        .exists()
    )
    reports = (
        _line(Waiting.REPORT, ExecutionReportRow)
        .where(
            ExecutionRow.state == ExecutionState.REPORTED.value,
            ExecutionReportRow.retracted_at.is_(None),
            is_last,
        )
        .where(ExecutionRow.home_unit_id.in_(watched))
    )
    requests = [
        _line(kind, table).where(
            table.state == RequestState.OPEN.value,
            ExecutionRow.home_unit_id.in_(watched),
            ExecutionRow.state.in_([state.value for state in WAITING_FOR_ASSIGNEE]),
        )
        for kind, table in (
            (Waiting.EXTENSION, ExtensionRequestRow),
            (Waiting.REASSIGNMENT, ReassignmentRow),
        )
    ]
    return union_all(reports, *requests).subquery()


def _line(kind: Waiting, table: Any) -> Select[Any]:
    return select(
        literal(kind.value).label("kind"),
        table.id.label("subject_id"),
        table.execution_id,
        table.created_at.label("since"),
    ).join(ExecutionRow, ExecutionRow.id == table.execution_id)


def _stored(row: Any) -> StoredReport:
    return StoredReport(
        report=restore(ExecutionReport, row),
        state_before=ExecutionState(row.state_before),
        batch_id=ReportId(row.batch_id) if row.batch_id is not None else None,
        campaign_item_id=CampaignItemId(row.campaign_item_id) if row.campaign_item_id is not None else None,
    )
