"""The chain over the audit: entries that are not sealed yet, the links, and both together for verifying."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import bindparam, delete, exists, func, insert, select, text

from roadmap.process.audit import AuditCut, AuditEntry, AuditLink
from storage.connection import Connection
from storage.lists import one_of
from storage.mapping import restore
from storage.process.tables import AuditCutRow, AuditLinkRow, AuditRow

BATCH = 500
REACH = 2000
"""An entry may become visible after so many younger ones: its transaction took longer than theirs."""

_TAKE = text("SELECT pg_try_advisory_xact_lock(hashtext('vekha audit chain'))")
_LAST = select(AuditLinkRow).order_by(AuditLinkRow.position.desc()).limit(1)
_CUT = select(AuditCutRow).order_by(AuditCutRow.position.desc()).limit(1)
_FARTHEST = select(func.max(AuditLinkRow.entry_id))
_OPEN = (
    select(AuditRow)
    .where(AuditRow.id > bindparam("after"), ~exists().where(AuditLinkRow.entry_id == AuditRow.id))
    .order_by(AuditRow.id)
    .limit(bindparam("many"))
)
_CHAIN = (
    select(AuditLinkRow).where(AuditLinkRow.position > bindparam("after")).order_by(AuditLinkRow.position)
)
_ENTRIES = select(AuditRow).where(one_of(AuditRow.id, "ids"))
_PAGE = select(AuditRow).where(AuditRow.id > bindparam("after")).order_by(AuditRow.id).limit(BATCH)


class AuditChain:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def take(self) -> bool:
        """Whether the chain is ours until this transaction ends; False while another process is at it."""
        if self._connection.dialect.name != "postgresql":
            return True  # of one process, and its writers take turns
        return bool((await self._connection.execute(_TAKE)).scalar_one())

    async def last(self) -> AuditLink | None:
        rows = await self._connection.execute(_LAST)
        return next((restore(AuditLink, row) for row in rows), None)

    async def cut(self) -> AuditCut | None:
        """Up to where entries have gone after their term."""
        rows = await self._connection.execute(_CUT)
        return next((restore(AuditCut, row) for row in rows), None)

    async def cut_off(self, before: datetime, now: datetime) -> AuditCut | None:
        """Let a batch of the oldest sealed entries go, as far as all are older; None where none is."""
        past = await self.cut()
        going: list[tuple[AuditLink, AuditEntry]] = []
        for link, entry in await self.links(past.position if past else 0):
            if entry is None or entry.at >= before:
                break
            going.append((link, entry))
        if not going:
            return None
        last = going[-1][0]
        farthest = max(past.last_entry if past else 0, *(entry.id for _, entry in going))
        cut = AuditCut(position=last.position, hash=last.hash, last_entry=farthest)
        await self._connection.execute(insert(AuditCutRow), {**asdict(cut), "at": now})
        await self._connection.execute(delete(AuditLinkRow).where(AuditLinkRow.position <= last.position))
        ids = [entry.id for _, entry in going]
        await self._connection.execute(delete(AuditRow).where(one_of(AuditRow.id, ids)))
        return cut

    async def unsealed(self, *, thoroughly: bool = False) -> Sequence[AuditEntry]:
        """The oldest entries without a link; `thoroughly` looks for them from the very first."""
        farthest = (await self._connection.execute(_FARTHEST)).scalar() or 0
        after = 0 if thoroughly else max(0, farthest - REACH)
        rows = await self._connection.execute(_OPEN, {"after": after, "many": BATCH})
        return [restore(AuditEntry, row) for row in rows]

    async def add(self, links: Sequence[AuditLink], now: datetime) -> None:
        rows = [
            {"position": each.position, "entry_id": each.entry_id, "hash": each.hash, "sealed_at": now}
            for each in links
        ]
        await self._connection.execute(insert(AuditLinkRow), rows)

    async def links(self, after: int) -> Sequence[tuple[AuditLink, AuditEntry | None]]:
        """The next links of the chain, each with its entry, or without where that is gone."""
        rows = await self._connection.execute(_CHAIN.limit(BATCH), {"after": after})
        links = [restore(AuditLink, row) for row in rows]
        found = await self._connection.execute(_ENTRIES, {"ids": [each.entry_id for each in links]})
        entries = {row.id: restore(AuditEntry, row) for row in found}
        return [(link, entries.get(link.entry_id)) for link in links]

    async def page(self, after: int) -> Sequence[AuditEntry]:
        """The next entries in the order of their ids."""
        rows = await self._connection.execute(_PAGE, {"after": after})
        return [restore(AuditEntry, row) for row in rows]
