"""One row of a plan seen through the heading of its table."""

import re
from dataclasses import dataclass

from documents.understanding.alignment import aligned
from documents.understanding.columns import Column
from documents.understanding.header import Header
from documents.understanding.ledger import Place, Places, Row
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
    sources: dict[str, list[Place]]

    @property
    def title(self) -> str:
        return flat(self.cells.get(Column.TITLE, ""))

    @property
    def deadline(self) -> str:
        return flat(self.cells.get(Column.DEADLINE, ""))

    @property
    def responsible(self) -> str:
        return flat(self.cells.get(Column.RESPONSIBLE, ""))

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
        return [flat(text) for key, text in self.cells.items() if key != Column.TITLE]

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
        if len(self.cells) != 2 or not self.title or Column.NUMBER not in self.cells:
            return False
        return is_roman(self.cells[Column.NUMBER]) or self.spans >= 2

    @property
    def section_title(self) -> str:
        """Number and words of such a section."""
        number = flat(self.cells[Column.NUMBER])
        return f"{number if number.endswith('.') else number + '.'} {self.title}"


def plan_row(header: Header, row: Row, *, has_numbers: bool, opens: bool) -> PlanRow:
    """The row's cells under their columns; several cells under one heading make one, line by line."""
    cells: dict[str, str] = {}
    covered: set[str] = set()
    sources: dict[str, list[Place]] = {}
    marked: list[str] = []
    for index, column in aligned(header, row.cells):
        cell = row.cells[index]
        key = key_of(header, column)
        if cell.above and column < len(header.keys):
            covered.add(key)
        if cell.text and column in header.marks and (period := when(cell.text, header.marks[column])):
            marked.append(period)
            said = is_mark(cell.text, header.marks[column])
            key = Column.DEADLINE if said else header.marks[column]
            sources.setdefault(key, []).append(row.place(index))
            if not said:  # words that name no day are kept beside
                cells[key] = _joined(cells.get(key, ""), cell.text)
        elif cell.text:
            cells[key] = _joined(cells.get(key, ""), cell.text)
            sources.setdefault(key, []).append(row.place(index))
    if marked:
        sources.setdefault(Column.DEADLINE, [])
        cells[Column.DEADLINE] = ", ".join(filter(None, (cells.get(Column.DEADLINE, ""), *marked)))
    for column, second in header.beside.items():
        _part(cells, sources, key_of(header, column), second)
    direction = cells.pop(Column.DIRECTION, "")
    return PlanRow(
        cells=cells,
        covered=frozenset(covered),
        direction=direction,
        number=_number(cells) if has_numbers else None,
        first_filled=bool(row.cells) and bool(row.cells[0].text),
        spans=sum(cell.beside for cell in row.cells),
        width=len(row.cells),
        opens=opens,
        has_numbers=has_numbers,
        keys=_keys(header),
        sources=sources,
    )


def _keys(header: Header) -> tuple[str, ...]:
    """The columns a measure of the table has: marked ones make its deadline, a compound one is two."""
    plain = [key for index, key in enumerate(header.keys) if index not in header.marks]
    marked = [Column.DEADLINE] if header.marks and Column.DEADLINE not in plain else []
    return (*plain, *marked, *header.beside.values())


def _joined(above: str, text: str) -> str:
    return f"{above}\n{text}" if above else text


def _part(cells: dict[str, str], sources: dict[str, list[Place]], key: str, second: str) -> None:
    """The cell of a compound heading: what names a time stays, the rest is the second column's."""
    pieces = [
        piece for line in cells.get(key, "").split("\n") for piece in _PIECES.split(line) if piece.strip()
    ]
    times = [piece for piece in pieces if names_time(piece) or not any(map(str.isalpha, piece))]
    others = [piece for piece in pieces if piece not in times]
    if others and second not in cells:
        cells[second] = ", ".join(map(flat, others))
        sources[second] = sources[key]
        cells[key] = ", ".join(map(flat, times))
        if not times:
            del cells[key], sources[key]


def key_of(header: Header, column: int) -> str:
    """The key of a column; one without a heading, or past the last heading, is named by its place."""
    key = header.keys[column] if column < len(header.keys) else ""
    return key or f"столбец {column + 1}"


def _number(cells: dict[str, str]) -> str | None:
    """The row's number; a Roman one beside a title alone is a section's."""
    printed = cells.get(Column.NUMBER, "")
    if len(cells) > 2 and is_roman(printed):
        return printed.strip(" .)")
    return number_of(printed)
