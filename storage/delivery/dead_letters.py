"""Messages that were given up: shown to somebody who can act, and what they decide."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, TextClause, and_, bindparam, exists, func, or_, select, update

from roadmap.delivery.dead_letters import DeadScope
from roadmap.delivery.outbox import ASKED_FOR, MAYBE_ARRIVED, RESTORED, Delivery, DeliveryState
from roadmap.ids import DeliveryId, UnitId
from storage.connection import Connection
from storage.delivery.tables import DEAD, OPEN, DeliveryRow
from storage.lists import List
from storage.mapping import restore
from storage.people.subtrees import is_under
from storage.people.tables import MembershipRow

_HELD = DeliveryRow.reason == RESTORED
Where = ColumnElement[bool] | TextClause

_NEWEST = (
    select(DeliveryRow.department_id, func.max(DeliveryRow.settled_at).label("at"))
    .where(DEAD)
    .group_by(DeliveryRow.department_id)
)


class DeadLetters:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def count(self, scope: DeadScope) -> int:
        """How many wait for somebody to decide."""
        return await self._count(scope, is_held=False)

    async def count_held(self, scope: DeadScope) -> int:
        """How many of them are held because the database was restored from a copy."""
        return await self._count(scope, is_held=True)

    async def page(self, scope: DeadScope, limit: int, offset: int) -> Sequence[Delivery]:
        """The newest first."""
        query = select(DeliveryRow).where(*_dead(scope)).order_by(DeliveryRow.id.desc())
        rows = await self._connection.execute(query.limit(limit).offset(offset))
        return [restore(Delivery, row) for row in rows]

    async def newest(self) -> Sequence[tuple[UnitId, datetime]]:
        """The departments that have any, and when the last of each was given up."""
        rows = await self._connection.execute(_NEWEST)
        return [(UnitId(row.department_id), row.at) for row in rows]

    async def revive(self, delivery_id: DeliveryId, scope: DeadScope, now: datetime) -> bool:
        """Into the queue again, as a repeat if it may have arrived; False when it is not among them."""
        return await self._revive(now, *_dead(scope), DeliveryRow.id == delivery_id) == 1

    async def dismiss(self, delivery_id: DeliveryId, scope: DeadScope, now: datetime) -> bool:
        """Settle it as not needed any more; False when it is not among them."""
        return await self._change(_dismissed(now), *_dead(scope), DeliveryRow.id == delivery_id) == 1

    async def revive_held(self, scope: DeadScope, now: datetime) -> int:
        """All that are held, as `revive`; how many."""
        return await self._revive(now, *_dead(scope), _HELD)

    async def dismiss_held(self, scope: DeadScope, now: datetime) -> int:
        """All that are held, as `dismiss`; how many."""
        return await self._change(_dismissed(now), *_dead(scope), _HELD)

    async def hold(self, until: datetime, now: datetime) -> int:
        """Give up whatever was due by then, or on its way: it may have been sent in another life."""
        is_due = or_(DeliveryRow.state != DeliveryState.PENDING.value, DeliveryRow.not_before <= until)
        change = {
            "state": DeliveryState.DEAD.value,
            "reason": RESTORED,
            "settled_at": now,
            "lease_until": None,
        }
        return await self._change(change, OPEN, and_(is_due, DeliveryRow.created_at <= until))

    async def _count(self, scope: DeadScope, *, is_held: bool) -> int:
        query = _counted(is_whole=scope.roots is None, is_held=is_held)
        which = {"department": scope.department_id, "roots": [*(scope.roots or ())]}
        return int((await self._connection.execute(query, which)).scalar_one())

    async def _revive(self, now: datetime, *where: Where) -> int:
        query = select(DeliveryRow.id, DeliveryRow.payload).where(*where).with_for_update()
        found = [
            {"row": row.id, "asked": {**row.payload, ASKED_FOR: True}}
            for row in await self._connection.execute(query)
        ]
        if found:
            statement = update(DeliveryRow).where(DeliveryRow.id == bindparam("row"))
            await self._connection.execute(statement.values(_revived(now)), found)
        return len(found)

    async def _change(self, change: dict[str, Any], *where: Where) -> int:
        statement = update(DeliveryRow).where(*where).values(fence=DeliveryRow.fence + 1, **change)
        return (await self._connection.execute(statement)).rowcount


@cache
def _counted(*, is_whole: bool, is_held: bool) -> Select[int]:
    where = _dead_in(bindparam("department"), None if is_whole else "roots")
    query = select(func.count()).select_from(DeliveryRow).where(*where)
    return query.where(_HELD) if is_held else query


def _dead(scope: DeadScope) -> tuple[Where, ...]:
    return _dead_in(scope.department_id, scope.roots)


def _dead_in(department: Any, roots: List | None) -> tuple[Where, ...]:
    of_department = DeliveryRow.department_id == department
    if roots is None:
        return DEAD, of_department
    belongs = exists().where(
        MembershipRow.person_id == DeliveryRow.recipient_id, is_under(MembershipRow.unit_id, roots)
    )
    return DEAD, of_department, belongs


def _revived(now: datetime) -> dict[str, Any]:
    return {
        "state": DeliveryState.PENDING.value,
        "not_before": now,
        "expires_at": None,
        "attempts": 0,
        "is_repeat": DeliveryRow.reason.startswith(MAYBE_ARRIVED),
        "payload": bindparam("asked", type_=DeliveryRow.payload.type),
        "fence": DeliveryRow.fence + 1,
        "settled_at": None,
    }


def _dismissed(now: datetime) -> dict[str, Any]:
    return {"state": DeliveryState.CANCELLED.value, "settled_at": now, "reason": "dismissed"}
