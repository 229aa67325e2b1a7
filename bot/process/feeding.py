"""From the inbox to the handlers: each chat in order, chats side by side."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

import structlog
from aiogram import Bot, Dispatcher
from aiogram.exceptions import AiogramError, TelegramBadRequest
from pydantic import ValidationError

from bot.telegram.updates import press_of
from roadmap.clock import Clock
from roadmap.people.place import Place
from roadmap.process.handled_update import AlreadyHandled, HandledUpdate
from roadmap.process.updates import InboxUpdate
from services.delivery.proof import prove_by_press
from services.process.inbox import InboxService, is_deadly, is_last_try
from storage.unit_of_work import Store
from texts.delivery.delivery import not_handled, too_fast

AT_ONCE = 32
LOOK_EVERY_SECONDS = 1.0
REST_AFTER_ERROR_SECONDS = 5.0
HOPELESS = (TelegramBadRequest, ValidationError)
"""What Telegram refuses as it is, and what cannot be read: it would be the same again, and hold its chat."""

log = structlog.get_logger(__name__)


class Feeder:
    """Works the inbox off, stepwise (`drain`) or until stopped (`run`); many may run on one database."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        inbox: InboxService,
        dispatcher: Dispatcher,
        bot: Bot,
        *,
        on_file: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._inbox = inbox
        self._dispatcher = dispatcher
        self._bot = bot
        self._on_file = on_file
        self._under_way: dict[asyncio.Task[None], InboxUpdate] = {}
        self._launching = asyncio.Lock()
        self._woken = asyncio.Event()
        self._is_stopping = False

    def wake(self) -> None:
        """Something has arrived."""
        self._woken.set()

    def stop(self) -> None:
        """Begin nothing more."""
        self._is_stopping = True
        self.wake()

    async def drain(self) -> int:
        """Until nothing waits that may be handled now; how many were claimed."""
        total = 0
        while True:
            claimed = await self._launch(AT_ONCE)
            if self._under_way:
                await asyncio.wait(self._under_way)
            elif claimed == 0:
                return total
            total += claimed

    async def run(self, patience: float) -> None:
        """Until `stop`, then until running handlers have finished, for at most `patience` seconds."""
        while not self._is_stopping:
            self._woken.clear()
            try:
                room = AT_ONCE - len(self._under_way)
                is_through = not room or await self._launch(room) < room
            except Exception:
                log.exception("the inbox could not be read")
                await self._rest(REST_AFTER_ERROR_SECONDS)
                continue
            if is_through:
                await self._rest(LOOK_EVERY_SECONDS)
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=patience)

    async def _rest(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._woken.wait()

    async def _launch(self, limit: int) -> int:
        async with self._launching:  # an update claimed by another look is under way before this one ends
            claimed = await self._inbox.claim(limit)
            for place in self._inbox.haste.to_tell() if self._inbox.haste else ():
                await self._say(place, too_fast())
            for update in claimed:
                task = asyncio.create_task(self._handle(update), name=f"update {update.id}")
                self._under_way[task] = update
                self._inbox.under_way.add(update.key)
                task.add_done_callback(self._finished)
            return len(claimed)

    def _finished(self, task: asyncio.Task[None]) -> None:
        key = self._under_way.pop(task).key
        self._inbox.under_way.discard(key)
        self.wake()  # the next update of this chat may be handled now
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("an update was left to its lease", update_id=key.id, exc_info=error)

    async def _handle(self, update: InboxUpdate) -> None:
        with structlog.contextvars.bound_contextvars(update_id=update.id):
            if is_deadly(update):
                await self._fail(update, "the process ended while handling it")
                return
            handled = handled_update(update)
            try:
                await self._feed(update, handled)
            except AlreadyHandled:
                log.warning("an update was handled elsewhere")
                return
            except Exception as error:
                log.exception("handling failed", is_settled=handled.is_settled, attempt=update.attempts)
                reason, is_hopeless = type(error).__name__, isinstance(error, HOPELESS)
            else:
                return
            if not handled.is_settled:
                await self._fail(update, reason, is_hopeless=is_hopeless)
            elif not handled.is_done:
                self._inbox.owes(update)

    async def _feed(self, update: InboxUpdate, handled: HandledUpdate) -> None:
        press = press_of(update.payload) if update.has_unsure else None
        if press is not None:
            await prove_by_press(self._store, self._clock, *press)
        try:
            await self._dispatcher.feed_raw_update(self._bot, dict(update.payload), handled=handled)
        finally:
            if handled.expects_file:
                self._on_file()
        handled.is_answered = True
        if not handled.is_settled:
            async with self._store.answering(handled).write() as uow:
                await uow.commit()  # nobody has answered it: it asks for nothing
        elif not handled.is_done:
            self._inbox.answered(update)

    async def _fail(self, update: InboxUpdate, reason: str, *, is_hopeless: bool = False) -> None:
        if is_hopeless or is_last_try(update):
            # Told first: a death in between tells twice, and never not at all.
            await self._say(update.place, not_handled())
        await self._inbox.failed(update, reason, is_hopeless=is_hopeless)

    async def _say(self, place: Place, words: str) -> None:
        """Plain words into a person's chat, best effort."""
        if place.chat_id > 0:
            with suppress(AiogramError):
                await self._bot.send_message(place.chat_id, words, parse_mode=None)


def handled_update(update: InboxUpdate) -> HandledUpdate:
    """The claimed update as its handler sees it; one that is owed is done but for its screen."""
    return HandledUpdate(
        update.id,
        update.fence,
        update.place,
        update.conversation,
        visitor=update.actor,
        is_settled=update.is_owed,
        is_answered=update.is_owed,
        is_done=update.is_owed,
    )
