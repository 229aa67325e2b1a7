"""Rows of a plan while they are being put together."""

from dataclasses import dataclass, field
from enum import Enum

from documents.understanding.columns import Field
from documents.understanding.ledger import CellPlace, Places


class Numbered(Enum):
    """Where a row carries its number: a sub-row often has it at the beginning of its title."""

    IN_COLUMN = "column"
    IN_TITLE = "title"
    NOWHERE = "nowhere"


@dataclass(slots=True)
class Heading:
    """A section row; `level` counts from 1, `pieces` are those of a torn one as printed."""

    title: str
    places: Places = ()
    level: int = 1
    pieces: tuple[str, ...] = ()

    @property
    def is_mended(self) -> bool:
        """Whether putting the pieces together took letters away or changed them."""
        printed = sorted(filter(str.isalpha, "".join(self.pieces).casefold()))
        return bool(printed) and printed != sorted(filter(str.isalpha, self.title.casefold()))


@dataclass(slots=True)
class MeasureEntry:
    """A measure as printed: its own cells, the ones a merged cell covers, whom it stands under.

    `keys` are the columns of its table, `sources` the places its own cells come from.
    """

    number: str
    numbered: Numbered
    parent: str | None
    heading: int
    cells: dict[str, str]
    covered: dict[str, str] = field(default_factory=dict)
    printed_number: str = ""
    keys: tuple[str, ...] = ()
    sources: dict[str, list[CellPlace]] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return self.cells.get(Field.TITLE, "")

    @property
    def is_bare(self) -> bool:
        """Nothing but a number and a title: a section typed into an ordinary row, or the head of a group."""
        return not self.covered and not any(
            text for key, text in self.cells.items() if key not in (Field.NUMBER, Field.TITLE)
        )
