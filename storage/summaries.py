"""Reports and evidence of a whole road map in a few queries."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncConnection

from roadmap.execution import ReportSource
from roadmap.ids import EvidenceId, ExecutionId, RoadMapId, UnitId
from roadmap.measure import AssignmentKind
from services.summary_views import EvidenceLine, SummaryReport
from storage.report_lines import report_line, select_report_lines
from storage.tables.control import EvidenceRow, ExecutionReportRow, ExecutionRow
from storage.tables.plan import AssignmentRow


class SqlSummaryRepository:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def reports(
        self, road_map_id: RoadMapId, watched: Collection[UnitId] | None
    ) -> Sequence[SummaryReport]:
        scope = _scope(road_map_id, watched)
        evidence = await self._evidence(scope)
        query = select_report_lines().join(ExecutionRow, ExecutionRow.id == ExecutionReportRow.execution_id)
        query = query.where(*scope).order_by(ExecutionReportRow.created_at, ExecutionReportRow.id)
        return [
            SummaryReport(
                line=report_line(row),
                execution_id=ExecutionId(row.execution_id),
                source=ReportSource(row.source),
                evidence=tuple(evidence[row.id]),
            )
            for row in await self._connection.execute(query)
        ]

    async def _evidence(self, scope: list[ColumnElement[bool]]) -> dict[int, list[EvidenceLine]]:
        query = (
            select(EvidenceRow)
            .join(ExecutionReportRow, ExecutionReportRow.id == EvidenceRow.report_id)
            .join(ExecutionRow, ExecutionRow.id == ExecutionReportRow.execution_id)
            .where(*scope)
            .order_by(EvidenceRow.id)
        )
        found: dict[int, list[EvidenceLine]] = defaultdict(list)
        for row in await self._connection.execute(query):
            line = EvidenceLine(id=EvidenceId(row.id), name=row.name, size=row.size, sha256=row.sha256)
            found[row.report_id].append(line)
        return found

    async def main_duties(self, road_map_id: RoadMapId) -> Collection[ExecutionId]:
        query = (
            select(ExecutionRow.id)
            .join(AssignmentRow, AssignmentRow.id == ExecutionRow.assignment_id)
            .where(ExecutionRow.road_map_id == road_map_id, AssignmentRow.kind == AssignmentKind.MAIN.value)
        )
        return {ExecutionId(row.id) for row in await self._connection.execute(query)}


def _scope(road_map_id: RoadMapId, watched: Collection[UnitId] | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [ExecutionRow.road_map_id == road_map_id]
    if watched is not None:
        conditions.append(ExecutionRow.home_unit_id.in_(watched))
    return conditions
