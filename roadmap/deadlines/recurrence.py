"""Rhythm → RFC 5545: the due days of whole units, for calendars that repeat an event themselves."""

from collections.abc import Iterable, Sequence

from roadmap.deadlines.deadline import (
    LAST,
    Day,
    Deadline,
    Month,
    MonthDays,
    NthWeekday,
    Quarter,
    Recurring,
    Rhythm,
    Span,
    Time,
    TimeUnit,
    Until,
    UntilDay,
    Weekdays,
)
from roadmap.deadlines.period import PlanPeriod

DAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
SHORTEST_MONTH = 28
MONTH_SHARES = {1: "-1", 2: "15,-1", 3: "10,20,-1", 4: "7,14,21,-1"}
"""Last days of the parts of a month."""


def rrule(deadline: Deadline, period: PlanPeriod) -> str | None:
    """`FREQ=…` up to the period's end, anchored at the first due day; None where no one rule says it."""
    match deadline:
        case Recurring(rhythms=[Rhythm(without=(), thereafter=False, counted_from=None) as rhythm], times=()):
            parts = _parts(rhythm, period)
            return f"{parts};UNTIL={period.end:%Y%m%d}" if parts else None
        case _:
            return None


def _parts(rhythm: Rhythm, period: PlanPeriod) -> str | None:
    match rhythm.unit:
        case TimeUnit.DAY if not rhythm.within:
            return _every("FREQ=DAILY", rhythm)
        case TimeUnit.WEEK if not rhythm.within:
            days = rhythm.on.days if isinstance(rhythm.on, Weekdays) else ()
            codes = ",".join(DAY_CODES[day - 1] for day in days) or "SU"
            return _every("FREQ=WEEKLY", rhythm) + f";WKST=MO;BYDAY={codes}"
        case TimeUnit.MONTH:
            return _monthly(rhythm)
        case TimeUnit.QUARTER:
            return _in_months(rhythm, (3, 6, 9, 12))
        case TimeUnit.HALF_YEAR:
            return _in_months(rhythm, (8, 12) if period.is_school_year else (6, 12))
        case TimeUnit.YEAR:
            return _yearly(rhythm, period)
        case _:
            return None


def _every(frequency: str, rhythm: Rhythm) -> str:
    return frequency if rhythm.every == 1 else f"{frequency};INTERVAL={rhythm.every}"


def _monthly(rhythm: Rhythm) -> str | None:
    months = _months(rhythm.within)
    if months is None or (rhythm.within and rhythm.every != 1):
        return None
    chosen = f";BYMONTH={_numbers(months)}" if months else ""
    if rhythm.count != 1:
        shares = MONTH_SHARES.get(rhythm.count) if rhythm.on is None and rhythm.every == 1 else None
        return f"FREQ=MONTHLY{chosen};BYMONTHDAY={shares}" if shares else None
    days = _days(rhythm)
    return _every("FREQ=MONTHLY", rhythm) + chosen + days if days else None


def _in_months(rhythm: Rhythm, ends: tuple[int, ...]) -> str | None:
    """Units of several months: due in their last month, or in the month the rule names."""
    if rhythm.every != 1 or rhythm.count != 1:
        return None
    if rhythm.within:
        single = all(isinstance(time, Month) for time in rhythm.within) and rhythm.on is None
        months = _months(rhythm.within) if single else None
        return f"FREQ=YEARLY;BYMONTH={_numbers(months)};BYMONTHDAY=-1" if months else None
    match rhythm.on:
        case None | MonthDays(last=-1):
            return f"FREQ=YEARLY;BYMONTH={_numbers(ends)};BYMONTHDAY=-1"
        case UntilDay(day=day, month=month) if len(ends) == 4:
            due = ends if month == LAST else [end - 3 + month for end in ends]
            return f"FREQ=YEARLY;BYMONTH={_numbers(due)}{_month_day(day)}"
        case _:
            return None


def _yearly(rhythm: Rhythm, period: PlanPeriod) -> str | None:
    if rhythm.count == 2 and rhythm.every == 1 and not rhythm.within:
        return _in_months(Rhythm(unit=TimeUnit.HALF_YEAR), (8, 12) if period.is_school_year else (6, 12))
    if rhythm.count != 1 or rhythm.every != 1 or rhythm.on is not None:
        return None
    match rhythm.within:
        case ():
            return "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"
        case (Day(month=month, day=day, year=None) | Until(end=Day(month=month, day=day, year=None)),):
            return f"FREQ=YEARLY;BYMONTH={month}{_month_day(day)}"
        case (Span(first=Day(year=None), last=Day(month=month, day=day, year=None)),):
            return f"FREQ=YEARLY;BYMONTH={month}{_month_day(day)}"
        case times:
            ends = [_last_month(time) for time in times]
            if any(end is None for end in ends):
                return None
            return f"FREQ=YEARLY;BYMONTH={_numbers(end for end in ends if end)};BYMONTHDAY=-1"


def _last_month(time: Time) -> int | None:
    match time:
        case Month(month=month, year=None) | Span(first=Month(year=None), last=Month(month=month, year=None)):
            return month
        case Quarter(quarter=quarter, year=None):
            return 3 * quarter
        case _:
            return None


def _months(within: Sequence[Time]) -> list[int] | None:
    """The months a rhythm keeps to; none named is an empty list, other times are None."""
    found: list[int] = []
    for time in within:
        match time:
            case Month(month=month, year=None):
                found.append(month)
            case Span(first=Month(month=first, year=None), last=Month(month=last, year=None)):
                found.extend((first - 1 + step) % 12 + 1 for step in range((last - first) % 12 + 1))
            case _:
                return None
    return found


def _days(rhythm: Rhythm) -> str | None:
    match rhythm.on:
        case None:
            return ";BYMONTHDAY=-1"
        case UntilDay(day=day, month=1):
            return _month_day(day)
        case MonthDays(last=day):
            return _month_day(day) if day > 0 else f";BYMONTHDAY={day}"
        case NthWeekday(nth=nth, weekday=weekday):
            return f";BYDAY={nth}{DAY_CODES[weekday - 1]}"
        case _:
            return None


def _month_day(day: int) -> str:
    """The day, or the last one a shorter month has."""
    if day <= SHORTEST_MONTH:
        return f";BYMONTHDAY={day}"
    return f";BYMONTHDAY={_numbers(range(SHORTEST_MONTH, day + 1))};BYSETPOS=-1"


def _numbers(values: Iterable[int]) -> str:
    return ",".join(map(str, sorted(set(values))))
