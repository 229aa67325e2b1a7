"""Deadline + plan period → windows. Which day a window is due: due_day.py."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple, assert_never

from roadmap.deadlines.calendar_stretch import LESSONS_END, ONE_DAY, Stretch, plan_years, stretches
from roadmap.deadlines.deadline import (
    Dated,
    Day,
    DayAfter,
    Deadline,
    EachYear,
    Missing,
    Ongoing,
    Point,
    Recurring,
    Rhythm,
    SchoolYear,
    Since,
    Span,
    Thereafter,
    Time,
    TimeUnit,
    Unscheduled,
    Until,
    WholePeriod,
    Year,
)
from roadmap.deadlines.period import PlanPeriod, Window
from roadmap.deadlines.rhythm_grid import after_unit, days_of, grid, unit_days
from roadmap.problem import Problem

ABOUT_A_YEAR = timedelta(days=366)
LEAP_DAY = Day(month=2, day=29)
YEAR_PARTS = frozenset({TimeUnit.QUARTER, TimeUnit.HALF_YEAR, TimeUnit.YEAR})


class Placement(NamedTuple):
    """Where a deadline falls in a period: windows sorted and inside it, and what did not fit."""

    windows: tuple[Window, ...]
    problems: tuple[Problem, ...]


def windows(deadline: Deadline, period: PlanPeriod) -> Placement:
    """Lay the rule on the period; what falls outside it is cut off or left out, with a problem."""
    problems: dict[str, Problem] = {}
    match deadline:
        case Dated(times=times) | Ongoing(times=times):
            found = _times(times, period, problems)
        case Recurring(times=times, rhythms=rhythms):
            dated = _times((time for time in times if time != WholePeriod()), period, problems)
            found = _rhythms(rhythms, dated, period, problems) + dated
            if found and any(rhythm.thereafter for rhythm in rhythms):
                problems.pop("deadline-outside-period", None)  # the series began before the plan, and goes on
            if WholePeriod() in times:
                found.append(Window(first=period.start, last=period.end))
        case Unscheduled() | Missing():
            found = []
        case _ as never:
            assert_never(never)
    return Placement(windows=tuple(sorted(set(found))), problems=tuple(problems.values()))


# Named times.


def _times(times: Iterable[Time], period: PlanPeriod, problems: dict[str, Problem]) -> list[Window]:
    found: list[Window] = []
    rest = False
    for time in times:
        if isinstance(time, Thereafter):
            rest = True
        else:
            found.extend(_cut(time, period, problems))
            if _is_short_february(time, found):
                problems["deadline-short-february"] = Problem(code="deadline-short-february")
    if rest:
        start = max((window.last for window in found), default=period.start - ONE_DAY) + ONE_DAY
        if start <= period.end:
            found.append(Window(first=start, last=period.end))
    return found


def _is_short_february(time: Time, found: list[Window]) -> bool:
    """29 February of no named year, where no February of the plan has that day."""
    point = time.end if isinstance(time, Until) else time
    return point == LEAP_DAY and bool(found) and all(window.last.day != LEAP_DAY.day for window in found)


def _cut(time: Time, period: PlanPeriod, problems: dict[str, Problem]) -> list[Window]:
    raw = list(_stretches(time, period))
    kept = [window for window in (period.cut(first, last) for first, last in raw) if window]
    if not kept:
        never = "deadline-range-reversed" if isinstance(time, Span) else "deadline-no-such-day"
        code = "deadline-outside-period" if raw else never
        problems[code] = Problem(code=code)
    elif isinstance(time, Span) and _is_one_range(time, period) and _sticks_out(raw, kept, period):
        problems["deadline-cut"] = Problem(code="deadline-cut")
    return kept


def _is_one_range(span: Span, period: PlanPeriod) -> bool:
    """A range of days or months said once, not each year of a long plan and not whole years of work."""
    if isinstance(span.first, Year | SchoolYear | EachYear):
        return False
    return span.first.year is not None or period.end - period.start <= ABOUT_A_YEAR


def _sticks_out(raw: Iterable[Stretch], kept: Iterable[Window], period: PlanPeriod) -> bool:
    """Whether a stretch that meets the period goes beyond it."""
    inside = {(first, last) for first, last in raw if last >= period.start and first <= period.end}
    return {(window.first, window.last) for window in kept} != inside


def _stretches(time: Time, period: PlanPeriod) -> Iterator[Stretch]:
    match time:
        case WholePeriod() | Thereafter():
            yield period.start, period.end
        case Span():
            yield from _range(time, period)
        case Until(end=point):
            yield from _until(point, period)
        case Since(start=point):
            starts = [first for first, last in stretches(point, period) if last >= period.start]
            if starts:
                yield min(starts), max(period.end, min(starts))
        case _:
            yield from stretches(time, period)


def _until(point: Point, period: PlanPeriod) -> Iterator[Stretch]:
    """From the plan's start; in a later year of a plan over a year, from 1 January.

    A day outside the plan closes nothing.
    """
    if isinstance(point, EachYear):
        yield from plan_years(period)
        return
    for first, last in stretches(point, period):
        if isinstance(point, SchoolYear):
            last = date(last.year, *LESSONS_END)
        if first > period.end or last < period.start:
            if point.year is not None:
                yield first, last  # outside: to be said, not to be cut
            continue
        end = min(last, period.end)
        is_of_first_year = period.is_of_one_year or end.year == period.start.year
        yield (period.start if is_of_first_year else date(end.year, 1, 1)), end


def _range(span: Span, period: PlanPeriod) -> Iterator[Stretch]:
    """Each start with the nearest end after it; nothing if the words put the end before the start."""
    ends = [last for _, last in stretches(span.last, _with_next_year(period))]
    for first, _ in stretches(span.first, period):
        if period.opens_with_august and _has_no_year(span.first) and first < period.start:
            continue  # of the two summers the later one is meant
        end = min((last for last in ends if last >= first), default=None)
        turns = end is not None and end.month == first.month and end.year > first.year
        if end is not None and not (turns and _has_no_year(span.first)):
            yield first, end


def _has_no_year(point: Point) -> bool:
    return isinstance(point, EachYear) or point.year is None


def _with_next_year(period: PlanPeriod) -> PlanPeriod:
    """The end of a range over New Year may fall after the plan's last year."""
    end = period.end
    return PlanPeriod(
        start=period.start, end=end.replace(year=end.year + 1, day=min(end.day, 28 if end.month == 2 else 31))
    )


