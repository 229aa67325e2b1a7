"""A long list over several screens: what a page shows, its number, the arrows and the way back."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from services.buttons.imports import ImportButton
from services.buttons.packing import ButtonData
from services.notice import Button

PER_PAGE = 10
T = TypeVar("T")


def cut(items: Sequence[T], page: int, size: int = PER_PAGE) -> tuple[Sequence[T], int, int]:
    """The items of the page, the page that is shown and how many there are."""
    pages = max(1, -(-len(items) // size))
    page = min(max(page, 0), pages - 1)
    return items[page * size : (page + 1) * size], page, pages


def page_of(page: int, pages: int) -> str:
    """«, страница 2 из 3»; nothing where there is one page."""
    return f", страница {page + 1} из {pages}" if pages > 1 else ""


def listed(
    page: int, pages: int, turn: Callable[[int], ButtonData], import_id: int
) -> tuple[tuple[Button, ...], ...]:
    """Arrows where there are more pages, and the way back."""
    arrows = [Button("‹", turn(page - 1))] if page else []
    arrows += [Button("›", turn(page + 1))] if page + 1 < pages else []
    back = (Button("‹ К документу", ImportButton(import_id)),)
    return (tuple(arrows), back) if arrows else (back,)
