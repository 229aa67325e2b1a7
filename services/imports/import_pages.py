"""The rows of a document under review, a page at a time."""

from dataclasses import replace
from datetime import date

from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.deadlines.control_pace import ControlPace, is_routine
from roadmap.deadlines.deadline import Ongoing
from roadmap.deadlines.planned_points import Laying, dated_windows
from roadmap.deadlines.rule_set import has_days
from roadmap.deadlines.windows import windows
from roadmap.errors import NotFound
from roadmap.imports.answering import is_unclear, rows_with_duty
from roadmap.imports.milestones import Offer, offers
from roadmap.imports.proposal import ProposedMeasure, concerned
from roadmap.imports.questions import Import, ImportState
from roadmap.language.phrase import phrase
from roadmap.language.reading_rules import rules_applied
from roadmap.wording import normal
from services.imports.resolving import Resolution
from services.imports.row_views import MeasureLine, MeasurePage, MilestoneLine, MilestonePage

PAGE_SIZE = 5
ASKED = frozenset({"period-missing", "responsible-missing", "deadline-missing", "deadline-unread"})
"""Problems that are questions already, so that they are not said twice."""


def measure_page(
    imported: Import, answered: Resolution, today: date, calendar: WorkingCalendar, page: int
) -> MeasurePage:
    """A page of rows: those with doubts about them first, then the rest, both in document order."""
    measures = imported.proposal.measures
    with_duty = rows_with_duty(measures)
    order = sorted(
        range(len(measures)),
        key=lambda row: not (row in with_duty and _is_doubtful(measures[row], answered)),
    )
    pages = max(1, -(-len(order) // PAGE_SIZE))
    page = min(max(page, 0), pages - 1)
    shown = order[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    laying = _laying(answered, today, calendar.of(imported.department_id))
    lines = tuple(
        replace(
            _line(row, measures[row], answered, laying, has_duty=row in with_duty),
            concerned=concerned(measures[row], imported.proposal.risk_factors),
        )
        for row in shown
    )
    return MeasurePage(
        import_id=imported.id,
        is_reviewed=imported.state is ImportState.REVIEWING,
        page=page,
        pages=pages,
        lines=lines,
    )


def measure_line(
    imported: Import, answered: Resolution, today: date, calendar: WorkingCalendar, row: int
) -> MeasureLine:
    """One row of the document; NotFound where it has no such row."""
    measures = imported.proposal.measures
    if not 0 <= row < len(measures):
        raise NotFound
    laying = _laying(answered, today, calendar.of(imported.department_id))
    return _line(row, measures[row], answered, laying, has_duty=row in rows_with_duty(measures))


def _laying(answered: Resolution, today: date, calendar: WorkingCalendar) -> Laying | None:
    if answered.period is None:
        return None
    return Laying(period=answered.period, given_on=today, rules=answered.rules, calendar=calendar)


def is_clear(measure: ProposedMeasure, answered: Resolution) -> bool:
    """Whether control points can be named for the row now."""
    deadline = answered.deadline(measure)
    if has_days(deadline, answered.rules):
        return True
    return answered.period is not None and bool(windows(deadline, answered.period).windows)


def has_closed(measure: ProposedMeasure, answered: Resolution, today: date) -> bool:
    """Whether every window of the row lies in the past."""
    if answered.period is None:
        return False
    placed = windows(answered.planned(measure), answered.period).windows
    return bool(placed) and placed[-1].last < today


def _line(
    row: int, measure: ProposedMeasure, answered: Resolution, laying: Laying | None, *, has_duty: bool
) -> MeasureLine:
    """One row with the reading it would be planned by."""
    deadline, planned = answered.deadline(measure), answered.planned(measure)
    placed = dated_windows(planned, laying) if laying else []
    return MeasureLine(
        row=row,
        number=measure.number,
        title=measure.title,
        section=measure.section,
        deadline_text=measure.deadline_text,
        reading=phrase(deadline),
        windows=tuple(window for window, _ in placed),
        due_on=tuple(due for _, due in placed),
        is_hard=not isinstance(planned, Ongoing),
        read_by=rules_applied(deadline, answered.rules, measure.pace or ControlPace.ROUTINE),
        rule_set=answered.rules.name,
        pace=(measure.pace or ControlPace.ROUTINE) if is_routine(deadline) else None,
        responsible_text=measure.responsible_text,
        is_named=answered.names_everybody(measure),
        has_duty=has_duty,
        is_clear=bool(placed),
        is_confirmed=measure.is_confirmed,
        is_corrected=measure.printed is not None,
        is_dropped=measure.is_dropped,
        problems=tuple(problem for problem in measure.problems if problem.code not in ASKED),
    )


def _is_doubtful(measure: ProposedMeasure, answered: Resolution) -> bool:
    if measure.is_confirmed:
        return False
    if measure.problems:
        return True
    reworded = normal(measure.deadline_text) in answered.reworded
    return is_unclear(measure, answered.period, answered.rules) and not reworded


def milestone_page(imported: Import, page: int) -> MilestonePage:
    """A page of dates named inside other cells, with what they come to in the plan's period."""
    found = offers(imported.proposal)
    pages = max(1, -(-len(found) // PAGE_SIZE))
    page = min(max(page, 0), pages - 1)
    shown = found[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    return MilestonePage(
        import_id=imported.id,
        page=page,
        pages=pages,
        taken=sum(offer.is_taken for offer in found),
        total=len(found),
        lines=tuple(_milestone(imported, offer) for offer in shown),
    )


def _milestone(imported: Import, offer: Offer) -> MilestoneLine:
    measure, period = imported.proposal.measures[offer.row], imported.proposal.period
    return MilestoneLine(
        number=offer.number,
        measure=f"{measure.number} {measure.title}".strip(),
        text=offer.milestone.text,
        windows=windows(offer.milestone.deadline, period).windows if period else (),
        is_taken=offer.is_taken,
    )
