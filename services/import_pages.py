"""The rows of a document under review, a page at a time."""

from roadmap.language.phrase import phrase

from roadmap.answering import is_unclear, rows_with_duty
from roadmap.deadline import Missing, Ongoing, Unscheduled
from roadmap.draft import DraftMeasure
from roadmap.importing import Import
from roadmap.occurrence import windows
from roadmap.wording import normal
from services.import_views import MeasureLine, MeasurePage
from services.resolving import Resolution

PAGE_SIZE = 6


def measure_page(imported: Import, answered: Resolution, page: int) -> MeasurePage:
    """A page of rows: those with doubts about them first, then the rest, both in document order."""
    measures = imported.draft.measures
    with_duty = rows_with_duty(measures)
    order = sorted(
        range(len(measures)),
        key=lambda row: not (row in with_duty and _is_doubtful(measures[row], answered)),
    )
    pages = max(1, -(-len(order) // PAGE_SIZE))
    page = min(max(page, 0), pages - 1)
    shown = order[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    lines = tuple(measure_line(row, measures[row], answered, has_duty=row in with_duty) for row in shown)
    return MeasurePage(import_id=imported.id, page=page, pages=pages, lines=lines)


def measure_line(row: int, measure: DraftMeasure, answered: Resolution, *, has_duty: bool) -> MeasureLine:
    """One row with the reading it would be planned by."""
    deadline = answered.deadline(measure)
    placed = windows(deadline, answered.period).windows if answered.period else ()
    return MeasureLine(
        row=row,
        number=measure.number,
        title=measure.title,
        section=measure.section,
        deadline_text=measure.deadline_text,
        reading=phrase(deadline),
        windows=placed,
        is_hard=not isinstance(deadline, Ongoing),
        responsible_text=measure.responsible_text,
        is_named=answered.names_everybody(measure),
        has_duty=has_duty,
        is_clear=bool(placed) and not isinstance(deadline, Missing | Unscheduled),
        problems=measure.problems,
    )


def _is_doubtful(measure: DraftMeasure, answered: Resolution) -> bool:
    if measure.problems:
        return True
    reworded = normal(measure.deadline_text) in answered.reworded
    return is_unclear(measure, answered.period) and not reworded
