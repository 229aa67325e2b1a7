"""Long polling that loses nothing: an update is confirmed only after it is in the inbox."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramConflictError, TelegramRetryAfter

from bot.telegram.updates import ALLOWED, GetRawUpdates, new_updates
from roadmap.clock import Clock
from roadmap.process.updates import NewUpdate
from services.process.inbox import InboxService

POLL_SECONDS = 25
ANSWER_SECONDS = 15
LIMIT = 100
REST_SECONDS = (1.0, 2.0, 5.0, 10.0, 30.0)
REST_AFTER_CONFLICT_SECONDS = 30.0
STAND_BY_SECONDS = 0.5
NUMBERED_ANEW_SECONDS = 5 * 24 * 3600.0
"""After a week without updates Telegram numbers them anew, perhaps lower: our offset would pass them over."""
SILENCE_SECONDS = 120.0
"""Without an answer to getUpdates for so long, something is wrong with the line."""

log = structlog.get_logger(__name__)


class Poller:
    """getUpdates → inbox, one commit → the next offset. One poller per token: of several processes one."""

    def __init__(
        self,
        inbox: InboxService,
        clock: Clock,
        bot: Bot,
        wake: Callable[[], None],
        *,
        may_poll: Callable[[], bool] = lambda: True,
    ) -> None:
        self._inbox = inbox
        self._clock = clock
        self._bot = bot
        self._wake = wake
        self._may_poll = may_poll
        self._offset: int | None = None
        self._fetching: asyncio.Task[list[Any]] | None = None
        self._stopped = asyncio.Event()
        self._failures = 0
        self.has_rival = False
        """Somebody else polls with the same token."""
        self._newest_at = monotonic()
        self.last_answer: float | None = None
        """The monotonic second of the last answered getUpdates."""
        self.is_storing = True
        """What came last was stored; else Telegram keeps it and gives it again."""

    @property
    def silence(self) -> float | None:
        """Seconds since Telegram last answered; None before the first answer."""
        return monotonic() - self.last_answer if self.last_answer is not None else None

    @property
    def troubles(self) -> dict[str, Callable[[], bool]]:
        """What may be wrong here, for the health endpoints."""
        return {
            "another poller": lambda: self.has_rival,
            "updates cannot be stored": lambda: not self.is_storing,
            "telegram is silent": lambda: (self.silence or 0.0) > SILENCE_SECONDS,
        }

    async def poll_once(self, timeout: int = 0) -> int:
        """One request; how many updates it brought. They are on disk when this returns."""
        if monotonic() - self._newest_at > NUMBERED_ANEW_SECONDS:
            self._offset = None  # what was stored has long been confirmed
        method = GetRawUpdates(offset=self._offset, limit=LIMIT, timeout=timeout, allowed_updates=ALLOWED)
        self._fetching = asyncio.create_task(self._bot(method, request_timeout=timeout + ANSWER_SECONDS))
        try:
            raw = await self._fetching
        finally:
            self._fetching = None
        self.last_answer = monotonic()
        if raw:
            self._newest_at = self.last_answer
            updates = new_updates(raw)
            await self._store(updates)
            self._offset = max((each.id + 1 for each in updates), default=self._offset)
            self._wake()
        return len(raw)

    async def _store(self, updates: list[NewUpdate]) -> None:
        try:
            await self._inbox.receive(updates)
        except Exception:
            self.is_storing = False
            raise
        self.is_storing = True

    async def run(self) -> None:
        """Until `stop`. Trouble is waited out; a rival poller is an alarm, not a reason to fight."""
        while not self._stopped.is_set():
            if not self._may_poll():
                self._stand_by()
                await self._rest(STAND_BY_SECONDS)
                continue
            try:
                await self.poll_once(POLL_SECONDS)
                self._failures, self.has_rival = 0, False
            except asyncio.CancelledError:
                if not self._stopped.is_set():
                    raise
            except Exception as error:
                await self._rest(self._pause_after(error))

    def stop(self) -> None:
        """Ask for no more updates; what is being stored is stored."""
        self._stopped.set()
        if self._fetching is not None:
            self._fetching.cancel()

    async def confirm(self) -> None:
        """Tell Telegram what is stored, so that it is not given again; losing this call is harmless."""
        if self._offset is not None:
            with suppress(AiogramError, OSError, TimeoutError):
                await self._bot(
                    GetRawUpdates(offset=self._offset, limit=1, timeout=0, allowed_updates=ALLOWED),
                    request_timeout=5,
                )

    def _stand_by(self) -> None:
        """Another process polls, as it should; when our time comes again Telegram knows where to go on."""
        self.has_rival = False
        self.last_answer = monotonic()
        self._offset = None
        self._failures = 0

    def _pause_after(self, error: Exception) -> float:
        if isinstance(error, TelegramRetryAfter):
            return float(error.retry_after)
        if isinstance(error, TelegramConflictError) and not self._may_poll():
            return STAND_BY_SECONDS  # it has just taken over from us
        if isinstance(error, TelegramConflictError):
            if not self.has_rival:
                log.critical("another process polls with this token", said=error.message)
            self.has_rival = True
            return REST_AFTER_CONFLICT_SECONDS
        self._failures += 1
        log.warning("polling failed", cause=error, failures=self._failures)
        return REST_SECONDS[min(self._failures, len(REST_SECONDS)) - 1]

    async def _rest(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stopped.wait()
