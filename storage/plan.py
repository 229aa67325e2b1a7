"""Road maps, measures, assignments and control points as rows."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, bindparam, delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from roadmap import deadline_json
from roadmap.deadline import Deadline
from roadmap.execution import (
    WAITING_FOR_ASSIGNEE,
    Execution,
    ExecutionState,
    Occurrence,
    Step,
    advance,
)
from roadmap.ids import (
    AssignmentId,
    MeasureId,
    OccurrenceId,
    RevisionId,
    RoadMapId,
    SectionId,
    UnitId,
)
from roadmap.measure import (
    Assignment,
    CompletionRule,
    Measure,
    Revision,
    RoadMap,
    RoadMapState,
    Section,
)
from roadmap.people import UnitKind
from services.ports.executions import NewExecution
from services.ports.plan import (
    MeasureRecord,
    NewAssignment,
    NewOccurrence,
    NewRevision,
    NewRoadMap,
    OutsideSchool,
    Waiting,
)
from storage.inserting import insert_all, insert_new, insert_one
from storage.mapping import restore
from storage.tables.control import ExecutionRow, OccurrenceRow
from storage.tables.people import AliasRow, UnitMemberRow, UnitRow
from storage.tables.plan import AssignmentRow, MeasureRow, RevisionRow, RoadMapRow, SectionRow


class SqlPlanRepository:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    # The document

    async def add_road_map(self, new: NewRoadMap) -> RoadMapId:
        values = {**_heading(new), "state": RoadMapState.ACTIVE.value}
        return RoadMapId(await insert_one(self._connection, RoadMapRow, values))

    async def change_road_map(self, road_map_id: RoadMapId, new: NewRoadMap) -> None:
        statement = update(RoadMapRow).where(RoadMapRow.id == road_map_id)
        await self._connection.execute(statement.values(**_heading(new)))

    async def road_map(self, road_map_id: RoadMapId, department_id: UnitId) -> RoadMap | None:
        query = select(RoadMapRow).where(
            RoadMapRow.id == road_map_id, RoadMapRow.department_id == department_id
        )
        row = (await self._connection.execute(query)).first()
        return restore(RoadMap, row) if row else None

    async def road_maps(self, department_id: UnitId) -> Sequence[RoadMap]:
        query = select(RoadMapRow).where(
            RoadMapRow.department_id == department_id, RoadMapRow.state == RoadMapState.ACTIVE.value
        )
        return [restore(RoadMap, r) for r in await self._connection.execute(query.order_by(RoadMapRow.id))]

    async def add_revision(self, new: NewRevision) -> RevisionId:
        values = {
            "road_map_id": new.road_map_id,
            "number": new.number,
            "file_name": new.file_name,
            "file_key": new.file_key,
            "sha256": new.sha256,
            "approved_by": new.approved_by,
            "approved_at": new.approved_at,
        }
        return RevisionId(await insert_one(self._connection, RevisionRow, values))

    async def revisions(self, road_map_id: RoadMapId) -> Sequence[Revision]:
        query = select(RevisionRow).where(RevisionRow.road_map_id == road_map_id)
        rows = await self._connection.execute(query.order_by(RevisionRow.number))
        return [restore(Revision, row) for row in rows]

    async def add_sections(self, road_map_id: RoadMapId, titles: Sequence[str]) -> Sequence[SectionId]:
        rows = [
            {"road_map_id": road_map_id, "position": position, "title": title}
            for position, title in enumerate(titles)
        ]
        return [SectionId(new) for new in await insert_all(self._connection, SectionRow, rows)]

    async def sections(self, road_map_id: RoadMapId) -> Sequence[Section]:
        query = select(SectionRow).where(SectionRow.road_map_id == road_map_id)
        rows = await self._connection.execute(query.order_by(SectionRow.position, SectionRow.id))
        return [restore(Section, row) for row in rows]

    async def move_sections(self, positions: Mapping[SectionId, int]) -> None:
        await self._update_each(
            SectionRow, [{"row_id": row_id, "position": at} for row_id, at in positions.items()]
        )

    # Measures

    async def add_measures(
        self, road_map_id: RoadMapId, records: Sequence[MeasureRecord]
    ) -> Sequence[MeasureId]:
        rows = [
            {
                **_measure_values(record),
                "road_map_id": road_map_id,
                "completion_rule": CompletionRule.ALL.value,
                "is_archived": False,
            }
            for record in records
        ]
        return [MeasureId(new) for new in await insert_all(self._connection, MeasureRow, rows)]

    async def change_measures(self, records: Mapping[MeasureId, MeasureRecord]) -> None:
        await self._update_each(
            MeasureRow,
            [{"row_id": row_id, **_measure_values(record)} for row_id, record in records.items()],
        )

    async def set_parents(self, parents: Mapping[MeasureId, MeasureId | None]) -> None:
        await self._update_each(
            MeasureRow, [{"row_id": row_id, "parent_id": parent} for row_id, parent in parents.items()]
        )

    async def set_deadline(
        self, measure_ids: Collection[MeasureId], deadline: Deadline, reading: str
    ) -> None:
        statement = update(MeasureRow).where(MeasureRow.id.in_(measure_ids))
        await self._connection.execute(
            statement.values(deadline=deadline_json.to_json(deadline), reading=reading)
        )

    async def archive_measures(self, measure_ids: Collection[MeasureId]) -> None:
        statement = update(MeasureRow).where(MeasureRow.id.in_(measure_ids))
        await self._connection.execute(statement.values(is_archived=True))

    async def measures(self, road_map_id: RoadMapId) -> Sequence[Measure]:
        query = select(MeasureRow).where(MeasureRow.road_map_id == road_map_id, ~MeasureRow.is_archived)
        rows = await self._connection.execute(query.order_by(MeasureRow.position, MeasureRow.id))
        return [_measure(row) for row in rows]

    # Assignments

    async def add_assignments(self, new: Sequence[NewAssignment]) -> None:
        rows = [
            {
                "measure_id": one.measure_id,
                "unit_id": one.unit_id,
                "person_id": one.person_id,
                "kind": one.kind.value,
                "is_archived": False,
            }
            for one in new
        ]
        await insert_all(self._connection, AssignmentRow, rows)

    async def assignments(self, road_map_id: RoadMapId) -> Sequence[Assignment]:
        query = (
            _of_road_map(select(AssignmentRow), AssignmentRow, road_map_id)
            .where(~AssignmentRow.is_archived)
            .order_by(AssignmentRow.id)
        )
        return [restore(Assignment, row) for row in await self._connection.execute(query)]

    async def archive_assignments(self, assignment_ids: Collection[AssignmentId]) -> None:
        statement = update(AssignmentRow).where(AssignmentRow.id.in_(assignment_ids))
        await self._connection.execute(statement.values(is_archived=True))

    # Control points

    async def add_occurrences(self, new: Sequence[NewOccurrence]) -> None:
        rows = [{"measure_id": one.measure_id, **_window(one)} for one in new]
        if rows:
            await insert_new(self._connection, OccurrenceRow, rows)

    async def move_occurrence(self, occurrence_id: OccurrenceId, to: NewOccurrence) -> None:
        statement = update(OccurrenceRow).where(OccurrenceRow.id == occurrence_id)
        await self._connection.execute(statement.values(**_window(to)))

    async def remove_occurrences(self, occurrence_ids: Collection[OccurrenceId]) -> None:
        used = select(ExecutionRow.occurrence_id).where(ExecutionRow.occurrence_id.in_(occurrence_ids))
        await self._connection.execute(
            delete(OccurrenceRow).where(OccurrenceRow.id.in_(occurrence_ids), OccurrenceRow.id.not_in(used))
        )

    async def occurrences(self, road_map_id: RoadMapId) -> Sequence[Occurrence]:
        query = _of_road_map(select(OccurrenceRow), OccurrenceRow, road_map_id)
        rows = await self._connection.execute(query.order_by(OccurrenceRow.first_on, OccurrenceRow.id))
        return [restore(Occurrence, row) for row in rows]

    async def planned(self, road_map_id: RoadMapId) -> Collection[tuple[OccurrenceId, AssignmentId]]:
        query = (
            select(ExecutionRow.occurrence_id, ExecutionRow.assignment_id)
            .where(
                ExecutionRow.road_map_id == road_map_id,
                ExecutionRow.state != ExecutionState.WITHDRAWN.value,
            )
            .distinct()
        )
        return {(row.occurrence_id, row.assignment_id) for row in await self._connection.execute(query)}

    async def withdrawn(self, road_map_id: RoadMapId) -> Sequence[Execution]:
        query = select(ExecutionRow).where(
            ExecutionRow.road_map_id == road_map_id, ExecutionRow.state == ExecutionState.WITHDRAWN.value
        )
        return [restore(Execution, row) for row in await self._connection.execute(query)]

    async def reinstate(self, execution: Execution, duty: NewExecution) -> bool:
        return await self._change_execution(
            execution,
            assignment_id=duty.assignment_id,
            state=advance(execution.state, Step.REINSTATE).value,
            original_due_on=duty.original_due_on,
            due_on=duty.due_on,
            next_stage_at=duty.next_stage_at,
            settled_at=None,
        )

    async def executions(self, measure_ids: Collection[MeasureId]) -> Sequence[Execution]:
        query = select(ExecutionRow).where(ExecutionRow.measure_id.in_(measure_ids)).order_by(ExecutionRow.id)
        return [restore(Execution, row) for row in await self._connection.execute(query)]

    async def redate(
        self,
        execution: Execution,
        original_due_on: date | None,
        due_on: date | None,
        next_stage_at: datetime | None,
    ) -> bool:
        return await self._change_execution(
            execution, original_due_on=original_due_on, due_on=due_on, next_stage_at=next_stage_at
        )

    async def _change_execution(self, execution: Execution, **values: Any) -> bool:
        statement = (
            update(ExecutionRow)
            .where(ExecutionRow.id == execution.id, ExecutionRow.version == execution.version)
            .values(version=execution.version + 1, revision=execution.revision + 1, **values)
        )
        return (await self._connection.execute(statement)).rowcount == 1

    async def waiting(self, department_id: UnitId) -> Sequence[Waiting]:
        row = ExecutionRow
        query = (
            select(row.road_map_id, row.unit_id, row.person_id, func.count().label("count"))
            .where(
                row.department_id == department_id,
                row.state.in_([state.value for state in WAITING_FOR_ASSIGNEE]),
            )
            .group_by(row.road_map_id, row.unit_id, row.person_id)
            .order_by(row.road_map_id, row.unit_id, row.person_id)
        )
        return [
            Waiting(road_map_id=r.road_map_id, unit_id=r.unit_id, person_id=r.person_id, count=r[3])
            for r in await self._connection.execute(query)
        ]

    async def outside_schools(self, alias: str) -> Sequence[OutsideSchool]:
        is_member = exists().where(
            UnitMemberRow.group_id == AliasRow.unit_id, UnitMemberRow.member_id == UnitRow.id
        )
        query = (
            select(AliasRow.department_id, AliasRow.unit_id, UnitRow.id)
            .join(AliasRow, AliasRow.department_id == UnitRow.department_id)
            .where(
                AliasRow.words == alias,
                AliasRow.unit_id.is_not(None),
                UnitRow.kind == UnitKind.SCHOOL.value,
                UnitRow.is_active,
                ~is_member,
            )
            .order_by(UnitRow.id)
        )
        return [
            OutsideSchool(department_id=UnitId(r[0]), group_id=UnitId(r[1] or 0), school_id=UnitId(r[2]))
            for r in await self._connection.execute(query)
        ]

    # Rows in bulk

    async def _update_each(self, table: Any, rows: Sequence[dict[str, Any]]) -> None:
        if rows:
            changed: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "row_id"}
            statement = update(table).where(table.id == bindparam("row_id")).values(**changed)
            await self._connection.execute(statement, list(rows))


def _of_road_map(query: Select[Any], table: Any, road_map_id: RoadMapId) -> Select[Any]:
    """Rows that hang on the measures in force."""
    return query.join(MeasureRow, MeasureRow.id == table.measure_id).where(
        MeasureRow.road_map_id == road_map_id, ~MeasureRow.is_archived
    )


def _heading(new: NewRoadMap) -> dict[str, Any]:
    return {
        "department_id": new.department_id,
        "title": new.title,
        "period_start": new.period_start,
        "period_end": new.period_end,
        "approval_number": new.approval_number,
        "approval_on": new.approval_on,
        "rule_set": new.rule_set,
    }


def _measure_values(record: MeasureRecord) -> dict[str, Any]:
    return {
        "section_id": record.section_id,
        "position": record.position,
        "number": record.number,
        "title": record.title,
        "result": record.result,
        "deadline_text": record.deadline_text,
        "deadline": deadline_json.to_json(record.deadline),
        "reading": record.reading,
        "responsible_text": record.responsible_text,
        "attributes": {k: v if isinstance(v, str) else _plain(v) for k, v in record.attributes.items()},
    }


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _measure(row: Any) -> Measure:
    values = dict(row._mapping)
    values["deadline"] = deadline_json.from_json(values["deadline"])
    values["completion_rule"] = CompletionRule(values["completion_rule"])
    return Measure(**{name: values[name] for name in Measure.__dataclass_fields__})


def _window(new: NewOccurrence) -> dict[str, Any]:
    return {
        "first_on": new.first_on,
        "last_on": new.last_on,
        "original_due_on": new.original_due_on,
        "due_on": new.due_on,
    }
