"""Counts of what is open, late or lost: each searched by a partial index, so a look costs what is open."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, literal_column, select, union_all

from roadmap.delivery.outbox import BACKOFF
from roadmap.process.work_counts import Arrears, Backlog
from storage.connection import Connection
from storage.control.tables import DutyRow
from storage.delivery.tables import DEAD, IN_FLIGHT, WAITING, DeliveryRow
from storage.inserting import upsert
from storage.process.tables import DEAD_UPDATES, OPEN_UPDATES, InboxUpdateRow, WatermarkRow

ONLY = 1


class UpkeepRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def arrears(self, before: datetime) -> Arrears:
        """What was due before that moment."""
        held = InboxUpdateRow.lease_until < before
        return Arrears(
            unplanned=await self._count(_many(DutyRow).where(DutyRow.next_stage_at < before)),
            stale_leases=await self._count(
                _many(DeliveryRow).where(IN_FLIGHT, DeliveryRow.lease_until < before)
            )
            + await self._count(_many(InboxUpdateRow).where(OPEN_UPDATES, held)),
            late=await self._count(_many(DeliveryRow).where(WAITING, DeliveryRow.not_before < before)),
            failing=await self._count(
                _many(DeliveryRow).where(WAITING, DeliveryRow.attempts >= len(BACKOFF))
            ),
        )

    async def backlog(self) -> Backlog:
        parts = [
            select(DeliveryRow.state, func.count().label("many")).where(which).group_by(DeliveryRow.state)
            for which in (WAITING, IN_FLIGHT)
        ]
        # SQLite counts these by their own index only when a column of it is asked about, and ungrouped.
        is_dead = and_(DEAD, DeliveryRow.department_id > 0)
        parts.append(select(literal_column("'dead'"), func.count()).select_from(DeliveryRow).where(is_dead))
        states: Sequence[Any] = (await self._connection.execute(union_all(*parts))).all()
        waiting = select(func.count(), func.min(InboxUpdateRow.received_at)).where(OPEN_UPDATES)
        open_updates, oldest_at = (await self._connection.execute(waiting)).one()
        return Backlog(
            deliveries={row.state: int(row.many) for row in states if row.many},
            open_updates=int(open_updates),
            oldest_update_at=oldest_at,
            dead_updates=await self._count(_many(InboxUpdateRow).where(DEAD_UPDATES)),
        )

    async def watermark(self) -> int:
        """The number of the last watermark written into this database; 0 before the first."""
        number = (await self._connection.execute(select(WatermarkRow.number))).scalar_one_or_none()
        return int(number or 0)

    async def raise_watermark(self, at_least: int, now: datetime) -> int:
        """The next number, and no smaller than that one."""
        number = max(await self.watermark() + 1, at_least)
        values = {"id": ONLY, "number": number, "at": now}
        await upsert(self._connection, WatermarkRow, values, keys=("id",), update=("number", "at"))
        return number

    async def touch(self, now: datetime) -> None:
        """Change one row, so that the commit has something to write to the disk."""
        values = {"id": ONLY, "number": 0, "at": now}
        await upsert(self._connection, WatermarkRow, values, keys=("id",), update=("at",))

    async def _count(self, query: Select[int]) -> int:
        return int((await self._connection.execute(query)).scalar_one())


def _many(table: type[DutyRow | DeliveryRow | InboxUpdateRow]) -> Select[int]:
    return select(func.count()).select_from(table)
