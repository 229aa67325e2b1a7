"""Rows that come round more than once a month, and what each choice of control points comes to."""

from dataclasses import replace
from datetime import date

from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.deadlines.control_pace import ControlPace, is_routine
from roadmap.deadlines.planned_points import Laying, planned_points
from roadmap.imports.answering import rows_with_duty
from roadmap.imports.proposal import ProposedMeasure
from roadmap.imports.questions import Import
from services.imports.forecasting import measure_name
from services.imports.resolving import Resolution
from services.imports.row_views import RoutineLine, RoutineWork


def routine_rows(imported: Import, answered: Resolution) -> list[int]:
    """Rows of routine work that somebody answers for, in document order."""
    measures = imported.proposal.measures
    return [row for row in sorted(rows_with_duty(measures)) if is_routine(answered.deadline(measures[row]))]


def routine_work(
    imported: Import, answered: Resolution, today: date, calendar: WorkingCalendar
) -> RoutineWork:
    """Each of them with its choice; nothing is counted while the plan has no period."""
    laying = None
    if answered.period is not None:
        own = calendar.of(imported.department_id)
        laying = Laying(period=answered.period, given_on=today, rules=answered.rules, calendar=own)
    lines = [
        _line(row, imported.proposal.measures[row], answered, laying, today)
        for row in routine_rows(imported, answered)
    ]
    return RoutineWork(import_id=imported.id, lines=tuple(lines))


def _line(
    row: int, measure: ProposedMeasure, answered: Resolution, laying: Laying | None, today: date
) -> RoutineLine:
    return RoutineLine(
        row=row,
        name=measure_name(measure),
        deadline_text=measure.deadline_text,
        pace=measure.pace or ControlPace.ROUTINE,
        points={pace: _points(measure, pace, answered, laying, today) for pace in _COUNTED} if laying else {},
    )


_COUNTED = (ControlPace.MONTHLY, ControlPace.QUARTERLY, ControlPace.EACH)


def _points(
    measure: ProposedMeasure, pace: ControlPace, answered: Resolution, laying: Laying, today: date
) -> int:
    points = planned_points(answered.planned(replace(measure, pace=pace)), laying, today)
    return sum(point.is_asked for point in points)
