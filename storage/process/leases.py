"""Leases as rows: a holder is whoever wrote the row last, and only an ended lease can be written over."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, case, inspect, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from roadmap.process.leases import Lease, LeaseName
from storage.connection import Connection
from storage.inserting import insert_of
from storage.lists import one_of
from storage.process.tables import LeaseRow

LOCK_SECONDS = 3
_HURRY = text(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'")


@cache
def _take(dialect: str) -> Any:
    """Write the row where nobody is, where we are, and over a lease that has ended or cannot be true."""
    statement = insert_of(dialect, LeaseRow)
    is_ours = LeaseRow.holder == statement.excluded.holder
    return statement.on_conflict_do_update(
        index_elements=("name",),
        set_={
            "holder": statement.excluded.holder,
            "fence": case((is_ours, LeaseRow.fence), else_=LeaseRow.fence + 1),
            "until_at": statement.excluded.until_at,
        },
        where=or_(
            is_ours,
            LeaseRow.until_at <= bindparam("now"),
            LeaseRow.until_at > bindparam("not_believed_after"),
        ),
    ).returning(LeaseRow.fence)


async def is_worked_on(connection: AsyncConnection, now: datetime) -> bool:
    """Whether some process holds a lease now; nobody does in a base from before there were any."""
    if not await connection.run_sync(lambda sync: inspect(sync).has_table(LeaseRow.__tablename__)):
        return False
    held = select(LeaseRow.name).where(LeaseRow.until_at > now).limit(1)
    return (await connection.execute(held)).first() is not None


class LeaseRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def hurry(self) -> None:
        """Wait no longer than this for a row somebody holds: who is lost with it loses it soon."""
        if self._connection.dialect.name == "postgresql":
            await self._connection.execute(_HURRY)

    async def known(self) -> Sequence[Lease]:
        """All leases there have been, also those that have ended."""
        names = [name.value for name in LeaseName]
        rows = await self._connection.execute(select(LeaseRow).where(one_of(LeaseRow.name, names)))
        return [
            Lease(name=LeaseName(row.name), holder=row.holder, fence=row.fence, until_at=row.until_at)
            for row in rows
        ]

    async def take(self, name: LeaseName, holder: str, now: datetime, until_at: datetime) -> int | None:
        """Take it if it is free, renew it if it is ours: the fence. None while somebody else holds it."""
        values = {"name": name.value, "holder": holder, "fence": 1, "until_at": until_at}
        moments = {"now": now, "not_believed_after": until_at + (until_at - now)}
        taking = _take(self._connection.dialect.name)
        fence: int | None = (await self._connection.execute(taking, {**values, **moments})).scalar()
        return fence

    async def let_go(self, names: Collection[LeaseName], holder: str, now: datetime) -> None:
        """End those of them that are ours."""
        ours = update(LeaseRow).where(one_of(LeaseRow.name, [*names]), LeaseRow.holder == holder)
        await self._connection.execute(ours.values(until_at=now))

    async def is_unbroken(self, lease: Lease) -> bool:
        """Whether nobody has taken it over; nobody can until this transaction ends."""
        ours = select(LeaseRow.name).where(
            LeaseRow.name == lease.name.value,
            LeaseRow.holder == lease.holder,
            LeaseRow.fence == lease.fence,
        )
        return (await self._connection.execute(ours.with_for_update(read=True))).first() is not None
