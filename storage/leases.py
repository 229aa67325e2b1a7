"""Leases as rows: a holder is whoever wrote the row last, and only an ended lease can be written over."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import case, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.ports.leases import Lease, LeaseName
from storage.tables.delivery import LeaseRow
from storage.upsert import upsert


class SqlLeaseRepository:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def known(self) -> Sequence[Lease]:
        names = [name.value for name in LeaseName]
        rows = await self._connection.execute(select(LeaseRow).where(LeaseRow.name.in_(names)))
        return [
            Lease(name=LeaseName(row.name), holder=row.holder, fence=row.fence, until_at=row.until_at)
            for row in rows
        ]

    async def take(self, name: LeaseName, holder: str, now: datetime, until_at: datetime) -> int | None:
        is_ours = LeaseRow.holder == holder
        statement = upsert(
            self._connection,
            LeaseRow,
            {"name": name.value, "holder": holder, "fence": 1, "until_at": until_at},
            keys=("name",),
            update={
                "holder": holder,
                "fence": case((is_ours, LeaseRow.fence), else_=LeaseRow.fence + 1),
                "until_at": until_at,
            },
            where=or_(is_ours, LeaseRow.until_at <= now, LeaseRow.until_at > until_at + (until_at - now)),
        )
        fence: int | None = await self._connection.scalar(statement.returning(LeaseRow.fence))
        return fence

    async def let_go(self, names: Collection[LeaseName], holder: str, now: datetime) -> None:
        ours = update(LeaseRow).where(LeaseRow.name.in_([*names]), LeaseRow.holder == holder)
        await self._connection.execute(ours.values(until_at=now))

    async def is_unbroken(self, lease: Lease) -> bool:
        ours = select(LeaseRow.name).where(
            LeaseRow.name == lease.name.value,
            LeaseRow.holder == lease.holder,
            LeaseRow.fence == lease.fence,
        )
        return (await self._connection.execute(ours.with_for_update(read=True))).first() is not None
