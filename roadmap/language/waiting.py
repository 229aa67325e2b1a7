"""Grammar of words that name no date: plans, requests, events, holidays, school terms."""

from roadmap.deadlines.deadline import Basis
from roadmap.language.cursor import NUMBERS, Cursor
from roadmap.language.item import Item, Named, Waiting, Years
from roadmap.language.points import read_point
from roadmap.language.token import Kind
from roadmap.language.year_words import read_years


def read_basis(c: Cursor) -> Item:
    basis: Basis = c.take().value
    if basis is Basis.EVENT:
        pass_event(c)
    else:
        pass_unknown(c)
    return Waiting(basis)


def read_beginning(c: Cursor) -> Item:
    c.at += 1
    pass_event(c)
    return Waiting(Basis.EVENT)


def read_holidays(c: Cursor) -> Item:
    c.skip(Kind.HOLIDAYS, Kind.PERIOD, Kind.DAY_WORD)
    return Waiting(Basis.HOLIDAYS)


def read_term(c: Cursor) -> Item:
    c.skip(Kind.TERM)
    return Waiting(Basis.SCHOOL_TERM)


def read_day_word(c: Cursor) -> Item | None:
    """«в день …», «ко Дню …»; after a date it names what is celebrated."""
    c.skip(Kind.DAY_WORD)
    named = bool(c.items) and isinstance(c.items[-1], Named | Years)
    pass_unknown(c)
    return None if named else Waiting(Basis.EVENT)


def pass_unknown(c: Cursor) -> None:
    c.skip(Kind.UNKNOWN, Kind.OF_PLAN)


def pass_event(c: Cursor) -> None:
    """The name of the event: unknown words, and a quarter, year or month that belongs to it."""
    named = _pass_name(c)
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
        read_years(c)
    c.skip(Kind.SCHOOL, Kind.YEAR_WORD)


def _pass_name(c: Cursor) -> bool:
    """Words such as «проведения», «окончания экзаменов»; a telling basis is left to be read."""
    start = c.at
    while c.kind() in _NAMES or (c.kind() is Kind.BASIS and c.tokens[c.at].value is Basis.EVENT):
        c.at += 1
    return c.at > start


_NAMES = frozenset({Kind.UNKNOWN, Kind.OF_PLAN, Kind.BEGINNING, Kind.DAY_WORD, Kind.EDGE})
