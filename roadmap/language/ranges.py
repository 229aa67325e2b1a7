"""Grammar of «time – time»."""

from typing import TypeGuard

from roadmap.deadlines.deadline import Month, Point, Since, Span, Thereafter, Time, Until, WholePeriod
from roadmap.language.cursor import Cursor
from roadmap.language.item import Item, Named
from roadmap.language.points import read_point
from roadmap.language.token import Kind
from roadmap.language.years import lacks_year, point_in_year


def read_range(c: Cursor, *, opened: bool = False) -> Item | None:
    """A time, or «time – time». `opened`: after «с», so that «по» and «до» close the range."""
    first = read_point(c, opened=opened)
    if not isinstance(first, Named) or not first.times:
        return first
    start = c.at
    first_year = _single_year(c, opened=opened)
    if not _pass_dash(c, opened=opened):
        c.at = start
        return first
    second = read_point(c)
    if not isinstance(second, Named) or not second.times:
        c.at = start
        return first
    joined = _joined(first.times[-1], second.times, first_year)
    while c.kind() is Kind.DASH and c.ahead(1) is Kind.MONTH and isinstance(joined[-1], Span):
        c.at += 1  # «июнь–июль–август»
        joined = (*joined[:-1], Span(first=joined[-1].first, last=Month(month=int(c.take().value))))
    return Named((*first.times[:-1], *joined))


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
