"""How long the event loop was ever deaf: a task that wants to wake every few milliseconds."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import monotonic

EVERY_SECONDS = 0.005


@dataclass(slots=True)
class Stalls:
    longest: float = 0.0


@asynccontextmanager
async def watching_stalls() -> AsyncIterator[Stalls]:
    stalls = Stalls()
    watching = asyncio.create_task(_watch(stalls))
    yield stalls
    watching.cancel()


async def _watch(stalls: Stalls) -> None:
    while True:
        before = monotonic()
        await asyncio.sleep(EVERY_SECONDS)
        stalls.longest = max(stalls.longest, monotonic() - before - EVERY_SECONDS)