# Rhythms.


def _rhythms(
    rhythms: Iterable[Rhythm], named: list[Window], period: PlanPeriod, problems: dict[str, Problem]
) -> list[Window]:
    after = max((window.last for window in named), default=None)
    found: list[Window] = []
    for rhythm in rhythms:
        kept = _rhythm(rhythm, period, problems)
        if rhythm.thereafter and after is not None:
            kept = [window for window in kept if window.first > after]
        found.extend(kept)
    return found


def _rhythm(rhythm: Rhythm, period: PlanPeriod, problems: dict[str, Problem]) -> list[Window]:
    units = list(grid(rhythm, period))
    if isinstance(rhythm.on, DayAfter):
        reported = _rhythm(replace(rhythm, on=None), period, problems)
        return [_with_days_after(window, units, rhythm.on) for window in reported]
    if rhythm.on is not None and rhythm.unit is TimeUnit.WEEK and rhythm.every > 1:
        units = [
            (last - timedelta(days=6), last) for _, last in units
        ]  # one such day in the weeks, not in each
    if rhythm.on is not None:
        named = (days for unit in units for days in days_of(unit, rhythm.on))
        units = [(first, last) for first, last in named if last <= period.end]
    limits = [time for time in rhythm.within if isinstance(time, Since) and isinstance(time.start, Year)]
    if limits and len(limits) < len(rhythm.within):
        return _since_years(rhythm, limits, period, problems)
    if not rhythm.within:
        found = [window for window in (period.cut(first, last) for first, last in units) if window]
    else:
        found = [
            window for time in rhythm.within for window in _within(rhythm, units, time, period, problems)
        ]
    for time in rhythm.without:
        for first, last in _stretches(time, period):
            found = [part for window in found for part in _without(window, first, last)]
    return found


def _since_years(
    rhythm: Rhythm, limits: list[Since], period: PlanPeriod, problems: dict[str, Problem]
) -> list[Window]:
    """«ежегодно в марте, начиная с 2026 года»: the year limits the other times."""
    others = tuple(time for time in rhythm.within if time not in limits)
    opens = max(date(limit.start.year, 1, 1) for limit in limits if isinstance(limit.start, Year))
    found = _rhythm(replace(rhythm, within=others), period, problems)
    return [window for window in found if window.last >= opens]


def _with_days_after(window: Window, units: list[Stretch], on: DayAfter) -> Window:
    """The window and the days after its unit in which it is reported, which may lie after the plan's end."""
    end = next((last for first, last in units if first <= window.last <= last), window.last)
    return Window(first=window.first, last=after_unit(end, on))


def _within(
    rhythm: Rhythm, units: list[Stretch], time: Time, period: PlanPeriod, problems: dict[str, Problem]
) -> Iterator[Window]:
    """The units inside the time; a time no longer than a unit stands for itself."""
    if (
        isinstance(time, Until)
        and isinstance(time.end, Day)
        and rhythm.unit in YEAR_PARTS
        and rhythm.on is None
    ):
        yield from _closing(rhythm, units, time, period, problems)
        return
    longest = unit_days(rhythm, period)
    for frame in _cut(time, period, problems):
        if isinstance(time, Until) and period.is_school_year:
            frame = Window(first=period.start, last=frame.last)  # «ежемесячно до 31 мая» begins with the plan
        if rhythm.on is None and (frame.last - frame.first).days < longest:
            yield frame
            continue
        for first, last in units:
            first, last = max(first, frame.first), min(last, frame.last)
            if first <= last:
                yield Window(first=first, last=last)


def _closing(
    rhythm: Rhythm, units: list[Stretch], time: Until, period: PlanPeriod, problems: dict[str, Problem]
) -> Iterator[Window]:
    """«ежегодно до 1 сентября»: from the start of the year, the quarter … that the day is in."""
    for window in _cut(time, period, problems):
        if rhythm.unit is TimeUnit.YEAR:
            yield window
            continue
        opening = [first for first, last in units if first <= window.last <= last]
        yield Window(first=max(period.start, *opening), last=window.last) if opening else window


def _without(window: Window, first: date, last: date) -> Iterator[Window]:
    if last < window.first or first > window.last:
        yield window
        return
    if window.first < first:
        yield Window(first=window.first, last=first - ONE_DAY)
    if last < window.last:
        yield Window(first=last + ONE_DAY, last=window.last)
