"""One page of a PDF: its ruled tables with merged cells by geometry, its prose, and what is in neither."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from documents import limits
from documents.formats.blocks import RawCell, RawRow
from documents.formats.pdf_bounds import Work
from documents.formats.pdf_lines import Char, Line, drawn_once, lines_of, lowered
from documents.formats.pdf_rules import Rules
from roadmap.errors import DocumentRefused

Box = tuple[float, float, float, float]
_SAME_LINE = 1.5


@dataclass(slots=True)
class PageTable:
    """Boxes of cells on the grid of the table's own rules, and the lines inside each."""

    boxes: list[Box]
    top: float
    bottom: float
    lines: dict[Box, list[Line]] = field(default_factory=dict)

    @property
    def padding(self) -> float:
        """How near to the left side of its cell text begins: as near it may come to the right one."""
        gaps = [line.x0 - box[0] for box, lines in self.lines.items() for line in lines]
        return max(min(gaps, default=0.0), 0.0)


@dataclass(frozen=True, slots=True)
class PageContent:
    """`bands`: prose above the first table, between tables, and below the last; `beside`: the rest."""

    tables: list[PageTable]
    bands: list[list[Line]]
    beside: list[Line]


def read_page(page: Any, work: Work) -> PageContent:
    """Every character of the page in exactly one place."""
    rules = Rules(page.edges)
    work.spend(rules.work)
    across, down = rules.missing()
    settings = {"explicit_horizontal_lines": across, "explicit_vertical_lines": down}
    found = sorted(page.find_tables(settings), key=lambda table: (table.bbox[1], table.bbox[0]))
    tables = [PageTable(_boxes(table), table.bbox[1], table.bbox[3]) for table in found]
    return _share_out(lowered(drawn_once(page.chars)), tables)


def _boxes(table: Any) -> list[Box]:
    return [box for row in table.rows for box in row.cells if box is not None]


def _share_out(chars: Sequence[Char], tables: list[PageTable]) -> PageContent:
    cells = _Cells(box for table in tables for box in table.boxes)
    inside: dict[Box, list[Char]] = {}
    bands: list[list[Char]] = [[] for _ in range(len(tables) + 1)]
    beside: list[Char] = []
    bottoms = sorted(table.bottom for table in tables)
    for char in chars:
        middle = (char["top"] + char["bottom"]) / 2
        box = cells.at((char["x0"] + char["x1"]) / 2, middle)
        if box is not None:
            inside.setdefault(box, []).append(char)
        elif any(table.top <= middle < table.bottom for table in tables):
            beside.append(char)
        else:
            bands[bisect_right(bottoms, middle)].append(char)
    for table in tables:
        table.lines = {box: lines_of(inside[box]) for box in table.boxes if box in inside}
    return PageContent(tables, [lines_of(band) for band in bands], lines_of(beside))


class _Cells:
    """Finds the cell around a point among cells sorted by their tops."""

    def __init__(self, boxes: Iterable[Box]) -> None:
        self._boxes = sorted(set(boxes), key=lambda box: box[1])
        self._tops = [box[1] for box in self._boxes]
        self._tallest = max((box[3] - box[1] for box in self._boxes), default=0.0)

    def at(self, x: float, y: float) -> Box | None:
        for index in range(bisect_right(self._tops, y) - 1, -1, -1):
            box = self._boxes[index]
            if box[1] + self._tallest < y:
                return None
            if box[0] <= x < box[2] and y < box[3]:
                return box
        return None


def grid(table: PageTable, texts: dict[Box, str]) -> Iterator[RawRow]:
    """Cells in rows and columns; a merged cell fills its first place and covers the rest."""
    columns = _edges(box[0] for box in table.boxes)
    rows = _edges(box[1] for box in table.boxes)
    if len(columns) > limits.MAX_COLUMNS:
        raise DocumentRefused("too-many-columns", str(limits.MAX_COLUMNS))
    if len(rows) > limits.MAX_ROWS:
        raise DocumentRefused("too-many-rows", str(limits.MAX_ROWS))
    cells = [[RawCell() for _ in columns] for _ in rows]
    for box in table.boxes:
        _place(cells, columns, rows, box, texts.get(box, ""))
    yield from map(tuple, cells)


def _place(cells: list[list[RawCell]], columns: list[float], rows: list[float], box: Box, text: str) -> None:
    first_row, first_column = _index(rows, box[1]), _index(columns, box[0])
    for row in range(first_row, len(rows)):
        if rows[row] > box[3] - _SAME_LINE:
            break
        for column in range(first_column, len(columns)):
            if columns[column] > box[2] - _SAME_LINE:
                break
            corner = (row, column) == (first_row, first_column)
            cells[row][column] = RawCell(
                text if corner else "", above=row > first_row, beside=column > first_column
            )


def _edges(values: Iterable[float]) -> list[float]:
    """Sorted places of rules, those that differ by a hair taken as one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _SAME_LINE:
            edges.append(value)
    return edges


def _index(edges: list[float], value: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - value))
