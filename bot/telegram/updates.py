"""Raw updates: fetched as they are, so that one the library cannot read yet spoils no other."""

from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from aiogram.methods import TelegramMethod

from roadmap.ids import UpdateId
from roadmap.people.place import Place, in_telegram
from roadmap.process.updates import NewUpdate

ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]
"""Asked for explicitly: Telegram remembers the last list otherwise."""
LARGEST = 2**63

log = structlog.get_logger(__name__)


class GetRawUpdates(TelegramMethod[list[Any]]):
    """getUpdates whose answer is kept as JSON."""

    __returning__ = list[Any]
    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int | None = None
    timeout: int | None = None
    allowed_updates: list[str] | None = None


def new_updates(raw: Sequence[Any]) -> list[NewUpdate]:
    """The updates to be stored; what has no number cannot even be confirmed, and is passed over."""
    readable = [each for each in raw if isinstance(each, Mapping) and _number(each.get("update_id"))]
    if len(readable) < len(raw):
        log.error("updates without a number were passed over", count=len(raw) - len(readable))
    return [new_update(each) for each in readable]


def new_update(raw: Mapping[str, Any]) -> NewUpdate:
    """An update to be stored."""
    return NewUpdate(id=UpdateId(int(raw["update_id"])), place=in_telegram(chat_of(raw)), payload=raw)


def chat_of(raw: Mapping[str, Any]) -> int:
    """The chat whose order this update belongs to; 0 where there is none, or none that can be read."""
    for kind in ALLOWED:
        body = raw.get(kind)
        if isinstance(body, Mapping):
            place = _part(body, "message") or body
            return _number((_part(place, "chat") or _part(body, "from")).get("id"))
    return 0


def _part(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = body.get(name)
    return part if isinstance(part, Mapping) else {}


def _number(value: object) -> int:
    """A number that a database can hold; 0 for anything else."""
    return value if isinstance(value, int) and abs(value) < LARGEST else 0


def press_of(raw: Mapping[str, Any]) -> tuple[Place, int, list[str]] | None:
    """Chat, message and callback data of all buttons of a pressed message."""
    message = (raw.get("callback_query") or {}).get("message") or {}
    rows = (message.get("reply_markup") or {}).get("inline_keyboard")
    if not rows:
        return None
    data = [key["callback_data"] for row in rows for key in row if "callback_data" in key]
    return in_telegram(int(message["chat"]["id"])), int(message["message_id"]), data
