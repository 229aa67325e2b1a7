"""Text where each cell is a line that begins with a tab and may go on over plain and blank lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from documents import limits
from documents.formats.blocks import Block, Prose, RawRow, RawTable, plain_row
from documents.understanding.numbers import number_of
from documents.understanding.words import clean, starts_low
from roadmap.errors import DocumentRefused

_NEVER = 10**9
_NO_GAP = 20
_ODD_WIDTH = 8
_WIDEST_ODD_ROW = 12


@dataclass(slots=True)
class _Cell:
    text: str
    after_gap: bool


def read_cell_lines(lines: Sequence[str]) -> Iterator[Block]:
    """Prose, the rows, and the prose after the last cell."""
    first = next(index for index, line in enumerate(lines) if line.startswith("\t"))
    last = max(index for index, line in enumerate(lines) if line.startswith("\t"))
    end = _end_of_cell(lines, last)
    yield from (Prose(clean(line)) for line in lines[:first])
    cells = list(_cells(lines[first:end]))
    width = _header_width(cells)
    if width > limits.MAX_COLUMNS:
        raise DocumentRefused("too-many-columns", str(limits.MAX_COLUMNS))
    if len(cells) > limits.MAX_ROWS * width:
        raise DocumentRefused("too-many-rows", str(limits.MAX_ROWS))
    yield RawTable(tuple(_rows(cells, width)))
    yield from (Prose(clean(line)) for line in lines[end:])


def _end_of_cell(lines: Sequence[str], last: int) -> int:
    """The last cell ends at a blank line, unless what follows it goes on with the sentence."""
    for index in range(last + 1, len(lines)):
        if lines[index].strip():
            continue
        following = next((line for line in lines[index:] if line.strip()), "")
        if not starts_low(following):
            return index
    return len(lines)


def _cells(lines: Sequence[str]) -> Iterator[_Cell]:
    current: list[str] = []
    after_gap = gap = True
    for line in lines:
        if line.startswith("\t"):
            if current:
                yield _Cell(clean("\n".join(current)), after_gap)
            current, after_gap = [line[1:]], gap
        else:
            current.append(line)
        gap = not line.strip() and not line.startswith("\t")
    if current:
        yield _Cell(clean("\n".join(current)), after_gap)


def _header_width(cells: Sequence[_Cell]) -> int:
    """The heading is the first run of cells without a blank line between them."""
    run = 0
    for cell in cells:
        if cell.after_gap:
            if run >= 3:
                return run
            run = 0
        run += 1
    return max(run, 1)


def _rows(cells: Sequence[_Cell], width: int) -> Iterator[RawRow]:
    """The cheapest way to cut the cells into rows of full width and headings of one cell."""
    count = len(cells)
    gaps = [0, *accumulate(int(cell.after_gap) for cell in cells)]
    cost = [_NEVER] * count + [0]
    taken = [0] * count
    lengths = sorted({*range(1, min(width, _WIDEST_ODD_ROW) + 1), width})
    for start in range(count - 1, -1, -1):
        for length in lengths:
            if start + length > count:
                break
            inner_gaps = gaps[start + length] - gaps[start + 1]
            price = inner_gaps + _price(cells[start], length, width) + cost[start + length]
            if price < cost[start]:
                cost[start], taken[start] = price, length
    start = 0
    while start < count:
        yield plain_row([cell.text for cell in cells[start : start + taken[start]]])
        start += taken[start]


def _price(first: _Cell, length: int, width: int) -> int:
    """What speaks against a row of this length that begins with this cell."""
    price = 0 if first.after_gap else _NO_GAP
    begins_row = not first.text or number_of(first.text) is not None
    if length == width:
        return price if begins_row else price + 2
    if length == 1:
        return price + (_ODD_WIDTH if begins_row else 1)
    return price + _ODD_WIDTH + width - length
