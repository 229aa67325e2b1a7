"""Duties of before the work began here of which nobody knows what became."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select

from roadmap.ids import DutyId, PersonId, RoadMapId
from storage.connection import Connection
from storage.control.tables import DutyRow, PastUnknownRow
from storage.inserting import insert_new
from storage.lists import one_of


class PastUnknownRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, duty_ids: Collection[DutyId], by: PersonId, at: datetime) -> None:
        rows = [{"duty_id": id_, "by": by, "created_at": at} for id_ in duty_ids]
        if rows:
            await insert_new(self._connection, PastUnknownRow, rows, keys=("duty_id",))

    async def forget(self, duty_ids: Collection[DutyId]) -> None:
        """It is known after all."""
        gone = delete(PastUnknownRow).where(one_of(PastUnknownRow.duty_id, list(duty_ids)))
        await self._connection.execute(gone)

    async def of_road_map(self, road_map_id: RoadMapId) -> Collection[DutyId]:
        query = (
            select(PastUnknownRow.duty_id)
            .join(DutyRow, DutyRow.id == PastUnknownRow.duty_id)
            .where(DutyRow.road_map_id == road_map_id)
        )
        return {DutyId(row.duty_id) for row in await self._connection.execute(query)}
