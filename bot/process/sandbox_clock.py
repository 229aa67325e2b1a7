"""The sandbox's clock as the bot's own: only for a bot that talks to a sandbox on this very machine."""

import asyncio
import ipaddress
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import aiohttp
import structlog

from roadmap.errors import SettingsRefused

if TYPE_CHECKING:  # a command that only asks what time it is does not wait for aiogram to load
    from bot.process.machine import Machine
    from scheduler.beat_runner import BeatRunner
    from scheduler.beats import Beat
    from services.app import App

LOOK_EVERY_SECONDS = 0.5
"""People in the sandbox do not wait for the minute of a beat: all that is due is looked for this often."""

log = structlog.get_logger(__name__)


class SandboxClock:
    """Shows what the sandbox showed last and ticks on from there."""

    def __init__(self, shown: datetime) -> None:
        self.set(shown)

    def set(self, shown: datetime) -> None:
        self._shown = shown.astimezone(UTC)
        self._at = monotonic()

    def now(self) -> datetime:
        return self._shown + timedelta(seconds=monotonic() - self._at)


def check_loopback(clock_url: str, bot_api_url: str) -> None:
    """Refuse a foreign clock: whoever moves the clock moves every deadline."""
    for name, url in (("SANDBOX_CLOCK_URL", clock_url), ("BOT_API_URL", bot_api_url)):
        if not is_loopback(url):
            raise SettingsRefused(name, "loopback")


def is_loopback(url: str) -> bool:
    """Whether this address is on this very machine."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class ClockFollower:
    """Follows the sandbox's clock: after each move does all that is due, then says so."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self._url = url.rstrip("/")
        self._session = session
        self._version = 0
        self.clock = SandboxClock(datetime.fromtimestamp(0, UTC))

    async def read(self) -> int:
        """Set our clock by the sandbox's, at once; the version it has. SettingsRefused without an answer."""
        try:
            return await self._read(after=None)
        except (aiohttp.ClientError, OSError, ValueError, KeyError, TypeError):
            raise SettingsRefused("SANDBOX_CLOCK_URL", "clock-url") from None

    async def follow(self, machine: "Machine", clockwork: "BeatRunner", beats: "Sequence[Beat]") -> None:
        """Until cancelled."""
        reported: tuple[int, datetime | None, datetime | None] | None = None
        while True:
            await do_all_that_is_due(machine, clockwork)
            next_at = await next_moment(beats, machine.app, self.clock.now())
            quarter_end = await machine.app.campaigns.next_opening()
            if (self._version, next_at, quarter_end) != reported:
                reported = (self._version, next_at, quarter_end)
                await self._report(*reported)
            await self._wait_for_move()

    async def _wait_for_move(self) -> None:
        try:
            await self._read(after=self._version)
        except (TimeoutError, aiohttp.ClientError) as error:
            log.warning("the sandbox's clock does not answer", error=type(error).__name__)
            await asyncio.sleep(LOOK_EVERY_SECONDS)

    async def _read(self, *, after: int | None) -> int:
        query = {"after": str(after), "timeout": str(LOOK_EVERY_SECONDS)} if after is not None else {}
        async with self._session.get(self._url, params=query) as response:
            response.raise_for_status()
            shown = await response.json()
        self.clock.set(datetime.fromisoformat(shown["now"]))
        self._version = int(shown["version"])
        return self._version

    async def _report(self, version: int, next_at: datetime | None, quarter_end: datetime | None) -> None:
        """What the sandbox shows and moves to: the next thing to do, and the opening of the monitoring."""
        body = {
            "version": version,
            "next_at": next_at.isoformat() if next_at else None,
            "quarter_end": quarter_end.isoformat() if quarter_end else None,
        }
        async with self._session.post(f"{self._url}/idle", json=body) as response:
            response.raise_for_status()


async def do_all_that_is_due(machine: "Machine", clockwork: "BeatRunner") -> None:
    """Beats, inbox and outbox, again and again until a round finds nothing to do."""
    steps: tuple[Callable[[], Awaitable[int]], ...] = (
        machine.feeder.drain,
        machine.fetcher.drain,
        machine.document_fetcher.drain,
        machine.board_drawer.drain,
        machine.engine.drain,
    )
    await clockwork.tick_all()
    while sum([await step() for step in steps]):
        await clockwork.tick_all()


async def next_moment(beats: "Sequence[Beat]", app: "App", now: datetime) -> datetime | None:
    """When the next beat will have something to do."""
    moments = [await beat.next_at(app) for beat in beats if beat.next_at is not None]
    return min((moment for moment in moments if moment is not None and moment > now), default=None)
