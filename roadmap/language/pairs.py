"""Numbers in a list, «1–3, 5», and what they may count."""

from collections.abc import Callable

from roadmap.deadlines.deadline import LAST, MonthSlice, Point, Span, Time
from roadmap.language.cursor import NUMBERS, Cursor
from roadmap.language.item import Impossible, Named
from roadmap.language.token import Kind

DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

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

MOST_IN_LIST = 40
"""More numbers in a row than days in a month are not a list of days."""
Pairs = list[tuple[int, int]]
"""Numbers of a list; a single number is a pair with itself."""


def read_pairs(c: Cursor, *, opened: bool) -> Pairs:
    """The numbers from here on; `opened`: after «с», so that «до» closes a pair like «по»."""
    dashes = {Kind.DASH, Kind.TO, Kind.UNTIL} if opened else {Kind.DASH, Kind.TO}
    found: Pairs = []
    while len(found) < MOST_IN_LIST:
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
            break
    return found


def impossible(c: Cursor, words: str) -> Impossible:
    """A date that no calendar has, and the doubt about it."""
    c.doubt("deadline-impossible-date", words=words)
    return Impossible()


def has_no_such_day(pairs: Pairs) -> bool:
    """Whether one of the numbers is a day of no month."""
    return any(day != LAST and not 1 <= day <= 31 for pair in pairs for day in pair)


def spans(pairs: Pairs, point: Callable[[int], Point | None]) -> Named | None:
    """Each number as a point, each pair as a range of them; None if one of them names nothing."""
    times: list[Time] = []
    for low, high in pairs:
        first, last = point(low), point(high)
        if first is None or last is None:
            return None
        times.append(first if low == high else Span(first=first, last=last))
    return Named(tuple(times))
