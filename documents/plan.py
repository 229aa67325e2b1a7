"""Rows of a plan table → headings, measures and sub-rows, broken rows put together."""

import re
from collections.abc import Iterable, Sequence

from documents.amendments import is_note
from documents.blocks import RawRow
from documents.columns import Column
from documents.entry import Entry, Heading, Numbered
from documents.header import Header, is_enumeration
from documents.joining import Vocabulary, better_copy, glue, is_garbled_copy, join_broken
from documents.numbers import (
    heading_number,
    inner_number,
    is_roman,
    number_of,
    prefix,
    single_number,
)
from documents.times import names_time
from documents.torn_heading import begins_torn, cut, goes_on_torn
from documents.words import flat, starts_low
from roadmap.problem import Problem

_OPEN_END = re.compile(
    r"(?:[,(«-]|\b(?:и|в|во|на|по|с|со|к|о|об|от|для|из|при|за|у|или|не|до))$", re.IGNORECASE
)
_BULLET = re.compile(r"^[-–—•*·]\s?")
_CLOSED_END = re.compile(r"[.;:!?»)]$")


class PlanRows:
    """Takes the rows of one or several tables of a plan in order; `entries` and `headings` grow."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.headings: list[Heading] = []
        self.entries: list[Entry] = []
        self.notes: list[str] = []
        self.problems: list[Problem] = []
        self._vocabulary = vocabulary
        self._top: Entry | None = None
        self._torn = False
        self._pending: dict[str, str] = {}
        self._above: dict[str, str] = {}

    def take(self, header: Header, rows: Iterable[RawRow], *, numbers: bool) -> None:
        """Read the rows under a heading; `numbers`: the number column is really filled."""
        for index, row in enumerate(rows):
            if header.repeats(row) or is_enumeration(row):
                continue
            self._row(_Row(header, row, numbers=numbers, opens=index == 0))

    def heading(self, title: str) -> None:
        """A section begins, in the table or between two tables."""
        if not (title := flat(title)):
            return
        self.headings.append(Heading(title))
        self._top = None
        self._above = {}

    def _row(self, row: "_Row") -> None:
        if not row.texts:
            return
        torn, self._torn = self._torn, False
        if row.direction and len(row.texts) > 1:
            self.heading(row.direction)
        if len(row.texts) == 1:
            self._lone(row, torn=torn)
        elif row.is_section:
            self.heading(row.section_title)
        elif row.number is None and begins_torn(row.title, row.others, row.deadline):
            self._tear(row.pieces)
        elif torn and row.number is None and goes_on_torn(row.pieces):
            self._go_on_torn(row)
        elif row.number is not None:
            self._numbered(row)
        else:
            self._unnumbered(row)

    # Headings

    def _tear(self, pieces: Sequence[tuple[str, str]]) -> None:
        title = ""
        for _, piece in pieces:
            title = glue(title, flat(piece), self._vocabulary)
        self.heading(title)
        self._torn = True

    def _go_on_torn(self, row: "_Row") -> None:
        """The end of a torn heading; what follows it in the same cells belongs to the next measure."""
        heading = self.headings[-1]
        for key, text in row.pieces:
            head, own = cut(key, text)
            heading.title = glue(heading.title, head, self._vocabulary)
            if own:
                self._pending[key] = own
        self._torn = not self._pending

    def _lone(self, row: "_Row", *, torn: bool) -> None:
        """A row with one text: a heading, a note, the rest of a cell, or a sub-row whose cells are merged."""
        key, text = row.pieces[0]
        if is_note(text):
            self.notes.append(flat(text))
        elif key == Column.NUMBER and number_of(text):
            return
        elif row.is_spread or key == Column.NUMBER or (row.first and not self._goes_on(key, text)):
            self.heading(text)
        elif torn and starts_low(text):
            self._go_on_torn(row)
        elif key == Column.TITLE and self._is_sub_title(text):
            self._add(row, self._title_number(row, text))
        elif key == Column.TITLE and not self._continues(row):
            self._lone_title(row, text)
        else:
            self._append(row)

    def _goes_on(self, key: str, text: str) -> bool:
        """A first column that is the title: its lone text may be the rest of the row above."""
        return key == Column.TITLE and bool(self.entries)

    def _lone_title(self, row: "_Row", text: str) -> None:
        if row.covered and self._top is not None:
            self._add(row, self._title_number(row, text))
        else:
            self.heading(text)

    # Measures

    def _numbered(self, row: "_Row") -> None:
        number = row.number or ""
        parent = prefix(number)
        known = parent and any(e.number == parent and e.heading == self._here for e in reversed(self.entries))
        entry = self._new(row, number, Numbered.IN_COLUMN, parent if known else None)
        for key, text in self._pending.items():
            entry.cells[key] = self._merge(text, entry.cells.get(key, ""), number)
        self._pending = {}
        self._top = entry

    def _unnumbered(self, row: "_Row") -> None:
        if self._pending and not self._is_sub_title(row.title):
            self._begin_pending(row)
        elif row.numbers and self._is_sub_title(row.title):
            self._add(row, self._title_number(row, row.title))
        elif not row.numbers and (found := inner_number(row.title) or single_number(row.title)):
            self._by_title(row, found)
        elif self.entries and self._same_heading and self._continues(row):
            self._append(row)
        else:
            self._add(row, None)

    def _begin_pending(self, row: "_Row") -> None:
        for key, text in row.pieces:
            self._pending[key] = join_broken(self._pending.get(key, ""), text, self._vocabulary)

    def _by_title(self, row: "_Row", found: tuple[str, str]) -> None:
        """A table without a number column: numbers stand before the titles and make the tree themselves."""
        number, title = found
        parent = prefix(number)
        known = parent and any(e.number == parent and e.heading == self._here for e in reversed(self.entries))
        entry = self._new(row, number, Numbered.IN_TITLE, parent if known else None)
        entry.cells[Column.TITLE] = title
        self._top = entry

    def _add(self, row: "_Row", found: tuple[str, str] | None) -> None:
        """A sub-row, with a number in its title or without; in a table without numbers, a measure."""
        if found is None:
            above = self.entries[-1] if self.entries and self._same_heading else None
            while above is not None and not above.number:
                above = self._entry_of(above.parent)
            parent = above.number if above is not None and row.numbers else None
            self._new(row, "", Numbered.NOWHERE, parent)
            return
        entry = self._new(row, found[0], Numbered.IN_TITLE, self._top.number if self._top else None)
        entry.cells[Column.TITLE] = found[1]

    def _entry_of(self, number: str | None) -> Entry | None:
        return next((e for e in reversed(self.entries) if number and e.number == number), None)

    def _new(self, row: "_Row", number: str, numbered: Numbered, parent: str | None) -> Entry:
        cells = dict(row.pieces)
        covered = {key: self._above[key] for key in row.covered if self._above.get(key)}
        self._above.update(cells)
        printed = cells.pop(Column.NUMBER, "")
        entry = Entry(number, numbered, parent, self._here, cells, covered, printed)
        self.entries.append(entry)
        return entry

    def _append(self, row: "_Row") -> None:
        """The row goes on with the cells of the measure above."""
        if not self.entries:
            return
        cells = self.entries[-1].cells
        for key, text in row.pieces:
            if key != Column.NUMBER:
                cells[key] = join_broken(cells.get(key, ""), text, self._vocabulary)

    def _merge(self, one: str, other: str, number: str) -> str:
        """The two halves of a cell that a torn heading pushed apart, or the better of two copies."""
        if one and other and is_garbled_copy(one, other):
            better = better_copy(one, other, self._vocabulary)
            dropped = other if better == one else one
            self.problems.append(Problem(code="cell-doubled", measure=number, facts={"text": flat(dropped)}))
            return better
        return join_broken(one, other, self._vocabulary)

    # Decisions

    @property
    def _here(self) -> int:
        return len(self.headings) - 1

    @property
    def _same_heading(self) -> bool:
        return bool(self.entries) and self.entries[-1].heading == self._here

    def _is_sub_title(self, text: str) -> bool:
        """«3.1. Анализ» under row 3, or «11.1 …» under a misnumbered row 13."""
        found = inner_number(text)
        return found is not None and self._top is not None

    @staticmethod
    def _title_number(row: "_Row", text: str) -> tuple[str, str] | None:
        return inner_number(text) if row.numbers else inner_number(text) or single_number(text)

    def _continues(self, row: "_Row") -> bool:
        """Whether a row without a number is the rest of the row above, not a row of its own."""
        if not self._same_heading:
            return False
        above = self.entries[-1]
        if not row.title:
            return True
        if row.covered:
            return False
        own_deadline = (
            bool(row.deadline) and names_time(row.deadline) and bool(above.cells.get(Column.DEADLINE))
        )
        if starts_low(row.title):
            return not (own_deadline and _CLOSED_END.search(above.title))
        if _OPEN_END.search(above.title):
            return True
        if own_deadline:
            return False
        if _BULLET.match(row.title) or row.opens:
            return not heading_number(row.title) and not row.title.isupper()
        return False


class _Row:
    """One row seen through the heading of its table."""

    def __init__(self, header: Header, row: RawRow, *, numbers: bool, opens: bool) -> None:
        self.opens = opens
        self.numbers = numbers
        self.pieces: list[tuple[str, str]] = []
        self.covered: set[str] = set()
        self.first = False
        found: dict[str, str] = {}
        for index, cell in enumerate(row):
            key = header.keys[index] if index < len(header.keys) else ""
            if cell.above and key:
                self.covered.add(key)
            if cell.text and key not in found:
                self.first = self.first or index == 0
                found[key] = cell.text
        self.pieces = list(found.items())
        self.texts = list(dict.fromkeys(found.values()))
        self.is_spread = len(self.texts) == 1 and (
            len(found) > 1 or any(cell.beside for cell in row) or len(row) == 1
        )
        self.title = flat(found.get(Column.TITLE, ""))
        self.direction = found.pop(Column.DIRECTION, "") if header.is_plan else ""
        self.pieces = list(found.items())
        self.deadline = flat(found.get(Column.DEADLINE, ""))
        self.number = number_of(found.get(Column.NUMBER, "")) if numbers else None
        self.others = [flat(text) for key, text in self.pieces if key != Column.TITLE]
        self._found = found
        self._beside = sum(cell.beside for cell in row)

    @property
    def is_section(self) -> bool:
        """A Roman number, or a number beside a title that is merged over the rest of the row."""
        if len(self._found) != 2 or not self.title or Column.NUMBER not in self._found:
            return False
        return is_roman(self._found[Column.NUMBER]) or self._beside >= 2

    @property
    def section_title(self) -> str:
        number = flat(self._found[Column.NUMBER])
        return f"{number if number.endswith('.') else number + '.'} {self.title}"
