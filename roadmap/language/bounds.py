"""Grammar of bounds: «до …», «не ранее …», «с … по …», «после …», «кроме …»."""

from dataclasses import replace

from roadmap.deadlines.deadline import (
    LAST,
    Basis,
    Day,
    EachYear,
    Month,
    MonthDays,
    Point,
    Rhythm,
    SchoolYear,
    Since,
    Span,
    Thereafter,
    Time,
    TimeUnit,
    Until,
    UntilDay,
    WholePeriod,
    Year,
)
from roadmap.language.cursor import NUMBERS, Cursor
from roadmap.language.item import Excluded, Impossible, Item, Named, OnDays, Rhythmic, Waiting, Years
from roadmap.language.points import SEASON_MONTHS, read_point
from roadmap.language.ranges import read_range
from roadmap.language.rhythms import UNITS, read_weekdays
from roadmap.language.token import Kind
from roadmap.language.waiting import pass_event
from roadmap.language.year_words import read_years
from roadmap.language.years import in_year, lacks_year

LAST_DAY_OF_SCHOOL_YEAR = Day(month=5, day=31)
"""Lessons end then; «в течение учебного года» lasts until the next one."""
FIRST_DAY_OF_SCHOOL_YEAR = Day(month=9, day=1)
OPENING, MIDDLE, ENDING = 0, 1, 2
"""Values of Kind.EDGE."""


def read_until(c: Cursor) -> Item | None:
    """«до 1 марта», «не позднее 15 сентября, 15 января», «до конца года», «до 5 числа»."""
    c.skip(Kind.UNTIL, Kind.TO)
    if c.kind() is Kind.EDGE or (c.kind() is Kind.BEGINNING and c.ahead(1) in _ENDS):
        return _until_edge(c)
    if c.kind() is Kind.YEAR:
        years = read_years(c)
        return Named(tuple(Until(end=_last(year)) for year in years.years)) if years else None
    if c.kind() is Kind.FOLLOWING and c.ahead(1) is Kind.SCHOOL:
        c.skip(Kind.FOLLOWING, Kind.SCHOOL, Kind.YEAR_WORD)
        return _approximately(c, Until(end=FIRST_DAY_OF_SCHOOL_YEAR))
    before = len(c.items)
    item = read_range(c)
    c.items[before:] = map(_until_days, c.items[before:])
    match item:
        case Named(times=()):
            return item
        case Named(times=times):
            return Named(_more_days(c, times))
        case OnDays():
            return _until_days(item)
        case Waiting() | Years() | Rhythmic() | Impossible():
            return item
        case _:
            pass_event(c)
            return Waiting(Basis.EVENT)


def _until_days(item: Item) -> Item:
    """«5 числа» after «до»."""
    match item:
        case OnDays(days=MonthDays(last=last)) if last > 0:
            return OnDays(UntilDay(day=last))
        case OnDays(days=MonthDays(first=first)) if first == LAST:
            return OnDays(UntilDay(day=LAST, month=LAST), of_month=item.of_month)
        case _:
            return item


def _more_days(c: Cursor, times: tuple[Time, ...]) -> tuple[Time, ...]:
    """In «до 15 марта, 15 июня» each day closes a window of its own, each with the year after it."""
    found = tuple(map(_until_time, times))
    while isinstance(times[-1], Day):
        start = c.at
        year = int(c.take().value) if c.kind() is Kind.YEAR else None
        times = _days_after_comma(c, of_next_year=year is not None)
        if not times:
            c.at = start
            break
        if year is not None:
            found = tuple(in_year(time, year) if lacks_year(time) else time for time in found)
        found += tuple(map(_until_time, times))
    return found


def _days_after_comma(c: Cursor, *, of_next_year: bool) -> tuple[Time, ...]:
    """The days after a comma; after a year a semicolon parts them from what stands before."""
    token = c.tokens[c.at]
    if token.kind is not Kind.SEPARATOR or (of_next_year and token.text != ","):
        return ()
    c.at += 1
    item = read_point(c) if c.kind() in (Kind.NUMBER, Kind.DATE) else None
    if not isinstance(item, Named) or not all(isinstance(time, Day) for time in item.times):
        return ()
    return item.times


def _until_time(time: Time) -> Time:
    match time:
        case Span():
            return Until(end=time.last)
        case Until() | Since() | WholePeriod() | Thereafter():
            return time
        case _:
            return Until(end=time)


