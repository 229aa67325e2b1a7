"""Grammar of named times: days, parts of months, months, quarters, ranges and lists of them."""

from collections.abc import Callable
from typing import TypeGuard

from roadmap.deadline import (
    LAST,
    Basis,
    Day,
    HalfYear,
    Month,
    MonthDays,
    MonthPart,
    MonthSlice,
    MonthWeekday,
    NthWeekday,
    Point,
    Quarter,
    Rhythm,
    SchoolYear,
    Season,
    SeasonOf,
    Since,
    Span,
    Thereafter,
    Time,
    Unit,
    Until,
    UntilDay,
    WholePeriod,
)
from roadmap.language.cursor import NUMBERS, Cursor
from roadmap.language.item import Item, Named, OnDays, Rhythmic, Waiting, Years
from roadmap.language.rhythms import read_times_in_unit
from roadmap.language.token import Kind
from roadmap.language.tokens import CENTURY
from roadmap.language.years import lacks_year, point_in_year

DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
SHORT_DECEMBER = "дек"
"""Also a shortened «декада»."""

DECADES = {
    1: MonthSlice.FIRST_DECADE,
    2: MonthSlice.SECOND_DECADE,
    3: MonthSlice.THIRD_DECADE,
    LAST: MonthSlice.THIRD_DECADE,
}
HALVES = {1: MonthSlice.FIRST_HALF, 2: MonthSlice.SECOND_HALF, LAST: MonthSlice.SECOND_HALF}
WEEKS = {
    1: MonthSlice.FIRST_WEEK,
    2: MonthSlice.SECOND_WEEK,
    3: MonthSlice.THIRD_WEEK,
    4: MonthSlice.FOURTH_WEEK,
    LAST: MonthSlice.LAST_WEEK,
}
EDGES = (MonthSlice.FIRST_DECADE, MonthSlice.SECOND_DECADE, MonthSlice.THIRD_DECADE)
SLICES = {Kind.DECADE: DECADES, Kind.WEEK: WEEKS, Kind.HALF: HALVES}

Pairs = list[tuple[int, int]]
"""Numbers of a list; a single number is a pair with itself."""


def read_range(c: Cursor, *, opened: bool = False) -> Item | None:
    """A time, or «time – time». `opened`: after «с», so that «по» and «до» close the range."""
    first = read_point(c, opened=opened)
    if not isinstance(first, Named):
        return first
    start = c.at
    first_year = _single_year(c, opened=opened)
    if not _pass_dash(c, opened=opened):
        c.at = start
        return first
    second = read_point(c)
    if not isinstance(second, Named):
        c.at = start
        return first
    return Named((*first.times[:-1], *_joined(first.times[-1], second.times, first_year)))


def read_point(c: Cursor, *, opened: bool = False) -> Item | None:
    """One construction that names a time, or a short list of them; None if there is none here."""
    reader = _READERS.get(c.kind())
    if reader is not None:
        return reader(c)
    return _numbered(c, opened=opened) if c.kind() in NUMBERS else None


def _pass_dash(c: Cursor, *, opened: bool) -> bool:
    closers = (Kind.DASH, Kind.TO, Kind.UNTIL) if opened else (Kind.DASH, Kind.TO)
    return c.skip(*closers)


def _single_year(c: Cursor, *, opened: bool) -> int | None:
    """The year of a range's first end: only when a dash and another end follow it."""
    if c.kind() is not Kind.YEAR:
        return None
    start, year = c.at, c.take().value
    c.skip(Kind.YEAR_WORD)
    closes = c.kind() is Kind.DASH or c.kind() is Kind.TO or (opened and c.kind() is Kind.UNTIL)
    if closes and c.ahead(1) is not Kind.YEAR:
        return int(year)
    c.at = start
    return None


def _joined(first: Time, others: tuple[Time, ...], first_year: int | None) -> tuple[Time, ...]:
    """The range from the last time before the dash to the first after it."""
    start = first.first if isinstance(first, Span) else first
    second = others[0]
    end = second.last if isinstance(second, Span) else second
    if not _is_point(start) or not _is_point(end):
        return (first, *others)
    span = Span(first=start, last=end)
    if first_year is not None and lacks_year(start):
        span = Span(first=point_in_year(start, first_year), last=end)
    return (span, *others[1:])


def _is_point(time: Time) -> TypeGuard[Point]:
    return not isinstance(time, Span | Until | Since | WholePeriod | Thereafter)


def _numbered(c: Cursor, *, opened: bool) -> Item | None:
    """«5–7, 12 марта», «1 и 3 квартал», «вторая декада мая», «до 5 числа», «2 раза в год»."""
    start = c.at
    first_kind = c.kind()
    pairs = _pairs(c, opened=opened)
    item = _after_numbers(c, pairs, first_kind)
    if item is None:
        c.at = start
    return item


