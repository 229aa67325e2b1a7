"""The ledger: where every filled cell and every line of a document ended.

Outputs carry the places of the words they hold and claim them, each place once. What nobody has claimed when
the ledger is closed is a reported rest: nothing can be lost by being forgotten.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import NamedTuple

from documents.formats.blocks import Prose, RawDocument, RawRow, RawTable
from roadmap.imports.proposal_places import Accounted, Rest


class Fate(Enum):
    """What a cell or a line turned out to be. All but `REST` are read."""

    MEASURE = "measure"
    SECTION = "section"
    HEADING = "heading row, also repeated, or a running line of a page"
    PREAMBLE = "title, period, order"
    RISK_AUDIT = "risk audit"
    AMENDMENT = "note of amendment"
    SIGNATURE = "signature"
    REST = "reported rest"


class CellPlace(NamedTuple):
    """A cell: table, row, column, all from 1. A line of text beside tables: table 0, its number, column 0.

    A tuple, because a document has a place for every cell.
    """

    table: int
    row: int
    column: int


Places = tuple[CellPlace, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """Words outside of a plan's rows with the places they come from."""

    text: str
    places: Places


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table that knows where it stands."""

    table: int
    number: int
    cells: RawRow

    @property
    def places(self) -> Places:
        """Its filled cells."""
        return tuple(self.place(index) for index, cell in enumerate(self.cells) if cell.text)

    def place(self, index: int) -> CellPlace:
        """The place of a cell counted from 0."""
        return CellPlace(self.table, self.number, index + 1)

    @property
    def text(self) -> str:
        """Its texts, each once, on one line for each line of theirs."""
        return " ".join(dict.fromkeys(cell.text for cell in self.cells if cell.text))


def rows_of(table: int, rows: Sequence[RawRow]) -> list[Row]:
    """The rows of the table of this number."""
    return [Row(table, number, cells) for number, cells in enumerate(rows, 1)]


class Ledger:
    """Every filled place of a document and its fate."""

    def __init__(self, document: RawDocument) -> None:
        self.texts = dict(_filled(document))
        self.fates: dict[CellPlace, Fate] = {}
        self._kinds: dict[int, str] = {}

    def claim(self, fate: Fate, places: Iterable[CellPlace]) -> None:
        """These places are read as this; the first claim stands."""
        for place in places:
            if place in self.texts:
                self.fates.setdefault(place, fate)

    def call(self, table: int, kind: str) -> None:
        """What a table that is skipped looks like."""
        self._kinds[table] = kind

    def close(self) -> tuple[Rest, ...]:
        """Everything unclaimed becomes a rest: whole tables, rows, columns and runs of lines."""
        opened = [place for place in self.texts if place not in self.fates]
        rests: list[Rest] = []
        for table, group in groupby(opened, key=lambda place: place.table):
            places = list(group)
            rests += self._table(table, places) if table else self._lines(places)
        for place in opened:
            self.fates[place] = Fate.REST
        return tuple(rests)

    @property
    def accounted(self) -> Accounted:
        """The sums of the closed ledger."""
        cells = [place for place in self.texts if place.table]
        return Accounted(
            rows=len({(place.table, place.row) for place in cells}),
            cells=len(cells),
            skipped=sum(self.fates.get(place) is Fate.REST for place in cells),
        )

    def _lines(self, places: Sequence[CellPlace]) -> Iterator[Rest]:
        words = "\n".join(self.texts[place] for place in places)
        yield Rest(code="text-between-parts", table=0, row=places[0].row, words=words, rows=len(places))

    def _table(self, table: int, places: Sequence[CellPlace]) -> Iterator[Rest]:
        read = {place.row for place in self.fates if place.table == table}
        rows = [place for place in places if place.row not in read]
        if not read:
            yield self._rest("table-skipped", rows)
        else:
            for run in _runs(rows):
                yield self._rest("row-skipped", run)
        cells = sorted((place for place in places if place.row in read), key=lambda place: place.column)
        for _, column in groupby(cells, key=lambda place: place.column):
            yield self._rest("column-not-understood", list(column))

    def _rest(self, code: str, places: Sequence[CellPlace]) -> Rest:
        lines = [
            " | ".join(self.texts[place] for place in row)
            for _, row in groupby(places, key=lambda place: place.row)
        ]
        first = places[0]
        kind = self._kinds.get(first.table, "") if code == "table-skipped" else ""
        return Rest(
            code=code, table=first.table, row=first.row, words="\n".join(lines), rows=len(lines), kind=kind
        )


def _filled(document: RawDocument) -> Iterator[tuple[CellPlace, str]]:
    table = line = 0
    for block in document.blocks:
        match block:
            case Prose(text):
                line += 1
                if text.strip():
                    yield CellPlace(0, line, 0), text
            case RawTable(rows):
                table += 1
                for row in rows_of(table, rows):
                    yield from ((place, row.cells[place.column - 1].text) for place in row.places)


def _runs(places: Sequence[CellPlace]) -> Iterator[list[CellPlace]]:
    """Places of rows that follow one another."""
    run: list[CellPlace] = []
    for place in places:
        if run and place.row > run[-1].row + 1:
            yield run
            run = []
        run.append(place)
    if run:
        yield run
