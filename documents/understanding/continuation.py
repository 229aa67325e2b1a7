"""Whether a row without a number is the rest of the row above, broken off by a page, or a row of its own."""

import re

from documents.understanding.columns import Field
from documents.understanding.entry import MeasureEntry
from documents.understanding.numbers import heading_number
from documents.understanding.plan_row import PlanRow
from documents.understanding.times import is_bare_days, is_bare_hours, names_time
from documents.understanding.words import starts_low

_OPEN_END = re.compile(
    r"(?:[(«]|\b(?:и|в|во|на|по|с|со|к|о|об|от|для|из|при|за|у|или|не|до))$", re.IGNORECASE
)
_LISTING = re.compile(r"[,-]$")
_CLOSED_END = re.compile(r"[.;:!?»)]$")
_BULLET = re.compile(r"^[-–—•*·]\s?")


def continues(row: PlanRow, above: MeasureEntry) -> bool:
    """Small letters and open ends go on; a deadline, a responsible of its own, a merged cell begin a row."""
    if not row.title:
        return True
    if row.covered:
        return False
    own_deadline = _has_own_deadline(row, above)
    own_responsible = bool(row.responsible) and bool(above.cells.get(Field.RESPONSIBLE))
    if starts_low(row.title):
        both = bool(row.deadline and above.cells.get(Field.DEADLINE)) and own_responsible
        if both and not row.opens and not _OPEN_END.search(above.title):
            return False
        return not (own_deadline and _CLOSED_END.search(above.title))
    if _OPEN_END.search(above.title):
        return True
    if own_deadline or (own_responsible and not row.has_numbers):
        return False
    if _LISTING.search(above.title):
        return not (own_responsible and row.deadline)
    if _BULLET.match(row.title) or row.opens:
        return not heading_number(row.title) and not row.title.isupper()
    return False


def _has_own_deadline(row: PlanRow, above: MeasureEntry) -> bool:
    named = names_time(row.deadline) or is_bare_days(row.deadline) or is_bare_hours(row.deadline)
    return named and bool(above.cells.get(Field.DEADLINE))
