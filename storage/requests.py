"""Requests for another date or another assignee, as rows."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from roadmap.ids import ExecutionId, ExtensionId, PersonId, ReassignmentId, UnitId
from roadmap.requests import ExtensionRequest, Reassignment, RequestState
from storage.inserting import insert_new
from storage.mapping import restore
from storage.tables.control import ExtensionRequestRow, ReassignmentRow

_Table = type[ExtensionRequestRow] | type[ReassignmentRow]


_OPEN_EXTENSION, _OPEN_REASSIGNMENT = (
    select(table).where(table.execution_id == bindparam("execution"), table.state == RequestState.OPEN.value)
    for table in (ExtensionRequestRow, ReassignmentRow)
)
_IS_ANY_OPEN = select(or_(_OPEN_EXTENSION.exists(), _OPEN_REASSIGNMENT.exists()))
"""Hardly ever: asked before the two."""


class SqlRequestRepository:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add_extension(
        self,
        execution_id: ExecutionId,
        *,
        author_id: PersonId,
        from_due_on: date,
        to_due_on: date,
        reason: str,
        at: datetime,
    ) -> ExtensionId | None:
        values = {"from_due_on": from_due_on, "to_due_on": to_due_on}
        added = await self._add(ExtensionRequestRow, execution_id, author_id, reason, at, values)
        return ExtensionId(added) if added is not None else None

    async def add_reassignment(
        self, execution_id: ExecutionId, *, author_id: PersonId, reason: str, at: datetime
    ) -> ReassignmentId | None:
        added = await self._add(ReassignmentRow, execution_id, author_id, reason, at, {})
        return ReassignmentId(added) if added is not None else None

    async def _add(
        self,
        table: _Table,
        execution_id: ExecutionId,
        author_id: PersonId,
        reason: str,
        at: datetime,
        more: dict[str, Any],
    ) -> int | None:
        values = {
            "execution_id": execution_id,
            "author_id": author_id,
            "reason": reason,
            "state": RequestState.OPEN.value,
            "created_at": at,
            "comment": "",
            **more,
        }
        # The partial unique index on open requests is what keeps them at most one.
        row = (await insert_new(self._connection, table, values, returning=(table.id,))).first()
        return int(row[0]) if row else None

    async def extension(self, extension_id: ExtensionId) -> ExtensionRequest | None:
        query = select(ExtensionRequestRow).where(ExtensionRequestRow.id == extension_id)
        row = (await self._connection.execute(query)).first()
        return restore(ExtensionRequest, row) if row else None

    async def extensions(self, execution_id: ExecutionId) -> Sequence[ExtensionRequest]:
        query = select(ExtensionRequestRow).where(ExtensionRequestRow.execution_id == execution_id)
        rows = await self._connection.execute(query.order_by(ExtensionRequestRow.id))
        return [restore(ExtensionRequest, row) for row in rows]

    async def reassignment(self, reassignment_id: ReassignmentId) -> Reassignment | None:
        query = select(ReassignmentRow).where(ReassignmentRow.id == reassignment_id)
        row = (await self._connection.execute(query)).first()
        return restore(Reassignment, row) if row else None

    async def settle_extension(
        self,
        extension_id: ExtensionId,
        state: RequestState,
        *,
        by: PersonId,
        at: datetime,
        to_due_on: date | None = None,
        comment: str = "",
    ) -> bool:
        granted = {"to_due_on": to_due_on} if to_due_on is not None else {}
        return await self._settle(ExtensionRequestRow, extension_id, state, by, at, comment, granted)

    async def settle_reassignment(
        self,
        reassignment_id: ReassignmentId,
        state: RequestState,
        *,
        by: PersonId,
        at: datetime,
        to_unit_id: UnitId | None = None,
        to_person_id: PersonId | None = None,
        comment: str = "",
    ) -> bool:
        target = {"to_unit_id": to_unit_id, "to_person_id": to_person_id}
        return await self._settle(ReassignmentRow, reassignment_id, state, by, at, comment, target)

    async def _settle(
        self,
        table: _Table,
        request_id: int,
        state: RequestState,
        by: PersonId,
        at: datetime,
        comment: str,
        more: dict[str, Any],
    ) -> bool:
        statement = (
            update(table)
            .where(table.id == request_id, table.state == RequestState.OPEN.value)
            .values(state=state.value, decided_by=by, decided_at=at, comment=comment, **more)
        )
        return (await self._connection.execute(statement)).rowcount == 1

    async def open_requests(
        self, execution_id: ExecutionId
    ) -> tuple[ExtensionRequest | None, Reassignment | None]:
        which = {"execution": execution_id}
        if not (await self._connection.execute(_IS_ANY_OPEN, which)).scalar_one():
            return None, None
        extension = (await self._connection.execute(_OPEN_EXTENSION, which)).first()
        reassignment = (await self._connection.execute(_OPEN_REASSIGNMENT, which)).first()
        return (
            restore(ExtensionRequest, extension) if extension else None,
            restore(Reassignment, reassignment) if reassignment else None,
        )
