"""Executions, their read models and cards as rows."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from roadmap.execution import Execution, ExecutionState
from roadmap.ids import (
    ExecutionId,
    ExtensionId,
    MeasureId,
    OccurrenceId,
    PersonId,
    ReassignmentId,
    UnitId,
)
from services.duties import Duty, DutyCard, OpenExtension, OpenReassignment, ReportLine
from services.ports.executions import DutyFilter, NewExecution
from storage.mapping import restore
from storage.report_lines import report_line, select_report_lines
from storage.tables.control import (
    CardRow,
    ExecutionReportRow,
    ExecutionRow,
    ExtensionRequestRow,
    OccurrenceRow,
    ReassignmentRow,
)
from storage.tables.people import PersonRow, UnitRow
from storage.tables.plan import MeasureRow, SectionRow
from storage.upsert import insert_new, upsert


class SqlExecutionRepository:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, executions: Sequence[NewExecution]) -> None:
        rows = [
            {
                "department_id": new.department_id,
                "road_map_id": new.road_map_id,
                "measure_id": new.measure_id,
                "occurrence_id": new.occurrence_id,
                "assignment_id": new.assignment_id,
                "unit_id": new.unit_id,
                "person_id": new.person_id,
                "home_unit_id": new.home_unit_id,
                "state": ExecutionState.OPEN.value,
                "version": 1,
                "revision": 1,
                "original_due_on": new.original_due_on,
                "due_on": new.due_on,
                "next_stage_at": new.next_stage_at,
            }
            for new in executions
        ]
        if rows:
            await insert_new(self._connection, ExecutionRow, rows)

    async def get(self, execution_id: ExecutionId) -> Execution | None:
        query = select(ExecutionRow).where(ExecutionRow.id == execution_id)
        row = (await self._connection.execute(query)).first()
        return restore(Execution, row) if row else None

    async def home_unit(self, execution_id: ExecutionId) -> UnitId:
        query = select(ExecutionRow.home_unit_id).where(ExecutionRow.id == execution_id)
        return UnitId((await self._connection.execute(query)).scalar_one())

    # Changes: compare-and-set by version

    async def change_state(
        self,
        execution: Execution,
        state: ExecutionState,
        *,
        next_stage_at: datetime | None,
        settled_at: datetime | None,
    ) -> bool:
        change = {"state": state.value, "next_stage_at": next_stage_at, "settled_at": settled_at}
        return await self._change(execution, change)

    async def mark(self, execution: Execution, state: ExecutionState) -> bool:
        return await self._change(execution, {"state": state.value})

    async def change_due(self, execution: Execution, due_on: date, next_stage_at: datetime | None) -> bool:
        change = {"due_on": due_on, "next_stage_at": next_stage_at, "revision": execution.revision + 1}
        return await self._change(execution, change)

    async def change_assignee(
        self,
        execution: Execution,
        *,
        unit_id: UnitId | None,
        person_id: PersonId | None,
        home_unit_id: UnitId,
        next_stage_at: datetime | None,
    ) -> bool:
        change = {
            "unit_id": unit_id,
            "person_id": person_id,
            "home_unit_id": home_unit_id,
            "state": ExecutionState.OPEN.value,
            "next_stage_at": next_stage_at,
            "revision": execution.revision + 1,
        }
        return await self._change(execution, change)

    async def _change(self, execution: Execution, change: dict[str, Any]) -> bool:
        statement = (
            update(ExecutionRow)
            .where(ExecutionRow.id == execution.id, ExecutionRow.version == execution.version)
            .values(version=execution.version + 1, **change)
        )
        return (await self._connection.execute(statement)).rowcount == 1

    async def has_assignee(
        self, occurrence_id: OccurrenceId, unit_id: UnitId | None, person_id: PersonId | None
    ) -> bool:
        assignee = (
            ExecutionRow.unit_id == unit_id if unit_id is not None else ExecutionRow.person_id == person_id
        )
        query = select(ExecutionRow.id).where(ExecutionRow.occurrence_id == occurrence_id, assignee)
        return (await self._connection.execute(query)).first() is not None

    async def require_evidence(self, measure_id: MeasureId, *, is_required: bool) -> None:
        statement = update(MeasureRow).where(MeasureRow.id == measure_id)
        await self._connection.execute(statement.values(requires_evidence=is_required))

    async def set_next_stage(self, execution_id: ExecutionId, next_stage_at: datetime | None) -> None:
        statement = update(ExecutionRow).where(ExecutionRow.id == execution_id)
        await self._connection.execute(statement.values(next_stage_at=next_stage_at))

    async def due_stages(self, now: datetime, limit: int) -> Sequence[Execution]:
        query = (
            select(ExecutionRow)
            .where(ExecutionRow.next_stage_at <= now)
            .order_by(
                ExecutionRow.next_stage_at, ExecutionRow.unit_id, ExecutionRow.person_id, ExecutionRow.id
            )
            .limit(limit)
        )
        return [restore(Execution, row) for row in await self._connection.execute(query)]

    async def next_stage_at(self) -> datetime | None:
        query = select(ExecutionRow.next_stage_at).where(ExecutionRow.next_stage_at.is_not(None))
        query = query.order_by(ExecutionRow.next_stage_at).limit(1)
        return (await self._connection.execute(query)).scalar_one_or_none()

    # Read models

    async def duty(self, execution_id: ExecutionId) -> Duty | None:
        found = await self.duties(DutyFilter(ids=(execution_id,)))
        return found[0] if found else None

    async def duties(self, where: DutyFilter, *, limit: int | None = None, offset: int = 0) -> Sequence[Duty]:
        query = (
            _duties()
            .where(*_conditions(where))
            .order_by(
                case((ExecutionRow.due_on.is_(None), 1), else_=0),
                ExecutionRow.due_on,
                MeasureRow.position,
                ExecutionRow.id,
            )
            .offset(offset)
        )
        if limit is not None:
            query = query.limit(limit)
        return [_duty(row) for row in await self._connection.execute(query)]

    async def count(self, where: DutyFilter) -> int:
        query = (
            select(func.count())
            .select_from(ExecutionRow)
            .join(OccurrenceRow, OccurrenceRow.id == ExecutionRow.occurrence_id)
            .where(*_conditions(where))
        )
        return int((await self._connection.execute(query)).scalar_one())

    async def card(self, execution_id: ExecutionId) -> DutyCard | None:
        duty = await self.duty(execution_id)
        if duty is None:
            return None
        return DutyCard(
            duty=duty,
            reports=tuple(await self._report_lines(execution_id)),
            extension=await self._open_extension(execution_id),
            reassignment=await self._open_reassignment(execution_id),
        )

    async def _report_lines(self, execution_id: ExecutionId) -> list[ReportLine]:
        query = select_report_lines().where(ExecutionReportRow.execution_id == execution_id)
        query = query.order_by(ExecutionReportRow.version)
        return [report_line(row) for row in await self._connection.execute(query)]

    async def _open_extension(self, execution_id: ExecutionId) -> OpenExtension | None:
        query = select(ExtensionRequestRow).where(
            ExtensionRequestRow.execution_id == execution_id, ExtensionRequestRow.state == "open"
        )
        row = (await self._connection.execute(query)).first()
        return (
            OpenExtension(id=ExtensionId(row.id), to_due_on=row.to_due_on, reason=row.reason) if row else None
        )

    async def _open_reassignment(self, execution_id: ExecutionId) -> OpenReassignment | None:
        query = select(ReassignmentRow).where(
            ReassignmentRow.execution_id == execution_id, ReassignmentRow.state == "open"
        )
        row = (await self._connection.execute(query)).first()
        return OpenReassignment(id=ReassignmentId(row.id), reason=row.reason) if row else None

    # Cards in chats

    async def card_message(self, chat_id: int, execution_id: ExecutionId) -> int | None:
        query = select(CardRow.message_id).where(
            CardRow.chat_id == chat_id, CardRow.execution_id == execution_id
        )
        return (await self._connection.execute(query)).scalar_one_or_none()

    async def card_messages(self, execution_id: ExecutionId) -> Sequence[tuple[int, int]]:
        query = select(CardRow.chat_id, CardRow.message_id).where(CardRow.execution_id == execution_id)
        return [(row.chat_id, row.message_id) for row in await self._connection.execute(query)]

    async def remember_card(self, chat_id: int, execution_id: ExecutionId, message_id: int) -> None:
        await self.forget_card(chat_id, message_id)
        change = {"message_id": message_id}
        values = {"chat_id": chat_id, "execution_id": execution_id, **change}
        await self._connection.execute(
            upsert(self._connection, CardRow, values, keys=("chat_id", "execution_id"), update=change)
        )

    async def forget_card(self, chat_id: int, message_id: int) -> None:
        await self._connection.execute(
            delete(CardRow).where(CardRow.chat_id == chat_id, CardRow.message_id == message_id)
        )


def _duties() -> Select[*tuple[Any, ...]]:
    return (
        select(
            ExecutionRow,
            func.coalesce(UnitRow.name, PersonRow.name).label("assignee"),
            MeasureRow.number,
            MeasureRow.title,
            MeasureRow.result,
            MeasureRow.deadline_text,
            MeasureRow.reading,
            MeasureRow.requires_evidence,
            func.coalesce(SectionRow.title, "").label("section"),
            OccurrenceRow.first_on,
            OccurrenceRow.last_on,
        )
        .join(MeasureRow, MeasureRow.id == ExecutionRow.measure_id)
        .join(OccurrenceRow, OccurrenceRow.id == ExecutionRow.occurrence_id)
        .join(SectionRow, SectionRow.id == MeasureRow.section_id, isouter=True)
        .join(UnitRow, UnitRow.id == ExecutionRow.unit_id, isouter=True)
        .join(PersonRow, PersonRow.id == ExecutionRow.person_id, isouter=True)
    )


def _conditions(where: DutyFilter) -> list[ColumnElement[bool]]:
    row = ExecutionRow
    conditions: list[ColumnElement[bool] | None] = [
        None if where.road_map_id is None else row.road_map_id == where.road_map_id,
        None if where.department_id is None else row.department_id == where.department_id,
        None if where.watched_unit_ids is None else row.home_unit_id.in_(where.watched_unit_ids),
        None if where.ids is None else row.id.in_(where.ids),
        None if where.measure_ids is None else row.measure_id.in_(where.measure_ids),
        None if where.states is None else row.state.in_([state.value for state in where.states]),
        None if where.due_from is None else row.due_on >= where.due_from,
        None if where.due_to is None else row.due_on <= where.due_to,
        None if where.is_ongoing is None else row.due_on.is_(None) == where.is_ongoing,
        None if where.starts_by is None else OccurrenceRow.first_on <= where.starts_by,
        _assigned(where),
    ]
    return [condition for condition in conditions if condition is not None]


def _assigned(where: DutyFilter) -> ColumnElement[bool] | None:
    if where.assigned_unit_ids is None and where.assigned_person_ids is None:
        return None
    return or_(
        ExecutionRow.unit_id.in_(where.assigned_unit_ids or ()),
        ExecutionRow.person_id.in_(where.assigned_person_ids or ()),
    )


def _duty(row: Any) -> Duty:
    values = dict(row._mapping)
    values["state"] = ExecutionState(values["state"])
    return Duty(**{name: values[name] for name in Duty.__dataclass_fields__})
