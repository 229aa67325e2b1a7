"""Grammar of days that a rhythm or a month completes: «до 5 числа», «последняя пятница месяца»."""

from collections.abc import Sequence

from roadmap.deadlines.deadline import (
    LAST,
    Basis,
    Day,
    DayAfter,
    DaysOfUnit,
    MonthDays,
    MonthPart,
    MonthWeekday,
    NthWeekday,
    Rhythm,
    Span,
    UntilDay,
)
from roadmap.language.cursor import NUMBERS, Cursor
from roadmap.language.following_month import read_following_month
from roadmap.language.item import Item, Named, OnDays, Rhythmic, Waiting
from roadmap.language.pairs import DAYS_IN_MONTH, DECADES, Pairs, has_no_such_day, impossible, spans
from roadmap.language.token import Kind


def read_days(c: Cursor, pairs: Pairs, first_kind: Kind) -> Item | None:
    """«5 числа», «с 1 по 5 число каждого месяца», «25 числа последнего месяца квартала»."""
    start = c.at
    are_first_days = c.tokens[start - 1].text in ("первые", "последние", "первых", "последних")
    plural = c.take().text == "числах" or are_first_days
    if plural and c.kind() is Kind.MONTH and pairs[0][0] in (1, LAST):  # «в последних числах мая»
        c.doubt("deadline-approximate")
        return Named((MonthPart(month=int(c.take().value), part=DECADES[pairs[0][0]]),))
    if has_no_such_day(pairs):
        return impossible(c, f"{pairs[0][1]} {c.tokens[start].text}")
    if c.kind() is Kind.MONTH and c.tokens[start - 1].text.endswith(_TENS) and pairs[0][1] in (10, 20):
        c.doubt("deadline-approximate")
        month = int(c.take().value)
        first, last = pairs[0][1], min(pairs[0][1] + 9, last_day(month))
        return Named((Span(first=Day(month=month, day=first), last=Day(month=month, day=last)),))
    if c.kind() is Kind.MONTH:
        month = int(c.take().value)
        return spans(pairs, lambda day: Day(month=month, day=day if day > 0 else last_day(month)))
    after = read_following_month(c)
    if after is not None:
        days = [DayAfter(day=high, month=after.month) for _, high in pairs]
        c.items.append(several_days(c, days, of_month=after.is_of_month))
        return Rhythmic(Rhythm(unit=after.unit)) if after.unit else Named(())
    nth = _month_of_quarter(c)
    if nth:
        return several_days(c, [UntilDay(day=high, month=nth) for _, high in pairs])
    return several_days(c, [MonthDays(first=low, last=high) for low, high in pairs])


_TENS = ("-е", "-х", "ые", "ых")
"""Endings of «20-е числа», «двадцатых числах»: not the 20th alone."""


def last_day(month: int) -> int:
    """The last day that the month has in every year."""
    return 28 if month == 2 else DAYS_IN_MONTH[month - 1]


def several_days(c: Cursor, days: Sequence[DaysOfUnit], *, of_month: bool = False) -> OnDays:
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


def read_nth_weekday(c: Cursor, pairs: Pairs, first_kind: Kind) -> Item | None:
    """«последняя пятница марта», «вторая и четвертая среда месяца»."""
    numbers = [low for low, _ in pairs]
    if any(number not in (LAST, 1, 2, 3, 4) for number in numbers):
        return None
    weekday = c.take().value
    if c.kind() is Kind.MONTH:
        month = int(c.take().value)
        return Named(tuple(MonthWeekday(month=month, nth=nth, weekday=weekday) for nth in numbers))
    of_month = c.skip(Kind.MONTH_WORD)
    return several_days(c, [NthWeekday(nth=nth, weekday=weekday) for nth in numbers], of_month=of_month)


def read_edge_day(c: Cursor, number: int) -> Item:
    if c.kind() is Kind.MONTH:
        month = int(c.take().value)
        return Named((Day(month=month, day=1 if number == 1 else last_day(month)),))
    of_month = c.skip(Kind.MONTH_WORD)
    if of_month or c.kind() is Kind.EACH:
        return OnDays(MonthDays(first=number, last=number), of_month=of_month)
    return Waiting(Basis.EVENT)
