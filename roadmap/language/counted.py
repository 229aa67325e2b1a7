"""Grammar of numbers: «5–7, 12 марта», «1 и 3 квартал», «до 5 числа», «2 раза в год», «10 дней»."""

from collections.abc import Callable

from roadmap.deadlines.deadline import (
    LAST,
    Basis,
    Day,
    HalfYear,
    Month,
    MonthDays,
    MonthPart,
    Quarter,
    Rhythm,
    SchoolYear,
    Span,
    Time,
    TimeUnit,
)
from roadmap.language.cursor import Cursor
from roadmap.language.item import Impossible, Item, Named, Rhythmic, Waiting, Years
from roadmap.language.pairs import (
    DAYS_IN_MONTH,
    SLICES,
    Pairs,
    has_no_such_day,
    impossible,
    read_pairs,
    spans,
)
from roadmap.language.rhythms import read_times_in_unit
from roadmap.language.token import Kind
from roadmap.language.tokens import CENTURY
from roadmap.language.unit_days import last_day, read_days, read_edge_day, read_nth_weekday, several_days

SHORT_DECEMBER = "дек"
"""Also a shortened «декада»."""


def read_counted(c: Cursor, *, opened: bool) -> Item | None:
    """«5–7, 12 марта», «1 и 3 квартал», «вторая декада мая», «до 5 числа», «2 раза в год»."""
    start = c.at
    if (several := _several_at_the_edge(c)) is not None:
        return several
    first_kind = c.kind()
    pairs = read_pairs(c, opened=opened)
    item = _after_numbers(c, pairs, first_kind)
    if item is None:
        c.at = start
    return item


def _several_at_the_edge(c: Cursor) -> Item | None:
    """«две последние недели мая», «первые три дня мая», whichever of the two numbers is said first."""
    pair = c.tokens[c.at : c.at + 2]
    counts = [token.value for token in pair if token.kind is Kind.NUMBER]
    edges = [token.value for token in pair if token.kind is Kind.ORDINAL and token.value in (1, LAST)]
    days = {Kind.WEEK: 7, Kind.DAY_WORD: 1, Kind.DECADE: 10}.get(c.ahead(2), 0)
    if len(counts) != 1 or len(edges) != 1 or c.ahead(3) is not Kind.MONTH or not days or counts[0] < 2:
        return None
    month = int(c.tokens[c.at + 3].value)
    long, length = counts[0] * days, last_day(month)
    if long >= length:
        return None
    c.at += 4
    first, last = (1, long) if edges[0] == 1 else (length - long + 1, length)
    return Named((Span(first=Day(month=month, day=first), last=Day(month=month, day=last)),))


def _after_numbers(c: Cursor, pairs: Pairs, first_kind: Kind) -> Item | None:
    """What the numbers count; a few endings take one more look ahead."""
    if c.kind() in (Kind.DASH, Kind.SEPARATOR, Kind.TO) and c.ahead(1) is Kind.DATE:
        return _days_before_date(c, pairs)
    if c.kind() is Kind.DASH and c.ahead(1) is Kind.MONTH_YEAR:
        return _months_before_date(c, pairs)
    if c.kind() is Kind.DASH and c.ahead(1) is Kind.BASIS:
        c.at += 2  # «в 3-дневный срок»
        return Waiting(Basis.EVENT)
    tail = _TAILS.get(c.kind())
    return tail(c, pairs, first_kind) if tail else None


def _days_of_month(c: Cursor, pairs: Pairs, first_kind: Kind) -> Item | None:
    token = c.tokens[c.at]
    if token.text == SHORT_DECEMBER and c.ahead(1) is Kind.MONTH:
        return _slices(c, pairs, first_kind)
    if first_kind is Kind.ROMAN or any(LAST in pair for pair in pairs):
        return None
    name = c.tokens[c.at].text
    month = int(c.take().value)
    c.skip(Kind.MONTH_WORD)
    days = [day for pair in pairs for day in pair]
    if max(days) > DAYS_IN_MONTH[month - 1] or min(days) < 1:
        c.doubt("deadline-impossible-date", words=f"{max(days)} {name}")
    if has_no_such_day(pairs):
        return Impossible()
    return spans(pairs, lambda day: Day(month=month, day=day) if day > 0 else None)


def _days_before_date(c: Cursor, pairs: Pairs) -> Item | None:
    """«15–20.05.2022», «15, 16.05.2022»."""
    separator = c.take().kind
    end: Day = c.take().value
    *listed, (low, high) = pairs
    if any(LAST in pair for pair in pairs):
        return None
    if has_no_such_day(pairs):
        return impossible(c, f"{high}.{end.month:02}")
    before = listed if separator is not Kind.SEPARATOR else pairs
    times = [_days(end, *pair) for pair in before]
    times.append(_days(end, low, end.day) if separator is not Kind.SEPARATOR and low == high else end)
    return Named(tuple(times))


def _months_before_date(c: Cursor, pairs: Pairs) -> Item | None:
    """«09–12.2022»"""
    month, end = pairs[-1][0], c.tokens[c.at + 1].value
    if not 1 <= month <= 12:
        return None
    c.at += 2
    return Named((Span(first=Month(month=month, year=end.year), last=end),))


def _days(like: Day, low: int, high: int) -> Time:
    first, last = (Day(month=like.month, day=day, year=like.year) for day in (low, high))
    return first if low == high else Span(first=first, last=last)


