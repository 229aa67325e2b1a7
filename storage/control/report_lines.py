"""Reports as cards, queues and exports show them: one query for all three."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Select, func, select

from roadmap.control.duty import DecisionKind, ReportOutcome, ReportSource
from roadmap.control.duty_lines import ReportLine
from roadmap.ids import PersonId, ReportId
from storage.control.tables import DecisionRow, EvidenceRow, ExecutionReportRow
from storage.mapping import as_it_is
from storage.people.tables import PersonRow


def select_report_lines() -> Select[*tuple[Any, ...]]:
    """Reports with their authors and decisions; conditions and order are the caller's."""
    author = PersonRow.__table__.alias("author")
    curator = PersonRow.__table__.alias("curator")
    author_for = PersonRow.__table__.alias("author_for")
    curator_for = PersonRow.__table__.alias("curator_for")
    evidence = (
        select(func.count())
        .select_from(EvidenceRow)
        .where(EvidenceRow.report_id == ExecutionReportRow.id)
        .scalar_subquery()
    )
    return (
        select(
            ExecutionReportRow,
            author.c.name.label("author"),
            evidence.label("evidence_count"),
            DecisionRow.kind.label("decision"),
            DecisionRow.comment.label("decision_comment"),
            DecisionRow.created_at.label("decided_at"),
            DecisionRow.by.label("decided_by_id"),
            DecisionRow.left_version,
            curator.c.name.label("decided_by"),
            author_for.c.name.label("author_for"),
            curator_for.c.name.label("decided_for"),
        )
        .join(author, author.c.id == ExecutionReportRow.author_id)
        .join(DecisionRow, DecisionRow.report_id == ExecutionReportRow.id, isouter=True)
        .join(curator, curator.c.id == DecisionRow.by, isouter=True)
        .join(author_for, author_for.c.id == ExecutionReportRow.for_person_id, isouter=True)
        .join(curator_for, curator_for.c.id == DecisionRow.for_person_id, isouter=True)
    )


def report_line(row: Any, kept: Callable[[Any], Any] = as_it_is) -> ReportLine:
    """One row of `select_report_lines`."""
    return ReportLine(
        id=ReportId(row.id),
        version=row.version,
        outcome=ReportOutcome(row.outcome),
        percent=row.percent,
        value=row.value,
        remaining=kept(row.remaining),
        text=kept(row.text),
        author_id=PersonId(kept(row.author_id)),
        author=kept(row.author),
        created_at=row.created_at,
        retracted_at=row.retracted_at,
        evidence_count=row.evidence_count,
        decision=DecisionKind(row.decision) if row.decision else None,
        decision_comment=kept(row.decision_comment or ""),
        decided_by=kept(row.decided_by or ""),
        decided_at=row.decided_at,
        decided_by_id=PersonId(kept(row.decided_by_id)) if row.decided_by_id is not None else None,
        left_version=row.left_version,
        done_on=row.done_on,
        author_for=row.author_for or "",
        decided_for=row.decided_for or "",
        source=ReportSource(row.source),
    )
