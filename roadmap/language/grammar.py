"""Tokens → items: one pass, one small function per kind of token that can open a construction.

To teach the reader a construction: find (or add) the kind of its first word in `_READERS`, and write what
it passes. A function that does not recognise what follows returns None: the word counts as not understood.
"""

from collections.abc import Callable

from roadmap.deadline import (
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
    Unit,
    Until,
    UntilDay,
    WholePeriod,
    Year,
)
from roadmap.language.cursor import NUMBERS, Cursor
from roadmap.language.item import (
    AnyYear,
    Closing,
    During,
    Excluded,
    Item,
    Lasting,
    Link,
    Named,
    OnDays,
    Opening,
    Rhythmic,
    Then,
    Waiting,
    Years,
)
from roadmap.language.points import read_point, read_range
from roadmap.language.rhythms import read_each, read_every, read_many_times, read_times, read_weekdays
from roadmap.language.token import Kind, Token

Reader = Callable[[Cursor], Item | None]
LAST_DAY_OF_SCHOOL_YEAR = Day(month=8, day=31)
FIRST_DAY_OF_SCHOOL_YEAR = Day(month=9, day=1)
ENDING, MIDDLE, OPENING = 2, 1, 0
"""Values of Kind.EDGE."""


def parse(tokens: list[Token]) -> Cursor:
    """Everything the tokens say, in order, with what was not understood."""
    c = Cursor(tokens)
    while c.kind() is not Kind.END:
        start = c.at
        reader = _READERS.get(c.kind())
        item = reader(c) if reader else None
        if item is not None:
            c.items.append(item)
        elif c.at == start:
            _ignore(c)
    return c


def _ignore(c: Cursor) -> None:
    token = c.take()
    if token.kind not in _SILENT:
        c.ignored.append(token.text)


_SILENT = frozenset(
    {Kind.TO, Kind.PERIOD, Kind.OF_PLAN, Kind.DASH, Kind.SLASH, Kind.CURRENT, Kind.WHOLE, Kind.TIMES}
)
_SILENT |= {
    Kind.YEAR_WORD,
    Kind.MONTH_WORD,
    Kind.NUMBER_WORD,
    Kind.NOTHING,
    Kind.DURING,
    Kind.CLOCK,
    Kind.SCHOOL,
}


# Named times.


def _named(c: Cursor) -> Item | None:
    return read_range(c)


def _until(c: Cursor) -> Item | None:
    """«до 1 марта», «не позднее 15 сентября, 15 января», «до конца года», «до 5 числа»."""
    c.skip(Kind.UNTIL, Kind.TO)
    if c.kind() is Kind.EDGE:
        return _until_edge(c)
    if c.kind() is Kind.YEAR:
        years = _years(c)
        return Named(tuple(Until(end=_last(year)) for year in years.years)) if years else None
    if c.kind() is Kind.FOLLOWING and c.ahead(1) is Kind.SCHOOL:
        c.skip(Kind.FOLLOWING, Kind.SCHOOL, Kind.YEAR_WORD)
        return _approximately(c, Until(end=FIRST_DAY_OF_SCHOOL_YEAR))
    item = read_range(c)
    match item:
        case Named(times=times):
            return Named((*map(_until_time, times), *_more_days(c, times)))
        case OnDays(days=MonthDays(last=last)) if last > 0:
            return OnDays(UntilDay(day=last))
        case OnDays() | Waiting() | Years():
            return item
        case _:
            _pass_event(c)
            return Waiting(Basis.EVENT)


def _more_days(c: Cursor, times: tuple[Time, ...]) -> list[Time]:
    """In «до 15 марта, 15 июня» each day closes a window of its own."""
    found: list[Time] = []
    while (
        isinstance(times[-1], Day) and c.kind() is Kind.SEPARATOR and c.ahead(1) in (Kind.NUMBER, Kind.DATE)
    ):
        start = c.at
        c.at += 1
        more = read_point(c)
        if not isinstance(more, Named) or not all(isinstance(time, Day) for time in more.times):
            c.at = start
            break
        found.extend(map(_until_time, more.times))
    return found


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
    edge = int(c.take().value)
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
    if c.kind() is Kind.YEAR and (years := _years(c)):
        return Named(tuple(_edge_of_years(year, edge) for year in years.years))
    if c.kind() is Kind.MONTH:
        month = int(c.take().value)
        days: dict[int, Point] = {
            OPENING: Day(month=month, day=1),
            MIDDLE: Day(month=month, day=15),
            ENDING: Month(month=month),
        }
        return Named((Until(end=days[edge]),))
    if c.kind() in (Kind.SEASON, *NUMBERS):
        item = read_point(c)
        return Named(tuple(map(_until_time, item.times))) if isinstance(item, Named) else item
    if c.kind() is Kind.MONTH_WORD or c.kind() is Kind.QUARTER or c.kind() is Kind.HALF_YEAR:
        c.at += 1
        return Waiting(Basis.EVENT)
    _pass_event(c)
    return Waiting(Basis.EVENT)


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


