"""What the written analysis is made of."""

from dataclasses import dataclass

from texts.pictures import Picture

TITLE, LISTED = 160, 12
"""Letters of a name in a sentence; items of a list before it says how many more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Paragraphs under one heading; `items` are printed as a list after them, `pictures` below."""

    heading: str
    paragraphs: tuple[str, ...]
    items: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
