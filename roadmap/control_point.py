"""From a deadline to the control points people are asked about.

What had already closed when the road map was approved keeps its original day and gets no due day: nobody is
reminded or reported overdue for time before the work began here, but it stays in sight. Of a rhythm only the
latest closed window is asked about, so that a wrong year cannot bring hundreds of duties.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from roadmap.deadline import Deadline, Ongoing, Recurring
from roadmap.occurrence import windows
from roadmap.period import PlanPeriod, Window

DueOn = Callable[[Window, Deadline], date | None]
"""The due day a rule set gives a window; None where there is no hard date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlPoint:
    """`is_asked`: somebody has to answer for it."""

    first_on: date
    last_on: date
    original_due_on: date | None
    due_on: date | None
    is_asked: bool = True


def literal_due_on(window: Window, deadline: Deadline) -> date | None:
    """The window's last day; none for what is ongoing."""
    return None if isinstance(deadline, Ongoing) else window.last


def control_points(
    deadline: Deadline, period: PlanPeriod, today: date, due_on: DueOn = literal_due_on
) -> tuple[ControlPoint, ...]:
    """One point per window of the deadline inside the period, in order."""
    points = [_point(window, due_on(window, deadline), today) for window in windows(deadline, period).windows]
    if not isinstance(deadline, Recurring):
        return tuple(points)
    closed = [point for point in points if _is_closed(point)]
    unasked = {point.first_on for point in closed[:-1]}
    return tuple(_unasked(point) if point.first_on in unasked else point for point in points)


def _point(window: Window, due: date | None, today: date) -> ControlPoint:
    if (due or window.last) < today:
        return ControlPoint(
            first_on=window.first, last_on=window.last, original_due_on=due or window.last, due_on=None
        )
    return ControlPoint(first_on=window.first, last_on=window.last, original_due_on=due, due_on=due)


def _is_closed(point: ControlPoint) -> bool:
    return point.original_due_on is not None and point.due_on is None


def _unasked(point: ControlPoint) -> ControlPoint:
    return ControlPoint(
        first_on=point.first_on,
        last_on=point.last_on,
        original_due_on=point.original_due_on,
        due_on=None,
        is_asked=False,
    )
