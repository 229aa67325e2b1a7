"""One row of a plan seen through the heading of its table."""

from dataclasses import dataclass

from documents.formats.blocks import RawRow
from documents.understanding.columns import Column
from documents.understanding.header import Header
from documents.understanding.numbers import is_roman, number_of
from documents.understanding.words import flat


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """`cells` by column key, filled ones only; `covered` are continued from a merged cell above.

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

    @property
    def title(self) -> str:
        return flat(self.cells.get(Column.TITLE, ""))

    @property
    def deadline(self) -> str:
        return flat(self.cells.get(Column.DEADLINE, ""))

    @property
    def others(self) -> list[str]:
        """Texts beside the title."""
        return [flat(text) for key, text in self.cells.items() if key != Column.TITLE]

    @property
    def is_lone(self) -> bool:
        """One text, perhaps repeated in every cell."""
        return len(set(self.cells.values())) == 1

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


def plan_row(header: Header, row: RawRow, *, has_numbers: bool, opens: bool) -> PlanRow:
    """The row's cells under their columns; of two cells of one column the first."""
    cells: dict[str, str] = {}
    covered: set[str] = set()
    for key, cell in zip((*header.keys, *[""] * (len(row) - len(header.keys))), row, strict=False):
        if cell.above and key:
            covered.add(key)
        if cell.text and key not in cells:
            cells[key] = cell.text
    direction = cells.pop(Column.DIRECTION, "")
    return PlanRow(
        cells=cells,
        covered=frozenset(covered),
        direction=direction,
        number=number_of(cells.get(Column.NUMBER, "")) if has_numbers else None,
        first_filled=bool(row) and bool(row[0].text),
        spans=sum(cell.beside for cell in row),
        width=len(row),
        opens=opens,
        has_numbers=has_numbers,
        keys=header.keys,
    )
