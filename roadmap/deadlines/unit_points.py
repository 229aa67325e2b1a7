"""The control points of a deadline as one unit owes them: by its own holidays and days off."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.deadlines.deadline import Deadline, Unscheduled
from roadmap.deadlines.due_day import due_on
from roadmap.deadlines.period import Window
from roadmap.deadlines.planned_points import (
    Laying,
    PlannedPoint,
    dated_windows,
    holiday_windows,
    point_of,
)


def points_of_unit(
    deadline: Deadline, laying: Laying, own: WorkingCalendar, today: date
) -> Mapping[Window, PlannedPoint]:
    """By the window of each control point of the plan: what it is by the unit's own calendar.

    Without any day where the point is of holidays whose days this unit does not know.
    """
    laid = replace(laying, calendar=own)
    if isinstance(deadline, Unscheduled) and deadline.holidays:
        mine = holiday_windows(deadline, laying.period, own)
        return {
            window: point_of(mine[key], due_on(mine[key], deadline, laid.rules, own), today)
            if key in mine
            else PlannedPoint(first_on=window.first, last_on=window.last, original_due_on=None, due_on=None)
            for key, window in holiday_windows(deadline, laying.period, laying.calendar).items()
        }
    pairs = zip(dated_windows(deadline, laying), dated_windows(deadline, laid), strict=True)
    return {common: point_of(window, due, today) for (common, _), (window, due) in pairs}