def _slices(c: Cursor, pairs: Pairs, first_kind: Kind) -> Item | None:
    """Decades, weeks and halves: of a month, of the year, of every month."""
    kind = Kind.DECADE if c.kind() is Kind.MONTH else c.kind()
    if kind is Kind.HALF and c.ahead(1) is Kind.DAY_WORD:
        c.at += 2
        return Named(())  # «в первой половине дня»
    start, slices = c.at, SLICES[kind]
    is_ordinal = first_kind is not Kind.NUMBER or c.tokens[c.at - 1].text.endswith(_FEMININE)
    c.at += 1
    if any(number not in slices for pair in pairs for number in pair):
        c.at = start
        return _stretch(c, pairs, first_kind) if kind is Kind.WEEK else None
    if c.kind() is Kind.HOLIDAYS or (c.kind() is Kind.SEASON and c.ahead(1) is Kind.HOLIDAYS):
        c.skip(Kind.SEASON, Kind.HOLIDAYS)
        return Waiting(Basis.HOLIDAYS)  # a week of them, not of a month
    if c.kind() is Kind.MONTH:
        month = int(c.take().value)
        c.skip(Kind.MONTH_WORD)
        return spans(pairs, lambda number: MonthPart(month=month, part=slices[number]))
    if kind is not Kind.HALF and c.kind() is Kind.SCHOOL and min(pairs)[0] > 0:
        c.skip(Kind.SCHOOL, Kind.YEAR_WORD)  # «первая неделя учебного года»
        return spans(pairs, lambda number: MonthPart(month=9, part=slices[number]))
    if kind is Kind.HALF and (c.kind() is Kind.SCHOOL or c.kind() is Kind.YEAR_WORD or c.kind() is Kind.YEAR):
        return _half_of_year(c, pairs)
    if kind is Kind.WEEK and not is_ordinal and c.kind() is not Kind.MONTH_WORD and c.kind() is not Kind.EACH:
        c.at = start
        return _stretch(c, pairs, first_kind)
    of_month = c.skip(Kind.MONTH_WORD)
    days = [MonthDays(first=slices[low].first, last=slices[high].last) for low, high in pairs]
    return several_days(c, days, of_month=of_month)


_FEMININE = ("я", "ю", "й")
"""Endings that make a number before «неделя» an ordinal: «1-я», not «2-х»."""


def _half_of_year(c: Cursor, pairs: Pairs) -> Item | None:
    school = c.skip(Kind.SCHOOL)
    c.skip(Kind.YEAR_WORD)
    return spans(pairs, lambda n: HalfYear(half=n if n > 0 else 2, of_school_year=school))


def _quarters(c: Cursor, pairs: Pairs, first_kind: Kind) -> Item | None:
    c.at += 1
    c.skip(Kind.QUARTER)
    return spans(pairs, lambda n: Quarter(quarter=4 if n == LAST else n) if n in (LAST, 1, 2, 3, 4) else None)


def _half_years(c: Cursor, pairs: Pairs, first_kind: Kind) -> Item | None:
    c.at += 1
    if c.kind() is Kind.SCHOOL and c.ahead(1) is Kind.YEAR_WORD:
        c.at += 2
        return spans(
            pairs,
            lambda n: (
                HalfYear(half=2 if n == LAST else n, of_school_year=True) if n in (LAST, 1, 2) else None
            ),
        )
    return spans(pairs, lambda n: HalfYear(half=2 if n == LAST else n) if n in (LAST, 1, 2) else None)


def _short_school_year(c: Cursor, pairs: Pairs, first_kind: Kind) -> Item | None:
    """«21–22 уч. год»."""
    low, high = pairs[0]
    if not 0 <= low < high == low + 1 < 100:
        return None
    c.skip(Kind.SCHOOL, Kind.YEAR_WORD)
    return Years((SchoolYear(year=CENTURY + low),))


def _stretch(c: Cursor, pairs: Pairs, first_kind: Kind) -> Item | None:
    """«10 дней», «2 недели» count from something; «последний день мая» does not."""
    kind, number = c.take().kind, pairs[0][0]
    if first_kind is Kind.ORDINAL and kind is Kind.DAY_WORD and number in (1, LAST):
        return read_edge_day(c, number)
    is_of_quarter = first_kind is Kind.ORDINAL and kind is Kind.MONTH_WORD and number in (1, 2, 3, LAST)
    if is_of_quarter and c.skip(Kind.QUARTER):
        months = [3 * quarter + (number if number > 0 else 3) for quarter in range(4)]
        return Rhythmic(Rhythm(unit=TimeUnit.QUARTER, within=tuple(Month(month=month) for month in months)))
    return Waiting(Basis.EVENT)


def _times(c: Cursor, pairs: Pairs, first_kind: Kind) -> Item | None:
    return read_times_in_unit(c, pairs[0][0])


def _term(c: Cursor, pairs: Pairs, first_kind: Kind) -> Item | None:
    c.at += 1
    return Waiting(Basis.SCHOOL_TERM)


_TAILS: dict[Kind, Callable[[Cursor, Pairs, Kind], Item | None]] = {
    Kind.MONTH: _days_of_month,
    Kind.DECADE: _slices,
    Kind.WEEK: _slices,
    Kind.HALF: _slices,
    Kind.QUARTER: _quarters,
    Kind.HALF_YEAR: _half_years,
    Kind.NUMBER_WORD: read_days,
    Kind.TIMES: _times,
    Kind.WEEKDAY: read_nth_weekday,
    Kind.TERM: _term,
    Kind.SCHOOL: _short_school_year,
    Kind.DAY_WORD: _stretch,
    Kind.MONTH_WORD: _stretch,
    Kind.YEAR_WORD: _stretch,
}
