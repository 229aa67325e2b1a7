"""Parts → deadline: which kind the words make together, by the rules of mixtures."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from roadmap.deadlines.deadline import (
    Basis,
    Dated,
    Day,
    DayAfter,
    DaysOfUnit,
    Deadline,
    EachYear,
    Month,
    MonthDays,
    MonthPart,
    MonthWeekday,
    NthWeekday,
    Ongoing,
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
    UntilDay,
    Weekdays,
    WholePeriod,
    Year,
)
from roadmap.language.assembly import Part, assemble
from roadmap.language.item import Item, Waiting
from roadmap.language.years import completed, ends_before_start, lacks_year, without_year
from roadmap.problem import Problem

DAYS_IN_MONTH = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
YEARLY = Rhythm(unit=TimeUnit.YEAR)
T = TypeVar("T")


def understand(items: list[Item]) -> tuple[Deadline, list[Problem]]:
    """What the items say together, and what in it is doubtful."""
    parts, assumed = assemble(items)
    problems = [Problem(code="deadline-year-assumed", facts={"year": year}) for year in assumed]
    for part in parts:
        if part.on_days:
            _settle_days(part, problems)
        _complete_ranges(part, problems)
    if [part for part in parts if part.rhythms]:
        return _recurring_or_waiting(parts), problems
    if [part for part in parts if part.excluded]:
        problems.append(Problem(code="deadline-except-ignored"))
    return _without_rhythm(parts), problems


def _recurring_or_waiting(parts: list[Part]) -> Deadline:
    recurring = _recurring(parts)
    waiting = _waiting(parts)
    if waiting and not recurring.times and all(map(_is_vague, recurring.rhythms)):
        return _telling(waiting)
    return recurring


def _without_rhythm(parts: list[Part]) -> Deadline:
    entries = [entry for part in parts for entry in part.entries]
    waiting = _waiting(parts)
    if not entries:
        if any(part.is_impossible for part in parts):
            return Dated(times=())
        return _telling(waiting) if waiting else Unscheduled(basis=Basis.UNREAD)
    dated = [entry for entry in entries if not entry.lasting]
    if len(dated) == len(entries):
        return Dated(times=_unique([entry.time for entry in entries]))
    if waiting and not dated and not [entry for entry in entries if entry.narrowed]:
        return replace(_telling(waiting), holidays=())  # of which of the years is not said
    return Ongoing(times=_unique(_ongoing_times(parts)))


def _waiting(parts: list[Part]) -> list[Waiting]:
    return [item for part in parts for item in part.waiting]


def _is_vague(rhythm: Rhythm) -> bool:
    """«ежегодно» names no time of the year, so a plan or an event beside it decides."""
    return (
        rhythm.unit is TimeUnit.YEAR
        and rhythm.count == 1
        and rhythm.on is None
        and all(map(_is_years, rhythm.within))
    )


def _is_years(time: Time) -> bool:
    match time:
        case Year() | SchoolYear() | EachYear() | WholePeriod():
            return True
        case Span(first=first):
            return _is_years(first)
        case Since(start=point) | Until(end=point):
            return _is_years(point)
        case _:
            return False


def _telling(waiting: list[Waiting]) -> Unscheduled:
    """The first that says more than «after something»."""
    told = next((item for item in waiting if item.basis is not Basis.EVENT), waiting[0])
    if len(waiting) > 1:
        seasons = [season for item in waiting for season in item.holidays]
        is_named = all(item.holidays for item in waiting)
        return Unscheduled(basis=told.basis, holidays=_unique(seasons) if is_named else ())
    return Unscheduled(
        basis=told.basis, stretch=told.stretch, until_end=told.until_end, holidays=told.holidays
    )


def _ongoing_times(parts: list[Part]) -> Iterable[Time]:
    dated_before = False
    precise_anywhere = any(map(_is_precise, parts))
    for part in parts:
        precise = _is_precise(part) or (precise_anywhere and not dated_before)
        opened = any(isinstance(entry.time, Since) for entry in part.entries)
        for entry in part.entries:
            loose = entry.soft or isinstance(entry.time, EachYear)
            if (entry.soft and precise) or (loose and opened):
                continue  # «постоянно в течение 2022 года», «постоянно с 1 сентября»
            yield Thereafter() if dated_before and loose else entry.time
        dated_before = dated_before or any(not entry.soft for entry in part.entries)


def _is_precise(part: Part) -> bool:
    """It names a span of work, more than «постоянно»."""
    return any(entry.lasting and not entry.soft for entry in part.entries)


def _recurring(parts: list[Part]) -> Recurring:
    rhythms: list[Rhythm] = []
    times: list[Time] = []
    for part in parts:
        if not part.rhythms:
            times.extend(_beside_rhythm(part))
            continue
        named = _named(part)
        rhythms.extend(_framed(rhythm, named, part, times) for rhythm in _telling_rhythms(part))
    if not times:
        rhythms = [replace(rhythm, thereafter=False) for rhythm in rhythms]
    return Recurring(rhythms=tuple(dict.fromkeys(rhythms)), times=_unique(times))


def _named(part: Part) -> list[Time]:
    """The times that frame a rhythm; «постоянно» and «в течение года» leave it as it is."""
    return [entry.time for entry in part.entries if not isinstance(entry.time, EachYear | WholePeriod)]


def _beside_rhythm(part: Part) -> list[Time]:
    """The times of a part of their own; «постоянно» beside a date is a window like it."""
    named = _named(part)
    constant = any(entry.soft for entry in part.entries) and any(not entry.lasting for entry in part.entries)
    return [WholePeriod(), *named] if constant else named


def _telling_rhythms(part: Part) -> list[Rhythm]:
    """«ежегодно» beside a finer rhythm adds nothing."""
    finer = [rhythm for rhythm in part.rhythms if rhythm != YEARLY]
    placed = {replace(rhythm, within=()) for rhythm in finer if rhythm.within}
    finer = [rhythm for rhythm in finer if rhythm not in placed]  # «ежеквартально в последний месяц квартала»
    return finer or part.rhythms[:1]


def _framed(rhythm: Rhythm, named: list[Time], part: Part, earlier: list[Time]) -> Rhythm:
    """The rhythm inside the times of its part; after «далее» it repeats or follows the earlier times."""
    within = (*rhythm.within, *named)
    earlier = [time for time in earlier if not isinstance(time, WholePeriod)]
    if rhythm == YEARLY and not within and earlier:
        within = _unique(without_year(time) for time in earlier)
        return replace(rhythm, within=within, without=_unique(part.excluded), thereafter=True)
    thereafter = bool(earlier) and all(lacks_year(time) for time in within)
    return replace(rhythm, within=_unique(within), without=_unique(part.excluded), thereafter=thereafter)


# Days of a month named apart from the month.


def _settle_days(part: Part, problems: list[Problem]) -> None:
    """Give «до 5 числа», «по пятницам» to the rhythm, to the months named, or to every month."""
    firm = [item for item in part.on_days if item.firm]
    days = firm or ([] if part.entries and not part.rhythms else part.on_days)
    if not days:
        if any(isinstance(entry.time, MonthPart) for entry in part.entries):
            problems.append(Problem(code="deadline-approximate"))  # which of its days is not said
        return
    if part.rhythms:
        finer = _telling_rhythms(part)
        part.rhythms = [_on(rhythm, item.days) for rhythm in finer for item in days]
        if any(isinstance(item.days, Weekdays) for item in days) and any(map(_is_longer, finer)):
            problems.append(Problem(code="deadline-approximate"))  # which of its Mondays is not said
        return
    months = [entry for entry in part.entries if isinstance(entry.time, Month)]
    if months and len(months) == len(part.entries) and not isinstance(days[0].days, Weekdays):
        part.entries = [
            replace(entry, time=_days_of(entry.time, item.days))
            for entry in months
            for item in days
            if isinstance(entry.time, Month)
        ]
        return
    stated = isinstance(days[0].days, Weekdays) or days[0].of_month
    if not stated or not days[0].firm:
        problems.append(Problem(code="deadline-rhythm-assumed"))
    part.rhythms = [_on(_own_rhythm(item.days), item.days) for item in days]


def _own_rhythm(days: DaysOfUnit) -> Rhythm:
    return Rhythm(unit=TimeUnit.WEEK if isinstance(days, Weekdays) else TimeUnit.MONTH)


def _on(rhythm: Rhythm, days: DaysOfUnit) -> Rhythm:
    """The rhythm on those days; weekdays do not say which one of a month or a longer unit."""
    if not isinstance(days, Weekdays):
        return replace(rhythm, on=days) if _is_longer(rhythm) else Rhythm(unit=TimeUnit.MONTH, on=days)
    if _is_longer(rhythm):
        return rhythm
    every = rhythm.every if rhythm.unit is TimeUnit.WEEK else 1
    return replace(rhythm, unit=TimeUnit.WEEK, every=every, count=1, on=days)


def _is_longer(rhythm: Rhythm) -> bool:
    """Than a week."""
    return rhythm.unit not in (TimeUnit.DAY, TimeUnit.WEEK)


def _days_of(month: Month, days: DaysOfUnit) -> Time:
    number, year = month.month, month.year
    match days:
        case UntilDay(day=day):
            closes = Day(month=number, day=_day(day, number), year=year)
            return Span(first=Day(month=number, day=1, year=year), last=closes)
        case DayAfter(day=day, month=later):
            return Span(first=Day(month=number, day=1, year=year), last=_later_day(month, later, day))
        case MonthDays(first=first, last=last):
            opens, closes = (Day(month=number, day=_day(day, number), year=year) for day in (first, last))
            return opens if opens == closes else Span(first=opens, last=closes)
        case NthWeekday(nth=nth, weekday=weekday):
            return MonthWeekday(month=number, nth=nth, weekday=weekday, year=year)
        case Weekdays():
            return month


def _later_day(month: Month, later: int, day: int) -> Day:
    """The day of a month so many months after this one."""
    turns, place = divmod(month.month - 1 + later, 12)
    year = month.year + turns if month.year is not None else None
    return Day(month=place + 1, day=_day(day, place + 1), year=year)


def _day(day: int, month: int) -> int:
    return day if day > 0 else DAYS_IN_MONTH[month - 1] + 1 + day


def _complete_ranges(part: Part, problems: list[Problem]) -> None:
    for entry in part.entries:
        if not isinstance(entry.time, Span):
            continue
        span, assumed = completed(entry.time)
        entry.time = span.first if span.first == span.last else span
        if assumed is not None:
            problems.append(Problem(code="deadline-year-assumed", facts={"year": assumed}))
        if ends_before_start(span):
            problems.append(Problem(code="deadline-range-reversed"))


def _unique(times: Iterable[T]) -> tuple[T, ...]:
    found = tuple(times)
    return found if len(found) < 2 else tuple(dict.fromkeys(found))
