"""How tall a row has to be. Not every viewer fits rows to wrapped text by itself, so the file says it."""

from collections.abc import Iterable

LINE_POINTS = 13.2
PADDING_POINTS = 3.0
MAX_POINTS = 409.0
"""Excel shows no taller row; the whole text is still in the cell."""
_LETTER, _CAPITAL, _SPACE = 0.9, 0.2, 0.45
"""Widths in units of a column's width, for the body's font; a little generous."""


def row_height(texts: Iterable[tuple[str, float]]) -> float:
    """Points for the tallest of these texts, each with the width of its column."""
    lines = max((_lines(text, width) for text, width in texts), default=1)
    return min(lines * LINE_POINTS + PADDING_POINTS, MAX_POINTS)


def _lines(text: str, width: float) -> int:
    return sum(_wrapped(line, width - 0.8) for line in text.split("\n"))


def _wrapped(line: str, room: float) -> int:
    """How many lines greedy wrapping makes; a word longer than the column is broken."""
    count, used = 1, 0.0
    for word in line.split():
        length = len(word) * _LETTER + sum(map(str.isupper, word)) * _CAPITAL
        if used and used + _SPACE + length <= room:
            used += _SPACE + length
            continue
        if used:
            count += 1
        extra, used = divmod(length, room)
        count += int(extra)
    return count
