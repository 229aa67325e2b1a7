"""Lines of text on a PDF page, by geometry."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pdfplumber.utils.text import chars_to_textmap

from documents.formats.note_marks import raised

Char = dict[str, Any]

_HAIR = 0.4
_SMALL = 0.8
_LIFTED = 0.15
_MANY_MARKS = 300


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


def drawn_once(chars: Sequence[Char]) -> list[Char]:
    """The characters without those drawn over themselves, as some programs make bold letters."""
    seen: set[tuple[str, int, int]] = set()
    result: list[Char] = []
    for char in chars:
        column, row = round(char["x0"] / _HAIR), round(char["top"] / _HAIR)
        near = ((char["text"], column + x, row + y) for x in (-1, 0, 1) for y in (-1, 0, 1))
        if char["text"].isspace() or seen.isdisjoint(near):
            seen.add((char["text"], column, row))
            result.append(char)
    return result


def lowered(chars: Sequence[Char]) -> list[Char]:
    """The characters with raised figures brought down to their line, as raised figures of Unicode."""
    sizes = Counter(round(char["bottom"] - char["top"], 1) for char in chars)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    small = {index for index, char in enumerate(chars) if _may_be_raised(char, usual)}
    if not small or len(small) > _MANY_MARKS:
        return list(chars)
    large = [char for index, char in enumerate(chars) if index not in small and char["text"].strip()]
    return [_lowered(char, large) if index in small else char for index, char in enumerate(chars)]


def _may_be_raised(char: Char, usual: float) -> bool:
    is_mark = char["text"].isdecimal() or char["text"] == "*"
    return is_mark and bool(char["bottom"] - char["top"] < usual * _SMALL)


def _lowered(char: Char, large: Sequence[Char]) -> Char:
    """The mark on the line of the character it stands after; as it is where it stands after none."""
    before = next((one for one in large if _is_raised(char, one)), None)
    if before is None:
        return char
    place = {key: before[key] for key in ("top", "bottom", "doctop", "y0", "y1")}
    return char | place | {"text": raised(char["text"])}


def _is_raised(char: Char, before: Char) -> bool:
    size = before["bottom"] - before["top"]
    return bool(
        abs(char["x0"] - before["x1"]) < size / 2
        and char["bottom"] - char["top"] < size * _SMALL
        and before["top"] - size / 2 < char["top"]
        and char["bottom"] < before["bottom"] - size * _LIFTED
    )
