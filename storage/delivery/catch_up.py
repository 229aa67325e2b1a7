"""Folding: when too much waits for one person, it becomes one catch-up message."""

from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Row as SqlRow
from sqlalchemy import bindparam, select, update

from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import CROWD, LATE, Delivery, DeliveryState, dedupe_key
from roadmap.ids import DeliveryId, PersonId
from storage.connection import Connection
from storage.delivery.tables import OPEN, DeliveryRow
from storage.inserting import insert_new
from storage.lists import one_of
from storage.mapping import restore
from storage.spelled import is_state

_DUE = (
    select(DeliveryRow)
    .where(
        one_of(DeliveryRow.recipient_id, "recipients"),
        OPEN,
        is_state(DeliveryRow.state, DeliveryState.PENDING, DeliveryState.CLAIMED),
        DeliveryRow.kind.in_([kind.value for kind in DeliveryKind if kind.rules.folds]),
        DeliveryRow.not_before <= bindparam("now"),
        ~DeliveryRow.is_repeat,
    )
    .order_by(DeliveryRow.recipient_id, DeliveryRow.id)
    .with_for_update()
)


async def fold(connection: Connection, now: datetime, recipients: Collection[PersonId]) -> set[DeliveryId]:
    """Fold the due rows of each of these recipients, where they are too many or too late."""
    rows = await _due(connection, now, recipients)
    folded: set[DeliveryId] = set()
    for _, group in groupby(rows, key=lambda row: row.recipient_id):
        crowd = list(group)
        if _is_too_much(crowd, now):
            await _fold_into_one(connection, crowd, now)
            folded |= {DeliveryId(row.id) for row in crowd}
    return folded


async def _due(
    connection: Connection, now: datetime, recipients: Collection[PersonId]
) -> Sequence[SqlRow[Any]]:
    return (await connection.execute(_DUE, {"recipients": list(recipients), "now": now})).all()


def _is_too_much(crowd: Sequence[SqlRow[Any]], now: datetime) -> bool:
    return len(crowd) > CROWD or (len(crowd) > 1 and any(_is_late(row, now) for row in crowd))


def _is_late(row: SqlRow[Any], now: datetime) -> bool:
    """Due long ago: either nobody looked (the bot was down) or every try failed (Telegram was)."""
    since = row.created_at if row.attempts else row.not_before
    return bool(now - since > LATE)


async def _fold_into_one(connection: Connection, crowd: Sequence[SqlRow[Any]], now: datetime) -> None:
    first = crowd[0]
    ids = [row.id for row in crowd]
    catch_up = {
        "dedupe_key": dedupe_key(DeliveryKind.CATCH_UP, first.recipient_id, first.recipient_id, first.id),
        "kind": DeliveryKind.CATCH_UP.value,
        "subject_id": first.recipient_id,
        "payload": {"deliveries": ids, "was_down": any(_is_late(row, now) for row in crowd)},
        "department_id": first.department_id,
        "recipient_id": first.recipient_id,
        "priority": min(DeliveryKind.CATCH_UP.rules.priority, *(row.priority for row in crowd)),
        "state": DeliveryState.PENDING.value,
        "not_before": now,
        "attempts": 0,
        "is_repeat": False,
        "fence": 0,
        "reason": "",
        "created_at": now,
    }
    await insert_new(connection, DeliveryRow, catch_up, keys=("dedupe_key",))
    await connection.execute(
        update(DeliveryRow)
        .where(one_of(DeliveryRow.id, ids))
        .values(
            state=DeliveryState.FOLDED.value,
            fence=DeliveryRow.fence + 1,
            lease_until=None,
            reason=catch_up["dedupe_key"],
            settled_at=now,
        )
    )


async def load_folded(connection: Connection, catch_up: DeliveryId) -> Sequence[Delivery]:
    """The rows this catch-up stands for, oldest first."""
    query = select(DeliveryRow.payload).where(DeliveryRow.id == catch_up)
    payload = (await connection.execute(query)).scalar_one()
    rows = await connection.execute(
        select(DeliveryRow)
        .where(one_of(DeliveryRow.id, payload.get("deliveries", ())))
        .order_by(DeliveryRow.id)
    )
    return [restore(Delivery, row) for row in rows]
