"""What every reader hands over: prose lines and raw tables in the order of the document."""

from dataclasses import dataclass

from documents.formats.left_out import LeftOut
from roadmap.problem import Problem


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell's text with its line breaks. `above` and `beside`: covered by a merged cell, and then empty."""

    text: str = ""
    above: bool = False
    beside: bool = False


RawRow = tuple[RawCell, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """One line or paragraph outside tables; an empty text is a blank line."""

    text: str


@dataclass(frozen=True, slots=True)
class RawTable:
    rows: tuple[RawRow, ...]


Block = Prose | RawTable


@dataclass(frozen=True, slots=True)
class RawDocument:
    """`soft_breaks`: line breaks inside cells are only where the text was wrapped (PDF).

    Each letter of the file is in `blocks` or in `left_out`, once. `problems` say what was left out, too.
    """

    blocks: tuple[Block, ...]
    soft_breaks: bool = False
    left_out: tuple[LeftOut, ...] = ()
    problems: tuple[Problem, ...] = ()


def plain_row(texts: list[str]) -> RawRow:
    """A row without merged cells."""
    return tuple(map(RawCell, texts))
