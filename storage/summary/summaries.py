"""Reports and evidence of a whole road map in a few queries."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, select

from roadmap.control.duty import ReportSource
from roadmap.ids import DutyId, EvidenceId, RoadMapId, UnitId
from roadmap.natural_order import natural
from roadmap.plan.measure import AssignmentKind
from roadmap.summary.summary_views import EvidenceLine, SummaryReport
from storage.connection import Connection
from storage.control.report_lines import report_line, select_report_lines
from storage.control.tables import DutyRow, EvidenceRow, ExecutionReportRow
from storage.people.subtrees import is_under
from storage.people.tables import UnitRow
from storage.plan.tables import AssignmentRow


class SummaryRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def reports(
        self, road_map_id: RoadMapId, roots: Collection[UnitId] | None
    ) -> Sequence[SummaryReport]:
        """Every report on the road map's duties under `roots`, the oldest first, with its evidence."""
        scope = _scope(road_map_id, roots)
        evidence = await self._evidence(scope)
        query = select_report_lines().join(DutyRow, DutyRow.id == ExecutionReportRow.duty_id)
        query = query.where(*scope).order_by(ExecutionReportRow.created_at, ExecutionReportRow.id)
        return [
            SummaryReport(
                line=report_line(row),
                duty_id=DutyId(row.duty_id),
                source=ReportSource(row.source),
                evidence=tuple(evidence[row.id]),
            )
            for row in await self._connection.execute(query)
        ]

    async def _evidence(self, scope: list[ColumnElement[bool]]) -> dict[int, list[EvidenceLine]]:
        query = (
            select(EvidenceRow)
            .join(ExecutionReportRow, ExecutionReportRow.id == EvidenceRow.report_id)
            .join(DutyRow, DutyRow.id == ExecutionReportRow.duty_id)
            .where(*scope)
            .order_by(EvidenceRow.id)
        )
        found: dict[int, list[EvidenceLine]] = defaultdict(list)
        for row in await self._connection.execute(query):
            line = EvidenceLine(id=EvidenceId(row.id), name=row.name, size=row.size, sha256=row.sha256)
            found[row.report_id].append(line)
        return found

    async def units(
        self, road_map_id: RoadMapId, roots: Collection[UnitId] | None
    ) -> Sequence[tuple[UnitId, str]]:
        """Units at which somebody has a duty of the road map, by name."""
        found = select(DutyRow.home_unit_id).where(*_scope(road_map_id, roots))
        query = select(UnitRow.id, UnitRow.name).where(UnitRow.id.in_(found))
        rows = await self._connection.execute(query)
        return sorted(((UnitId(row.id), row.name) for row in rows), key=lambda unit: natural(unit[1]))

    async def main_duties(self, road_map_id: RoadMapId) -> Collection[DutyId]:
        """Duties of main executors, as against co-executors."""
        query = (
            select(DutyRow.id)
            .join(AssignmentRow, AssignmentRow.id == DutyRow.assignment_id)
            .where(DutyRow.road_map_id == road_map_id, AssignmentRow.kind == AssignmentKind.MAIN.value)
        )
        return {DutyId(row.id) for row in await self._connection.execute(query)}


def _scope(road_map_id: RoadMapId, roots: Collection[UnitId] | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [DutyRow.road_map_id == road_map_id]
    if roots is not None:
        conditions.append(is_under(DutyRow.home_unit_id, roots))
    return conditions
