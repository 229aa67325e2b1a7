"""The days a point means: with its year, or in each year of a period in which it falls."""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

from roadmap.deadlines.deadline import (
    LAST,
    Day,
    EachYear,
    HalfYear,
    Month,
    MonthPart,
    MonthWeekday,
    Point,
    Quarter,
    SchoolYear,
    Season,
    SeasonOf,
    Weekday,
    Year,
)
from roadmap.deadlines.period import PlanPeriod

Stretch = tuple[date, date]
"""First and last day, not yet cut to a period."""

InYear = Day | Month | MonthPart | MonthWeekday | Quarter | SeasonOf
"""Points that a calendar year places."""

AUGUST = 8
LESSONS_END = (5, 31)
"""The last month and day of lessons; a school year that is named lasts to 31 August."""
SEASON_MONTHS = {Season.SPRING: (3, 5), Season.SUMMER: (6, 8), Season.AUTUMN: (9, 11)}
ONE_DAY = timedelta(days=1)


def month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def months(year: int, first: int, last: int) -> Stretch:
    """Whole months of one year."""
    return date(year, first, 1), month_end(year, last)


def school_year_of(year: int) -> Stretch:
    """1 September of the year – 31 August of the next."""
    return date(year, 9, 1), date(year + 1, 8, 31)


def _lessons(year: int) -> Stretch:
    """1 September of the year before – 31 May."""
    return date(year - 1, 9, 1), date(year, *LESSONS_END)


def nth_weekday(first: date, last: date, nth: int, weekday: Weekday) -> date | None:
    """The n-th such day from the first, or back from the last; None if there are fewer."""
    if nth == LAST:
        day = last - timedelta(days=(last.isoweekday() - weekday) % 7)
    else:
        day = first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    return day if first <= day <= last else None


def stretches(point: Point, period: PlanPeriod) -> list[Stretch]:
    """What the point means in the plan: one stretch if it names its year, else one for each year."""
    match point:
        case EachYear(of_school_year=True) if not period.is_school_year:
            return [_lessons(year) for year in (*period.years, period.end.year + 1)]
        case EachYear():
            return list(plan_years(period))
        case HalfYear():
            return _half_years(point, period)
        case Year(year=year):
            return [months(year, 1, 12)]
        case SchoolYear(year=year):
            return [school_year_of(year)]
        case _:
            return _in_years(point, period)


def _in_years(point: InYear, period: PlanPeriod) -> list[Stretch]:
    if point.year is not None:
        years = range(point.year, point.year + 1)
    elif isinstance(point, SeasonOf):
        years = range(period.start.year, period.end.year + 2)  # next winter may begin in it
    else:
        years = period.years
    found = [stretch for stretch in (days_in(point, year) for year in years) if stretch is not None]
    if point.year is None and period.opens_with_august:
        return [stretch for stretch in found if _is_taught(stretch, point, period)]
    return found


def _is_taught(stretch: Stretch, point: InYear, period: PlanPeriod) -> bool:
    """Of the two Augusts the one before September is meant; of the two summers the later one."""
    first, _ = stretch
    if isinstance(point, SeasonOf):
        return first >= period.start
    return first.month != AUGUST or first.year < period.end.year


def days_in(point: InYear, year: int) -> Stretch | None:
    """The point in that calendar year; None for a day that year does not have.

    29 February of no named year closes February in every year.
    """
    match point:
        case Day(month=2, day=29, year=None):
            return month_end(year, 2), month_end(year, 2)
        case Day(month=month, day=day):
            if day > calendar.monthrange(year, month)[1]:
                return None
            return date(year, month, day), date(year, month, day)
        case Month(month=month):
            return months(year, month, month)
        case MonthPart(month=month, part=part):
            return _counted(year, month, part.first), _counted(year, month, part.last)
        case MonthWeekday(month=month, nth=nth, weekday=weekday):
            found = nth_weekday(*months(year, month, month), nth, weekday)
            return (found, found) if found else None
        case Quarter(quarter=quarter):
            return months(year, 3 * quarter - 2, 3 * quarter)
        case SeasonOf(season=Season.WINTER):
            return date(year - 1, 12, 1), month_end(year, 2)
        case SeasonOf(season=season):
            return months(year, *SEASON_MONTHS[season])


def _counted(year: int, month: int, day: int) -> date:
    """A day counted from 1, or back from the month's end."""
    end = month_end(year, month)
    return end.replace(day=min(day, end.day)) if day > 0 else end + timedelta(days=day + 1)


def _half_years(point: HalfYear, period: PlanPeriod) -> list[Stretch]:
    if point.year is None:
        if point.of_school_year or period.is_school_year:
            return [
                _school_half(year, point.half) for year in range(period.start.year - 1, period.end.year + 1)
            ]
        return [calendar_half(year, point.half) for year in period.years]
    if point.of_school_year:
        return [_school_half(point.year, point.half)]
    if period.is_school_year:
        half = _school_half(point.year if point.half == 1 else point.year - 1, point.half)
        if period.cut(*half):
            return [half]
    return [calendar_half(point.year, point.half)]


def calendar_half(year: int, half: int) -> Stretch:
    return months(year, 6 * half - 5, 6 * half)


def _school_half(year: int, half: int) -> Stretch:
    return months(year, 9, 12) if half == 1 else months(year + 1, 1, 8)


def halves(period: PlanPeriod) -> Iterator[Stretch]:
    """The half-years of the plan: September–December and January–August in a school-year plan."""
    first_year = period.start.year - (0 if period.opens_with_august else 1)
    for year in range(first_year, period.end.year + 1):
        for half in (1, 2):
            yield _school_half(year, half) if period.is_school_year else calendar_half(year + 1, half)


def plan_years(period: PlanPeriod) -> Iterator[Stretch]:
    """The plan's own years: calendar ones, or school ones in a school-year plan."""
    if not period.is_school_year:
        yield from (months(year, 1, 12) for year in period.years)
        return
    start = period.start
    while start <= period.end:
        turn = date(start.year + 1, 9, 1)
        yield start, turn - ONE_DAY
        start = turn
