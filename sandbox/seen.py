"""What the client hands back: thin typed views over the sandbox's JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Button:
    text: str
    data: str
    url: str
    style: str


@dataclass(frozen=True, slots=True)
class SeenMessage:
    """A bubble in a chat; `raw` is the whole JSON."""

    raw: Mapping[str, Any]

    @property
    def id(self) -> int:
        return int(self.raw["message_id"])

    @property
    def chat_id(self) -> int:
        return int(self.raw["chat"]["id"])

    @property
    def is_from_bot(self) -> bool:
        return bool(self.raw["from_bot"])

    @property
    def sender(self) -> str:
        return str(self.raw["from"]["first_name"])

    @property
    def text(self) -> str:
        """The text, or the caption of a file."""
        return str(self.raw.get("text") or self.raw.get("caption") or "")

    @property
    def entities(self) -> list[Mapping[str, Any]]:
        return list(self.raw.get("entities") or self.raw.get("caption_entities") or [])

    @property
    def at(self) -> datetime:
        return datetime.fromtimestamp(self.raw["date"], UTC)

    @property
    def is_edited(self) -> bool:
        return "edit_date" in self.raw

    @property
    def reaction(self) -> str:
        """The sign the bot has put on it."""
        return str(self.raw.get("reaction", ""))

    @property
    def answered_id(self) -> int:
        """The message it is a reply to; 0 where it is none."""
        return int((self.raw.get("reply_to_message") or {}).get("message_id", 0))

    @property
    def is_deleted(self) -> bool:
        return bool(self.raw["is_deleted"])

    @property
    def rows(self) -> list[list[Button]]:
        markup = self.raw.get("reply_markup") or {}
        rows = markup.get("inline_keyboard") or markup.get("keyboard") or []
        return [[as_button(button) for button in row] for row in rows]

    @property
    def buttons(self) -> list[str]:
        """The texts of its buttons, row by row."""
        return [button.text for row in self.rows for button in row]

    @property
    def file_id(self) -> str:
        """The id of the document or of the photo in full size; "" when there is no file."""
        if photo := self.raw.get("photo"):
            return str(photo[-1]["file_id"])
        for kind in ("document", "voice", "sticker"):
            if kind in self.raw:
                return str(self.raw[kind]["file_id"])
        return ""

    @property
    def filename(self) -> str:
        return str(self.raw.get("document", {}).get("file_name", ""))


def as_button(raw: Mapping[str, Any]) -> Button:
    return Button(
        text=str(raw["text"]),
        data=str(raw.get("callback_data", "")),
        url=str(raw.get("url") or raw.get("web_app", {}).get("url", "")),
        style=str(raw.get("style", "")),
    )


@dataclass(frozen=True, slots=True)
class SeenAnswer:
    """A press and what the presser was shown for it."""

    raw: Mapping[str, Any]

    @property
    def query_id(self) -> str:
        return str(self.raw["query_id"])

    @property
    def is_answered(self) -> bool:
        return bool(self.raw["is_answered"])

    @property
    def text(self) -> str:
        return str(self.raw["text"])

    @property
    def is_alert(self) -> bool:
        return bool(self.raw["show_alert"])

    @property
    def button(self) -> str:
        return str(self.raw["button"])


@dataclass(frozen=True, slots=True)
class Pressed:
    """Which button of which message was pressed; a button with an address has no query."""

    raw: Mapping[str, Any]

    @property
    def query_id(self) -> str:
        return str(self.raw["query_id"])

    @property
    def message_id(self) -> int:
        return int(self.raw["message_id"])

    @property
    def button(self) -> str:
        return str(self.raw["button"])

    @property
    def url(self) -> str:
        return str(self.raw.get("url") or self.raw.get("web_app", {}).get("url", ""))


@dataclass(frozen=True, slots=True)
class SeenCall:
    """One Bot API call of the log; `status` 0 means the bot got no answer."""

    raw: Mapping[str, Any]

    @property
    def number(self) -> int:
        return int(self.raw["number"])

    @property
    def method(self) -> str:
        return str(self.raw["method"])

    @property
    def chat_id(self) -> int:
        return int(self.raw["chat_id"])

    @property
    def message_id(self) -> int:
        return int(self.raw["message_id"])

    @property
    def is_accepted(self) -> bool:
        return bool(self.raw["accepted"])

    @property
    def status(self) -> int:
        return int(self.raw["status"])

    @property
    def description(self) -> str:
        return str(self.raw["description"])

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(self.raw["at"])

    @property
    def tick(self) -> float:
        """When it came in, on the sandbox's monotonic clock."""
        return float(self.raw["tick"])


@dataclass(frozen=True, slots=True)
class ClockSeen:
    raw: Mapping[str, Any]

    @property
    def version(self) -> int:
        return int(self.raw["version"])

    @property
    def now(self) -> datetime:
        return datetime.fromisoformat(self.raw["now"])

    @property
    def next_at(self) -> datetime | None:
        """When the bot said its next reminder is due."""
        return datetime.fromisoformat(self.raw["next_at"]) if self.raw["next_at"] else None

    @property
    def is_idle(self) -> bool:
        """Whether the bot has done all that was due (only in the answer of `wait_idle`)."""
        return bool(self.raw.get("idle"))
