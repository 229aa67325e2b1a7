"""Lines of text on a PDF page, by geometry."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pdfplumber.utils.text import chars_to_textmap

from documents.formats.note_marks import raised

Char = dict[str, Any]

_SMALL = 0.8
_LIFTED = 0.15


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and where it lies; `spaced`: a space stands after it, so that a word has ended."""

    text: str
    top: float
    bottom: float
    x0: float
    x1: float
    first_width: float
    spaced: bool


def lines_of(chars: Sequence[Char]) -> list[Line]:
    """The lines that these characters make, from top to bottom."""
    if not chars:
        return []
    spaces = [char for char in chars if char["text"].isspace()]
    return [_line(found, spaces) for found in chars_to_textmap(list(chars)).extract_text_lines()]


def _line(found: dict[str, Any], spaces: list[Char]) -> Line:
    top, bottom, x1 = found["top"], found["bottom"], found["x1"]
    middle = (top + bottom) / 2
    return Line(
        text=found["text"],
        top=top,
        bottom=bottom,
        x0=found["x0"],
        x1=x1,
        first_width=found["chars"][0]["x1"] - found["chars"][0]["x0"],
        spaced=any(space["top"] <= middle <= space["bottom"] and space["x1"] > x1 for space in spaces),
    )


def lowered(chars: Sequence[Char]) -> list[Char]:
    """The characters with raised figures brought down to their line, as raised figures of Unicode."""
    result: list[Char] = []
    before: Char | None = None
    for char in chars:
        if before is not None and _is_raised(char, before):
            place = {key: before[key] for key in ("top", "bottom", "doctop", "y0", "y1")}
            result.append(char | place | {"text": raised(char["text"])})
        else:
            result.append(char)
            before = char if char["text"].strip() else before
    return result


def _is_raised(char: Char, before: Char) -> bool:
    size = before["bottom"] - before["top"]
    return bool(
        (char["text"].isdecimal() or char["text"] == "*")
        and char["bottom"] - char["top"] < size * _SMALL
        and before["top"] - size / 2 < char["top"]
        and char["bottom"] < before["bottom"] - size * _LIFTED
        and abs(char["x0"] - before["x1"]) < size / 2
    )
