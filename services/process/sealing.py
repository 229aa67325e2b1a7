"""Entries of the audit become links of a chain, in batches beside the work: no press waits for it."""

from dataclasses import dataclass
from datetime import timedelta

import structlog

from roadmap.clock import Clock
from roadmap.process.audit import FIRST, AuditLink, next_hash
from storage.unit_of_work import Store

SEAL_EVERY = timedelta(seconds=30)
PATIENCE = timedelta(minutes=5)
"""An entry that is older and not sealed was put in afterwards, or nobody seals."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """`broken_at` is the first entry that does not fit, `why` a code; `head` is the last hash."""

    entries: int
    head: str
    broken_at: int | None = None
    why: str = ""


class SealingService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def seal(self) -> int:
        """Seal what is not sealed yet; how many entries."""
        async with self._store.read() as uow:
            if not await uow.audit_chain.unsealed():
                return 0
        sealed = 0
        while many := await self._seal_batch():
            sealed += many
        return sealed

    async def _seal_batch(self) -> int:
        async with self._store.write() as uow:
            last = await uow.audit_chain.last()
            position, head = (last.position, last.hash) if last else (0, FIRST)
            links = []
            for entry in await uow.audit_chain.unsealed():
                position, head = position + 1, next_hash(head, entry)
                links.append(AuditLink(position=position, entry_id=entry.id, hash=head))
            if links:
                await uow.audit_chain.add(links, self._clock.now())
                await uow.commit()
                log.info("the audit was sealed", entries=len(links), position=position, head=head)
        return len(links)

    async def verify(self) -> Verdict:
        """Go over the whole chain; names the first entry that was changed, removed or put in afterwards."""
        position, head = 0, FIRST
        while True:
            async with self._store.read() as uow:
                batch = await uow.audit_chain.links(position)
            if not batch:
                return await self._with_the_rest(Verdict(entries=position, head=head))
            for link, entry in batch:
                why = "removed" if entry is None else ""
                if link.position != position + 1:
                    why = "link-removed"
                elif entry is not None and next_hash(head, entry) != link.hash:
                    why = "changed"
                if why:
                    return Verdict(entries=position, head=head, broken_at=link.entry_id, why=why)
                position, head = link.position, link.hash

    async def _with_the_rest(self, whole: Verdict) -> Verdict:
        """Entries that nobody has sealed may be young, not old."""
        before = self._clock.now() - PATIENCE
        async with self._store.read() as uow:
            for entry in await uow.audit_chain.unsealed(thoroughly=True):
                if entry.at < before:
                    return Verdict(entries=whole.entries, head=whole.head, broken_at=entry.id, why="unsealed")
        return whole
