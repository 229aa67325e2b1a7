"""What has served its time goes: updates, messages, wrong links, files, old words, evidence, audit."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

import structlog

from roadmap.clock import Clock
from services.ports.files import KeptFiles
from services.process.sealing import SealingService
from storage.unit_of_work import Store

EVERY = timedelta(hours=6)
PAUSE_SECONDS = 0.02
"""Between two slices others get their turn."""
FEW = 20
"""So many files without a row are no sign that something is wrong with the database."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How long each kind is kept."""

    updates: timedelta
    deliveries: timedelta
    attempts: timedelta
    tables: timedelta
    files: timedelta
    reports: timedelta
    evidence: timedelta
    audit: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Tidied:
    """How many of each kind have gone."""

    updates: int
    deliveries: int
    attempts: int
    tables: int
    files: int
    reports: int
    evidence: int
    audit: int


class TidyingService:
    """`spoken_of` gives the keys of all files some row speaks of."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        files: KeptFiles,
        terms: Terms,
        spoken_of: Callable[[], Awaitable[Collection[str]]],
    ) -> None:
        self._store = store
        self._clock = clock
        self._files = files
        self._terms = terms
        self._spoken_of = spoken_of
        self._sealing = SealingService(store, clock)
        self._tidied_at: datetime | None = None

    async def look(self) -> None:
        """Tidy up, if it has not been done for six hours."""
        now = self._clock.now()
        if self._tidied_at is None or now - self._tidied_at >= EVERY:
            await self.tidy()
            self._tidied_at = now

    async def tidy(self) -> Tidied:
        """Everything whose time is over, slice by slice."""
        gone = Tidied(
            updates=await self._updates(),
            deliveries=await self._deliveries(),
            attempts=await self._attempts(),
            tables=await self._tables(),
            files=await self._orphans(),
            reports=await self._words(),
            evidence=await self._evidence(),
            audit=await self._audit(),
        )
        log.info("tidied", **asdict(gone))
        return gone

    async def _updates(self) -> int:
        gone, slice_of = 0, 1
        while slice_of:
            async with self._store.write() as uow:
                slice_of = await uow.inbox.forget(self._clock.now() - self._terms.updates)
                await uow.commit()
            gone += slice_of
            await asyncio.sleep(PAUSE_SECONDS)
        return gone

    async def _deliveries(self) -> int:
        gone, after = 0, 0
        before = self._clock.now() - self._terms.deliveries
        next_after: int | None = 0
        while next_after is not None:
            async with self._store.write() as uow:
                many, next_after = await uow.old_rows.forget_deliveries(before, after)
                if many:
                    await uow.commit()
            gone, after = gone + many, next_after or 0
            await asyncio.sleep(PAUSE_SECONDS)
        return gone

    async def _attempts(self) -> int:
        gone, slice_of = 0, 1
        while slice_of:
            async with self._store.write() as uow:
                slice_of = await uow.old_rows.forget_attempts(self._clock.now() - self._terms.attempts)
                await uow.commit()
            gone += slice_of
        return gone

    async def _tables(self) -> int:
        """Plans that went out as tables, with what came back in them; the edits they made stay."""
        async with self._store.write() as uow:
            gone = await uow.plan_tables.forget(self._clock.now() - self._terms.tables)
            await uow.commit()
        return gone

    async def _words(self) -> int:
        gone, slice_of = 0, 1
        while slice_of:
            async with self._store.write() as uow:
                slice_of = await uow.old_rows.forget_words(self._clock.now() - self._terms.reports)
                if slice_of:
                    await uow.commit()
            gone += slice_of
            await asyncio.sleep(PAUSE_SECONDS)
        return gone

    async def _evidence(self) -> int:
        gone = 0
        while True:
            async with self._store.write() as uow:
                keys = await uow.old_rows.forget_evidence(self._clock.now() - self._terms.evidence)
                if not keys:
                    return gone
                await uow.commit()
            spoken_of = set(await self._spoken_of())
            for key in set(keys) - spoken_of:
                await self._files.remove(key)
            gone += len(keys)

    async def _audit(self) -> int:
        gone = 0
        while slice_of := await self._sealing.cut_off(self._clock.now() - self._terms.audit):
            gone += slice_of
            await asyncio.sleep(PAUSE_SECONDS)
        return gone

    async def _orphans(self) -> int:
        """Files of dropped drafts and cancelled imports. Too many at once: the database is not theirs."""
        old = await self._files.older_than(self._terms.files)
        orphans = sorted(set(old) - set(await self._spoken_of())) if old else []
        if len(orphans) > max(FEW, len(old) // 2):
            log.error("most files belong to no row: nothing is deleted", files=len(old), orphans=len(orphans))
            return 0
        for key in orphans:
            await self._files.remove(key)
        return len(orphans)
