"""Tokens → items: one pass, one small function per kind of token that can open a construction.

To teach the reader a construction: find (or add) the kind of its first word in `_READERS`, and write what
it passes. A function that does not recognise what follows returns None: the word counts as not understood.
"""

from collections.abc import Callable

from roadmap.deadlines.deadline import Quarter, Rhythm, TimeUnit
from roadmap.language.bounds import read_after, read_counted_from, read_except, read_from, read_to, read_until
from roadmap.language.cursor import NUMBERS, Cursor
from roadmap.language.item import AnyYear, Closing, Item, Link, OnDays, Opening, Rhythmic, Then
from roadmap.language.lasting import (
    read_constantly,
    read_current,
    read_during,
    read_following,
    read_period,
    read_whole,
    read_year_word,
)
from roadmap.language.pairs import read_pairs, spans
from roadmap.language.ranges import read_range
from roadmap.language.rhythms import read_each, read_every, read_many_times, read_times, read_weekdays
from roadmap.language.token import Kind, Token
from roadmap.language.waiting import read_basis, read_beginning, read_day_word, read_holidays, read_term
from roadmap.language.year_words import read_years

NAMED = (Kind.DATE, Kind.MONTH_YEAR, Kind.MONTH, Kind.SEASON, Kind.EDGE, Kind.IMPOSSIBLE)
Reader = Callable[[Cursor], Item | None]


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
    if token.kind is Kind.NUMBER and _is_cut_off_from_month(c):
        c.doubt("deadline-day-unread", words=f"{token.text}{c.tokens[c.at].text}")
    commented = c.brackets > 0 and bool(c.items)
    if token.kind not in _SILENT and not commented:
        c.ignored.append(token.text)


def _is_cut_off_from_month(c: Cursor) -> bool:
    """A letter or two between a number and a month: its day was not read, the month alone is too much."""
    return c.kind() is Kind.UNKNOWN and len(c.tokens[c.at].text) <= 2 and c.ahead(1) is Kind.MONTH


_SILENT = frozenset(
    {
        Kind.TO,
        Kind.FROM,
        Kind.PERIOD,
        Kind.OF_PLAN,
        Kind.DASH,
        Kind.SLASH,
        Kind.CURRENT,
        Kind.WHOLE,
        Kind.TIMES,
        Kind.YEAR_WORD,
        Kind.MONTH_WORD,
        Kind.NUMBER_WORD,
        Kind.NOTHING,
        Kind.DURING,
        Kind.CLOCK,
        Kind.SCHOOL,
    }
)
"""Words that add nothing where they stand alone."""


def _misprinted_year(c: Cursor) -> None:
    """«1 сентября 20226 г.»: the day stays, of which year is to be asked."""
    c.doubt("deadline-year-misprinted", year=c.take().text)


def _named(c: Cursor) -> Item | None:
    return read_range(c)


def _then(c: Cursor) -> Item:
    """«далее»; «последующие годы» is yearly."""
    yearly = c.take().text.startswith("последующ") and c.kind() is Kind.YEAR_WORD
    c.skip(Kind.DASH, Kind.COLON, Kind.SEPARATOR, Kind.YEAR_WORD, Kind.CLOSE)
    if yearly:
        c.items.append(Then())
        return Rhythmic(Rhythm(unit=TimeUnit.YEAR))
    return Then()


def _link(c: Cursor) -> Item:
    c.skip(Kind.COLON, Kind.DASH)
    return Link()


def _quarter(c: Cursor) -> Item | None:
    """«(до 25 числа последнего месяца) квартала» is quarterly; «кв. II, IV» names quarters."""
    start = c.at
    if c.ahead(1) is Kind.ROMAN and c.ahead(2) is not Kind.QUARTER:
        c.at += 1
        pairs = read_pairs(c, opened=False)
        named = spans(pairs, lambda number: Quarter(quarter=number) if 1 <= number <= 4 else None)
        if named is not None and c.kind() is not Kind.QUARTER:
            return named
        c.at = start
    if not c.items or not isinstance(c.items[-1], OnDays):
        return None
    c.at += 1
    return Rhythmic(Rhythm(unit=TimeUnit.QUARTER))


def _open(c: Cursor) -> Item:
    c.at += 1
    c.brackets += 1
    return Opening()


def _close(c: Cursor) -> Item:
    c.at += 1
    c.brackets -= 1
    return Closing()


def _separator(c: Cursor) -> None:
    c.at += 1


def _any_year(c: Cursor) -> Item:
    c.skip(Kind.ANY, Kind.YEAR_WORD)
    return AnyYear()


def _weekday(c: Cursor) -> Item:
    return read_weekdays(c, firm=False)


_READERS: dict[Kind, Reader] = {
    **dict.fromkeys((*NUMBERS, *NAMED), _named),
    Kind.MISPRINTED_YEAR: _misprinted_year,
    Kind.COUNTED: read_counted_from,
    Kind.YEAR: read_years,
    Kind.UNTIL: read_until,
    Kind.FROM: read_from,
    Kind.SINCE: read_from,
    Kind.AFTER: read_after,
    Kind.TO: read_to,
    Kind.EXCEPT: read_except,
    Kind.EVERY: read_every,
    Kind.TIMES: read_times,
    Kind.MANY_TIMES: read_many_times,
    Kind.EACH: read_each,
    Kind.WEEKDAY: _weekday,
    Kind.WEEKDAYS: read_weekdays,
    Kind.CONSTANTLY: read_constantly,
    Kind.DURING: read_during,
    Kind.WHOLE: read_whole,
    Kind.YEAR_WORD: read_year_word,
    Kind.SCHOOL: read_year_word,
    Kind.CURRENT: read_current,
    Kind.FOLLOWING: read_following,
    Kind.PERIOD: read_period,
    Kind.BASIS: read_basis,
    Kind.BEGINNING: read_beginning,
    Kind.QUARTER: _quarter,
    Kind.HOLIDAYS: read_holidays,
    Kind.TERM: read_term,
    Kind.DAY_WORD: read_day_word,
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
