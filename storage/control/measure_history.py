"""What has happened to a measure: its audit and the audit of its duties; and every report about it."""

from collections.abc import Mapping, Sequence
from functools import cache

from sqlalchemy import ColumnElement, Select, bindparam, func, select, union_all

from roadmap.control.measure_history import HistoryLine, MeasureReport
from roadmap.control.measure_views import MeasureScope
from roadmap.ids import DutyId, MeasureId
from roadmap.people.persons import Through
from storage.connection import Connection
from storage.control.measure_queries import MEASURE, Query, is_theirs, values_of
from storage.control.report_lines import report_line, select_report_lines
from storage.control.tables import (
    DecisionRow,
    DutyRow,
    ExecutionReportRow,
    ExtensionRequestRow,
    HeadsWordRow,
    ReassignmentRow,
)
from storage.lists import one_of
from storage.people.tables import PersonRow, UnitRow
from storage.process.tables import AuditRow

_LEFT_OUT = ("reminder.snoozed", "reports.opened")
"""What concerns nobody but the one who did it, and who has only looked."""


_ASSIGNEE = PersonRow.__table__.alias("assignee_person")
_IS_OF_DUTY: ColumnElement[bool] = (AuditRow.subject_kind == "duty") & (AuditRow.subject_id == DutyRow.id)


_IS_HEADS_WORD: ColumnElement[bool] = (
    (AuditRow.subject_kind == "duty")
    & (AuditRow.action == "duty.head_said")
    & (HeadsWordRow.duty_id == AuditRow.subject_id)
    & (HeadsWordRow.created_at == AuditRow.at)
)
"""The audit keeps no words of people: these stand beside it."""


def _entries(is_whole: bool) -> Select[tuple[int]]:
    """Ids of the entries of the measure and of the duties the viewer sees."""
    duties = select(DutyRow.id).where(DutyRow.measure_id == MEASURE)
    if not is_whole:
        duties = duties.where(is_theirs())
    told = AuditRow.action.not_in(_LEFT_OUT)
    both = union_all(
        select(AuditRow.id).where(AuditRow.subject_kind == "measure", AuditRow.subject_id == MEASURE, told),
        select(AuditRow.id).where(AuditRow.subject_kind == "duty", AuditRow.subject_id.in_(duties), told),
    ).subquery()
    return select(both.c.id)


@cache
def _page(is_whole: bool) -> Query:
    return (
        select(
            AuditRow.at,
            AuditRow.action,
            AuditRow.through,
            AuditRow.facts,
            PersonRow.name.label("by"),
            func.coalesce(UnitRow.name, _ASSIGNEE.c.name).label("assignee"),
            HeadsWordRow.words.label("heads_words"),
        )
        .join(PersonRow, PersonRow.id == AuditRow.actor_id, isouter=True)
        .join(HeadsWordRow, _IS_HEADS_WORD, isouter=True)
        .join(DutyRow, _IS_OF_DUTY, isouter=True)
        .join(UnitRow, UnitRow.id == DutyRow.unit_id, isouter=True)
        .join(_ASSIGNEE, _ASSIGNEE.c.id == DutyRow.person_id, isouter=True)
        .where(AuditRow.id.in_(_entries(is_whole)))
        .order_by(AuditRow.id.desc())
        .limit(bindparam("limit"))
        .offset(bindparam("offset"))
    )


@cache
def _count(is_whole: bool) -> Query:
    return select(func.count()).select_from(_entries(is_whole).subquery())


@cache
def _reports(is_whole: bool) -> Query:
    query = (
        select_report_lines()
        .join(DutyRow, DutyRow.id == ExecutionReportRow.duty_id)
        .join(UnitRow, UnitRow.id == DutyRow.unit_id, isouter=True)
        .join(_ASSIGNEE, _ASSIGNEE.c.id == DutyRow.person_id, isouter=True)
        .add_columns(func.coalesce(UnitRow.name, _ASSIGNEE.c.name).label("assignee"))
        .where(DutyRow.measure_id == MEASURE)
    )
    query = query if is_whole else query.where(is_theirs())
    return query.order_by(ExecutionReportRow.id.desc()).limit(bindparam("limit")).offset(bindparam("offset"))


@cache
def _count_reports(is_whole: bool) -> Query:
    query = (
        select(func.count())
        .select_from(ExecutionReportRow)
        .join(DutyRow, DutyRow.id == ExecutionReportRow.duty_id)
        .where(DutyRow.measure_id == MEASURE)
    )
    return query if is_whole else query.where(is_theirs())


class MeasureHistoryRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def lines(
        self, scope: MeasureScope, measure_id: MeasureId, *, limit: int, offset: int
    ) -> Sequence[HistoryLine]:
        """What happened to the measure and to the duties the viewer sees, the latest first."""
        values = {**values_of(scope), "measure": measure_id, "limit": limit, "offset": offset}
        return [
            HistoryLine(
                at=row.at,
                action=row.action,
                through=Through(row.through),
                facts={**row.facts, "comment": row.heads_words} if row.heads_words else row.facts,
                by=row.by or "",
                assignee=row.assignee or "",
            )
            for row in await self._connection.execute(_page(scope.roots is None), values)
        ]

    async def count(self, scope: MeasureScope, measure_id: MeasureId) -> int:
        values = {**values_of(scope), "measure": measure_id}
        return int((await self._connection.execute(_count(scope.roots is None), values)).scalar_one())

    async def decision_comments(self, report_ids: Sequence[int]) -> Mapping[int, str]:
        """What curators said about these reports."""
        query = select(DecisionRow.report_id, DecisionRow.comment)
        query = query.where(one_of(DecisionRow.report_id, report_ids))
        return {row.report_id: row.comment for row in await self._connection.execute(query)}

    async def extension_words(self, ids: Sequence[int]) -> Mapping[int, tuple[str, str]]:
        """Why another date was asked for, and what was answered."""
        return await self._request_words(ExtensionRequestRow, ids)

    async def reassignment_words(self, ids: Sequence[int]) -> Mapping[int, tuple[str, str]]:
        """Why it was said to be somebody else's, and what was answered."""
        return await self._request_words(ReassignmentRow, ids)

    async def _request_words(
        self, table: type[ExtensionRequestRow | ReassignmentRow], ids: Sequence[int]
    ) -> Mapping[int, tuple[str, str]]:
        query = select(table.id, table.reason, table.comment).where(one_of(table.id, ids))
        return {row.id: (row.reason, row.comment) for row in await self._connection.execute(query)}

    async def reports(
        self, scope: MeasureScope, measure_id: MeasureId, *, limit: int, offset: int
    ) -> Sequence[MeasureReport]:
        """Every version of every report the viewer sees, the latest first."""
        values = {**values_of(scope), "measure": measure_id, "limit": limit, "offset": offset}
        return [
            MeasureReport(line=report_line(row), duty_id=DutyId(row.duty_id), assignee=row.assignee)
            for row in await self._connection.execute(_reports(scope.roots is None), values)
        ]

    async def count_reports(self, scope: MeasureScope, measure_id: MeasureId) -> int:
        values = {**values_of(scope), "measure": measure_id}
        query = _count_reports(scope.roots is None)
        return int((await self._connection.execute(query, values)).scalar_one())
