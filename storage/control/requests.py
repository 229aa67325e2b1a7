"""Requests for another date or another assignee, as rows: two tables of one shape."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import bindparam, or_, select, update

from roadmap.control.requests import ExtensionRequest, Reassignment, Request, RequestState
from roadmap.ids import DutyId, PersonId
from storage.connection import Connection
from storage.control.tables import ExtensionRequestRow, ReassignmentRow
from storage.inserting import insert_new
from storage.mapping import restore

R = TypeVar("R", bound=Request)

_TABLES: dict[type[Request], type[ExtensionRequestRow] | type[ReassignmentRow]] = {
    ExtensionRequest: ExtensionRequestRow,
    Reassignment: ReassignmentRow,
}
_OPEN = {
    kind: select(table).where(table.duty_id == bindparam("duty"), table.state == RequestState.OPEN.value)
    for kind, table in _TABLES.items()
}
_IS_ANY_OPEN = select(or_(*(query.exists() for query in _OPEN.values())))
"""Hardly ever: asked before the two."""


class RequestRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(
        self,
        kind: type[Request],
        duty_id: DutyId,
        *,
        author_id: PersonId,
        reason: str,
        at: datetime,
        asked: Mapping[str, Any],
    ) -> int | None:
        """None when one of this kind is open already. `asked`: the fields that only this kind has."""
        table = _TABLES[kind]
        values = {
            "duty_id": duty_id,
            "author_id": author_id,
            "reason": reason,
            "state": RequestState.OPEN.value,
            "created_at": at,
            "comment": "",
            **asked,
        }
        # The partial unique index on open requests is what keeps them at most one.
        row = (await insert_new(self._connection, table, values, returning=(table.id,))).first()
        return int(row[0]) if row else None

    async def get(self, kind: type[R], request_id: int) -> R | None:
        query = select(_TABLES[kind]).where(_TABLES[kind].id == request_id)
        row = (await self._connection.execute(query)).first()
        return restore(kind, row) if row else None

    async def of_duty(self, kind: type[R], duty_id: DutyId) -> Sequence[R]:
        """All requests of this kind about the duty, oldest first."""
        query = select(_TABLES[kind]).where(_TABLES[kind].duty_id == duty_id).order_by(_TABLES[kind].id)
        return [restore(kind, row) for row in await self._connection.execute(query)]

    async def open(self, kind: type[R], duty_id: DutyId) -> R | None:
        """The one of this kind that waits for a decision."""
        row = (await self._connection.execute(_OPEN[kind], {"duty": duty_id})).first()
        return restore(kind, row) if row else None

    async def all_open(self, duty_id: DutyId) -> list[Request]:
        """Whatever waits for a decision, of each kind one at most."""
        if not (await self._connection.execute(_IS_ANY_OPEN, {"duty": duty_id})).scalar_one():
            return []
        found = [await self.open(kind, duty_id) for kind in _TABLES]
        return [request for request in found if request is not None]

    async def settle(
        self,
        request: Request,
        state: RequestState,
        *,
        by: PersonId,
        at: datetime,
        comment: str = "",
        granted: Mapping[str, Any] | None = None,
    ) -> bool:
        """False when it is not open any more. `granted`: fields of its kind that the decision sets."""
        table = _TABLES[type(request)]
        statement = (
            update(table)
            .where(table.id == request.id, table.state == RequestState.OPEN.value)
            .values(state=state.value, decided_by=by, decided_at=at, comment=comment, **(granted or {}))
        )
        return (await self._connection.execute(statement)).rowcount == 1
