"""Raw updates: fetched as they are, so that one the library cannot read yet spoils no other."""

from collections.abc import Mapping
from typing import Any

from aiogram.methods import TelegramMethod

from roadmap.ids import UpdateId
from roadmap.people.place import Place, in_telegram
from roadmap.process.updates import NewUpdate

ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]
"""Asked for explicitly: Telegram remembers the last list otherwise."""


class GetRawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """getUpdates whose answer is kept as JSON."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int | None = None
    timeout: int | None = None
    allowed_updates: list[str] | None = None


def new_update(raw: Mapping[str, Any]) -> NewUpdate:
    """An update to be stored."""
    return NewUpdate(id=UpdateId(int(raw["update_id"])), place=in_telegram(chat_of(raw)), payload=raw)


def chat_of(raw: Mapping[str, Any]) -> int:
    """The chat whose order this update belongs to; 0 where there is none."""
    for kind in ALLOWED:
        body = raw.get(kind)
        if isinstance(body, Mapping):
            place = body.get("message") or body
            chat = place.get("chat") or body.get("from") or {}
            return int(chat.get("id", 0))
    return 0


def press_of(raw: Mapping[str, Any]) -> tuple[Place, int, list[str]] | None:
    """Chat, message and callback data of all buttons of a pressed message."""
    message = (raw.get("callback_query") or {}).get("message") or {}
    rows = (message.get("reply_markup") or {}).get("inline_keyboard")
    if not rows:
        return None
    data = [key["callback_data"] for row in rows for key in row if "callback_data" in key]
    return in_telegram(int(message["chat"]["id"])), int(message["message_id"]), data