def _from(c: Cursor) -> Item | None:
    """«с 5 по 25 марта», «с сентября», «с 2021 по 2023 год», «со дня …»."""
    start = c.at
    c.skip(Kind.FROM, Kind.SINCE)
    if c.kind() is Kind.YEAR:
        return _from_year(c)
    if c.kind() is Kind.EDGE:
        return _from_edge(c, start)
    if c.kind() in (Kind.BASIS, Kind.DAY_WORD, Kind.BEGINNING):
        c.at += 1
        _pass_event(c)
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
    first = _years(c)
    if first is None:
        return None
    if len(first.years) == 1 and not isinstance(first.years[0], Span):
        start = c.at
        if c.skip(Kind.TO, Kind.UNTIL, Kind.DASH) and c.kind() is Kind.YEAR and (second := _years(c)):
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


def _after(c: Cursor) -> Item | None:
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
    _pass_event(c)
    return Waiting(Basis.EVENT)


def _counted_before(c: Cursor) -> bool:
    """«10 дней после 1 мая» counts from the day, it does not name it."""
    return bool(c.items) and c.items[-1] == Waiting(Basis.EVENT)


def _to(c: Cursor) -> Item | None:
    """«по 31 мая» closes; «по пятницам», «по кварталам» repeat; before other words «по» says nothing."""
    c.skip(Kind.TO)
    if c.kind() is Kind.WEEKDAY or c.kind() is Kind.WEEKDAYS:
        return read_weekdays(c)
    if c.kind() is Kind.QUARTER or c.kind() is Kind.HALF_YEAR or c.kind() is Kind.MONTH_WORD:
        units = {Kind.QUARTER: Unit.QUARTER, Kind.HALF_YEAR: Unit.HALF_YEAR, Kind.MONTH_WORD: Unit.MONTH}
        return Rhythmic(Rhythm(unit=units[c.take().kind]))
    if c.kind() in (Kind.NUMBER, Kind.DATE, Kind.MONTH):
        item = read_point(c)
        return Named(tuple(map(_until_time, item.times))) if isinstance(item, Named) else item
    return None


def _except(c: Cursor) -> Item | None:
    """«кроме июля и августа»"""
    c.at += 1
    found: list[Time] = []
    while isinstance(item := read_range(c), Named):
        found.extend(item.times)
        if c.kind() is Kind.SEPARATOR and c.ahead(1) in (Kind.MONTH, Kind.SEASON):
            c.at += 1
    if isinstance(item, Waiting):
        c.doubt("deadline-except-holidays")
    return Excluded(tuple(found)) if found else None


# Years.


def _years(c: Cursor) -> Years | None:
    """«2021, 2022», «2021–2023», «2021–2022 учебный год», «2021/22»."""
    found: list[Year | SchoolYear | Span] = []
    while c.kind() is Kind.YEAR:
        found.append(_one_year(c))
        c.skip(Kind.YEAR_WORD)
        if c.kind() is Kind.SEPARATOR and c.ahead(1) is Kind.YEAR:
            c.at += 1
    if c.kind() is Kind.CURRENT and c.ahead(1) is Kind.YEAR_WORD:
        c.at += 2  # «2022 календарный год»
    if c.kind() is Kind.SCHOOL and found:
        c.skip(Kind.SCHOOL, Kind.YEAR_WORD)
        found = [_as_school_year(year) for year in found]
    return Years(tuple(found)) if found else None


def _one_year(c: Cursor) -> Year | SchoolYear | Span:
    first = int(c.take().value)
    sign, following = c.kind(), c.tokens[c.at + 1]
    if sign is not Kind.DASH and sign is not Kind.SLASH:
        return Year(year=first)
    second = int(following.value) if following.kind in (Kind.YEAR, Kind.NUMBER) else 0
    if following.kind is Kind.NUMBER:
        second += first - first % 100  # «2021/22»
        if second != first + 1 or c.ahead(2) is Kind.MONTH:
            return Year(year=first)
    if following.kind not in (Kind.YEAR, Kind.NUMBER):
        return Year(year=first)
    c.at += 2
    if sign is Kind.SLASH and second == first + 1:
        return SchoolYear(year=first)
    return Span(first=Year(year=first), last=Year(year=second))


