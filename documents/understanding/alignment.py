"""Which column of the heading each cell of a row stands under, though Word moved the edges of the columns."""

from collections.abc import Iterator, Sequence

from documents.formats.blocks import RawRow
from documents.understanding.header import Header


def aligned(header: Header, row: RawRow) -> Iterator[tuple[int, int]]:
    """Index of the cell in the row, index of its column in the heading; one past the heading has its own."""
    begins = begins_of(row)
    if len(begins) == len(row) <= len(header.starts) == len(header.keys):
        yield from zip(begins, begins, strict=True)  # no merged cell anywhere
    elif is_on_grid(header, begins):
        yield from ((index, _owner(header, index)) for index in range(len(row)))
    elif len(begins) == len(header.starts):
        yield from zip(begins, header.starts, strict=True)
    else:
        ends = (*begins[1:], len(row))
        for begin, end in zip(begins, ends, strict=True):
            yield begin, _nearest(header, begin, end)


def begins_of(row: RawRow) -> list[int]:
    """Where the cells of the row begin; the columns a merged cell covers begin none."""
    return [index for index, cell in enumerate(row) if not cell.beside]


def is_on_grid(header: Header, begins: Sequence[int]) -> bool:
    """Whether the cells begin where cells of the heading do, so that the columns themselves tell."""
    if len(header.starts) == len(header.keys) and begins == list(range(len(begins))):
        return True  # neither is merged: a short or a long row is only filled less or more
    return set(begins) <= set(header.starts)


def _owner(header: Header, index: int) -> int:
    """The column whose heading lies over this one."""
    if index >= len(header.keys):
        return index
    return max((start for start in header.starts if start <= index), default=index)


def _nearest(header: Header, begin: int, end: int) -> int:
    ends = (*header.starts[1:], len(header.keys))
    overlaps = [
        (min(end, last) - max(begin, first), -first) for first, last in zip(header.starts, ends, strict=True)
    ]
    return -max(overlaps)[1]
