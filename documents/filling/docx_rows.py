"""Leaving rows out of a Word table whose rows are not grown together."""

from collections.abc import Collection, Iterator
from itertools import groupby

from docx.oxml.ns import qn

from documents.filling.docx_table import SourceTable


def leave_out(table: SourceTable, gone: Collection[int]) -> bool:
    """Take these rows away, from 0, with titles of sections left empty; False where a merge holds them."""
    after = table.heading.after if table.heading else 0
    body = table.rows[after:]
    if any(row.find(f".//{qn('w:vMerge')}") is not None for row in body):
        return False
    titles = set(_empty_titles(table, gone, after))
    for number in sorted({*gone, *titles}, reverse=True):
        row = table.rows[number]
        row.getparent().remove(row)
    if len(gone) + len(titles) == len(body):
        element = table.element if table.rows[:after] else None
        if element is not None:
            element.getparent().remove(element)
    return True


def _empty_titles(table: SourceTable, gone: Collection[int], after: int) -> Iterator[int]:
    """Rows of one cell under which nothing stays before the next of them."""
    block: list[int] = []
    is_kept = True
    for is_title, rows in groupby(range(after, len(table.rows)), key=lambda row: _is_title(table, row)):
        numbers = list(rows)
        if is_title:
            if not is_kept:
                yield from block
            block = numbers
        is_kept = is_title or not set(numbers) <= set(gone)
    if not is_kept:
        yield from block


def _is_title(table: SourceTable, row: int) -> bool:
    return sum(bool(cell.text) for cell in table.raw.rows[row]) == 1
