"""Answers to people keep the pace too: they go first, and the outbox waits for them."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType

from bot.telegram.session import is_watched
from services.delivery.pacing import Pacer

TRIES = 3
LONGEST_WAIT_SECONDS = 10
"""A person waits this long for an answer; longer flood control is left to the inbox to try again."""

log = structlog.get_logger(__name__)


class ReplyPacing(BaseRequestMiddleware):
    """Notes what handlers send past the turnstile, and waits out short flood control for them."""

    def __init__(self, pacer: Pacer, *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._pacer = pacer
        self._sleep = sleep

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        chat_id = _written_chat(method)
        if chat_id is None or is_watched():  # the outbox has waited for its turn and reads its own outcomes
            return await make_request(bot, method)
        for attempt in range(1, TRIES + 1):
            self._pacer.note(chat_id)
            try:
                return await make_request(bot, method)
            except TelegramRetryAfter as error:
                self._pacer.hold(chat_id, error.retry_after)
                if attempt == TRIES or error.retry_after > LONGEST_WAIT_SECONDS:
                    raise
                log.warning("flood control while answering", chat_id=chat_id, seconds=error.retry_after)
                await self._sleep(error.retry_after)
        raise AssertionError("the last try returns or raises")


def _written_chat(method: TelegramMethod[Any]) -> int | None:
    """The chat this method puts a message into or redraws one in."""
    name = method.__api_method__
    if not name.startswith(("send", "edit")) or name == "sendChatAction":
        return None
    chat_id = getattr(method, "chat_id", None)
    return chat_id if isinstance(chat_id, int) else None
