"""One table of the document with its marks: which rows are whose, where the last column is, what is added."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from docx.oxml.ns import qn

from documents.filling.docx_cells import (
    add_words,
    bookmark,
    like_row,
    merge_down,
    repeat_on_each_page,
    set_words,
)
from documents.filling.docx_column import add_column
from documents.filling.docx_page import turn_page_of
from documents.formats.blocks import RawTable
from documents.formats.docx_file import children, columns_before, span_of
from documents.understanding.alignment import aligned
from documents.understanding.columns import Field
from documents.understanding.header import FoundHeader, Header, find_header
from documents.understanding.plan_row import key_of
from roadmap.summary.form import FormRow, bookmark_of

_NAME_LENGTH = 60


@dataclass(frozen=True)
class SourceTable:
    """A table as the reader sees it and the elements of its rows; `header` may be of a table before."""

    raw: RawTable
    rows: Sequence[Any]
    header: Header | None

    @property
    def element(self) -> Any:
        """The table the rows stand in; a row may lie in a wrapper."""
        return next(self.rows[0].iterancestors(qn("w:tbl")))

    @cached_property
    def heading(self) -> FoundHeader | None:
        return find_header(self.raw.rows)

    def cell(self, row: int, column: int) -> Any:
        """The element of a cell by its row and column of the grid, from 0; None where there is none."""
        at = columns_before(self.rows[row])
        for cell in children(self.rows[row], qn("w:tc")):
            if at == column:
                return cell
            at += span_of(cell)
        return None

    def cell_of(self, row: int, key: str) -> Any:
        """The first cell of a row under the heading of this key; None where there is none."""
        if self.header is None:
            return None
        for index, column in aligned(self.header, self.raw.rows[row]):
            if key_of(self.header, column) == key:
                return self.cell(row, index)
        return None


class MarkedTable:
    """Writes into one table; `bookmarks` numbers new bookmarks."""

    def __init__(self, source: SourceTable, column: str, bookmarks: Iterator[int]) -> None:
        self._source = source
        self._bookmarks = bookmarks
        self._marks = self._existing() or self._added(column)

    def _existing(self) -> dict[int, Any]:
        """The cells of a column that the document keeps for it."""
        source = self._source
        if source.header is None or Field.EXECUTION not in source.header.keys:
            return {}
        after = source.heading.after if source.heading else 0
        found = {row: source.cell_of(row, Field.EXECUTION) for row in range(after, len(source.rows))}
        return {row: cell for row, cell in found.items() if cell is not None}

    def _added(self, column: str) -> dict[int, Any]:
        """A new last column on a page that has room for it."""
        table = self._source.element
        cells = dict(add_column(table, self._source.rows, turn_page_of(table)))
        heading = self._source.heading
        if heading is not None:
            self._head(cells, heading, column)
            repeat_on_each_page(self._source.rows[: heading.after])
        return cells

    def _head(self, cells: Mapping[int, Any], heading: FoundHeader, column: str) -> None:
        first, last = heading.first, heading.after
        counted = [cell.text for cell in self._source.raw.rows[last - 1] if cell.text]
        if last - first > 1 and counted and all(text.strip(" .").isdecimal() for text in counted):
            last -= 1
            if last in cells:
                set_words(cells[last], str(len(counted) + 1))
        if first in cells:
            set_words(cells[first], column)
        for row in range(first, last):
            if last - first > 1 and row in cells:
                merge_down(cells[row], starts=row == first)

    def mark(self, rows: Sequence[int], marked: Sequence[FormRow]) -> bool:
        """The marks of the measures that stand in these rows, from 0; whether there was a cell for them."""
        with_cell = [row for row in rows if row in self._marks]
        if not with_cell:
            return False
        first, *others = with_cell
        cell = self._marks[first]
        set_words(cell, "\n".join(_apart(each) for each in marked) if len(marked) > 1 else marked[0].mark)
        if len(marked) == 1:
            bookmark(cell, bookmark_of(marked[0].measure_id), next(self._bookmarks))
        cells = [self._marks[row] for row in with_cell]
        if others and others == list(range(first + 1, first + len(with_cell))) and _is_free(cells):
            merge_down(cell, starts=True)
            for row in others:
                merge_down(self._marks[row], starts=False)
        return True

    def amend(self, row: FormRow) -> None:
        """Words in force beside the printed ones."""
        for key, words in row.amended.items():
            places = row.place.cells.get(key, ()) if row.place else ()
            if places and (cell := self._source.cell(places[-1][1] - 1, places[-1][2] - 1)) is not None:
                add_words(cell, words)

    def add_row(self, after: int, row: FormRow) -> None:
        """A row of the same make under the row `after`, from 0."""
        pattern = self._source.rows[after]
        new = like_row(pattern)
        fields = {
            Field.NUMBER: row.number,
            Field.TITLE: row.title,
            Field.DEADLINE: row.deadline,
            Field.RESPONSIBLE: row.responsible,
            Field.RESULT: row.result,
        }
        cells: list[Any] = list(children(new, qn("w:tc")))
        printed = list(children(pattern, qn("w:tc")))
        for cell in cells:
            set_words(cell, "")
        for key, words in fields.items():
            if (source := self._source.cell_of(after, key)) is not None:
                set_words(cells[printed.index(source)], words)
        mark = cells[printed.index(self._marks[after])]
        set_words(mark, row.mark)
        bookmark(mark, bookmark_of(row.measure_id), next(self._bookmarks))
        pattern.addnext(new)


def _apart(row: FormRow) -> str:
    """The mark of a measure that shares its row with others."""
    name = row.number or row.title
    name = name if len(name) <= _NAME_LENGTH else name[:_NAME_LENGTH].rsplit(" ", 1)[0] + " …"
    return f"{name}: {row.mark}"


def _is_free(cells: Sequence[Any]) -> bool:
    """None of the cells is merged already."""
    return all(cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}") is None for cell in cells)
