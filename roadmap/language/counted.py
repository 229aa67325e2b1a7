"""Grammar of numbers: «5–7, 12 марта», «1 и 3 квартал», «до 5 числа», «2 раза в год», «10 дней»."""

from collections.abc import Callable, Sequence

from roadmap.deadline import (
    LAST,
    Basis,
    Day,
    DaysOfUnit,
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
    Span,
    Time,
    Unit,
    UntilDay,
)
from roadmap.language.cursor import NUMBERS, Cursor
from roadmap.language.item import Item, Named, OnDays, Rhythmic, Waiting, Years
from roadmap.language.rhythms import read_times_in_unit
from roadmap.language.token import Kind
from roadmap.language.tokens import CENTURY

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
SLICES = {Kind.DECADE: DECADES, Kind.WEEK: WEEKS, Kind.HALF: HALVES}

Pairs = list[tuple[int, int]]
"""Numbers of a list; a single number is a pair with itself."""


def read_counted(c: Cursor, *, opened: bool) -> Item | None:
    """«5–7, 12 марта», «1 и 3 квартал», «вторая декада мая», «до 5 числа», «2 раза в год»."""
    start = c.at
    first_kind = c.kind()
    pairs = read_pairs(c, opened=opened)
    item = _after_numbers(c, pairs, first_kind)
    if item is None:
        c.at = start
    return item


def read_pairs(c: Cursor, *, opened: bool) -> Pairs:
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


def spans(pairs: Pairs, point: Callable[[int], Point | None]) -> Named | None:
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
    return spans(pairs, lambda day: Day(month=month, day=day) if 1 <= day <= 31 else None)


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
    c.at += 1
    if any(number not in slices for pair in pairs for number in pair):
        c.at = start
        return _stretch(c, pairs, first_kind) if kind is Kind.WEEK else None
    if c.kind() is Kind.MONTH:
        month = int(c.take().value)
        c.skip(Kind.MONTH_WORD)
        return spans(pairs, lambda number: MonthPart(month=month, part=slices[number]))
    if kind is Kind.HALF and (c.kind() is Kind.SCHOOL or c.kind() is Kind.YEAR_WORD or c.kind() is Kind.YEAR):
        return _half_of_year(c, pairs)
    if (
        kind is Kind.WEEK
        and first_kind is Kind.NUMBER
        and c.kind() is not Kind.MONTH_WORD
        and c.kind() is not Kind.EACH
    ):
        c.at = start
        return _stretch(c, pairs, first_kind)
    of_month = c.skip(Kind.MONTH_WORD)
    days = [MonthDays(first=slices[low].first, last=slices[high].last) for low, high in pairs]
    return _several_days(c, days, of_month=of_month)


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


def _days_of_any_month(c: Cursor, pairs: Pairs, first_kind: Kind) -> Item | None:
    """«5 числа», «с 1 по 5 число каждого месяца», «25 числа последнего месяца квартала»."""
    start = c.at
    plural = c.take().text == "числах"
    if plural and c.kind() is Kind.MONTH and pairs[0][0] in (1, LAST):  # «в последних числах мая»
        c.doubt("deadline-approximate")
        return Named((MonthPart(month=int(c.take().value), part=DECADES[pairs[0][0]]),))
    if any(not 1 <= day <= 31 for pair in pairs for day in pair):
        c.at = start
        return None
    if c.kind() is Kind.MONTH:
        month = int(c.take().value)
        return spans(pairs, lambda day: Day(month=month, day=day))
    nth = _month_of_quarter(c)
    if nth:
        return _several_days(c, [UntilDay(day=high, month=nth) for _, high in pairs])
    return _several_days(c, [MonthDays(first=low, last=high) for low, high in pairs])


def _several_days(c: Cursor, days: Sequence[DaysOfUnit], *, of_month: bool = False) -> OnDays:
    """All but the last go straight to the items."""
    *others, last = (OnDays(one, of_month=of_month) for one in days)
    c.items.extend(others)
    return last


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


def _nth_weekday(c: Cursor, pairs: Pairs, first_kind: Kind) -> Item | None:
    """«последняя пятница марта», «вторая и четвертая среда месяца»."""
    numbers = [low for low, _ in pairs]
    if any(number not in (LAST, 1, 2, 3, 4) for number in numbers):
        return None
    weekday = c.take().value
    if c.kind() is Kind.MONTH:
        month = int(c.take().value)
        return Named(tuple(MonthWeekday(month=month, nth=nth, weekday=weekday) for nth in numbers))
    of_month = c.skip(Kind.MONTH_WORD)
    return _several_days(c, [NthWeekday(nth=nth, weekday=weekday) for nth in numbers], of_month=of_month)


def _short_school_year(c: Cursor, pairs: Pairs, first_kind: Kind) -> Item | None:
    """«21–22 уч. год»."""
    low, high = pairs[0]
    if not 0 <= low < high == low + 1:
        return None
    c.skip(Kind.SCHOOL, Kind.YEAR_WORD)
    return Years((SchoolYear(year=CENTURY + low),))


def _stretch(c: Cursor, pairs: Pairs, first_kind: Kind) -> Item | None:
    """«10 дней», «2 недели» count from something; «последний день мая» does not."""
    kind, number = c.take().kind, pairs[0][0]
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
    of_month = c.skip(Kind.MONTH_WORD)
    if of_month or c.kind() is Kind.EACH:
        return OnDays(MonthDays(first=number, last=number), of_month=of_month)
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
    Kind.NUMBER_WORD: _days_of_any_month,
    Kind.TIMES: _times,
    Kind.WEEKDAY: _nth_weekday,
    Kind.TERM: _term,
    Kind.SCHOOL: _short_school_year,
    Kind.DAY_WORD: _stretch,
    Kind.MONTH_WORD: _stretch,
    Kind.YEAR_WORD: _stretch,
}