def _last(year: Year | SchoolYear | Span) -> Point:
    return year.last if isinstance(year, Span) else year


def _until_edge(c: Cursor) -> Item | None:
    token = c.take()
    edge = ENDING if token.kind is Kind.BEGINNING else int(token.value)
    c.skip(Kind.CURRENT, Kind.FOLLOWING)
    if c.kind() is Kind.YEAR_WORD:
        c.at += 1
        if edge == ENDING:
            return Named((Until(end=EachYear()),))
        return _approximately(
            c, Until(end=Day(month=1 if edge == OPENING else 6, day=1 if edge == OPENING else 30))
        )
    if c.kind() is Kind.SCHOOL:
        c.skip(Kind.SCHOOL, Kind.YEAR_WORD)
        return _approximately(
            c, Until(end=LAST_DAY_OF_SCHOOL_YEAR if edge == ENDING else FIRST_DAY_OF_SCHOOL_YEAR)
        )
    if c.kind() is Kind.YEAR and (years := read_years(c)):
        return Named(tuple(_edge_of_years(year, edge) for year in years.years))
    if c.kind() is Kind.MONTH:
        month = int(c.take().value)
        days: dict[int, Point] = {
            OPENING: Day(month=month, day=1),
            MIDDLE: Day(month=month, day=15),
            ENDING: Month(month=month),
        }
        return Named((Until(end=days[edge]),))
    if c.kind() is Kind.SEASON and edge < ENDING:
        c.doubt("deadline-approximate")
        month = SEASON_MONTHS[c.take().value][edge]
        return Named((Until(end=Day(month=month, day=1 if edge == OPENING else 15)),))
    if c.kind() in (Kind.SEASON, *NUMBERS):
        item = read_point(c)
        return Named(tuple(map(_until_time, item.times))) if isinstance(item, Named) else item
    if c.kind() in (Kind.WEEK, Kind.MONTH_WORD, Kind.QUARTER, Kind.HALF_YEAR):
        unit = UNITS[c.take().kind]
        return Waiting(Basis.EVENT, unit if edge == ENDING else None, until_end=edge == ENDING)
    pass_event(c)
    return Waiting(Basis.EVENT)


_ENDS = frozenset({Kind.YEAR, Kind.YEAR_WORD, Kind.SCHOOL, Kind.MONTH, Kind.CURRENT, *NUMBERS})
"""After «до окончания»: what ends on a day of the calendar."""


def _edge_of_years(year: Year | SchoolYear | Span, edge: int) -> Time:
    if edge == ENDING:
        return Until(end=_last(year))
    first = year.first if isinstance(year, Span) else year
    if isinstance(first, SchoolYear):
        return Until(end=Day(month=9, day=1, year=first.year))
    return Until(end=Day(month=1, day=1, year=first.year)) if isinstance(first, Year) else Until(end=first)


def _approximately(c: Cursor, time: Time) -> Item:
    c.doubt("deadline-approximate")
    return Named((time,))


def read_from(c: Cursor) -> Item | None:
    """«с 5 по 25 марта», «с сентября», «с 2021 по 2023 год», «со дня …»."""
    start = c.at
    c.skip(Kind.FROM, Kind.SINCE)
    if c.kind() is Kind.YEAR:
        return _from_year(c)
    if c.kind() is Kind.EDGE:
        return _from_edge(c, start)
    if c.kind() in (Kind.BASIS, Kind.DAY_WORD, Kind.BEGINNING):
        c.at += 1
        pass_event(c)
        return Waiting(Basis.EVENT)
    item = read_range(c, opened=True)
    match item:
        case Named(times=times) if times:
            return Named(tuple(_since(time) for time in times))
        case None:
            c.at = start
            return None
        case _:
            return item


def _since(time: Time) -> Time:
    match time:
        case Span() | Until() | Since() | WholePeriod() | Thereafter():
            return time
        case _:
            return Since(start=time)


def _from_year(c: Cursor) -> Item | None:
    first = read_years(c)
    if first is None:
        return None
    if len(first.years) == 1 and not isinstance(first.years[0], Span):
        start = c.at
        if c.skip(Kind.TO, Kind.UNTIL, Kind.DASH) and c.kind() is Kind.YEAR and (second := read_years(c)):
            return Years((Span(first=first.years[0], last=_last(second.years[-1])),))
        c.at = start
        return Named((Since(start=first.years[0]),))
    return first


