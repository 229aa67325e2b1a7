"""Reports and evidence of a whole road map in a few queries."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from roadmap.control.duty import DutyState, ReportSource
from roadmap.control.requests import RequestState
from roadmap.ids import DutyId, EvidenceId, MeasureId, RoadMapId, UnitId
from roadmap.monitoring.campaign import CalendarQuarter
from roadmap.natural_order import natural
from roadmap.people.persons import AccountState, Role
from roadmap.plan.measure import AssignmentKind, RoadMapState
from roadmap.summary.evidence import EvidencePassport
from roadmap.summary.pictures import Share, Shares
from roadmap.summary.progress import MapProgress
from roadmap.summary.summary_source import DateChange
from roadmap.summary.summary_views import EvidenceLine, SummaryReport
from storage.connection import Connection
from storage.control.report_lines import report_line, select_report_lines
from storage.control.tables import (
    DutyRow,
    EvidenceRow,
    ExecutionReportRow,
    ExtensionRequestRow,
    ReassignmentRow,
)
from storage.lists import one_of
from storage.mapping import as_it_is, restore
from storage.people.subtrees import is_under
from storage.people.tables import AccountRow, MembershipRow, PersonRow, UnitRow
from storage.plan.tables import AssignmentRow, ControlPointRow, EditionRow, MeasureRow, RoadMapRow
from storage.summary.share_queries import by_map, by_section, is_looked_at

_AUTHOR, _ASSIGNEE = aliased(PersonRow), aliased(PersonRow)

_PLANNED = frozenset(DutyState) - {DutyState.WITHDRAWN, DutyState.PAUSED, DutyState.COVERED}
"""What a plan counts on: all but what was set aside."""


class SummaryRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def measures_in_slices(self, road_map_id: RoadMapId, duties: int) -> list[list[MeasureId]]:
        """The measures anybody owes something for, in the document's order: some with so many duties each."""
        query = (
            select(DutyRow.measure_id, func.count().label("duties"))
            .join(MeasureRow, MeasureRow.id == DutyRow.measure_id)
            .where(DutyRow.road_map_id == road_map_id)
            .group_by(DutyRow.measure_id, MeasureRow.position)
            .order_by(MeasureRow.position)
        )
        slices: list[list[MeasureId]] = []
        room = 0
        for row in await self._connection.execute(query):
            if row.duties > room:
                slices.append([])
                room = duties
            slices[-1].append(MeasureId(row.measure_id))
            room -= row.duties
        return slices

    async def owed_measures(self, road_map_id: RoadMapId) -> frozenset[MeasureId]:
        """The measures anybody owes anything for."""
        query = select(DutyRow.measure_id).where(DutyRow.road_map_id == road_map_id).distinct()
        return frozenset(MeasureId(row.measure_id) for row in await self._connection.execute(query))

    async def progress(
        self, roots: Collection[UnitId], before: datetime, today: date
    ) -> Sequence[MapProgress]:
        """How far each road map in force is in these units and those under them, in one pass."""
        is_done = DutyRow.state == DutyState.ACCEPTED.value
        was_done = and_(is_done, DutyRow.settled_at <= before)
        was_in_force = (
            select(EditionRow.id)
            .where(EditionRow.road_map_id == RoadMapRow.id, EditionRow.approved_at <= before)
            .exists()
        )
        query = (
            select(
                RoadMapRow.id.label("road_map_id"),
                RoadMapRow.short_name.label("map_name"),
                func.count().label("planned"),
                func.sum(case((is_done, 1), else_=0)).label("done"),
                func.sum(case((DutyRow.due_on < today, 1), else_=0)).label("fell_due"),
                case((was_in_force, func.sum(case((was_done, 1), else_=0)))).label("done_before"),
            )
            .join(DutyRow, DutyRow.road_map_id == RoadMapRow.id)
            .where(
                RoadMapRow.state == RoadMapState.ACTIVE.value,
                DutyRow.state.in_([state.value for state in _PLANNED]),
                is_looked_at(roots),
            )
            .group_by(RoadMapRow.id, RoadMapRow.short_name)
            .order_by(RoadMapRow.id)
        )
        return [restore(MapProgress, row) for row in await self._connection.execute(query)]

    async def shares_by_map(self, roots: Collection[UnitId], today: date) -> dict[str, Shares]:
        """How each road map in force stands, by its short name."""
        return await self._shares(by_map(roots, today))

    async def shares_by_section(
        self, road_map_id: RoadMapId, roots: Collection[UnitId], today: date
    ) -> dict[str, Shares]:
        """How each section of a road map stands, in the order of the document; "" has none."""
        return await self._shares(by_section(road_map_id, roots, today))

    async def _shares(self, query: Select[*tuple[Any, ...]]) -> dict[str, Shares]:
        found: dict[str, Counter[Share]] = {}
        for row in await self._connection.execute(query):
            found.setdefault(row.name, Counter())[Share(row.share)] += int(row.count)
        return dict(found)

    async def reports(
        self, duty_ids: Collection[DutyId], time_zone: str, kept: Callable[[Any], Any] = as_it_is
    ) -> Mapping[DutyId, Sequence[SummaryReport]]:
        """Every report on these duties, the oldest first, with its evidence; moments in this zone."""
        zone = ZoneInfo(time_zone)
        evidence = await self._evidence(duty_ids)
        query = select_report_lines().where(one_of(ExecutionReportRow.duty_id, duty_ids))
        query = query.order_by(ExecutionReportRow.created_at, ExecutionReportRow.id)
        found: dict[DutyId, list[SummaryReport]] = defaultdict(list)
        for row in await self._connection.execute(query):
            line = report_line(row, kept)
            report = SummaryReport(
                line=replace(line, created_at=line.created_at.astimezone(zone)),
                duty_id=DutyId(row.duty_id),
                source=ReportSource(row.source),
                evidence=tuple(evidence.get(row.id, ())),
            )
            found[report.duty_id].append(report)
        return found

    async def _evidence(self, duty_ids: Collection[DutyId]) -> dict[int, list[EvidenceLine]]:
        query = (
            select(EvidenceRow)
            .join(ExecutionReportRow, ExecutionReportRow.id == EvidenceRow.report_id)
            .where(one_of(ExecutionReportRow.duty_id, duty_ids))
            .order_by(EvidenceRow.id)
        )
        found: dict[int, list[EvidenceLine]] = defaultdict(list)
        for row in await self._connection.execute(query):
            line = EvidenceLine(id=EvidenceId(row.id), name=row.name, size=row.size, sha256=row.sha256)
            found[row.report_id].append(line)
        return found

    async def passports(
        self,
        road_map_id: RoadMapId,
        roots: Collection[UnitId] | None,
        quarter: CalendarQuarter | None,
        time_zone: str,
    ) -> list[EvidencePassport]:
        """Files of the reports under `roots`, sent in the quarter or at any time, in the plan's order."""
        scope = _scope(road_map_id, roots)
        if quarter is not None:
            zone = ZoneInfo(time_zone)
            begins = datetime.combine(quarter.first_on, time(), zone)
            ends = datetime.combine(quarter.following.first_on, time(), zone)
            scope += [ExecutionReportRow.created_at >= begins, ExecutionReportRow.created_at < ends]
        assignee = func.coalesce(UnitRow.name, _ASSIGNEE.name).label("assignee")
        query = (
            select(
                EvidenceRow,
                MeasureRow.number,
                MeasureRow.title,
                ExecutionReportRow.version,
                ExecutionReportRow.source,
                ExecutionReportRow.created_at.label("sent_at"),
                ExecutionReportRow.retracted_at,
                _AUTHOR.name.label("author"),
                assignee,
            )
            .join(ExecutionReportRow, ExecutionReportRow.id == EvidenceRow.report_id)
            .join(DutyRow, DutyRow.id == ExecutionReportRow.duty_id)
            .join(ControlPointRow, ControlPointRow.id == DutyRow.control_point_id)
            .join(MeasureRow, MeasureRow.id == ControlPointRow.measure_id)
            .join(_AUTHOR, _AUTHOR.id == ExecutionReportRow.author_id)
            .outerjoin(UnitRow, UnitRow.id == DutyRow.unit_id)
            .outerjoin(_ASSIGNEE, _ASSIGNEE.id == DutyRow.person_id)
            .where(*scope)
            .order_by(MeasureRow.position, assignee, EvidenceRow.id)
        )
        return [_passport(row) for row in await self._connection.execute(query)]

    async def date_changes(
        self, road_map_id: RoadMapId, roots: Collection[UnitId] | None
    ) -> Sequence[DateChange]:
        """Requests to move a day, the oldest first, without those taken back."""
        author, decider = aliased(PersonRow), aliased(PersonRow)
        query = (
            select(ExtensionRequestRow, author.name.label("author"), decider.name.label("decided_by_name"))
            .join(DutyRow, DutyRow.id == ExtensionRequestRow.duty_id)
            .join(author, author.id == ExtensionRequestRow.author_id)
            .outerjoin(decider, decider.id == ExtensionRequestRow.decided_by)
            .where(*_scope(road_map_id, roots), ExtensionRequestRow.state != RequestState.WITHDRAWN.value)
            .order_by(ExtensionRequestRow.created_at, ExtensionRequestRow.id)
        )
        return [_date_change(row) for row in await self._connection.execute(query)]

    async def declined(
        self, road_map_id: RoadMapId, roots: Collection[UnitId] | None
    ) -> Mapping[DutyId, str]:
        """Why the assignees of these duties said they were not theirs, where they were not passed on."""
        is_theirs = ReassignmentRow.state.in_([RequestState.OPEN.value, RequestState.REFUSED.value])
        query = (
            select(ReassignmentRow.duty_id, ReassignmentRow.reason)
            .join(DutyRow, DutyRow.id == ReassignmentRow.duty_id)
            .where(*_scope(road_map_id, roots), is_theirs)
            .order_by(ReassignmentRow.id)
        )
        return {DutyId(row.duty_id): row.reason for row in await self._connection.execute(query)}

    async def unreached(self, road_map_id: RoadMapId, roots: Collection[UnitId] | None) -> Collection[DutyId]:
        """Duties whose executors have no chat that can be written to."""
        in_chat = exists().where(
            AccountRow.person_id == PersonRow.id, AccountRow.state == AccountState.ACTIVE.value
        )
        told = select(PersonRow.id).where(PersonRow.is_active, in_chat)
        staffed = select(MembershipRow.unit_id).where(
            MembershipRow.role == Role.EXECUTOR.value, MembershipRow.person_id.in_(told)
        )
        nobody = or_(
            and_(DutyRow.unit_id.is_not(None), DutyRow.unit_id.not_in(staffed)),
            and_(DutyRow.person_id.is_not(None), DutyRow.person_id.not_in(told)),
        )
        query = select(DutyRow.id).where(*_scope(road_map_id, roots), nobody)
        return {DutyId(row.id) for row in await self._connection.execute(query)}

    async def units(
        self, road_map_id: RoadMapId, roots: Collection[UnitId] | None
    ) -> Sequence[tuple[UnitId, str]]:
        """Units at which somebody has a duty of the road map, by name."""
        found = select(DutyRow.home_unit_id).where(*_scope(road_map_id, roots))
        query = select(UnitRow.id, UnitRow.name).where(UnitRow.id.in_(found))
        rows = await self._connection.execute(query)
        return sorted(((UnitId(row.id), row.name) for row in rows), key=lambda unit: natural(unit[1]))

    async def main_duties(self, duty_ids: Collection[DutyId]) -> Collection[DutyId]:
        """Those of the duties that are of main executors, as against co-executors."""
        query = (
            select(DutyRow.id)
            .join(AssignmentRow, AssignmentRow.id == DutyRow.assignment_id)
            .where(one_of(DutyRow.id, duty_ids), AssignmentRow.kind == AssignmentKind.MAIN.value)
        )
        return {DutyId(row.id) for row in await self._connection.execute(query)}


def _passport(row: Any) -> EvidencePassport:
    return EvidencePassport(
        id=EvidenceId(row.id),
        name=row.name,
        kind=row.kind,
        size=row.size,
        sha256=row.sha256,
        file_key=row.file_key,
        number=row.number,
        title=row.title,
        assignee=row.assignee or "",
        report_version=row.version,
        author=row.author,
        source=ReportSource(row.source),
        sent_at=row.sent_at,
        is_retracted=row.retracted_at is not None,
    )


def _date_change(row: Any) -> DateChange:
    is_open = row.state == RequestState.OPEN.value
    return DateChange(
        duty_id=DutyId(row.duty_id),
        from_on=row.from_due_on,
        to_on=row.to_due_on,
        reason=row.reason,
        author=row.author,
        asked_at=row.created_at,
        is_own=row.author_id == row.decided_by,
        is_granted=None if is_open else row.state == RequestState.GRANTED.value,
        decided_by=row.decided_by_name or "",
        decided_at=row.decided_at,
        comment=row.comment,
    )


def _scope(road_map_id: RoadMapId, roots: Collection[UnitId] | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [DutyRow.road_map_id == road_map_id]
    if roots is not None:
        conditions.append(is_under(DutyRow.home_unit_id, roots))
    return conditions
