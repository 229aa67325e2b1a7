"""Matching a press to its kind of button."""

from aiogram.filters import Filter
from aiogram.types import CallbackQuery

from services.buttons.packing import unpack


class Pressed(Filter):
    """Passes presses of one kind of button and hands the button itself over as `press`."""

    def __init__(self, kind: type) -> None:
        self.kind = kind

    async def __call__(self, callback: CallbackQuery) -> bool | dict[str, object]:
        button = unpack(callback.data or "")
        return {"press": button} if isinstance(button, self.kind) else False