def _from_edge(c: Cursor, start: int) -> Item | None:
    if c.ahead(1) is Kind.SCHOOL or c.ahead(1) is Kind.YEAR_WORD:
        school = c.ahead(1) is Kind.SCHOOL
        edge = int(c.take().value)
        c.skip(Kind.SCHOOL, Kind.YEAR_WORD)
        first = FIRST_DAY_OF_SCHOOL_YEAR if school else Day(month=1, day=1)
        return _approximately(c, Since(start=first)) if edge == OPENING else Waiting(Basis.EVENT)
    item = read_range(c, opened=True)
    if item is None:
        c.at = start
    return Named(tuple(map(_since, item.times))) if isinstance(item, Named) else item


def read_after(c: Cursor) -> Item | None:
    """«после 15 мая» opens a window; after anything else waits for an event."""
    c.at += 1
    start = c.at
    item = read_point(c)
    if (
        isinstance(item, Named)
        and all(isinstance(time, Day) for time in item.times)
        and not _counted_before(c)
    ):
        return Named(tuple(map(_since, item.times)))
    if isinstance(item, OnDays) and isinstance(item.days, MonthDays):
        return OnDays(MonthDays(first=item.days.first, last=-1))
    c.at = start
    pass_event(c)
    return Waiting(Basis.EVENT)


def _counted_before(c: Cursor) -> bool:
    """«10 дней после 1 мая» counts from the day, it does not name it."""
    return bool(c.items) and c.items[-1] == Waiting(Basis.EVENT)


def read_to(c: Cursor) -> Item | None:
    """«по 31 мая» closes; «по пятницам», «по кварталам» repeat; before other words «по» says nothing."""
    c.skip(Kind.TO)
    if c.kind() is Kind.WEEKDAY or c.kind() is Kind.WEEKDAYS:
        return read_weekdays(c)
    if c.kind() is Kind.QUARTER or c.kind() is Kind.HALF_YEAR or c.kind() is Kind.MONTH_WORD:
        units = {
            Kind.QUARTER: TimeUnit.QUARTER,
            Kind.HALF_YEAR: TimeUnit.HALF_YEAR,
            Kind.MONTH_WORD: TimeUnit.MONTH,
        }
        return Rhythmic(Rhythm(unit=units[c.take().kind]))
    if c.kind() in (Kind.NUMBER, Kind.DATE, Kind.MONTH):
        item = read_point(c)
        return Named(tuple(map(_until_time, item.times))) if isinstance(item, Named) else item
    return None


def read_except(c: Cursor) -> Item | None:
    """«кроме июля и августа»"""
    c.at += 1
    found: list[Time] = []
    while isinstance(item := read_range(c), Named):
        found.extend(item.times)
        if c.kind() is Kind.SEPARATOR and c.ahead(1) in (Kind.MONTH, Kind.SEASON):
            c.at += 1
    if isinstance(item, Waiting) or c.skip(Kind.DAY_WORD, Kind.PERIOD, Kind.HOLIDAYS):
        c.doubt("deadline-except-holidays")
        return Excluded(tuple(found))
    return Excluded(tuple(found)) if found else None


def read_counted_from(c: Cursor) -> None:
    """«1 раз в 3 месяца, считая с 15 марта»: the units of the rhythm before it begin on that day."""
    c.skip(Kind.COUNTED, Kind.FROM)
    place = next((at for at in range(len(c.items) - 1, -1, -1) if not _is_day_of_unit(c.items[at])), -1)
    if place < 0 or c.kind() not in (Kind.DATE, Kind.NUMBER):
        return
    rhythmic, item = c.items[place], read_point(c)
    match item:
        case Named(times=(Day() as day,)) if isinstance(rhythmic, Rhythmic):
            if day.year is None and c.kind() is Kind.YEAR:
                day = replace(day, year=int(c.take().value))
            c.items[place] = Rhythmic(replace(rhythmic.rhythm, counted_from=day))
            c.problems = [one for one in c.problems if one.code != "deadline-calendar-units"]


def _is_day_of_unit(item: Item) -> bool:
    return isinstance(item, OnDays) or item == Named(())
