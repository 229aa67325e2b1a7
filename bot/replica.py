"""One of several processes over one database: it keeps the shared time, its leases and its claims."""

import asyncio
import os
import socket
from collections.abc import Collection
from contextlib import suppress
from uuid import uuid4

import structlog

from bot.clock import SharedClock, steady_seconds
from services.app import App
from services.leases import RENEW_EVERY_SECONDS, LeaseService
from services.ports.leases import LeaseName

LOOK_EVERY_SECONDS = 1.0
"""How soon a lease that was let go is taken."""

log = structlog.get_logger(__name__)


def holder_name() -> str:
    """Never the same twice; an operator sees the machine and the process in it."""
    return f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:8]}"


class Replica:
    """A database that is away is waited out: leases end by themselves, claims are taken back by others."""

    def __init__(self, app: App, leases: LeaseService, clock: SharedClock | None) -> None:
        self._app = app
        self._leases = leases
        self._clock = clock
        self._kept_at = float("-inf")
        self._is_away = False
        self._left = asyncio.Event()

    async def run(self) -> None:
        """Until `leave`."""
        while not self._left.is_set():
            try:
                await self._look()
                self._is_away = False
            except Exception as error:
                if not self._is_away:
                    log.warning("the database is away: leases cannot be kept", error=type(error).__name__)
                self._is_away = True
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_EVERY_SECONDS):
                    await self._left.wait()

    async def _look(self) -> None:
        await self._leases.look()
        if steady_seconds() - self._kept_at >= RENEW_EVERY_SECONDS:
            if self._clock is not None:
                await self._clock.set()
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