def _as_school_year(year: Year | SchoolYear | Span) -> Year | SchoolYear | Span:
    match year:
        case Span(first=Year(year=first), last=Year(year=last)) if last == first + 1:
            return SchoolYear(year=first)
        case Span(first=Year(year=first), last=Year(year=last)) if last > first:
            return Span(first=SchoolYear(year=first), last=SchoolYear(year=last - 1))
        case _:
            return year  # one number does not say which school year: it stays the calendar one


# Ongoing work.


def _during(c: Cursor) -> Item | None:
    """«в течение года», «в течение всего периода»; «в течение месяца» counts from an event."""
    c.skip(Kind.DURING)
    c.skip(Kind.WHOLE, Kind.CURRENT, Kind.FOLLOWING, Kind.EACH)
    match c.kind():
        case Kind.YEAR_WORD | Kind.SCHOOL:
            return _year_word(c, asked=True)
        case Kind.PERIOD:
            return _period(c, asked=True)
        case Kind.MONTH_WORD | Kind.WEEK | Kind.DAY_WORD | Kind.QUARTER | Kind.HALF_YEAR:
            c.at += 1
            _pass_event(c)
            return Waiting(Basis.EVENT)
        case Kind.YEAR:
            return During()
        case _:
            return None


def _whole(c: Cursor) -> Item | None:
    """«весь период», «весь учебный год»"""
    c.skip(Kind.WHOLE, Kind.CURRENT)
    if c.kind() is Kind.YEAR_WORD or c.kind() is Kind.SCHOOL:
        return _year_word(c, asked=True)
    if c.kind() is Kind.PERIOD:
        return _period(c, asked=True)
    return During() if c.kind() is Kind.YEAR else None


def _year_word(c: Cursor, *, asked: bool = False) -> Item | None:
    """«год», «учебный год»: the plan's year, unless it only completes a date."""
    school = c.skip(Kind.SCHOOL)
    c.skip(Kind.YEAR_WORD)
    if school and c.kind() is Kind.YEAR and c.ahead(1) in (Kind.DASH, Kind.SLASH) and (years := _years(c)):
        return Years(tuple(map(_as_school_year, years.years)))
    completes = bool(c.items) and isinstance(c.items[-1], Named | Years | Rhythmic | Waiting | OnDays)
    return None if completes and not asked else Lasting(EachYear())


def _current(c: Cursor) -> Item | None:
    """«текущего года» after a date adds nothing; alone it is the plan's year."""
    c.skip(Kind.CURRENT)
    if c.kind() is Kind.YEAR_WORD or c.kind() is Kind.SCHOOL:
        return _year_word(c)
    return _period(c, asked=True) if c.kind() is Kind.PERIOD else None


def _following(c: Cursor) -> Item | None:
    """«следующего года»: which year is meant cannot be told."""
    c.skip(Kind.FOLLOWING)
    if c.skip(Kind.SCHOOL, Kind.YEAR_WORD):
        c.doubt("deadline-next-year")
    c.skip(Kind.SEPARATOR, Kind.CURRENT, Kind.MONTH_WORD)
    return None


def _period(c: Cursor, *, asked: bool = False) -> Item | None:
    """«весь период», «срок реализации» are the plan's period; «в период ВПР» is an event."""
    c.skip(Kind.PERIOD)
    if c.kind() is Kind.OF_PLAN:
        c.skip(Kind.OF_PLAN)
        _pass_unknown(c)
        return Lasting(WholePeriod())
    if c.kind() is Kind.UNKNOWN and not (c.items and isinstance(c.items[-1], Named)):
        _pass_event(c)
        return Lasting(WholePeriod()) if asked else Waiting(Basis.EVENT)
    opens_time = c.kind() in (
        Kind.FROM,
        Kind.NUMBER,
        Kind.ROMAN,
        Kind.ORDINAL,
        Kind.DATE,
        Kind.MONTH,
        Kind.UNTIL,
    )
    return Lasting(WholePeriod()) if asked and not opens_time else None


def _constantly(c: Cursor) -> Item:
    c.skip(Kind.CONSTANTLY)
    return Lasting(WholePeriod())


# Without dates.


def _basis(c: Cursor) -> Item:
    basis: Basis = c.take().value
    if basis is Basis.EVENT:
        _pass_event(c)
    else:
        _pass_unknown(c)
    return Waiting(basis)


def _beginning(c: Cursor) -> Item:
    c.at += 1
    _pass_event(c)
    return Waiting(Basis.EVENT)


