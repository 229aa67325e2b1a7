"""Rhythm + plan period → stretches: one for each unit, or for the days of it that are named."""

from collections.abc import Iterator
from datetime import date, timedelta

from roadmap.deadlines.calendar_stretch import ONE_DAY, Stretch, halves, month_end, nth_weekday
from roadmap.deadlines.deadline import (
    LAST,
    Day,
    DayAfter,
    DaysOfUnit,
    MonthDays,
    NthWeekday,
    Rhythm,
    TimeUnit,
    UntilDay,
    Weekdays,
)
from roadmap.deadlines.period import PlanPeriod

MONTHS_IN = {TimeUnit.MONTH: 1, TimeUnit.QUARTER: 3, TimeUnit.YEAR: 12}
LONGEST_DAYS = {
    TimeUnit.DAY: 1,
    TimeUnit.WEEK: 7,
    TimeUnit.MONTH: 31,
    TimeUnit.QUARTER: 92,
    TimeUnit.HALF_YEAR: 184,
    TimeUnit.YEAR: 366,
}
MONTH_SHARES = {2: (1, 16), 3: (1, 11, 21), 4: (1, 8, 15, 22)}
"""First days of the parts of a month, for «2 раза в месяц» and the like."""


def grid(rhythm: Rhythm, period: PlanPeriod) -> Iterator[Stretch]:
    """The rhythm's units over the period, not cut to it, each divided into its `count` parts."""
    if rhythm.counted_from is not None and rhythm.count == 1:
        yield from _counted_grid(rhythm, rhythm.counted_from, period)
    elif rhythm.unit is TimeUnit.YEAR and rhythm.count == 2 and rhythm.every == 1:
        yield from halves(period)
    elif rhythm.unit is TimeUnit.MONTH and rhythm.count in MONTH_SHARES and rhythm.every == 1:
        yield from _month_shares(period, MONTH_SHARES[rhythm.count])
    elif rhythm.unit is TimeUnit.HALF_YEAR:
        yield from _divided(_grouped(halves(period), rhythm.every), rhythm.count)
    elif rhythm.unit in MONTHS_IN:
        yield from _months_grid(rhythm, period)
    else:
        yield from _days_grid(rhythm, period)


def _counted_grid(rhythm: Rhythm, day: Day, period: PlanPeriod) -> Iterator[Stretch]:
    """Units that begin on the day named; without its year, in the period's first year."""
    months = {**MONTHS_IN, TimeUnit.HALF_YEAR: 6}.get(rhythm.unit)
    year, month = day.year or period.start.year, day.month
    start = first = _clamped(year, month, day.day)
    step = 0
    while start <= period.end:
        step += rhythm.every
        if months is None:
            following = first + timedelta(days=step * LONGEST_DAYS[rhythm.unit])
        else:
            turns, place = divmod(month - 1 + step * months, 12)
            following = _clamped(year + turns, place + 1, day.day)
        yield start, following - ONE_DAY
        start = following


def _clamped(year: int, month: int, day: int) -> date:
    """The day, or the last one a shorter month has."""
    end = month_end(year, month)
    return end.replace(day=min(day, end.day))


def after_unit(last: date, on: DayAfter) -> date:
    """The day named, in a month after the unit that ends on `last`."""
    turns, place = divmod(last.month - 1 + on.month, 12)
    end = month_end(last.year + turns, place + 1)
    return end if on.day == LAST else end.replace(day=min(on.day, end.day))


def _months_grid(rhythm: Rhythm, period: PlanPeriod) -> Iterator[Stretch]:
    size = MONTHS_IN[rhythm.unit]
    if rhythm.count > 1 and size % rhythm.count == 0 and rhythm.every == 1:
        size //= rhythm.count
    size *= rhythm.every
    by_calendar = 12 % size == 0 and rhythm.every == 1 and rhythm.count in (1, 4, 12)
    first = (
        1 if by_calendar or (rhythm.unit is not TimeUnit.MONTH and rhythm.count == 1) else period.start.month
    )
    year, month = period.start.year, first
    while (start := date(year, month, 1)) <= period.end:
        last = month + size - 1
        yield start, month_end(year + (last - 1) // 12, (last - 1) % 12 + 1)
        year, month = year + last // 12, last % 12 + 1


def _month_shares(period: PlanPeriod, firsts: tuple[int, ...]) -> Iterator[Stretch]:
    for first, last in _months_grid(Rhythm(unit=TimeUnit.MONTH), period):
        starts = [first.replace(day=day) for day in firsts]
        yield from zip(starts, [*(start - ONE_DAY for start in starts[1:]), last], strict=True)


def _days_grid(rhythm: Rhythm, period: PlanPeriod) -> Iterator[Stretch]:
    size, start = timedelta(days=rhythm.every), period.start
    if rhythm.unit is TimeUnit.WEEK:
        size, start = timedelta(weeks=rhythm.every), start - timedelta(days=start.weekday())
    while start <= period.end:
        yield start, start + size - ONE_DAY
        start += size


def _grouped(found: Iterator[Stretch], size: int) -> Iterator[Stretch]:
    whole = list(found)
    for place in range(0, len(whole), size):
        group = whole[place : place + size]
        yield group[0][0], group[-1][1]


def _divided(found: Iterator[Stretch], count: int) -> Iterator[Stretch]:
    """Each stretch of whole months in so many equal parts, where its months allow it."""
    for first, last in found:
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        if count == 1 or months % count:
            yield first, last
            continue
        for part in range(count):
            opens, closes = (first.month - 1 + months // count * (part + step) for step in (0, 1))
            yield (
                date(first.year + opens // 12, opens % 12 + 1, 1),
                month_end(first.year + (closes - 1) // 12, (closes - 1) % 12 + 1),
            )


def unit_days(rhythm: Rhythm, period: PlanPeriod) -> int:
    """The longest stretch of the rhythm: a time that is no longer stands for itself."""
    if rhythm.unit is TimeUnit.HALF_YEAR or (rhythm.unit is TimeUnit.YEAR and rhythm.count == 2):
        return 243 if period.is_school_year else 184
    return (
        LONGEST_DAYS[rhythm.unit] * rhythm.every // (rhythm.count if rhythm.unit is not TimeUnit.WEEK else 1)
    )


def days_of(unit: Stretch, on: DaysOfUnit) -> Iterator[Stretch]:
    """The named days of one unit."""
    first, last = unit
    match on:
        case DayAfter():
            yield first, after_unit(last, on)
        case UntilDay(day=day, month=month):
            end = _day_of(unit, day, month)
            yield first, end
        case MonthDays(first=opens, last=closes):
            yield _counted(unit, opens), _counted(unit, closes)
        case NthWeekday(nth=nth, weekday=weekday):
            found = nth_weekday(first, last, nth, weekday)
            if found:
                yield found, found
        case Weekdays(days=weekdays):
            for passed in range((last - first).days + 1):
                today = first + timedelta(days=passed)
                if today.isoweekday() in weekdays:
                    yield today, today


def _day_of(unit: Stretch, day: int, month: int) -> date:
    """A day of the unit's n-th (or LAST) month; the month's end if it is shorter."""
    first, last = unit
    if month == LAST:
        year, number = last.year, last.month
    else:
        year, number = first.year + (first.month + month - 2) // 12, (first.month + month - 2) % 12 + 1
    end = month_end(year, number)
    return min(end if day == LAST else end.replace(day=min(day, end.day)), last)


def _counted(unit: Stretch, day: int) -> date:
    return _day_of(unit, day, 1) if day > 0 else unit[1] + timedelta(days=day + 1)