def _pairs(c: Cursor, *, opened: bool) -> Pairs:
    dashes = {Kind.DASH, Kind.TO, Kind.UNTIL} if opened else {Kind.DASH, Kind.TO}
    found: Pairs = []
    while True:
        low = high = int(c.take().value)
        if c.kind() in dashes and c.ahead(1) in NUMBERS:
            c.at += 1
            high = int(c.take().value)
        found.append((low, high))
        if c.kind() is Kind.SEPARATOR and c.ahead(1) in NUMBERS:
            c.at += 1
        elif c.kind() is Kind.SEPARATOR and c.ahead(1) is Kind.FROM and c.ahead(2) in NUMBERS:
            c.at += 2
        else:
            return found


def _after_numbers(c: Cursor, pairs: Pairs, first_kind: Kind) -> Item | None:
    match c.kind():
        case Kind.MONTH:
            return _days_of_month(c, pairs, first_kind)
        case Kind.DASH | Kind.SEPARATOR | Kind.TO if c.ahead(1) is Kind.DATE:
            return _days_before_date(c, pairs)
        case Kind.DECADE | Kind.WEEK | Kind.HALF:
            return _slices(c, pairs, first_kind)
        case Kind.QUARTER:
            return _quarters(c, pairs)
        case Kind.HALF_YEAR:
            return _half_years(c, pairs)
        case Kind.NUMBER_WORD:
            return _days_of_any_month(c, pairs)
        case Kind.TIMES:
            return read_times_in_unit(c, pairs[0][0])
        case Kind.WEEKDAY:
            return _nth_weekday(c, pairs[0][0])
        case Kind.TERM:
            c.at += 1
            return Waiting(Basis.SCHOOL_TERM)
        case Kind.SCHOOL:
            return _short_school_year(c, pairs)
        case Kind.DAY_WORD | Kind.MONTH_WORD | Kind.YEAR_WORD:
            return _stretch(c, pairs[0][0], first_kind)
        case _:
            return None


def _spans(pairs: Pairs, point: Callable[[int], Point | None]) -> Named | None:
    times: list[Time] = []
    for low, high in pairs:
        first, last = point(low), point(high)
        if first is None or last is None:
            return None
        times.append(first if low == high else Span(first=first, last=last))
    return Named(tuple(times))


def _days_of_month(c: Cursor, pairs: Pairs, first_kind: Kind) -> Item | None:
    token = c.tokens[c.at]
    if token.text == SHORT_DECEMBER and c.ahead(1) is Kind.MONTH:
        return _slices(c, pairs, first_kind)
    if first_kind is Kind.ROMAN:
        return None
    month = int(c.take().value)
    c.skip(Kind.MONTH_WORD)
    if any(not 1 <= day <= DAYS_IN_MONTH[month - 1] for pair in pairs for day in pair):
        c.doubt("deadline-impossible-date", month=month)
    return _spans(pairs, lambda day: Day(month=month, day=day) if 1 <= day <= 31 else None)


def _days_before_date(c: Cursor, pairs: Pairs) -> Item | None:
    """«15–20.05.2022», «15, 16.05.2022»."""
    separator = c.take().kind
    end: Day = c.take().value
    *listed, (low, high) = pairs
    if any(not 1 <= day <= 31 for pair in pairs for day in pair):
        return None
    before = listed if separator is not Kind.SEPARATOR else pairs
    times = [_days(end, *pair) for pair in before]
    times.append(_days(end, low, end.day) if separator is not Kind.SEPARATOR and low == high else end)
    return Named(tuple(times))


def _days(like: Day, low: int, high: int) -> Time:
    first, last = (Day(month=like.month, day=day, year=like.year) for day in (low, high))
    return first if low == high else Span(first=first, last=last)


def _slices(c: Cursor, pairs: Pairs, first_kind: Kind) -> Item | None:
    """Decades, weeks and halves: of a month, of the year, of every month."""
    kind = Kind.DECADE if c.kind() is Kind.MONTH else c.kind()
    start, slices = c.at, SLICES[kind]
    c.at += 1
    if any(number not in slices for pair in pairs for number in pair):
        c.at = start
        return _stretch(c, pairs[0][0], first_kind) if kind is Kind.WEEK else None
    if c.kind() is Kind.MONTH:
        month = int(c.take().value)
        c.skip(Kind.MONTH_WORD)
        return _spans(pairs, lambda number: MonthPart(month=month, part=slices[number]))
    if kind is Kind.HALF and (c.kind() is Kind.SCHOOL or c.kind() is Kind.YEAR_WORD or c.kind() is Kind.YEAR):
        return _half_of_year(c, pairs)
    if (
        kind is Kind.WEEK
        and first_kind is Kind.NUMBER
        and c.kind() is not Kind.MONTH_WORD
        and c.kind() is not Kind.EACH
    ):
        c.at = start
        return _stretch(c, pairs[0][0], first_kind)
    c.skip(Kind.MONTH_WORD)
    low, high = pairs[0]
    return OnDays(MonthDays(first=slices[low].first, last=slices[high].last))


