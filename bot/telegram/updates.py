"""Raw updates: fetched as they are, so that one the library cannot read yet spoils no other."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from aiogram.methods import TelegramMethod

from roadmap.ids import UpdateId
from roadmap.people.place import Place, in_telegram
from roadmap.process.updates import NewUpdate
from services.people.inviting import HASHED, hash_of

ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member", "channel_post"]
"""Asked for explicitly: Telegram remembers the last list otherwise."""
LARGEST = 2**63
WORDS = frozenset({"text", "caption", "url"})
"""Where an update carries words: of the message, of one it quotes, of a link in it."""
_START = re.compile(r"/start(@\w+)? ")
_LINK = re.compile(r"([?&]start=)([A-Za-z0-9_-]+)")

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
    """An update to be stored: without the secrets of personal links, which are kept as hashes only."""
    payload = without_secrets(raw)
    return NewUpdate(id=UpdateId(int(raw["update_id"])), place=in_telegram(chat_of(raw)), payload=payload)


def without_secrets(value: Any) -> Any:
    """The same JSON; what follows `/start` or `?start=` in its words is hashed, whoever wrote or quoted it.

    Nobody can type a hash instead of its secret: what is typed is hashed, whatever it is.
    """
    if isinstance(value, Mapping):
        return {
            name: _hashed(part) if name in WORDS and isinstance(part, str) else without_secrets(part)
            for name, part in value.items()
        }
    if isinstance(value, list):
        return [without_secrets(part) for part in value]
    return value


def _hashed(words: str) -> str:
    if (start := _START.match(words)) and (secret := words[start.end() :].strip()):
        return start[0] + HASHED + hash_of(secret)
    return _LINK.sub(lambda link: link[1] + HASHED + hash_of(link[2]), words)


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


def album_of(raw: Mapping[str, Any]) -> str | None:
    """The album a photo or file came in."""
    album = _part(raw, "message").get("media_group_id")
    return album if isinstance(album, str) else None


def wants_word(raw: Mapping[str, Any]) -> bool:
    """A command or a document: whoever sent it looks for an answer."""
    message = _part(raw, "message")
    return "document" in message or str(message.get("text", "")).startswith("/")


def press_of(raw: Mapping[str, Any]) -> tuple[Place, int, list[str]] | None:
    """Chat, message and callback data of all buttons of a pressed message."""
    message = (raw.get("callback_query") or {}).get("message") or {}
    rows = (message.get("reply_markup") or {}).get("inline_keyboard")
    if not rows:
        return None
    data = [key["callback_data"] for row in rows for key in row if "callback_data" in key]
    return in_telegram(int(message["chat"]["id"])), int(message["message_id"]), data
