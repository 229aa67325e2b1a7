"""Around every handler: who is acting, whether they may, and a sentence for every refusal."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.dispatcher.flags import get_flag
from aiogram.types import CallbackQuery, Message, TelegramObject

from handlers.policy import FLAG, Policy
from handlers.screen import Screen
from roadmap.errors import NotAllowed, VekhaError
from roadmap.people.persons import Actor
from services.app import App
from texts.errors import explain

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class WhoIsActing(BaseMiddleware):
    """Puts `actor` (None for a stranger) and `screen` beside the update. Works in private chats only."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        chat = _chat_of(event)
        if chat is None or not isinstance(event, Message | CallbackQuery):
            return None
        bot: Bot = data["bot"]
        app: App = data["app"]
        data["screen"] = Screen(bot, chat, event)
        data["actor"] = await app.people.actor(chat)
        return await handler(event, data)


class Guard(BaseMiddleware):
    """Runs once the handler is known: checks its policy, and turns refusals into Russian sentences."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        screen: Screen = data["screen"]
        actor: Actor | None = data["actor"]
        policy: Policy = get_flag(data, FLAG)
        try:
            if policy.roles is not None and (actor is None or not actor.has(*policy.roles)):
                raise NotAllowed
            return await handler(event, data)
        except VekhaError as error:
            return await screen.toast(explain(error), alert=True)


def _chat_of(event: TelegramObject) -> int | None:
    message = event.message if isinstance(event, CallbackQuery) else event
    chat = getattr(message, "chat", None)
    return chat.id if chat is not None and chat.type == "private" else None
