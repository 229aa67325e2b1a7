"""From a deadline to the control points people are asked about.

What had already closed when the road map was approved keeps its original day and gets no due day: nobody is
reminded or reported overdue for time before the work began here, but it stays in sight. Of a rhythm only the
latest closed window is asked about, so that a wrong year cannot bring hundreds of duties.
"""

from dataclasses import dataclass
from datetime import date

from roadmap.deadlines.calendar import WEEKENDS_ONLY, HolidaysKey, WorkingCalendar
from roadmap.deadlines.deadline import Deadline, Missing, Recurring, Unscheduled
from roadmap.deadlines.due_day import due_on, urgent_due_on
from roadmap.deadlines.period import PlanPeriod, Window
from roadmap.deadlines.rule_set import LITERAL, RuleSet
from roadmap.deadlines.stubs import without_stubs
from roadmap.deadlines.windows import windows


@dataclass(frozen=True, slots=True, kw_only=True)
class Laying:
    """What deadlines are laid on: the plan's period, the region's rules, and the day the plan was given."""

    period: PlanPeriod
    given_on: date
    rules: RuleSet = LITERAL
    calendar: WorkingCalendar = WEEKENDS_ONLY


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPoint:
    """`is_asked`: somebody has to answer for it."""

    first_on: date
    last_on: date
    original_due_on: date | None
    due_on: date | None
    is_asked: bool = True


def planned_points(deadline: Deadline, laying: Laying, today: date) -> tuple[PlannedPoint, ...]:
    """One point per window of the deadline inside the period, in order."""
    points = [point_of(window, due, today) for window, due in dated_windows(deadline, laying)]
    if not isinstance(deadline, Recurring):
        return tuple(points)
    closed = [point for point in points if _is_closed(point)]
    unasked = {point.first_on for point in closed[:-1]}
    return tuple(_unasked(point) if point.first_on in unasked else point for point in points)


def dated_windows(deadline: Deadline, laying: Laying) -> list[tuple[Window, date | None]]:
    """Each window with the day it is due by the rules; None where there is no hard date."""
    urgent = urgent_due_on(deadline, laying.given_on, laying.rules, laying.calendar)
    if urgent is not None:
        return [(Window(first=laying.given_on, last=urgent), urgent)]
    known = windows_known(deadline, laying.period, laying.calendar)
    return [
        (window, due_on(window, deadline, laying.rules, laying.calendar))
        for window in without_stubs(known, deadline, laying.period)
    ]


def windows_known(deadline: Deadline, period: PlanPeriod, calendar: WorkingCalendar) -> tuple[Window, ...]:
    """The windows of the deadline; those of school holidays where the calendar knows them."""
    if isinstance(deadline, Unscheduled) and deadline.holidays:
        return tuple(sorted(holiday_windows(deadline, period, calendar).values()))
    return windows(deadline, period).windows


def holiday_windows(
    deadline: Unscheduled, period: PlanPeriod, calendar: WorkingCalendar
) -> dict[HolidaysKey, Window]:
    """The known holidays of its seasons inside the period.

    Where only some units have said when theirs are: from the first day of any to the last.
    """
    known = {one.key: one for one in calendar.holidays_anywhere(deadline.holidays)}
    known |= {one.key: one for one in calendar.holidays_of(deadline.holidays)}
    cut = {key: period.cut(one.first_on, one.last_on) for key, one in known.items()}
    return {key: window for key, window in cut.items() if window}


def names_no_days(deadline: Deadline, period: PlanPeriod, calendar: WorkingCalendar) -> bool:
    """Whether somebody has to name the days of it: the words do not, and no calendar does."""
    return isinstance(deadline, Missing | Unscheduled) and not windows_known(deadline, period, calendar)


def point_of(window: Window, due: date | None, today: date) -> PlannedPoint:
    """The window as a control point; one that had closed keeps its day and gets no due day."""
    if (due or window.last) < today:
        return PlannedPoint(
            first_on=window.first, last_on=window.last, original_due_on=due or window.last, due_on=None
        )
    return PlannedPoint(first_on=window.first, last_on=window.last, original_due_on=due, due_on=due)


def _is_closed(point: PlannedPoint) -> bool:
    return point.original_due_on is not None and point.due_on is None


def _unasked(point: PlannedPoint) -> PlannedPoint:
    return PlannedPoint(
        first_on=point.first_on,
        last_on=point.last_on,
        original_due_on=point.original_due_on,
        due_on=None,
        is_asked=False,
    )
