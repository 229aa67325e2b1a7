"""What one person has written and is written down about them: for that person only."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from roadmap.ids import PersonId
from roadmap.people.my_data import OwnAbsence, OwnWords
from storage.connection import Connection
from storage.control.tables import (
    DecisionRow,
    DutyRow,
    EvidenceRow,
    ExecutionReportRow,
    ExtensionRequestRow,
    HeadsWordRow,
    ReassignmentRow,
    ReportDraftRow,
)
from storage.delivery.tables import DeliveryRow
from storage.mapping import restore
from storage.people.tables import AbsenceRow, AliasRow, InviteRow
from storage.plan.tables import MeasureRow
from storage.process.tables import AuditRow


class OwnWordsRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def words(self, person_id: PersonId) -> Sequence[OwnWords]:
        """Reports, requests and decisions in the order they were made."""
        files = await self._files(person_id)
        found = []
        for kind, query in _queries(person_id):
            for row in await self._connection.execute(query):
                attached = files.get(row.id, ()) if kind == "report" else ()
                measure = f"{row.number} {row.title}".strip()
                words = OwnWords(at=row.at, kind=kind, measure=measure, words=row.words, files=attached)
                found.append(words)
        return sorted(found, key=lambda each: each.at)

    async def _files(self, person_id: PersonId) -> dict[int, list[str]]:
        query = (
            select(EvidenceRow.report_id, EvidenceRow.name)
            .join(ExecutionReportRow, ExecutionReportRow.id == EvidenceRow.report_id)
            .where(ExecutionReportRow.author_id == person_id)
        )
        files: dict[int, list[str]] = {}
        for row in await self._connection.execute(query):
            files.setdefault(row.report_id, []).append(row.name)
        return files

    async def draft(self, person_id: PersonId) -> str:
        query = select(ReportDraftRow.text, ReportDraftRow.left_contents)
        row = (await self._connection.execute(query.where(ReportDraftRow.person_id == person_id))).first()
        if row is None:
            return ""
        left = row.left_contents["text"] if row.left_contents else ""
        return "\n".join(part for part in (left, row.text) if part)

    async def spellings(self, person_id: PersonId) -> Sequence[str]:
        """Words of documents that mean this person."""
        return await self._column(select(AliasRow.words).where(AliasRow.person_id == person_id))

    async def account_names(self, person_id: PersonId) -> Sequence[str]:
        """How the accounts called themselves that took this person's links."""
        query = select(InviteRow.account_name).where(
            InviteRow.person_id == person_id, InviteRow.account_name.is_not(None)
        )
        return await self._column(query.distinct())

    async def absences(self, person_id: PersonId) -> Sequence[OwnAbsence]:
        query = select(AbsenceRow).where(AbsenceRow.person_id == person_id).order_by(AbsenceRow.first_on)
        return [restore(OwnAbsence, row) for row in await self._connection.execute(query)]

    async def counts(self, person_id: PersonId) -> tuple[int, int]:
        """How many messages to them and how many entries of the audit about what they did are kept."""
        return (
            await self._count(DeliveryRow, DeliveryRow.recipient_id == person_id),
            await self._count(AuditRow, AuditRow.actor_id == person_id),
        )

    async def _count(self, table: Any, condition: ColumnElement[bool]) -> int:
        query = select(func.count()).select_from(table).where(condition)
        return int((await self._connection.execute(query)).scalar_one())

    async def _column(self, query: Select[Any]) -> Sequence[str]:
        return [str(each) for each in (await self._connection.execute(query)).scalars()]


def _queries(person_id: PersonId) -> Iterator[tuple[str, Any]]:
    """Of each kind: when, about which measure, in which words."""
    report = ExecutionReportRow
    yield "report", _of(report, report.text, report.created_at).where(report.author_id == person_id)
    decisions = (
        select(
            DecisionRow.report_id.label("id"),
            DecisionRow.comment.label("words"),
            DecisionRow.created_at.label("at"),
            MeasureRow.number,
            MeasureRow.title,
        )
        .join(report, report.id == DecisionRow.report_id)
        .join(DutyRow, DutyRow.id == report.duty_id)
        .join(MeasureRow, MeasureRow.id == DutyRow.measure_id)
    )
    yield "decision", decisions.where(DecisionRow.by == person_id)
    heads = HeadsWordRow
    yield "heads-word", _of(heads, heads.words, heads.created_at).where(heads.by == person_id)
    for kind, table in (("extension", ExtensionRequestRow), ("reassignment", ReassignmentRow)):
        yield kind, _of(table, table.reason, table.created_at).where(table.author_id == person_id)
        decided = _of(table, table.comment, table.decided_at)
        yield f"{kind}-decided", decided.where(table.decided_by == person_id)


def _of(table: Any, words: Any, at: Any) -> Select[Any]:
    return (
        select(table.id, words.label("words"), at.label("at"), MeasureRow.number, MeasureRow.title)
        .join(DutyRow, DutyRow.id == table.duty_id)
        .join(MeasureRow, MeasureRow.id == DutyRow.measure_id)
    )
