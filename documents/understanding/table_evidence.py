"""Whether a table without a known heading goes on with the plan before it, or is of something else."""

from collections.abc import Sequence

from documents.formats.blocks import RawRow
from documents.understanding.alignment import begins_of, is_on_grid
from documents.understanding.bodies import names_somebody
from documents.understanding.columns import Field, column_of
from documents.understanding.header import Header
from documents.understanding.ledger import Row
from documents.understanding.numbers import heading_number, inner_number, number_of, single_number
from documents.understanding.plan_row import PlanRow, plan_row
from documents.understanding.times import is_bare_hours, names_time
from documents.understanding.words import starts_low

_OWN_HEADING = 60
_NUMBER_LETTERS = 4
_SEVERAL = 2
_ENOUGH = 3  # one row in so many bears witness


def goes_on(header: Header, rows: Sequence[Row]) -> bool:
    """Whether the rows fit under the heading and say what rows of a plan say."""
    filled = [row for row in rows if row.places]
    if not filled or not all(_fits(header, row.cells) for row in filled):
        return False
    seen = [plan_row(header, row, has_numbers=True, opens=False) for row in filled]
    if _is_own_heading(seen[0]):
        return sum(map(_names_when, seen[1:])) * 2 > len(seen) - 1
    if header.is_plan:
        return sum(map(_is_witness, seen)) * _ENOUGH >= len(seen)
    return sum(map(_is_of_audit, seen)) * _ENOUGH >= len(seen)


def has_own_heading(header: Header, row: Row) -> bool:
    """Whether the first row of such a table only names its columns."""
    return _is_own_heading(plan_row(header, row, has_numbers=True, opens=False))


def _fits(header: Header, row: RawRow) -> bool:
    """As many cells as the heading has, or fewer; a cell past the heading must be empty."""
    begins = begins_of(row)
    if is_on_grid(header, begins):
        return not any(cell.text for cell in row[len(header.keys) :])
    return len(begins) <= len(header.starts)


def _is_own_heading(row: PlanRow) -> bool:
    """Several short capitalised cells that name columns, or at least say nothing that a plan's cells say."""
    texts = list(row.cells.values())
    if len(texts) < _SEVERAL or any(len(text) > _OWN_HEADING or not _is_capital(text) for text in texts):
        return False
    names = sum(column_of(text) is not None for text in texts)
    return not _names_when(row) and (names * 2 >= len(texts) or not _is_witness(row))


def _is_capital(text: str) -> bool:
    return text[:1].isupper() or text.startswith("№")


def _names_when(row: PlanRow) -> bool:
    """The cell of deadlines speaks of time and is not itself a heading."""
    named = names_time(row.deadline) or is_bare_hours(row.deadline)
    return named and _may_be_measure(row) and column_of(row.deadline) is None


def _is_of_audit(row: PlanRow) -> bool:
    """A code with figures, or the rest of a row torn by a page."""
    coded = any(map(str.isdigit, row.cells.get(Field.RISK_CODES, "")))
    return coded or any(map(starts_low, row.cells.values()))


def _may_be_measure(row: PlanRow) -> bool:
    """Words in the title's column, none in the number's."""
    words = [char for char in row.cells.get(Field.NUMBER, "") if char.isalpha()]
    return len(words) <= _NUMBER_LETTERS and (not row.title or any(map(str.isalpha, row.title)))


def _is_witness(row: PlanRow) -> bool:
    """A time in the deadline's column, a post among the responsibles, a number, the rest of a row."""
    if not _may_be_measure(row):
        return False
    if _names_when(row) or names_somebody(row.responsible):
        return True
    if not row.title or row.is_spread:
        return row.is_spread or any(map(starts_low, row.cells.values()))
    printed = row.cells.get(Field.NUMBER, "")
    numbered = number_of(printed) or inner_number(row.title) or single_number(row.title)
    return bool(numbered or heading_number(row.title) or starts_low(row.title) or row.covered)
