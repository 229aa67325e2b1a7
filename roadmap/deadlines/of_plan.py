"""Words that mean another thing in a plan of their own length, and the August that opens a school year."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from roadmap.deadlines.deadline import (
    Dated,
    Day,
    Deadline,
    Month,
    MonthPart,
    MonthWeekday,
    Ongoing,
    Recurring,
    Since,
    Span,
    Time,
    TimeUnit,
    Unscheduled,
    Until,
    WholePeriod,
)
from roadmap.deadlines.period import PlanPeriod

LONGEST = {
    TimeUnit.DAY: 1,
    TimeUnit.WEEK: 7,
    TimeUnit.MONTH: 31,
    TimeUnit.QUARTER: 92,
    TimeUnit.HALF_YEAR: 184,
}
"""Days of a plan that is said to be for a day, a week, a month …"""
AUGUST, SEPTEMBER = 8, 9


def of_plan(deadline: Deadline, period: PlanPeriod | None) -> Deadline:
    """«в течение месяца» in a plan for a month is all of it; every other deadline stays as it is."""
    match deadline:
        case Unscheduled(stretch=TimeUnit() as unit) if period is not None and _is_as_long(period, unit):
            return Dated(times=(_all_of(period),)) if deadline.until_end else Ongoing(times=(WholePeriod(),))
        case _:
            return deadline


def _all_of(period: PlanPeriod) -> Span:
    first, last = (Day(month=d.month, day=d.day, year=d.year) for d in (period.start, period.end))
    return Span(first=first, last=last)


def _is_as_long(period: PlanPeriod, unit: TimeUnit) -> bool:
    longest = LONGEST.get(unit, 0)
    if unit is TimeUnit.HALF_YEAR and (period.start.month, period.start.day) == (1, 1):
        longest = max(longest, (period.start.replace(month=8, day=31) - period.start).days + 1)
    return period.end - period.start < timedelta(days=longest)


def with_opening_august(period: PlanPeriod, deadlines: Iterable[Deadline]) -> PlanPeriod:
    """The period from 1 August where the rows of a school-year plan begin with August, not with September."""
    if not period.is_school_year or (period.start.month, period.start.day) != (SEPTEMBER, 1):
        return period
    months = (month for deadline in deadlines for month in _months_named(deadline, period.start.year))
    return replace(period, start=period.start.replace(month=AUGUST)) if next(months, 0) == AUGUST else period


def _months_named(deadline: Deadline, year: int) -> Iterable[int]:
    """The months a deadline opens with, except those of other years."""
    times: Iterable[Time] = deadline.times if isinstance(deadline, Dated | Recurring) else ()
    for time in times:
        point = _opening(time)
        match point:
            case Day() | Month() | MonthPart() | MonthWeekday() if point.year in (None, year):
                yield point.month


def _opening(time: Time) -> Time:
    match time:
        case Span(first=point) | Until(end=point) | Since(start=point):
            return point
        case _:
            return time
