"""Rows of buttons as Telegram takes them."""

from collections.abc import Iterable, Sequence

from aiogram.types import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from services.buttons.packing import pack
from services.notice import Button, Notice

COPIED = 256
"""Characters a key can copy."""


def keyboard(notice: Notice) -> InlineKeyboardMarkup | None:
    """The rows of buttons under this notice, if it has any."""
    return _markup(notice.buttons)


def plain_keyboard(notice: Notice) -> InlineKeyboardMarkup | None:
    """The same without the keys that copy: for a Bot API that does not know them."""
    return _markup([[button for button in row if button.copy is None] for row in notice.buttons])


def copies(notice: Notice) -> bool:
    """Whether it has a key that copies."""
    return any(button.copy is not None for row in notice.buttons for button in row)


def _markup(rows: Iterable[Sequence[Button]]) -> InlineKeyboardMarkup | None:
    keys = [[_key(button) for button in row] for row in rows if row]
    return InlineKeyboardMarkup(inline_keyboard=keys) if keys else None


def _key(button: Button) -> InlineKeyboardButton:
    return InlineKeyboardButton(
        text=button.label,
        url=button.url,
        callback_data=pack(button.data) if button.data is not None else None,
        style=button.style.value if button.style else None,
        copy_text=CopyTextButton(text=button.copy[:COPIED]) if button.copy is not None else None,
    )
