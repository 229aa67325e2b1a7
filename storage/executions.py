"""Executions, their read models and cards as rows."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update
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
from services.duties import Duty, DutyCard, OpenExtension, OpenReassignment
from services.ports.executions import DutyFilter, NewExecution
from storage.engine import is_writing
from storage.execution_queries import (
    CARD,
    CARD_MESSAGE,
    CARD_MESSAGES,
    DUTY,
    EXECUTION,
    EXECUTION_TO_CHANGE,
    FORGET_CARD,
    REPORT_LINES,
    compare_and_set,
    count_query,
    duties_query,
    values_of,
)
from storage.inserting import insert_new, upsert
from storage.mapping import restore
from storage.report_lines import report_line
from storage.tables.control import (
    CardRow,
    ExecutionRow,
)
from storage.tables.plan import MeasureRow


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
        query = EXECUTION_TO_CHANGE if is_writing(self._connection.sync_connection) else EXECUTION
        row = (await self._connection.execute(query, {"execution": execution_id})).first()
        return restore(Execution, row) if row else None

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
        present = {"execution": execution.id, "seen": execution.version}
        values = {f"new_{name}": value for name, value in change.items()}
        changed = await self._connection.execute(compare_and_set(tuple(change)), {**present, **values})
        return changed.rowcount == 1

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
        row = (await self._connection.execute(DUTY, {"execution": execution_id})).first()
        return _duty(row) if row else None

    async def duties(self, where: DutyFilter, *, limit: int | None = None, offset: int = 0) -> Sequence[Duty]:
        values = values_of(where)
        query = duties_query(tuple(values), has_limit=limit is not None)
        page = {"offset": offset, "limit": limit}
        return [_duty(row) for row in await self._connection.execute(query, {**values, **page})]

    async def count(self, where: DutyFilter) -> int:
        values = values_of(where)
        return int((await self._connection.execute(count_query(tuple(values)), values)).scalar_one())

    async def card(self, execution_id: ExecutionId) -> DutyCard | None:
        row = (await self._connection.execute(CARD, {"execution": execution_id})).first()
        if row is None:
            return None
        reports = await self._connection.execute(REPORT_LINES, {"execution": execution_id})
        return DutyCard(
            duty=_duty(row),
            reports=tuple(report_line(line) for line in reports),
            extension=_open_extension(row),
            reassignment=_open_reassignment(row),
            attributes=row.attributes,
        )

    # Cards in chats

    async def card_message(self, chat_id: int, execution_id: ExecutionId) -> int | None:
        place = {"chat": chat_id, "execution": execution_id}
        return (await self._connection.execute(CARD_MESSAGE, place)).scalar_one_or_none()

    async def card_messages(self, execution_id: ExecutionId) -> Sequence[tuple[int, int]]:
        found = await self._connection.execute(CARD_MESSAGES, {"execution": execution_id})
        return [(row.chat_id, row.message_id) for row in found]

    async def remember_card(self, chat_id: int, execution_id: ExecutionId, message_id: int) -> None:
        await self.forget_card(chat_id, message_id)
        values = {"chat_id": chat_id, "execution_id": execution_id, "message_id": message_id}
        keys = ("chat_id", "execution_id")
        await upsert(self._connection, CardRow, values, keys=keys, update=("message_id",))

    async def forget_card(self, chat_id: int, message_id: int) -> None:
        await self._connection.execute(FORGET_CARD, {"chat": chat_id, "message": message_id})


def _open_extension(row: Any) -> OpenExtension | None:
    if row.extension_id is None:
        return None
    id_ = ExtensionId(row.extension_id)
    return OpenExtension(id=id_, to_due_on=row.extension_to, reason=row.extension_reason)


def _open_reassignment(row: Any) -> OpenReassignment | None:
    if row.reassignment_id is None:
        return None
    return OpenReassignment(id=ReassignmentId(row.reassignment_id), reason=row.reassignment_reason)


def _duty(row: Any) -> Duty:
    values = dict(row._mapping)
    values["state"] = ExecutionState(values["state"])
    return Duty(**{name: values[name] for name in Duty.__dataclass_fields__})
