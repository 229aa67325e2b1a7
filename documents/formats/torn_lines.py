"""Rows of a text table that a line break inside a cell has cut into several lines."""

from collections.abc import Iterator, Sequence

from documents.understanding.numbers import number_of

_MAX_LINES = 40


def mended(lines: Sequence[str]) -> Iterator[str]:
    """The lines, pieces of one row joined by a vertical tab, which `clean` reads as a line break."""
    place, width = 0, 0
    while place < len(lines):
        line = lines[place]
        tabs = line.count("\t")
        width = max(width, tabs) if line.strip() else 0
        taken = _pieces(lines, place, width) if 0 < tabs < width else 1
        yield "\v".join(lines[place : place + taken])
        place += taken


def _pieces(lines: Sequence[str], start: int, width: int) -> int:
    """How many lines make one row of this width; 1 where they do not add up to it."""
    tabs = lines[start].count("\t")
    for count in range(1, min(_MAX_LINES, len(lines) - start)):
        following = lines[start + count]
        if not following.strip() or number_of(following.split("\t")[0]) is not None:
            return 1
        tabs += following.count("\t")
        if tabs >= width:
            return count + 1 if tabs == width and "\t" in following else 1
    return 1
