"""Requests for another date or another assignee, as rows."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from roadmap.control.requests import ExtensionRequest, Reassignment, RequestState
from roadmap.ids import DutyId, ExtensionId, PersonId, ReassignmentId, UnitId
from storage.control.tables import ExtensionRequestRow, ReassignmentRow
from storage.inserting import insert_new
from storage.mapping import restore

_Table = type[ExtensionRequestRow] | type[ReassignmentRow]


_OPEN_EXTENSION, _OPEN_REASSIGNMENT = (
    select(table).where(table.duty_id == bindparam("duty"), table.state == RequestState.OPEN.value)
    for table in (ExtensionRequestRow, ReassignmentRow)
)
_IS_ANY_OPEN = select(or_(_OPEN_EXTENSION.exists(), _OPEN_REASSIGNMENT.exists()))
"""Hardly ever: asked before the two."""


class RequestRepository:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add_extension(
        self,
        duty_id: DutyId,
        *,
        author_id: PersonId,
        from_due_on: date,
        to_due_on: date,
        reason: str,
        at: datetime,
    ) -> ExtensionId | None:
        """None when one is open already."""
        values = {"from_due_on": from_due_on, "to_due_on": to_due_on}
        added = await self._add(ExtensionRequestRow, duty_id, author_id, reason, at, values)
        return ExtensionId(added) if added is not None else None

    async def add_reassignment(
        self, duty_id: DutyId, *, author_id: PersonId, reason: str, at: datetime
    ) -> ReassignmentId | None:
        """None when one is open already."""
        added = await self._add(ReassignmentRow, duty_id, author_id, reason, at, {})
        return ReassignmentId(added) if added is not None else None

    async def _add(
        self,
        table: _Table,
        duty_id: DutyId,
        author_id: PersonId,
        reason: str,
        at: datetime,
        more: dict[str, Any],
    ) -> int | None:
        values = {
            "duty_id": duty_id,
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

    async def extensions(self, duty_id: DutyId) -> Sequence[ExtensionRequest]:
        """All requests of this duty, oldest first."""
        query = select(ExtensionRequestRow).where(ExtensionRequestRow.duty_id == duty_id)
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
        """False when it is not open any more."""
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
        """False when it is not open any more."""
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

    async def open_requests(self, duty_id: DutyId) -> tuple[ExtensionRequest | None, Reassignment | None]:
        which = {"duty": duty_id}
        if not (await self._connection.execute(_IS_ANY_OPEN, which)).scalar_one():
            return None, None
        extension = (await self._connection.execute(_OPEN_EXTENSION, which)).first()
        reassignment = (await self._connection.execute(_OPEN_REASSIGNMENT, which)).first()
        return (
            restore(ExtensionRequest, extension) if extension else None,
            restore(Reassignment, reassignment) if reassignment else None,
        )
