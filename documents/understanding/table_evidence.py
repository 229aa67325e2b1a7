"""Whether a table without a known heading goes on with the plan before it, or is of something else."""

from collections.abc import Sequence

from documents.formats.blocks import RawRow
from documents.understanding.alignment import begins_of, is_on_grid
from documents.understanding.bodies import names_somebody
from documents.understanding.columns import Column
from documents.understanding.header import Header
from documents.understanding.ledger import Row
from documents.understanding.numbers import heading_number, inner_number, number_of, single_number
from documents.understanding.plan_row import PlanRow, plan_row
from documents.understanding.times import is_bare_hours, names_time
from documents.understanding.words import starts_low

_OWN_HEADING = 60
_ENOUGH = 3  # one row in so many bears witness


def goes_on(header: Header, rows: Sequence[Row]) -> bool:
    """Whether the rows fit under the heading and say what rows of a plan say."""
    filled = [row for row in rows if row.places]
    if not filled or not all(_fits(header, row.cells) for row in filled):
        return False
    seen = [plan_row(header, row, has_numbers=True, opens=False) for row in filled]
    if _is_own_heading(seen[0]):
        return len(seen) > 1 and _witnesses(header, seen[1:]) * 2 > len(seen) - 1
    return _witnesses(header, seen) * _ENOUGH >= len(seen)


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
    """Several short capitalised cells, none of which says what a plan's cells say."""
    texts = list(row.cells.values())
    if len(texts) < 2 or any(len(text) > _OWN_HEADING or not text[:1].isupper() for text in texts):
        return False
    return not _is_witness(row)


def _witnesses(header: Header, rows: Sequence[PlanRow]) -> int:
    return sum(_is_witness(row) or (not header.is_plan and bool(row.cells)) for row in rows)


def _is_witness(row: PlanRow) -> bool:
    """A time in the deadline's column, a post among the responsibles, a number, the rest of a row."""
    if names_time(row.deadline) or is_bare_hours(row.deadline) or names_somebody(row.responsible):
        return True
    if not row.title or row.is_spread:
        return row.is_spread or any(map(starts_low, row.cells.values()))
    if not any(map(str.isalpha, row.title)):
        return False
    numbered = (
        number_of(row.cells.get(Column.NUMBER, "")) or inner_number(row.title) or single_number(row.title)
    )
    return bool(numbered or heading_number(row.title) or starts_low(row.title) or row.covered)
