"""Entries of the audit become links of a chain, in batches beside the work: no press waits for it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from roadmap.clock import Clock
from roadmap.people.persons import SystemActor, Through
from roadmap.process.audit import CUT, FIRST, AuditCut, AuditEntry, AuditLink, next_hash
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
            if not await uow.audit_chain.take():
                return 0
            last = await uow.audit_chain.last() or await uow.audit_chain.cut()
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
        async with self._store.read() as uow:
            cut = await uow.audit_chain.cut()
        position, head = (cut.position, cut.hash) if cut else (0, FIRST)
        is_vouched = cut is None
        while True:
            async with self._store.read() as uow:
                batch = await uow.audit_chain.links(position)
            if not batch:
                return await self._with_the_rest(Verdict(entries=position, head=head), is_vouched=is_vouched)
            for link, entry in batch:
                is_vouched = is_vouched or (entry is not None and _vouches(entry, cut))
                why = "removed" if entry is None else ""
                if link.position != position + 1:
                    why = "link-removed"
                elif entry is not None and next_hash(head, entry) != link.hash:
                    why = "changed"
                if why:
                    return Verdict(entries=position, head=head, broken_at=link.entry_id, why=why)
                position, head = link.position, link.hash

    async def _with_the_rest(self, whole: Verdict, *, is_vouched: bool) -> Verdict:
        """Entries that nobody has sealed may be young, not old; a cut has its own entry behind it."""
        before = self._clock.now() - PATIENCE
        async with self._store.read() as uow:
            cut = await uow.audit_chain.cut()
            for entry in await uow.audit_chain.unsealed(thoroughly=True):
                is_vouched = is_vouched or _vouches(entry, cut)
                if entry.at < before:
                    return replace(whole, broken_at=entry.id, why="unsealed")
        if cut is not None and not is_vouched:
            return replace(whole, broken_at=cut.last_entry, why="cut")
        return whole

    async def cut_off(self, before: datetime) -> int:
        """Let sealed entries older than this go, a batch; how many. An entry behind them says so."""
        now = self._clock.now()
        async with self._store.write() as uow:
            if not await uow.audit_chain.take():
                return 0
            past = await uow.audit_chain.cut()
            departments = await uow.people.departments()
            cut = await uow.audit_chain.cut_off(before, now) if departments else None
            if cut is None:
                return 0
            system = SystemActor(department_id=departments[0].id, through=Through.BEAT)
            facts = {"position": cut.position, "head": cut.hash}
            await uow.audit.add(system, now, CUT, ("audit", cut.position), facts)
            await uow.commit()
        gone = cut.position - (past.position if past else 0)
        log.info("old entries of the audit went", entries=gone, position=cut.position, head=cut.hash)
        return gone


def _vouches(entry: AuditEntry, cut: AuditCut | None) -> bool:
    if cut is None or entry.action != CUT:
        return False
    return entry.facts.get("position") == cut.position and entry.facts.get("head") == cut.hash
