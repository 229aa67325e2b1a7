"""One row of a plan seen through the heading of its table."""

import re
from dataclasses import dataclass

from documents.understanding.alignment import aligned
from documents.understanding.columns import Field
from documents.understanding.header import Header
from documents.understanding.ledger import CellPlace, Places, Row
from documents.understanding.marked_columns import is_mark, when
from documents.understanding.numbers import is_roman, number_of
from documents.understanding.signatures import is_signature
from documents.understanding.times import names_time
from documents.understanding.words import flat

_SIGNED_CELLS = (2, 3)
_PIECES = re.compile(r"[,;]")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """Filled `cells` by column key with their `sources`; `covered` go on from a merged cell above.

    `opens`: the first row of a page or a table; `has_numbers`: the table's number column is really filled.
    """

    cells: dict[str, str]
    covered: frozenset[str]
    direction: str
    number: str | None
    first_filled: bool
    spans: int
    width: int
    opens: bool
    has_numbers: bool
    keys: tuple[str, ...]
    sources: dict[str, list[CellPlace]]

    @property
    def title(self) -> str:
        return flat(self.cells.get(Field.TITLE, ""))

    @property
    def deadline(self) -> str:
        return flat(self.cells.get(Field.DEADLINE, ""))

    @property
    def responsible(self) -> str:
        return flat(self.cells.get(Field.RESPONSIBLE, ""))

    @property
    def uncovered(self) -> list[str]:
        """Columns of the table where the row has a cell of its own, filled or empty."""
        return [key for key in self.keys if key not in self.covered]

    @property
    def places(self) -> Places:
        """Everything the row holds but its direction."""
        return tuple(place for key in self.cells for place in self.sources[key])

    @property
    def others(self) -> list[str]:
        """Texts beside the title."""
        return [flat(text) for key, text in self.cells.items() if key != Field.TITLE]

    @property
    def is_lone(self) -> bool:
        """One text, perhaps repeated in every cell."""
        return len(set(self.cells.values())) == 1

    @property
    def is_signature(self) -> bool:
        """«Начальник отдела», an empty cell, «Сорокина Л.П.»: nothing is done and no time is named."""
        if self.number or not _SIGNED_CELLS[0] <= len(self.cells) <= _SIGNED_CELLS[1]:
            return False
        texts = [flat(text) for text in self.cells.values()]
        if any(map(names_time, texts)):
            return False
        return is_signature(texts[0]) and is_signature(texts[-1])

    @property
    def is_spread(self) -> bool:
        """Its one text lies over several columns."""
        return self.is_lone and (len(self.cells) > 1 or self.spans > 0 or self.width == 1)

    @property
    def is_section(self) -> bool:
        """A Roman number, or a number beside a title that is merged over the rest of the row."""
        if len(self.cells) != 2 or not self.title or Field.NUMBER not in self.cells:
            return False
        return is_roman(self.cells[Field.NUMBER]) or self.spans >= 2

    @property
    def section_title(self) -> str:
        """Number and words of such a section."""
        number = flat(self.cells[Field.NUMBER])
        return f"{number if number.endswith('.') else number + '.'} {self.title}"


def plan_row(header: Header, row: Row, *, has_numbers: bool, opens: bool) -> PlanRow:
    """The row's cells under their columns; several cells under one heading make one, line by line."""
    covered: set[str] = set()
    filled = _Filled()
    for index, column in aligned(header, row.cells):
        cell = row.cells[index]
        if cell.above and column < len(header.keys):
            covered.add(key_of(header, column))
        if cell.text and column in header.marks:
            filled.mark(header.marks[column], cell.text, row.place(index))
        elif cell.text:
            filled.add(key_of(header, column), cell.text, row.place(index))
    for column, second in header.beside.items():
        filled.part(key_of(header, column), second)
    filled.close()
    direction = filled.cells.pop(Field.DIRECTION, "")
    return PlanRow(
        cells=filled.cells,
        covered=frozenset(covered),
        direction=direction,
        number=_number(filled.cells) if has_numbers else None,
        first_filled=bool(row.cells) and bool(row.cells[0].text),
        spans=sum(cell.beside for cell in row.cells),
        width=len(row.cells),
        opens=opens,
        has_numbers=has_numbers,
        keys=_keys(header),
        sources=filled.sources,
    )


class _Filled:
    """The filled cells of a row by column key, with their places, while they are gathered."""

    def __init__(self) -> None:
        self.cells: dict[str, str] = {}
        self.sources: dict[str, list[CellPlace]] = {}
        self._times: list[str] = []
        self._marks: list[CellPlace] = []

    def add(self, key: str, text: str, place: CellPlace) -> None:
        """A cell of this column; a second one is a further line."""
        above = self.cells.get(key)
        self.cells[key] = f"{above}\n{text}" if above else text
        self.sources.setdefault(key, []).append(place)

    def mark(self, period: str, text: str, place: CellPlace) -> None:
        """A cell in a column of a month: words that name no day are kept beside."""
        self._times.append(when(text, period))
        if is_mark(text, period):
            self._marks.append(place)
        else:
            self.add(period, text, place)

    def part(self, key: str, second: str) -> None:
        """The cell of a compound heading: what names a time stays, the rest is the second column's."""
        lines = self.cells.get(key, "").split("\n")
        pieces = [piece for line in lines for piece in _PIECES.split(line) if piece.strip()]
        times = [piece for piece in pieces if names_time(piece) or not any(map(str.isalpha, piece))]
        others = [piece for piece in pieces if piece not in times]
        if not others or second in self.cells:
            return
        self.cells[second] = ", ".join(map(flat, others))
        self.sources[second] = list(self.sources[key])
        self.cells[key] = ", ".join(map(flat, times))
        if not times:
            del self.cells[key], self.sources[key]

    def close(self) -> None:
        """The marks make the deadline, after a cell of its own."""
        if self._times:
            own = self.cells.get(Field.DEADLINE, "")
            self.cells[Field.DEADLINE] = ", ".join(filter(None, (own, *self._times)))
            self.sources.setdefault(Field.DEADLINE, []).extend(self._marks)


def _keys(header: Header) -> tuple[str, ...]:
    """The columns a measure of the table has: marked ones make its deadline, a compound one is two."""
    plain = [key for index, key in enumerate(header.keys) if index not in header.marks]
    marked = [Field.DEADLINE] if header.marks and Field.DEADLINE not in plain else []
    return (*plain, *marked, *header.beside.values())


def key_of(header: Header, column: int) -> str:
    """The key of a column; one without a heading, or past the last heading, is named by its place."""
    key = header.keys[column] if column < len(header.keys) else ""
    return key or f"столбец {column + 1}"


def _number(cells: dict[str, str]) -> str | None:
    """The row's number; a Roman one beside a title alone is a section's."""
    printed = cells.get(Field.NUMBER, "")
    if len(cells) > 2 and is_roman(printed):
        return printed.strip(" .)")
    return number_of(printed)
