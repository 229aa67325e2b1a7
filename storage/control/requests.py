"""Requests for another date or another assignee, as rows: two tables of one shape."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import bindparam, or_, select, update

from roadmap.control.duty import DutyState
from roadmap.control.own_time import OwnTime
from roadmap.control.requests import ExtensionRequest, MovedDuty, Reassignment, Request, RequestState
from roadmap.ids import DutyId, PersonId, ReassignmentId, UnitId
from storage.connection import Connection
from storage.control.tables import ExtensionRequestRow, ReassignmentRow
from storage.inserting import insert_new
from storage.mapping import restore
from storage.spelled import is_state

R = TypeVar("R", bound=Request)

_TABLES: dict[type[Request], type[ExtensionRequestRow] | type[ReassignmentRow]] = {
    ExtensionRequest: ExtensionRequestRow,
    Reassignment: ReassignmentRow,
}
_OPEN = {
    kind: select(table).where(table.duty_id == bindparam("duty"), is_state(table.state, RequestState.OPEN))
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

    async def reword(self, request: Request, reason: str) -> bool:
        """Another reason, while it is open; False when it is settled."""
        table = _TABLES[type(request)]
        is_open = (table.id == request.id, table.state == RequestState.OPEN.value)
        changed = update(table).where(*is_open).values(reason=reason)
        return (await self._connection.execute(changed)).rowcount == 1

    async def name_whose(
        self, request_id: ReassignmentId, unit_id: UnitId | None, person_id: PersonId | None
    ) -> bool:
        """Whose the duty is by who says «не моё»; False once that is decided on."""
        statement = update(ReassignmentRow).where(
            ReassignmentRow.id == request_id, ReassignmentRow.state == RequestState.OPEN.value
        )
        values = {"named_unit_id": unit_id, "named_person_id": person_id}
        return (await self._connection.execute(statement.values(**values))).rowcount == 1

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
        by: PersonId | None,
        at: datetime,
        comment: str = "",
        granted: Mapping[str, Any] | None = None,
    ) -> bool:
        """False when it is not open any more. `granted`: fields of its kind that the decision sets."""
        table = _TABLES[type(request)]
        statement = (
            update(table)
            .where(table.id == request.id, is_state(table.state, RequestState.OPEN))
            .values(state=state.value, decided_by=by, decided_at=at, comment=comment, **(granted or {}))
        )
        return (await self._connection.execute(statement)).rowcount == 1

    # Passing on, and coming back

    async def remember_moved(self, request_id: ReassignmentId, moved: Sequence[MovedDuty]) -> None:
        """Keep how the duties were that were passed on."""
        granted = update(ReassignmentRow).where(ReassignmentRow.id == request_id)
        await self._connection.execute(granted.values(moved=[_kept(each) for each in moved]))

    async def moved(self, request_id: ReassignmentId) -> Sequence[MovedDuty]:
        query = select(ReassignmentRow.moved).where(ReassignmentRow.id == request_id)
        kept = (await self._connection.execute(query)).scalar_one()
        return [_moved(each) for each in kept or ()]

    async def reopen(self, request: Reassignment) -> bool:
        """It waits for a decision again; False when it does not stand granted."""
        granted = update(ReassignmentRow).where(
            ReassignmentRow.id == request.id, is_state(ReassignmentRow.state, RequestState.GRANTED)
        )
        values = {
            "state": RequestState.OPEN.value,
            "decided_by": None,
            "decided_at": None,
            "to_unit_id": None,
            "to_person_id": None,
            "moved": None,
        }
        return (await self._connection.execute(granted.values(**values))).rowcount == 1


def _kept(moved: MovedDuty) -> dict[str, Any]:
    owed_by, stopped_on = moved.time.owed_by, moved.time.stopped_on
    return {
        "duty_id": moved.duty_id,
        "unit_id": moved.unit_id,
        "person_id": moved.person_id,
        "home_unit_id": moved.home_unit_id,
        "state": moved.state.value,
        "owed_by": owed_by.isoformat() if owed_by else None,
        "stopped_on": stopped_on.isoformat() if stopped_on else None,
        "left_version": moved.left_version,
    }


def _moved(kept: Mapping[str, Any]) -> MovedDuty:
    days = {
        name: date.fromisoformat(kept[name]) if kept[name] else None for name in ("owed_by", "stopped_on")
    }
    others = {
        name: kept[name] for name in ("duty_id", "unit_id", "person_id", "home_unit_id", "left_version")
    }
    return MovedDuty(state=DutyState(kept["state"]), time=OwnTime(**days), **others)
