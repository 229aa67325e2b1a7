"""What the written analysis is made of."""

from dataclasses import dataclass

from texts.pictures import Picture
from texts.plural import plural

PICTURES = "Рисунки"
TITLE, LISTED = 160, 12
"""Letters of a name in a sentence; items of a list before it says how many more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Paragraphs under one heading; `items` are printed as a list after them, `more` says what it leaves out.

    `pictures` are said in words here and stand together at the end.
    """

    heading: str
    paragraphs: tuple[str, ...]
    items: tuple[str, ...] = ()
    more: str = ""
    pictures: tuple[Picture, ...] = ()


def left_out(count: int, of: tuple[str, str, str]) -> str:
    """What stands under a list that leaves so many out; nothing where it leaves none."""
    return f"И ещё {plural(count, *of)}: полный список в книге Excel." if count > 0 else ""


def picture_said(picture: Picture, place: int | None) -> str:
    """A picture in words; `place` is its number at the end, None where it was not drawn."""
    return picture.said if place is None else f"{picture.said.rstrip('.')} (рисунок {place})."


def picture_name(picture: Picture, place: int) -> str:
    """What stands under it."""
    return f"Рисунок {place}. {picture.title}"
