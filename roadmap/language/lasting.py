"""Grammar of ongoing work: «постоянно», «в течение года», «весь период», «срок реализации»."""

from roadmap.deadlines.deadline import Basis, Day, DayAfter, EachYear, Rhythm, TimeUnit, Until, WholePeriod
from roadmap.language.cursor import Cursor
from roadmap.language.item import During, Item, Lasting, Named, OnDays, Rhythmic, Waiting, Years
from roadmap.language.rhythms import UNITS
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
DATES = frozenset({Kind.DATE, Kind.NUMBER, Kind.MONTH, Kind.MONTH_YEAR, Kind.FROM})
"""After «в течение месяца»: its days are named."""
STRETCHES = frozenset({Kind.MONTH_WORD, Kind.WEEK, Kind.QUARTER, Kind.HALF_YEAR})


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
            return _stretch(c)
        case Kind.YEAR:
            return During()
        case Kind.OF_PLAN:
            c.skip(Kind.OF_PLAN)
            pass_unknown(c)
            return Lasting(WholePeriod())
        case _:
            return None


def _stretch(c: Cursor) -> Item | None:
    """«в течение месяца»: all of a plan for a month, else counted from an event, unless dates follow."""
    unit = UNITS[c.take().kind]
    if c.kind() in DATES or (c.kind() is Kind.OPEN and c.ahead(1) in DATES):
        return None
    start = c.at
    pass_event(c)
    return Waiting(Basis.EVENT, unit if c.at == start and c.kind() is not Kind.AFTER else None)


def read_whole(c: Cursor) -> Item | None:
    """«весь период», «весь учебный год»"""
    c.skip(Kind.WHOLE, Kind.CURRENT)
    if c.kind() is Kind.YEAR_WORD or c.kind() is Kind.SCHOOL:
        return read_year_word(c, asked=True)
    if c.kind() is Kind.PERIOD:
        return read_period(c, asked=True)
    if c.kind() in STRETCHES:
        return _stretch(c)
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
    return None if completes and not asked else Lasting(EachYear(of_school_year=school))


def read_current(c: Cursor) -> Item | None:
    """«текущего года» after a date adds nothing; alone it is the plan's year."""
    c.skip(Kind.CURRENT)
    if c.kind() is Kind.YEAR_WORD or c.kind() is Kind.SCHOOL:
        return read_year_word(c)
    return read_period(c, asked=True) if c.kind() is Kind.PERIOD else None


def read_following(c: Cursor) -> Item | None:
    """«следующего года»: which year is meant cannot be told."""
    c.skip(Kind.FOLLOWING)
    if c.kind() is Kind.CURRENT and (yearly := _year_after_report(c)):
        return yearly
    if c.skip(Kind.SCHOOL, Kind.YEAR_WORD):
        c.doubt("deadline-next-year")
    c.skip(Kind.SEPARATOR, Kind.CURRENT, Kind.MONTH_WORD)
    return None


def _year_after_report(c: Cursor) -> Item | None:
    """«до 20 января года, следующего за отчётным» is yearly."""
    match c.items:
        case [*_, Named(times=(Until(end=Day(month=month, day=day, year=None)),))]:
            c.skip(Kind.CURRENT, Kind.YEAR_WORD)
            c.items[-1] = OnDays(DayAfter(day=day, month=month))
            return Rhythmic(Rhythm(unit=TimeUnit.YEAR))
        case _:
            return None


def read_period(c: Cursor, *, asked: bool = False) -> Item | None:
    """«весь период», «срок реализации» are the plan's period; «в период ВПР» is an event."""
    c.skip(Kind.PERIOD)
    if (
        c.tokens[c.at - 1].text.startswith("срок")
        and c.kind() is not Kind.OF_PLAN
        and c.kind() not in OPENS_TIME
        and c.ahead(1) in OPENS_TIME
    ):
        c.at += 1  # «срок сдачи 20 мая»
        return None
    if c.kind() is Kind.OF_PLAN:
        c.skip(Kind.OF_PLAN)
        if c.kind() is Kind.BASIS and c.tokens[c.at].text.startswith("план"):
            c.at += 1  # «весь период реализации плана»
        pass_unknown(c)
        return None if c.kind() in OPENS_TIME else Lasting(WholePeriod())  # «срок исполнения: до 1 мая»
    if c.kind() is Kind.UNKNOWN and not (c.items and isinstance(c.items[-1], Named)):
        pass_event(c)
        return Lasting(WholePeriod()) if asked else Waiting(Basis.EVENT)
    return Lasting(WholePeriod()) if asked and c.kind() not in OPENS_TIME else None


def read_constantly(c: Cursor) -> Item:
    c.skip(Kind.CONSTANTLY)
    return Lasting(WholePeriod())