def _half_of_year(c: Cursor, pairs: Pairs) -> Item | None:
    school = c.skip(Kind.SCHOOL)
    c.skip(Kind.YEAR_WORD)
    return _spans(pairs, lambda n: HalfYear(half=n if n > 0 else 2, of_school_year=school))


def _quarters(c: Cursor, pairs: Pairs) -> Item | None:
    c.at += 1
    c.skip(Kind.QUARTER)
    return _spans(
        pairs, lambda n: Quarter(quarter=4 if n == LAST else n) if n in (LAST, 1, 2, 3, 4) else None
    )


def _half_years(c: Cursor, pairs: Pairs) -> Item | None:
    c.at += 1
    if c.kind() is Kind.SCHOOL and c.ahead(1) is Kind.YEAR_WORD:
        c.at += 2
        return _spans(
            pairs,
            lambda n: (
                HalfYear(half=2 if n == LAST else n, of_school_year=True) if n in (LAST, 1, 2) else None
            ),
        )
    return _spans(pairs, lambda n: HalfYear(half=2 if n == LAST else n) if n in (LAST, 1, 2) else None)


def _days_of_any_month(c: Cursor, pairs: Pairs) -> Item | None:
    """«5 числа», «с 1 по 5 число каждого месяца», «25 числа последнего месяца квартала»."""
    start = c.at
    c.at += 1
    if any(not 1 <= day <= 31 for pair in pairs for day in pair):
        c.at = start
        return None
    if c.kind() is Kind.MONTH:
        month = int(c.take().value)
        return _spans(pairs, lambda day: Day(month=month, day=day))
    nth = _month_of_quarter(c)
    low, high = pairs[0]
    if nth and low == high:
        return OnDays(UntilDay(day=low, month=nth))
    return OnDays(MonthDays(first=low, last=pairs[-1][1] if len(pairs) == 1 else high))


def _month_of_quarter(c: Cursor) -> int:
    """Passes «последнего месяца (квартала)», «месяца, следующего за кварталом»; its number or 0."""
    start = c.at
    if c.kind() in NUMBERS and c.ahead(1) is Kind.MONTH_WORD:
        number = int(c.take().value)
        c.at += 1
        c.skip(Kind.FOLLOWING, Kind.CURRENT)
        if c.skip(Kind.QUARTER):
            c.at -= 1  # the quarter itself is the rhythm
        return number if number in (1, 2, 3) else LAST
    if c.kind() is Kind.MONTH_WORD or c.kind() is Kind.FOLLOWING:
        c.skip(Kind.MONTH_WORD, Kind.SEPARATOR, Kind.FOLLOWING, Kind.CURRENT, Kind.AFTER)
        if c.kind() is Kind.QUARTER:
            return 1
        if c.at > start and c.tokens[c.at - 1].kind is Kind.SEPARATOR:
            c.at -= 1
    return 0


def _nth_weekday(c: Cursor, number: int) -> Item | None:
    if number not in (LAST, 1, 2, 3, 4):
        return None
    weekday = c.take().value
    if c.kind() is Kind.MONTH:
        return Named((MonthWeekday(month=int(c.take().value), nth=number, weekday=weekday),))
    c.skip(Kind.MONTH_WORD)
    return OnDays(NthWeekday(nth=number, weekday=weekday))


def _short_school_year(c: Cursor, pairs: Pairs) -> Item | None:
    """«21–22 уч. год»."""
    low, high = pairs[0]
    if not 0 <= low < high == low + 1:
        return None
    c.skip(Kind.SCHOOL, Kind.YEAR_WORD)
    return Years((SchoolYear(year=CENTURY + low),))


def _stretch(c: Cursor, number: int, first_kind: Kind) -> Item | None:
    """«10 дней», «2 недели» count from something; «последний день мая» does not."""
    kind = c.take().kind
    if first_kind is Kind.ORDINAL and kind is Kind.DAY_WORD and number in (1, LAST):
        return _edge_day(c, number)
    if first_kind is Kind.ORDINAL and kind is Kind.MONTH_WORD and c.skip(Kind.QUARTER):
        months = [3 * quarter + (number if number > 0 else 3) for quarter in range(4)]
        return Rhythmic(Rhythm(unit=Unit.QUARTER, within=tuple(Month(month=month) for month in months)))
    return Waiting(Basis.EVENT)


def _edge_day(c: Cursor, number: int) -> Item:
    if c.kind() is Kind.MONTH:
        month = int(c.take().value)
        last = 28 if month == 2 else DAYS_IN_MONTH[month - 1]
        return Named((Day(month=month, day=1 if number == 1 else last),))
    if c.skip(Kind.MONTH_WORD) or c.kind() is Kind.EACH:
        return OnDays(MonthDays(first=number, last=number))
    return Waiting(Basis.EVENT)


