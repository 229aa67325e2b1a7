"""Rounds of messages as rows: what one press has sent, and what became of it."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import func, insert, select

from roadmap.delivery.gone import Fate, fate_of
from roadmap.delivery.outbox import DeliveryState
from roadmap.delivery.sent_rounds import SentAbout, SentRound
from roadmap.ids import PersonId, UnitId
from storage.connection import Connection
from storage.delivery.tables import DeliveryRow, SentRoundItemRow, SentRoundRow
from storage.inserting import insert_one
from storage.lists import one_of
from storage.mapping import restore


class SentRoundRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def open(
        self,
        department_id: UnitId,
        caused_by: PersonId,
        about: SentAbout,
        name: str,
        keys: Collection[str],
        now: datetime,
    ) -> int:
        """A round of the deliveries that were written under these keys."""
        values = {
            "department_id": department_id,
            "caused_by": caused_by,
            "about": about.value,
            "name": name,
            "created_at": now,
        }
        round_id = await insert_one(self._connection, SentRoundRow, values)
        query = select(DeliveryRow.id).where(one_of(DeliveryRow.dedupe_key, keys))
        ids = [row.id for row in await self._connection.execute(query)]
        rows = [{"round_id": round_id, "delivery_id": delivery_id} for delivery_id in ids]
        if rows:
            await self._connection.execute(insert(SentRoundItemRow), rows)
        return round_id

    async def get(self, round_id: int) -> SentRound | None:
        query = select(SentRoundRow).where(SentRoundRow.id == round_id)
        row = (await self._connection.execute(query)).first()
        return restore(SentRound, row) if row else None

    async def counts(self, round_id: int) -> Mapping[Fate, int]:
        """How many of its messages have come to what."""
        query = (
            select(DeliveryRow.state, DeliveryRow.reason, func.count().label("messages"))
            .join(SentRoundItemRow, SentRoundItemRow.delivery_id == DeliveryRow.id)
            .where(SentRoundItemRow.round_id == round_id)
            .group_by(DeliveryRow.state, DeliveryRow.reason)
        )
        found = Counter[Fate]()
        for row in await self._connection.execute(query):
            found[fate_of(DeliveryState(row.state), row.reason)] += row.messages
        return found
