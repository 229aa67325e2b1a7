"""Rows of a plan table → headings, measures and sub-rows, broken rows put together."""

from collections.abc import Iterable

from documents.understanding.amendments import is_note
from documents.understanding.columns import Field
from documents.understanding.continuation import continues
from documents.understanding.entry import Heading, MeasureEntry, Numbered
from documents.understanding.header import Header, is_enumeration
from documents.understanding.joining import Vocabulary, better_copy, glue, is_garbled_copy, join_broken
from documents.understanding.ledger import CellPlace, Fate, Ledger, Line, Places, Row
from documents.understanding.numbers import heading_number, inner_number, number_of, prefix, single_number
from documents.understanding.plan_row import PlanRow, plan_row
from documents.understanding.torn_heading import begins_torn, cut, goes_on_torn
from documents.understanding.words import flat, starts_low
from roadmap.imports.proposal_places import first_words
from roadmap.problem import Fact, Problem

_OF_MEASURES = frozenset({Field.DEADLINE, Field.RESPONSIBLE})


class PlanRows:
    """Takes the rows of one or several tables of a plan in order; `entries` and `headings` grow."""

    def __init__(self, vocabulary: Vocabulary, ledger: Ledger) -> None:
        self.headings: list[Heading] = []
        self.entries: list[MeasureEntry] = []
        self.notes: list[Line] = []
        self.problems: list[Problem] = []
        self._vocabulary = vocabulary
        self._ledger = ledger
        self._top: MeasureEntry | None = None
        self._torn = False
        self._month = ""
        self._unknown: set[tuple[int, str]] = set()
        self._pending: dict[str, str] = {}
        self._pending_sources: dict[str, list[CellPlace]] = {}
        self._above: dict[str, str] = {}
        self._numbers: set[tuple[int, str]] = set()

    def take(self, header: Header, rows: Iterable[Row], *, has_numbers: bool) -> None:
        """Read the rows under a heading; `has_numbers`: the number column is really filled."""
        for index, row in enumerate(rows):
            if header.repeats(row.cells) or is_enumeration(row.cells):
                self._ledger.claim(Fate.HEADING, row.places)
            else:
                seen = plan_row(header, row, has_numbers=has_numbers, opens=index == 0)
                self._say_unknown(seen)
                self._row(seen)

    def _say_unknown(self, row: PlanRow) -> None:
        """A filled column that no heading explains is kept as printed, and said once."""
        for key, text in row.cells.items():
            if isinstance(key, Field) or row.is_lone:
                continue
            place = row.sources[key][0]
            if (place.table, key) in self._unknown:
                continue
            self._unknown.add((place.table, key))
            words = first_words(text)
            facts: dict[str, Fact] = {"heading": key, "table": place.table, "row": place.row, "words": words}
            self.problems.append(Problem(code="column-not-understood", facts=facts))

    def heading(self, title: str, places: Places) -> None:
        """A section begins, in the table or between two tables."""
        if title := flat(title):
            self.headings.append(Heading(title, places))
            self._top = None
            self._above = {}

    def _row(self, row: PlanRow) -> None:
        torn, self._torn = self._torn, False
        if row.direction:
            self.heading(row.direction, tuple(row.sources[Field.DIRECTION]))
        if not row.cells:
            return
        if row.is_signature:
            self._ledger.claim(Fate.SIGNATURE, row.places)
        elif row.is_lone:
            self._lone(row, torn=torn)
        elif row.is_section:
            self.heading(row.section_title, row.places)
        elif row.number is not None:
            self._numbered(row)
        elif self._is_torn_heading(row):
            self._tear(row)
        elif torn and goes_on_torn(row.cells):
            self._go_on_torn(row)
        else:
            self._unnumbered(row)

    # Headings

    @staticmethod
    def _is_torn_heading(row: PlanRow) -> bool:
        if not row.has_numbers and not heading_number(row.title):
            return False
        return begins_torn(row.title, row.others, row.deadline, row.responsible)

    def _tear(self, row: PlanRow) -> None:
        title = ""
        for piece in row.cells.values():
            title = glue(title, flat(piece), self._vocabulary)
        self.heading(title, row.places)
        self.headings[-1].pieces = tuple(map(flat, row.cells.values()))
        self._torn = True

    def _go_on_torn(self, row: PlanRow) -> None:
        """The end of a torn heading; what follows it in the same cells belongs to the next measure."""
        heading = self.headings[-1]
        for key, text in row.cells.items():
            head, own = cut(key, text)
            if head:
                heading.title = glue(heading.title, head, self._vocabulary)
                heading.places += tuple(row.sources[key])
                heading.pieces += (head,)
            if own:
                self._pending[key] = own
                self._pending_sources[key] = row.sources[key]
        self._torn = not self._pending

    def _lone(self, row: PlanRow, *, torn: bool) -> None:
        """A row with one text: a heading, a note, the rest of a cell, or a sub-row whose cells are merged."""
        key, text = next(iter(row.cells.items()))
        if is_note(text):
            self.notes.append(Line(flat(text), row.places))
        elif key == Field.NUMBER and number_of(text):
            return
        elif row.is_spread or self._stands_first(row, key):
            self.heading(text, row.places)
        elif torn and starts_low(text):
            self._go_on_torn(row)
        elif key == Field.TITLE and self._is_sub_title(text):
            self._add(row, self._title_number(row))
        elif key == Field.TITLE and not self._continues(row):
            self._lone_title(row, text)
        else:
            self._append(row)

    def _stands_first(self, row: PlanRow, key: str) -> bool:
        """In the first column; a title there may also be the rest of the row above."""
        first = row.first_filled and not row.direction
        return key == Field.NUMBER or (first and not (key == Field.TITLE and self.entries))

    def _lone_title(self, row: PlanRow, text: str) -> None:
        if row.covered and (self._top is not None or not row.covered.isdisjoint(_OF_MEASURES)):
            self._add(row, self._title_number(row))
        else:
            self.heading(text, row.places)

    # Measures

    def _numbered(self, row: PlanRow) -> None:
        number = row.number or ""
        entry = self._new(row, number, Numbered.IN_COLUMN, self._known_parent(number))
        for key, text in self._pending.items():
            entry.cells[key] = self._merge(text, entry.cells.get(key, ""), number)
            entry.sources.setdefault(key, []).extend(self._pending_sources[key])
        self._pending, self._pending_sources = {}, {}
        self._top = entry

    def _unnumbered(self, row: PlanRow) -> None:
        is_sub = self._is_sub_title(row.title)
        if self._pending and not is_sub:
            for key, text in row.cells.items():
                self._pending[key] = join_broken(self._pending.get(key, ""), text, self._vocabulary)
                self._pending_sources.setdefault(key, []).extend(row.sources[key])
        elif row.has_numbers and is_sub:
            self._add(row, self._title_number(row))
        elif not row.has_numbers and (found := self._title_number(row)):
            self._by_title(row, found)
        elif self._continues(row):
            self._append(row)
        else:
            self._add(row, None)

    def _by_title(self, row: PlanRow, found: tuple[str, str]) -> None:
        """A table without a number column: numbers stand before the titles and make the tree themselves."""
        number, title = found
        entry = self._new(row, number, Numbered.IN_TITLE, self._known_parent(number))
        entry.cells[Field.TITLE] = title
        self._top = entry

    def _add(self, row: PlanRow, found: tuple[str, str] | None) -> None:
        """A sub-row, with a number in its title or without; in a table without numbers, a measure."""
        if found is None:
            self._new(row, "", Numbered.NOWHERE, self._last_number() if row.has_numbers else None)
            return
        entry = self._new(row, found[0], Numbered.IN_TITLE, self._top.number if self._top else None)
        entry.cells[Field.TITLE] = found[1]

    def _new(self, row: PlanRow, number: str, numbered: Numbered, parent: str | None) -> MeasureEntry:
        cells = dict(row.cells)
        covered = {key: self._above[key] for key in row.covered if self._above.get(key)}
        if Field.MONTH in row.keys:
            self._month = cells.get(Field.MONTH, self._month)
            covered.setdefault(Field.MONTH, self._month)
        self._above.update(cells if row.opens else dict.fromkeys(row.uncovered, "") | cells)
        printed = cells.pop(Field.NUMBER, "")
        sources = {key: list(places) for key, places in row.sources.items() if key != Field.DIRECTION}
        entry = MeasureEntry(number, numbered, parent, self._here, cells, covered, printed, row.keys, sources)
        self.entries.append(entry)
        self._numbers.add((self._here, number))
        return entry

    def _append(self, row: PlanRow) -> None:
        """The row goes on with the cells of the measure above."""
        if not self.entries:
            return
        if any(map(str.isalpha, row.cells.get(Field.NUMBER, ""))):
            return  # words in the column of numbers are the rest of nothing
        above = self.entries[-1]
        for key, text in row.cells.items():
            if key != Field.NUMBER:
                above.cells[key] = join_broken(above.cells.get(key, ""), text, self._vocabulary)
                above.sources.setdefault(key, []).extend(row.sources[key])

    def _merge(self, one: str, other: str, number: str) -> str:
        """The two halves of a cell that a torn heading pushed apart, or the better of two copies."""
        if one and other and is_garbled_copy(one, other):
            better = better_copy(one, other, self._vocabulary)
            dropped = other if better == one else one
            self.problems.append(Problem(code="cell-doubled", measure=number, facts={"text": flat(dropped)}))
            return better
        return join_broken(one, other, self._vocabulary)

    # Where a row stands

    @property
    def _here(self) -> int:
        return len(self.headings) - 1

    @property
    def _last(self) -> MeasureEntry | None:
        """The row above, if it is in the same section."""
        return self.entries[-1] if self.entries and self.entries[-1].heading == self._here else None

    def _last_number(self) -> str | None:
        """The number of the nearest numbered row above in the section."""
        above = self._last
        return above.number or above.parent if above is not None else None

    def _known_parent(self, number: str) -> str | None:
        parent = prefix(number)
        return parent if parent and (self._here, parent) in self._numbers else None

    def _continues(self, row: PlanRow) -> bool:
        above = self._last
        return above is not None and continues(row, above)

    def _is_sub_title(self, text: str) -> bool:
        """«3.1. Анализ» under row 3, or «11.1 …» under a misnumbered row 13."""
        return self._top is not None and inner_number(text) is not None

    @staticmethod
    def _title_number(row: PlanRow) -> tuple[str, str] | None:
        found = inner_number(row.title)
        return found if found or row.has_numbers else single_number(row.title)
