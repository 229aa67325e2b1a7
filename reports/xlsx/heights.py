"""How tall a row has to be. Not every viewer fits rows to wrapped text by itself, so the file says it."""

from collections.abc import Iterable

LINE_POINTS = 13.2
PADDING_POINTS = 3.0
MAX_POINTS = 409.0
"""Excel shows no taller row; the whole text is still in the cell."""
_LETTER, _CAPITAL, _SPACE = 0.9, 0.2, 0.45
"""Widths in units of a column's width, for the body's font; a little generous."""
_REPEATED, _MOST_KNOWN = 200, 4096
"""Longer texts seldom come again; no more are kept than so many."""


def row_height(
    texts: Iterable[tuple[str, float]], known: dict[tuple[str, float], int] | None = None
) -> float:
    """Points for the tallest of these texts, each with the width of its column.

    `known` keeps what was counted, where the same names and titles come again and again.
    """
    counted = {} if known is None else known
    lines = max((_lines(text, width, counted) for text, width in texts), default=1)
    return min(lines * LINE_POINTS + PADDING_POINTS, MAX_POINTS)


def _lines(text: str, width: float, known: dict[tuple[str, float], int]) -> int:
    found = known.get((text, width))
    if found is None:
        found = sum(_wrapped(line, width - 0.8) for line in text.split("\n"))
        if len(text) <= _REPEATED:
            if len(known) >= _MOST_KNOWN:
                known.clear()
            known[text, width] = found
    return found


def _wrapped(line: str, room: float) -> int:
    """How many lines greedy wrapping makes; a word longer than the column is broken."""
    if len(line) * (_LETTER + _CAPITAL) <= room:
        return 1
    count, used = 1, 0.0
    for word in line.split():
        capitals = 0 if word.islower() else sum(map(str.isupper, word))
        length = len(word) * _LETTER + capitals * _CAPITAL
        if used and used + _SPACE + length <= room:
            used += _SPACE + length
            continue
        if used:
            count += 1
        extra, used = divmod(length, room)
        count += int(extra)
    return count
