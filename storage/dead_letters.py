"""Messages that were given up: shown to somebody who can act, and what they decide."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Update, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from roadmap.delivery import MAYBE_ARRIVED, Delivery, DeliveryState
from roadmap.ids import DeliveryId, UnitId
from storage.mapping import restore
from storage.tables.delivery import DeliveryRow

_DEAD = text("state = 'dead'")
"""Word for word the condition of the partial index: a bound parameter would not match it."""


async def count_dead(connection: AsyncConnection, department_id: UnitId | None) -> int:
    query = select(func.count()).select_from(DeliveryRow).where(_DEAD)
    if department_id is not None:
        query = query.where(DeliveryRow.department_id == department_id)
    return int((await connection.execute(query)).scalar_one())


async def load_dead(
    connection: AsyncConnection, department_id: UnitId, limit: int, offset: int
) -> Sequence[Delivery]:
    query = (
        select(DeliveryRow)
        .where(_DEAD, DeliveryRow.department_id == department_id)
        .order_by(DeliveryRow.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [restore(Delivery, row) for row in await connection.execute(query)]


async def revive(
    connection: AsyncConnection, delivery_id: DeliveryId, department_id: UnitId, now: datetime
) -> bool:
    may_have_arrived = DeliveryRow.reason.startswith(MAYBE_ARRIVED)
    change = {
        "state": DeliveryState.PENDING.value,
        "not_before": now,
        "expires_at": None,
        "attempts": 0,
        "is_repeat": may_have_arrived,
        "settled_at": None,
    }
    return await _change(connection, _dead(delivery_id, department_id), change)


async def dismiss(
    connection: AsyncConnection, delivery_id: DeliveryId, department_id: UnitId, now: datetime
) -> bool:
    change = {"state": DeliveryState.CANCELLED.value, "settled_at": now, "reason": "dismissed"}
    return await _change(connection, _dead(delivery_id, department_id), change)


def _dead(delivery_id: DeliveryId, department_id: UnitId) -> Update:
    return update(DeliveryRow).where(
        _DEAD, DeliveryRow.id == delivery_id, DeliveryRow.department_id == department_id
    )


async def _change(connection: AsyncConnection, statement: Update, change: dict[str, Any]) -> bool:
    values = statement.values(fence=DeliveryRow.fence + 1, **change)
    return (await connection.execute(values)).rowcount == 1
