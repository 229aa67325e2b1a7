"""Whether what the bot stands on still carries it: tried every half a minute, by doing it.

1. A row of the database is written and committed.
2. A few bytes are written where files are kept.
3. The room on the disks is measured.
4. The schema is still the one this program knows.

Readiness, the auditor and the heartbeat rest on the last look; one that is too old counts as trouble itself.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

import structlog

from roadmap.clock import Clock
from services.ports.disks import Disks
from storage.unit_of_work import Store

LOOK_EVERY = timedelta(seconds=30)
STALE_SECONDS = 120.0
"""Without a look for so long the process hangs, or looks hang on what they look at."""
PATIENCE_SECONDS = 10.0
MEGABYTE = 1024 * 1024

log = structlog.get_logger(__name__)


class Trouble(StrEnum):
    """What the last look found; worded for whoever reads /readyz."""

    DATABASE = "the database cannot be written"
    SCHEMA = "the schema of the database is another program's"
    FILES = "files cannot be written"
    STALE = "nobody has looked for two minutes"
    NO_ROOM = "no room: files are not taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Free megabytes below which the coordinator is told, and below which files are not taken."""

    warn_mb: int
    stop_mb: int


class Prober:
    """`steady` counts seconds nobody can set; `is_schema_ours` asks the database."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        disks: Disks,
        room: Room,
        *,
        is_schema_ours: Callable[[], Awaitable[bool]],
        steady: Callable[[], float],
    ) -> None:
        self._store = store
        self._clock = clock
        self._disks = disks
        self._room = room
        self._is_schema_ours = is_schema_ours
        self._steady = steady
        self._looked_at = steady()
        self._found: frozenset[Trouble] = frozenset()
        self.free_mb: int | None = None
        """At the last look; None when the disk did not answer."""

    @property
    def is_short_of_room(self) -> bool:
        """Whether it is time to tell somebody."""
        return self.free_mb is not None and self.free_mb < self._room.warn_mb

    @property
    def troubles(self) -> frozenset[Trouble]:
        """What the last look found, and that it is too old."""
        is_stale = self._steady() - self._looked_at > STALE_SECONDS
        return self._found | {Trouble.STALE} if is_stale else self._found

    @property
    def checks(self) -> Mapping[str, Callable[[], bool]]:
        """For readiness: whoever only lacks room for files still does everything else."""
        return {each.value: _is_among(self, each) for each in Trouble if each is not Trouble.NO_ROOM}

    async def look(self) -> None:
        """Try everything; nothing is raised, what fails is in `troubles` and in the journal."""
        tried = {
            Trouble.DATABASE: self._write_database,
            Trouble.FILES: self._disks.try_write,
        }
        found = {trouble for trouble, attempt in tried.items() if not await _succeeds(trouble, attempt)}
        await _succeeds(Trouble.FILES, self._measure)
        if Trouble.DATABASE not in found and not await self._is_schema_ours():
            log.error("the schema is not ours", fault="schema")
            found.add(Trouble.SCHEMA)
        if self.free_mb is not None and self.free_mb < self._room.stop_mb:
            found.add(Trouble.NO_ROOM)
        if self.is_short_of_room:
            log.warning("little room is left", fault="low-room", free_mb=self.free_mb)
        self._found, self._looked_at = frozenset(found), self._steady()

    async def _write_database(self) -> None:
        async with self._store.write() as uow:
            await uow.upkeep.touch(self._clock.now())
            await uow.commit()

    async def _measure(self) -> None:
        self.free_mb = None
        self.free_mb = await self._disks.free_bytes() // MEGABYTE


def _is_among(prober: Prober, trouble: Trouble) -> Callable[[], bool]:
    return lambda: trouble in prober.troubles


async def _succeeds(trouble: Trouble, attempt: Callable[[], Awaitable[None]]) -> bool:
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await attempt()
    except TimeoutError:
        log.error("what the bot stands on does not answer", trouble=trouble.value, fault="slow")
        return False
    except Exception as error:
        log.error("what the bot stands on does not carry", trouble=trouble.value, cause=error)
        return False
    return True
