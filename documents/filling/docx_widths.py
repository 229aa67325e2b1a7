"""Columns of a Word table that nobody has laid, or that have become too narrow for their words."""

from collections.abc import Iterator, Sequence
from typing import Any

from docx.oxml.ns import qn

from documents.formats.docx_file import children, columns_before, span_of
from texts.column_widths import LETTER, asked, longest_word, shared

_TC, _TEXT, _SIZE = qn("w:tc"), qn("w:t"), qn("w:sz")
_USUAL_SIZE = 24  # halves of a point
_MARGINS = 230  # twentieths of a point, both sides of a cell
_ALL = 5000  # fiftieths of a per cent
_ALIKE = 1.15
"""Columns this alike were never laid: the program has made them all the same."""


def lay_columns(table: Any, rows: Sequence[Any], room: float, whole: float) -> None:
    """Share this room of the whole table's width: by their words where all were alike, else as they were.

    None becomes narrower than its longest word. A table whose rows do not fit its grid is left as it is.
    """
    grid = table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")
    given = [_width(column) for column in grid]
    placed = list(_placed(rows))
    if len(grid) < 2 or not all(given) or any(at + span > len(grid) for _, at, span in placed):
        return
    words = [
        [_words(cell) for cell, at, span in placed if (at, span) == (column, 1)]
        for column in range(len(grid))
    ]
    if not all(words):
        return
    shares = asked(words) if max(given) <= min(given) * _ALIKE else [float(width) for width in given]
    letter = _size(table) * 10 * LETTER
    least = [_MARGINS + longest_word(cells) * letter for cells in words]
    widths = [round(width) for width in shared(room, shares, least)]
    for column, width in zip(grid, widths, strict=True):
        column.set(qn("w:w"), str(width))
    for cell, at, span in placed:
        _resize(cell, sum(widths[at : at + span]), whole)


def _placed(rows: Sequence[Any]) -> Iterator[tuple[Any, int, int]]:
    """Each cell with its first column and how many it covers."""
    for row in rows:
        at = columns_before(row)
        for cell in children(row, _TC):
            span = span_of(cell)
            yield cell, at, span
            at += span


def _resize(cell: Any, width: int, whole: float) -> None:
    for size in cell.iterfind(f"{qn('w:tcPr')}/{qn('w:tcW')}"):
        kind = size.get(qn("w:type"), "dxa")
        if kind in ("dxa", "pct") and _width(size):
            size.set(qn("w:w"), str(width if kind == "dxa" else round(_ALL * width / whole)))


def _words(cell: Any) -> str:
    return " ".join("".join(text.text or "" for text in line.iter(_TEXT)) for line in cell.iter(qn("w:p")))


def _size(table: Any) -> int:
    """The largest letters of the table, in halves of a point."""
    sizes = (each.get(qn("w:val"), "") for each in table.iter(_SIZE))
    return max((int(size) for size in sizes if size.isdecimal()), default=_USUAL_SIZE)


def _width(element: Any) -> int:
    text = element.get(qn("w:w"), "")
    return int(text) if text.isdecimal() else 0
