"""A finished message, neutral to the messenger: a body that is safe to send, and rows of buttons."""

import re
from dataclasses import dataclass
from enum import StrEnum
from html import escape, unescape

from roadmap.people.place import TELEGRAM, Place
from services.buttons.packing import ButtonData

_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)


class Html(str):
    """Text that is already safe HTML; a plain `str` is never sent with a parse mode: wrap it in `text()`."""

    __slots__ = ()

    def __add__(self, other: str) -> "Html":
        return Html(str(self) + str(other if isinstance(other, Html) else text(other)))


def text(plain: object) -> Html:
    """Any words from outside, made harmless."""
    return Html(escape(str(plain), quote=True))


def bold(inner: str) -> Html:
    return Html(f"<b>{_safe(inner)}</b>")


def italic(inner: str) -> Html:
    return Html(f"<i>{_safe(inner)}</i>")


def quote(inner: str, *, collapsed: bool = False) -> Html:
    """A block quote; collapsed ones unfold on tap."""
    attribute = " expandable" if collapsed else ""
    return Html(f"<blockquote{attribute}>{_safe(inner)}</blockquote>")


def link(label: str, url: str) -> Html:
    return Html(f'<a href="{escape(url, quote=True)}">{_safe(label)}</a>')


def written_to(name: str, place: Place) -> Html:
    """The name as a way into the chat with that person; a messenger without such a way has the name alone."""
    return link(name, f"tg://user?id={place.chat_id}") if place.channel == TELEGRAM else text(name)


def lines(*parts: str | None) -> Html:
    """The parts that are there, one a line; an empty string leaves a blank line, None is left out."""
    return Html("\n".join(_safe(part) for part in parts if part is not None))


def plain(body: Html) -> str:
    """The same words without any marking."""
    return unescape(_TAG.sub("", body))


def _safe(inner: str) -> Html:
    return inner if isinstance(inner, Html) else text(inner)


class ButtonStyle(StrEnum):
    """Colours of Bot API 9.4; a client that does not know them shows a plain button."""

    DANGER = "danger"
    SUCCESS = "success"
    PRIMARY = "primary"


@dataclass(frozen=True, slots=True)
class Button:
    """A key under a message: pressing it sends `data` back, opens `url`, or puts `copy` on the clipboard."""

    label: str
    data: ButtonData | None = None
    url: str | None = None
    style: ButtonStyle | None = None
    copy: str | None = None
    """What it copies is in the message too: a messenger that cannot copy leaves the key out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One message: HTML body of at most 4,096 characters after parsing, rows of buttons under it."""

    body: Html
    buttons: tuple[tuple[Button, ...], ...] = ()
    is_silent: bool = False
    answers: int | None = None
    """The message of the chat it is a reply to; where that is gone, it comes without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that goes with a notice: as a document, or as a picture that is seen at once."""

    name: str
    data: bytes
    is_photo: bool = False
