"""The Screens port over aiogram: answers to what people do."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from io import BytesIO
from typing import TypeVar

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    BufferedInputFile,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    ReactionTypeEmoji,
    ReactionTypeUnion,
)
from aiogram.utils.deep_linking import create_start_link

from bot.telegram.keyboard import copies, keyboard, plain_keyboard
from roadmap.errors import BadInput
from services.notice import Attachment, Notice

TOAST = 200
"""Telegram takes so many characters in the answer to a press."""
FETCH_SECONDS = 30
SLOW_BYTES_PER_SECOND = 60_000
"""Half a megabit: the slowest line on which a file is still waited for."""
TRY_AGAIN_SECONDS = (0.5, 2.0)
"""A person looks at the old screen so long at most; what still fails is drawn once more by the next claim."""

Given = TypeVar("Given")
Sleep = Callable[[float], Awaitable[None]]

log = structlog.get_logger(__name__)


class TelegramScreens:
    """A toast and «печатает…» are best effort; what a person has to see is tried again on a bad line."""

    def __init__(self, bot: Bot, *, sleep: Sleep = asyncio.sleep) -> None:
        self._bot = bot
        self._sleep = sleep

    async def answer_press(self, press_id: str, words: str, *, alert: bool) -> bool:
        return await _best_effort(
            "a press was not answered",
            lambda: self._bot.answer_callback_query(press_id, words[:TOAST] or None, show_alert=alert),
        )

    async def say(self, chat_id: int, words: str) -> None:
        await self._surely(lambda: self._bot.send_message(chat_id, words, parse_mode=None))

    async def try_say(self, chat_id: int, words: str) -> None:
        await _best_effort(
            "words to another chat were not said",
            lambda: self._bot.send_message(chat_id, words, parse_mode=None),
        )

    async def post(self, chat_id: int, notice: Notice) -> int:
        try:
            return await self._post(chat_id, notice, keyboard(notice))
        except TelegramBadRequest:
            if not copies(notice):
                raise
            return await self._post(chat_id, notice, plain_keyboard(notice))

    async def _post(self, chat_id: int, notice: Notice, keys: InlineKeyboardMarkup | None) -> int:
        sent = await self._surely(
            lambda: self._bot.send_message(
                chat_id,
                str(notice.body),
                reply_markup=keys,
                disable_notification=notice.is_silent or None,
            )
        )
        return sent.message_id

    async def redraw(self, chat_id: int, message_id: int, notice: Notice) -> bool:
        try:
            await self._surely(lambda: self._edit(chat_id, message_id, notice))
        except TelegramBadRequest as error:
            return "message is not modified" in error.message
        return True

    async def try_redraw(self, chat_id: int, message_id: int, notice: Notice) -> None:
        await _best_effort(
            "a card elsewhere was not redrawn", lambda: self._edit(chat_id, message_id, notice)
        )

    async def _edit(self, chat_id: int, message_id: int, notice: Notice) -> object:
        return await self._bot.edit_message_text(
            str(notice.body), chat_id=chat_id, message_id=message_id, reply_markup=keyboard(notice)
        )

    async def try_react(self, chat_id: int, message_id: int, sign: str) -> None:
        reaction: list[ReactionTypeUnion] = [ReactionTypeEmoji(emoji=sign)]
        await _best_effort(
            "a receipt was not put", lambda: self._bot.set_message_reaction(chat_id, message_id, reaction)
        )

    async def delete(self, chat_id: int, message_id: int) -> None:
        await _best_effort("a message was not deleted", lambda: self._bot.delete_message(chat_id, message_id))

    async def send_files(
        self, chat_id: int, attachments: tuple[Attachment, ...], caption: Notice | None
    ) -> None:
        pictures = [each for each in attachments if each.is_photo]
        documents = [each for each in attachments if not each.is_photo]
        if pictures:  # one group holds one kind
            await self._send_pictures(chat_id, pictures, None if documents else caption)
        if documents:
            await self._send_group(chat_id, documents, caption)

    async def _send_pictures(
        self, chat_id: int, pictures: Sequence[Attachment], caption: Notice | None
    ) -> None:
        """As photos; what Telegram does not take for pictures goes as documents."""
        try:
            await self._send_group(chat_id, pictures, caption)
        except TelegramBadRequest:
            await self._send_group(chat_id, [replace(each, is_photo=False) for each in pictures], caption)

    async def _send_group(
        self, chat_id: int, attachments: Sequence[Attachment], caption: Notice | None
    ) -> None:
        *others, last = attachments
        words = str(caption.body) if caption else None
        if others:
            media = [*map(_media, others), _media(last, words)]
            await self._surely(lambda: self._bot.send_media_group(chat_id, list(media)))
            return
        keys, file = keyboard(caption) if caption else None, BufferedInputFile(last.data, last.name)
        if last.is_photo:
            await self._surely(lambda: self._bot.send_photo(chat_id, file, caption=words, reply_markup=keys))
            return
        await self._surely(lambda: self._bot.send_document(chat_id, file, caption=words, reply_markup=keys))

    async def show_busy(self, chat_id: int, action: str) -> None:
        await _best_effort("busy was not shown", lambda: self._bot.send_chat_action(chat_id, action))

    async def fetch(self, file_ref: str, size: int) -> bytes:
        try:
            data = await self._surely(
                lambda: self._bot.download(file_ref, destination=BytesIO(), timeout=fetch_seconds(size))
            )
        except TelegramBadRequest as error:  # the size was not told beforehand, or the file is gone for good
            is_big = "file is too big" in error.message
            raise BadInput("evidence-too-big" if is_big else "file-gone") from None
        assert data is not None
        return data.read()

    async def invite_link(self, payload: str) -> str:
        return await create_start_link(self._bot, payload)

    async def offer_commands(self, chat_id: int, commands: tuple[tuple[str, str], ...]) -> bool:
        scope = BotCommandScopeChat(chat_id=chat_id)
        if not commands:
            return await _best_effort("commands stay", lambda: self._bot.delete_my_commands(scope=scope))
        wanted = listed(commands)
        return await _best_effort("commands stay", lambda: self._bot.set_my_commands(wanted, scope=scope))

    async def _surely(self, call: Callable[[], Awaitable[Given]]) -> Given:
        """The call, tried again where the line or the server failed; a refusal is raised at once."""
        for seconds in TRY_AGAIN_SECONDS:
            try:
                return await call()
            except (TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter):
                raise  # short flood control has been waited out by the session already
            except (AiogramError, OSError, TimeoutError) as error:
                log.warning("a screen is tried again", cause=error)
                await self._sleep(seconds)
        return await call()


def listed(commands: tuple[tuple[str, str], ...]) -> list[BotCommand]:
    """Commands with what they do, as Telegram takes them."""
    return [BotCommand(command=name, description=words) for name, words in commands]


def fetch_seconds(size: int) -> int:
    """How long a file of so many bytes is waited for."""
    return FETCH_SECONDS + size // SLOW_BYTES_PER_SECOND


def _media(attachment: Attachment, words: str | None = None) -> InputMediaDocument | InputMediaPhoto:
    file = BufferedInputFile(attachment.data, attachment.name)
    if attachment.is_photo:
        return InputMediaPhoto(media=file, caption=words)
    return InputMediaDocument(media=file, caption=words)


async def _best_effort(what: str, call: Callable[[], Awaitable[object]]) -> bool:
    """Whether it worked; a failure is in the journal and stops nothing."""
    try:
        await call()
    except (AiogramError, OSError, TimeoutError) as error:
        log.info(what, error=type(error).__name__)
        return False
    return True
