"""The Messenger port over aiogram: every way a send can end becomes one of the outcomes."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)

from bot.telegram.keyboard import keyboard
from bot.telegram.session import Departure, is_transport_error, watching_departure
from services.notice import Attachment, Notice, plain
from services.ports.messenger import (
    Blocked,
    Migrated,
    NotSent,
    Refused,
    SendOutcome,
    Sent,
    Unauthorized,
    Unsure,
)

MESSAGE_UNITS = 4096
CAPTION_UNITS = 1024
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
GONE = ("chat not found", "user is deactivated", "user not found", "bot was kicked", "peer_id_invalid")
"""Words of a 400 that speak of the account; any other 400 speaks of the message."""
UNREADABLE = ("can't parse entities", "message is too long", "caption is too long", "unsupported start tag")

log = structlog.get_logger(__name__)


class TelegramMessenger:
    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(
        self, chat_id: int, notice: Notice, attachments: tuple[Attachment, ...] = ()
    ) -> SendOutcome:
        if not attachments:
            return await self._send_text(chat_id, notice)
        if len(attachments) == 1 and units(plain(notice.body)) <= CAPTION_UNITS:
            return await self._send_document(chat_id, attachments[0], notice)
        outcome = await self._send_text(chat_id, notice)
        for attachment in attachments:
            if isinstance(outcome, Sent):
                outcome = await self._send_document(chat_id, attachment, None)
        return outcome

    async def _send_text(self, chat_id: int, notice: Notice) -> SendOutcome:
        keys = keyboard(notice)
        outcome = await _outcome(lambda: self._send_html(chat_id, notice, keys))
        if isinstance(outcome, Refused) and _is_unreadable(outcome.reason):
            log.error("a message was refused as HTML, sending it as plain text", reason=outcome.reason)
            return await _outcome(lambda: self._send_plain(chat_id, notice, keys))
        return outcome

    async def _send_html(self, chat_id: int, notice: Notice, keys: InlineKeyboardMarkup | None) -> Message:
        return await self._bot.send_message(
            chat_id,
            str(notice.body),
            parse_mode="HTML",
            reply_markup=keys,
            disable_notification=notice.is_silent or None,
            link_preview_options=NO_PREVIEW,
            reply_parameters=_reply(notice),
        )

    async def _send_plain(self, chat_id: int, notice: Notice, keys: InlineKeyboardMarkup | None) -> Message:
        words = shorten(plain(notice.body), MESSAGE_UNITS)
        return await self._bot.send_message(chat_id, words, parse_mode=None, reply_markup=keys)

    async def _send_document(
        self, chat_id: int, attachment: Attachment, caption: Notice | None
    ) -> SendOutcome:
        return await _outcome(
            lambda: self._bot.send_document(
                chat_id,
                BufferedInputFile(attachment.data, attachment.name),
                caption=str(caption.body) if caption else None,
                parse_mode="HTML",
                reply_markup=keyboard(caption) if caption else None,
            )
        )


def _reply(notice: Notice) -> ReplyParameters | None:
    if notice.answers is None:
        return None
    return ReplyParameters(message_id=notice.answers, allow_sending_without_reply=True)


async def _outcome(send: Callable[[], Awaitable[Message]]) -> SendOutcome:
    with watching_departure() as departure:
        try:
            message = await send()
        except asyncio.CancelledError:
            raise
        except Exception as error:
            return _read(error, departure)
    return Sent(message.message_id)


def _read(error: Exception, departure: Departure) -> SendOutcome:
    """The outcome table. Whether the request left is known from the trace, never from the error's words."""
    match error:
        case TelegramRetryAfter(retry_after=seconds):
            return NotSent("too many requests", timedelta(seconds=seconds))
        case TelegramMigrateToChat(migrate_to_chat_id=chat_id):
            return Migrated(chat_id)
        case TelegramForbiddenError():
            return Blocked(error.message)
        case TelegramBadRequest():
            is_gone = any(words in error.message.lower() for words in GONE)
            return Blocked(error.message) if is_gone else Refused(error.message)
        case TelegramUnauthorizedError() | TelegramNotFound():  # 404: the token is not even well formed
            return Unauthorized(error.message)
        case TelegramEntityTooLarge():
            return Refused(error.message)
        case TelegramConflictError():
            return NotSent(error.message)
    if is_transport_error(error) and not departure.has_left:
        return NotSent(_words(error))
    return Unsure(_words(error))


def _words(error: Exception) -> str:
    """A short reason; the whole error may carry a page of HTML or an address with the token."""
    return (
        error.message
        if isinstance(error, AiogramError) and hasattr(error, "message")
        else type(error).__name__
    )


def _is_unreadable(reason: str) -> bool:
    return any(words in reason.lower() for words in UNREADABLE)


def units(words: str) -> int:
    """The length as Telegram counts it: UTF-16 code units."""
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


def shorten(words: str, limit: int) -> str:
    """At most this many UTF-16 units, never half a character."""
    if units(words) <= limit:
        return words
    cut = words.encode("utf-16-le", "surrogatepass")[: (limit - 1) * 2]
    return cut.decode("utf-16-le", "ignore") + "…"