def _date(c: Cursor) -> Item:
    day: Day = c.take().value
    if day.day > DAYS_IN_MONTH[day.month - 1]:
        c.doubt("deadline-impossible-date", month=day.month)
    return Named((day,))


def _month_year(c: Cursor) -> Item:
    return Named((c.take().value,))


def _month(c: Cursor) -> Item:
    """A month; «май (вторая неделя)» and «сентябрь, 1 декада» name a part of it."""
    month = int(c.take().value)
    c.skip(Kind.MONTH_WORD)
    return _part_after(c, month) or Named((Month(month=month),))


def _part_after(c: Cursor, month: int) -> Item | None:
    start = c.at
    year = int(c.take().value) if c.kind() is Kind.YEAR else None
    bracket = c.kind() is Kind.OPEN
    if c.kind() in (Kind.OPEN, Kind.SEPARATOR, Kind.DASH):
        c.at += 1
    if c.kind() in NUMBERS:
        pairs = _pairs(c, opened=False)
        kind = c.take().kind
        if (
            c.kind() is not Kind.MONTH
            and (slices := SLICES.get(kind))
            and all(n in slices for pair in pairs for n in pair)
        ):
            c.skip(Kind.MONTH_WORD)
            if bracket:
                c.skip(Kind.CLOSE)
            return _spans(pairs, lambda n: MonthPart(month=month, part=slices[n], year=year))
    c.at = start
    return None


def _season(c: Cursor) -> Item:
    """«лето», «летний период»; holidays of a season have no dates of their own."""
    start = c.at
    while c.kind() in (Kind.SEASON, Kind.SEPARATOR, Kind.DASH) or (
        c.kind() is Kind.PERIOD and c.ahead(1) is Kind.HOLIDAYS
    ):
        c.at += 1
    if c.kind() is Kind.HOLIDAYS:
        c.skip(Kind.HOLIDAYS, Kind.PERIOD)
        return Waiting(Basis.HOLIDAYS)
    c.at = start
    season: Season = c.take().value
    c.skip(Kind.PERIOD)
    return Named((SeasonOf(season=season),))


def _edge(c: Cursor) -> Item | None:
    """«начало сентября», «конец мая»; the edge of a year or of a school year is a month, approximately."""
    start = c.at
    edges = [int(c.take().value)]
    while c.kind() in (Kind.SEPARATOR, Kind.DASH) and c.ahead(1) is Kind.EDGE:
        c.at += 1
        edges.append(int(c.take().value))
    c.skip(Kind.EACH, Kind.CURRENT)
    if c.kind() is Kind.MONTH:
        month = int(c.take().value)
        return Named(tuple(MonthPart(month=month, part=EDGES[edge]) for edge in edges))
    if c.kind() is Kind.MONTH_WORD:
        c.at += 1
        part = EDGES[edges[0]]
        return OnDays(MonthDays(first=part.first, last=part.last))
    if c.kind() is Kind.SCHOOL or c.kind() is Kind.YEAR_WORD or c.kind() is Kind.YEAR:
        return _edge_of_year(c, edges)
    if c.kind() in NUMBERS and (item := _numbered(c, opened=False)):
        c.doubt("deadline-approximate")
        return item
    c.at = start
    return None


def _edge_of_year(c: Cursor, edges: list[int]) -> Item:
    year = int(c.take().value) if c.kind() is Kind.YEAR else None
    second = _closing_year(c, year)
    school = c.skip(Kind.SCHOOL) or second is not None
    c.skip(Kind.YEAR_WORD)
    c.doubt("deadline-approximate")
    months = (9, 1, 5) if school else (1, 6, 12)
    years = [(year if months[edge] >= 9 or not school or year is None else year + 1) for edge in edges]
    return Named(
        tuple(Month(month=months[edge], year=named) for edge, named in zip(edges, years, strict=True))
    )


def _closing_year(c: Cursor, year: int | None) -> int | None:
    """The second half of «2021–2022», «2021/22»."""
    if year is None or c.kind() not in (Kind.DASH, Kind.SLASH):
        return None
    following = c.tokens[c.at + 1]
    if following.kind is Kind.YEAR and following.value > year:
        c.at += 2
        return int(following.value)
    if following.kind is Kind.NUMBER and following.value == (year + 1) % 100:
        c.at += 2
        return year + 1
    return None


_READERS: dict[Kind, Callable[[Cursor], Item | None]] = {
    Kind.DATE: _date,
    Kind.MONTH_YEAR: _month_year,
    Kind.MONTH: _month,
    Kind.SEASON: _season,
    Kind.EDGE: _edge,
}