def _holidays(c: Cursor) -> Item:
    c.skip(Kind.HOLIDAYS, Kind.PERIOD, Kind.DAY_WORD)
    return Waiting(Basis.HOLIDAYS)


def _term(c: Cursor) -> Item:
    c.skip(Kind.TERM)
    return Waiting(Basis.SCHOOL_TERM)


def _day_word(c: Cursor) -> Item | None:
    """«в день …», «ко Дню …»; after a date it names what is celebrated."""
    c.skip(Kind.DAY_WORD)
    named = bool(c.items) and isinstance(c.items[-1], Named | Years)
    _pass_unknown(c)
    return None if named else Waiting(Basis.EVENT)


def _pass_unknown(c: Cursor) -> None:
    c.skip(Kind.UNKNOWN, Kind.OF_PLAN)


def _pass_event(c: Cursor) -> None:
    """The name of the event: unknown words, and a quarter, year or month that belongs to it."""
    named = c.skip(Kind.UNKNOWN, Kind.OF_PLAN, Kind.BASIS, Kind.BEGINNING, Kind.DAY_WORD, Kind.EDGE)
    if c.kind() in NUMBERS and c.ahead(1) in (Kind.QUARTER, Kind.HALF_YEAR, Kind.TERM):
        c.at += 2
    elif (
        not named
        and c.kind() in (Kind.MONTH, Kind.DATE, Kind.NUMBER, Kind.SEASON)
        and isinstance(read_point(c), Named)
    ):
        c.skip(Kind.YEAR)
        return
    c.skip(Kind.QUARTER, Kind.HALF_YEAR, Kind.TERM)
    if c.kind() is Kind.DASH and c.ahead(1) is Kind.YEAR:
        c.at += 1  # «ГИА-2021»
    if c.kind() is Kind.YEAR:
        _years(c)
    c.skip(Kind.SCHOOL, Kind.YEAR_WORD)


# Structure.


def _then(c: Cursor) -> Item:
    """«далее»; «последующие годы» is yearly."""
    yearly = c.take().text.startswith("последующ") and c.kind() is Kind.YEAR_WORD
    c.skip(Kind.DASH, Kind.COLON, Kind.SEPARATOR, Kind.YEAR_WORD, Kind.CLOSE)
    if yearly:
        c.items.append(Then())
        return Rhythmic(Rhythm(unit=Unit.YEAR))
    return Then()


def _link(c: Cursor) -> Item:
    c.skip(Kind.COLON, Kind.DASH)
    return Link()


def _open(c: Cursor) -> Item:
    c.at += 1
    return Opening()


def _close(c: Cursor) -> Item:
    c.at += 1
    return Closing()


def _separator(c: Cursor) -> None:
    c.at += 1


def _any_year(c: Cursor) -> Item:
    c.skip(Kind.ANY, Kind.YEAR_WORD)
    return AnyYear()


def _weekday(c: Cursor) -> Item:
    return read_weekdays(c, firm=False)


_READERS: dict[Kind, Reader] = {
    **dict.fromkeys((*NUMBERS, Kind.DATE, Kind.MONTH_YEAR, Kind.MONTH, Kind.SEASON, Kind.EDGE), _named),
    Kind.YEAR: _years,
    Kind.UNTIL: _until,
    Kind.FROM: _from,
    Kind.SINCE: _from,
    Kind.AFTER: _after,
    Kind.TO: _to,
    Kind.EXCEPT: _except,
    Kind.EVERY: read_every,
    Kind.TIMES: read_times,
    Kind.MANY_TIMES: read_many_times,
    Kind.EACH: read_each,
    Kind.WEEKDAY: _weekday,
    Kind.WEEKDAYS: read_weekdays,
    Kind.CONSTANTLY: _constantly,
    Kind.DURING: _during,
    Kind.WHOLE: _whole,
    Kind.YEAR_WORD: _year_word,
    Kind.SCHOOL: _year_word,
    Kind.CURRENT: _current,
    Kind.FOLLOWING: _following,
    Kind.PERIOD: _period,
    Kind.BASIS: _basis,
    Kind.BEGINNING: _beginning,
    Kind.HOLIDAYS: _holidays,
    Kind.TERM: _term,
    Kind.DAY_WORD: _day_word,
    Kind.THEN: _then,
    Kind.COLON: _link,
    Kind.DASH: _link,
    Kind.OPEN: _open,
    Kind.CLOSE: _close,
    Kind.SEPARATOR: _separator,
    Kind.ALSO: _separator,
    Kind.ANY: _any_year,
}
"""What can open a construction; other kinds mean something only inside one."""
