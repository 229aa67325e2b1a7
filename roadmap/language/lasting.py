"""Grammar of ongoing work: «постоянно», «в течение года», «весь период», «срок реализации»."""

from roadmap.deadlines.deadline import Basis, EachYear, WholePeriod
from roadmap.language.cursor import Cursor
from roadmap.language.item import During, Item, Lasting, Named, OnDays, Rhythmic, Waiting, Years
from roadmap.language.token import Kind
from roadmap.language.waiting import pass_event, pass_unknown
from roadmap.language.year_words import as_school_year, read_years

OPENS_TIME = frozenset(
    {
        Kind.COLON,
        Kind.FROM,
        Kind.UNTIL,
        Kind.SINCE,
        Kind.NUMBER,
        Kind.ROMAN,
        Kind.ORDINAL,
        Kind.DATE,
        Kind.MONTH,
        Kind.MONTH_YEAR,
    }
)
"""After «срок», «период»: the time itself follows."""


def read_during(c: Cursor) -> Item | None:
    """«в течение года», «в течение всего периода»; «в течение месяца» counts from an event."""
    c.skip(Kind.DURING)
    c.skip(Kind.WHOLE, Kind.CURRENT, Kind.FOLLOWING, Kind.EACH)
    match c.kind():
        case Kind.YEAR_WORD | Kind.SCHOOL:
            return read_year_word(c, asked=True)
        case Kind.PERIOD:
            return read_period(c, asked=True)
        case Kind.MONTH_WORD | Kind.WEEK | Kind.DAY_WORD | Kind.QUARTER | Kind.HALF_YEAR:
            c.at += 1
            pass_event(c)
            return Waiting(Basis.EVENT)
        case Kind.YEAR:
            return During()
        case Kind.OF_PLAN:
            c.skip(Kind.OF_PLAN)
            pass_unknown(c)
            return Lasting(WholePeriod())
        case _:
            return None


def read_whole(c: Cursor) -> Item | None:
    """«весь период», «весь учебный год»"""
    c.skip(Kind.WHOLE, Kind.CURRENT)
    if c.kind() is Kind.YEAR_WORD or c.kind() is Kind.SCHOOL:
        return read_year_word(c, asked=True)
    if c.kind() is Kind.PERIOD:
        return read_period(c, asked=True)
    return During() if c.kind() is Kind.YEAR else None


def read_year_word(c: Cursor, *, asked: bool = False) -> Item | None:
    """«год», «учебный год»: the plan's year, unless it only completes a date."""
    school = c.skip(Kind.SCHOOL)
    c.skip(Kind.YEAR_WORD)
    if (
        school
        and c.kind() is Kind.YEAR
        and c.ahead(1) in (Kind.DASH, Kind.SLASH)
        and (years := read_years(c))
    ):
        return Years(tuple(map(as_school_year, years.years)))
    completes = bool(c.items) and isinstance(c.items[-1], Named | Years | Rhythmic | Waiting | OnDays)
    return None if completes and not asked else Lasting(EachYear())


def read_current(c: Cursor) -> Item | None:
    """«текущего года» after a date adds nothing; alone it is the plan's year."""
    c.skip(Kind.CURRENT)
    if c.kind() is Kind.YEAR_WORD or c.kind() is Kind.SCHOOL:
        return read_year_word(c)
    return read_period(c, asked=True) if c.kind() is Kind.PERIOD else None


def read_following(c: Cursor) -> Item | None:
    """«следующего года»: which year is meant cannot be told."""
    c.skip(Kind.FOLLOWING)
    if c.skip(Kind.SCHOOL, Kind.YEAR_WORD):
        c.doubt("deadline-next-year")
    c.skip(Kind.SEPARATOR, Kind.CURRENT, Kind.MONTH_WORD)
    return None


def read_period(c: Cursor, *, asked: bool = False) -> Item | None:
    """«весь период», «срок реализации» are the plan's period; «в период ВПР» is an event."""
    c.skip(Kind.PERIOD)
    if c.kind() is Kind.OF_PLAN:
        c.skip(Kind.OF_PLAN)
        pass_unknown(c)
        return None if c.kind() in OPENS_TIME else Lasting(WholePeriod())  # «срок исполнения: до 1 мая»
    if c.kind() is Kind.UNKNOWN and not (c.items and isinstance(c.items[-1], Named)):
        pass_event(c)
        return Lasting(WholePeriod()) if asked else Waiting(Basis.EVENT)
    return Lasting(WholePeriod()) if asked and c.kind() not in OPENS_TIME else None


def read_constantly(c: Cursor) -> Item:
    c.skip(Kind.CONSTANTLY)
    return Lasting(WholePeriod())
