"""One of several processes over one database: it keeps the shared time, its leases and its claims."""

import asyncio
import os
import socket
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from functools import partial
from uuid import uuid4

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.process.clock import SharedClock, steady_seconds
from bot.settings import Settings
from roadmap.clock import Clock
from roadmap.process.leases import LeaseName
from scheduler.beats import Beat
from scheduler.sharing import Evenness, share
from services.app import App
from services.process.leases import RENEW_EVERY_SECONDS, LeaseService
from storage.server_clock import server_moment
from storage.unit_of_work import Store

LOOK_EVERY_SECONDS = 1.0
"""How soon a lease that was let go is taken."""

AWAY_SECONDS = 6.0
"""Without a whole look for so long."""
LOOK_SECONDS = 12.0
"""A look that takes longer hangs on a line that is cut."""

log = structlog.get_logger(__name__)


def holder_name() -> str:
    """Never the same twice; an operator sees the machine and the process in it."""
    return f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:8]}"


async def shared_clock(engine: AsyncEngine) -> SharedClock:
    """The clock of the database server, set."""
    clock = SharedClock(partial(server_moment, engine))
    await clock.set()
    return clock


def open_leases(settings: Settings, store: Store, clock: Clock) -> LeaseService:
    """What this process may come to hold; nobody polls for a webhook."""
    names = set(LeaseName) - ({LeaseName.POLLING} if settings.webhook.url else set())
    return LeaseService(store, clock, holder_name(), steady=steady_seconds, names=names)


def allowed(leases: LeaseService | None, name: LeaseName) -> Callable[[], bool]:
    """Whether this process may do it now; one that is alone always may."""
    return partial(leases.holds, name) if leases is not None else lambda: True


class Replica:
    """A database that is away is waited out: leases end by themselves, claims are taken back by others."""

    def __init__(self, app: App, leases: LeaseService, clock: SharedClock | None) -> None:
        self._app = app
        self._leases = leases
        self._clock = clock
        self._evenness = Evenness(app.clock, steady_seconds)
        self._kept_at = float("-inf")
        self._seen_at = steady_seconds()
        self._is_away = False
        self._left = asyncio.Event()

    @property
    def troubles(self) -> dict[str, Callable[[], bool]]:
        """For readiness: a replica that cannot reach the database must not be given anything."""
        return {"the database is away": lambda: steady_seconds() - self._seen_at > AWAY_SECONDS}

    def share(self, beats: Sequence[Beat]) -> tuple[Beat, ...]:
        """The beats as one of several processes carries them out."""
        return share(beats, self._leases, self._evenness)

    async def run(self) -> None:
        """Until `leave`."""
        while not self._left.is_set():
            try:
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._look()
                self._seen_at, self._is_away = steady_seconds(), False
            except Exception as error:
                if not self._is_away:
                    log.warning("the database is away: leases cannot be kept", cause=error)
                self._is_away = True
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_EVERY_SECONDS):
                    await self._left.wait()

    async def _look(self) -> None:
        if self._clock is not None:  # first: after a pause of the whole machine it lags behind
            await self._clock.set()
        await self._leases.look()
        if steady_seconds() - self._kept_at >= RENEW_EVERY_SECONDS:
            await self._app.inbox.keep()
            await self._app.delivery.keep()
            self._kept_at = steady_seconds()

    async def let_go(self, names: Collection[LeaseName] = tuple(LeaseName)) -> None:
        """Another process may take over at once; if this cannot be said, within the length of a lease."""
        try:
            await self._leases.let_go(names)
        except Exception:
            log.exception("leases could not be let go")

    async def leave(self) -> None:
        """Keep nothing more."""
        self._left.set()
        await self.let_go()
