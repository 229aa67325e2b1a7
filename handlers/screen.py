"""What a person sees in answer to what they did: the same message redrawn, or a new one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import structlog

from roadmap.control.incoming_files import SentFile
from roadmap.people.place import Place
from services.notice import Attachment, Notice, text
from services.ports.messenger import Screens

SLOW_SECONDS = 1.0
"""What takes longer is told of in a message of its own: words over the chat are gone by then."""
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A pressed button; `message_id` is the message it stands under, if the messenger still has it."""

    id: str
    message_id: int | None


class Screen:
    """The chat an update came from. A press is answered exactly once, at the first chance."""

    def __init__(self, screens: Screens, place: Place, press: Press | None = None) -> None:
        self._screens = screens
        self.place = place
        self._press = press
        self._is_answered = False

    def go_below(self) -> None:
        """Show below what comes now: the pressed message stays as it is."""
        if self._press is not None:
            self._press = replace(self._press, message_id=None)

    @property
    def pressed_message_id(self) -> int | None:
        """The message whose button was pressed."""
        return self._press.message_id if self._press else None

    async def toast(self, words: str = "", *, alert: bool = False) -> None:
        """Answer the press, with words over the chat if any; for a typed message it is an ordinary reply.

        A press is answered once: an alert that comes later, or was not seen, is said as a message.
        """
        if self._press is not None:
            was_answered, self._is_answered = self._is_answered, True
            is_seen = not was_answered and await self._screens.answer_press(
                self._press.id, words, alert=alert
            )
            if is_seen or not alert:
                return
        if words:
            await self._screens.say(self.place.chat_id, words)

    async def show(self, notice: Notice) -> int:
        """Redraw the pressed message, or send where there is none to redraw. Returns the message id."""
        message_id = self.pressed_message_id
        if message_id is not None:
            await self.toast()
            if await self.edit(message_id, notice):
                return message_id
        return await self.send(notice)

    async def send(self, notice: Notice) -> int:
        """A new message at the bottom of the chat. Returns its id."""
        await self.toast()
        return await self._screens.post(self.place.chat_id, notice)

    async def edit(self, message_id: int, notice: Notice) -> bool:
        """Redraw a message of this chat; False when the messenger no longer lets it be edited."""
        return await self._screens.redraw(self.place.chat_id, message_id, notice)

    async def delete(self, message_id: int) -> None:
        """Take a message away; one that is already gone is fine."""
        await self._screens.delete(self.place.chat_id, message_id)

    async def redraw_elsewhere(self, place: Place, message_id: int, notice: Notice) -> None:
        """Redraw a message of another chat, best effort."""
        await self._screens.try_redraw(place.chat_id, message_id, notice)

    async def say_elsewhere(self, place: Place, words: str) -> None:
        """Plain words into another chat, best effort."""
        await self._screens.try_say(place.chat_id, words)

    async def close_elsewhere(self, place: Place, words: str) -> None:
        """Tell a chat that it is nobody's any more, and list the commands of everybody there again."""
        await self._screens.offer_commands(place.chat_id, ())
        await self.say_elsewhere(place, words)

    async def files(self, attachments: tuple[Attachment, ...], caption: Notice | None) -> None:
        """Up to ten files as one group with a caption of at most 1,024 characters; pictures as their own."""
        await self.toast()
        await self._screens.send_files(self.place.chat_id, attachments, caption)

    async def busy(self, action: str = "typing") -> None:
        """Show that something longer is being done: `typing`, `upload_document`."""
        await self._screens.show_busy(self.place.chat_id, action)

    @asynccontextmanager
    async def making(self, words: str, action: str = "upload_document") -> AsyncIterator[None]:
        """Say that something is being made; while it takes long, in a message that goes when it is done."""
        await self.toast(words)
        await self.busy(action)
        done = asyncio.Event()
        told = asyncio.create_task(self._told_unless(done, words))
        try:
            yield
        finally:
            done.set()
            if (message_id := await told) is not None:
                await self.delete(message_id)

    async def _told_unless(self, done: asyncio.Event, words: str) -> int | None:
        """The message that says so; None where it was done before, or could not be said."""
        try:
            async with asyncio.timeout(SLOW_SECONDS):
                await done.wait()
        except TimeoutError:
            try:
                return await self._screens.post(self.place.chat_id, Notice(body=text(words)))
            except Exception as error:  # whoever waits gets what was asked for all the same
                log.warning("it was not said that it takes long", cause=error)
        return None

    async def fetch(self, file: SentFile) -> bytes:
        """The bytes of what the person sent; BadInput when the messenger does not give them."""
        return await self._screens.fetch(file.ref, file.size)

    async def invite_link(self, payload: str) -> str:
        """The deep link that starts the bot with this payload."""
        return await self._screens.invite_link(payload)

    async def offer_commands(self, commands: tuple[tuple[str, str], ...]) -> bool:
        """Offer these commands here, each with what it does; none: those of every chat. Whether it worked."""
        return await self._screens.offer_commands(self.place.chat_id, commands)
