"""Rows of buttons as Telegram takes them."""

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from services.buttons.packing import pack
from services.notice import Button, Notice


def keyboard(notice: Notice) -> InlineKeyboardMarkup | None:
    """The rows of buttons under this notice, if it has any."""
    if not notice.buttons:
        return None
    return InlineKeyboardMarkup(inline_keyboard=[[_key(button) for button in row] for row in notice.buttons])


def _key(button: Button) -> InlineKeyboardButton:
    return InlineKeyboardButton(
        text=button.label,
        url=button.url,
        callback_data=pack(button.data) if button.data is not None else None,
        style=button.style.value if button.style else None,
    )
