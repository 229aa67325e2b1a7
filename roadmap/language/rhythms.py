"""Grammar of rhythms: «ежемесячно», «2 раза в год», «каждые две недели», «по пятницам»."""

from roadmap.deadlines.deadline import Basis, Day, Rhythm, TimeUnit, Weekday, Weekdays
from roadmap.language.cursor import Cursor
from roadmap.language.item import Item, Named, OnDays, Rhythmic, Waiting
from roadmap.language.token import Kind

MOST = 60
"""Of anything in a rhythm: «раз в 60 дней» is read, more is a misprint."""

UNITS = {
    Kind.DAY_WORD: TimeUnit.DAY,
    Kind.WEEK: TimeUnit.WEEK,
    Kind.MONTH_WORD: TimeUnit.MONTH,
    Kind.QUARTER: TimeUnit.QUARTER,
    Kind.HALF_YEAR: TimeUnit.HALF_YEAR,
    Kind.YEAR_WORD: TimeUnit.YEAR,
}
SAME_RHYTHM = {
    (TimeUnit.DAY, 7): TimeUnit.WEEK,
    (TimeUnit.MONTH, 3): TimeUnit.QUARTER,
    (TimeUnit.MONTH, 6): TimeUnit.HALF_YEAR,
    (TimeUnit.MONTH, 12): TimeUnit.YEAR,
    (TimeUnit.QUARTER, 2): TimeUnit.HALF_YEAR,
    (TimeUnit.QUARTER, 4): TimeUnit.YEAR,
    (TimeUnit.HALF_YEAR, 2): TimeUnit.YEAR,
}
"""«1 раз в 3 месяца» is every quarter."""

NOTHING_NAMED = Named(())
"""«1 раз» alone: understood, and says nothing of when."""


def read_times_in_unit(c: Cursor, count: int) -> Item | None:
    """At «раз»: «… раз в 3 месяца», «… раза в год». The count has been read."""
    if not 1 <= count <= MOST:
        return None
    c.skip(Kind.TIMES)
    start = c.at
    c.skip(Kind.SLASH, Kind.EACH)
    return _unit(c, count) or _only_counted(c, start)


def _only_counted(c: Cursor, start: int) -> Item:
    c.at = start
    return NOTHING_NAMED


def _unit(c: Cursor, count: int) -> Item | None:
    every = int(c.take().value) if c.kind() is Kind.NUMBER else 1
    if c.kind() is Kind.DASH and c.ahead(1) is Kind.NUMBER:
        c.at += 1  # «раз в 2–3 месяца»: the longer is what is owed
        every = int(c.take().value)
    if not 1 <= every <= MOST:
        return None
    school = c.skip(Kind.SCHOOL)
    if c.kind() is Kind.TERM:
        c.at += 1
        return Waiting(Basis.SCHOOL_TERM)
    if c.kind() is Kind.DECADE:
        c.at += 1
        return Rhythmic(Rhythm(unit=TimeUnit.MONTH, count=3))
    unit = UNITS.get(c.kind())
    if unit is None:
        return Rhythmic(Rhythm(unit=TimeUnit.YEAR, count=count)) if school else None
    c.at += 1
    c.skip(Kind.YEAR_WORD)
    if count == 1 and (usual := SAME_RHYTHM.get((unit, every))) and unit is TimeUnit.MONTH:
        c.doubt("deadline-calendar-units", unit=usual.value)
    if school and unit is TimeUnit.YEAR and every == count == 1:
        return Rhythmic(Rhythm(unit=TimeUnit.YEAR, counted_from=Day(month=9, day=1)))
    return Rhythmic(rhythm(unit, every, count))


def rhythm(unit: TimeUnit, every: int, count: int) -> Rhythm:
    """The rhythm in its usual unit."""
    usual = SAME_RHYTHM.get((unit, every)) if count == 1 else None
    return Rhythm(unit=usual) if usual else Rhythm(unit=unit, every=every, count=count)


def read_every(c: Cursor) -> Item:
    """«ежеквартально»"""
    return Rhythmic(Rhythm(unit=c.take().value))


def read_times(c: Cursor) -> Item | None:
    """«раз в месяц», with no number before it."""
    return read_times_in_unit(c, 1)


def read_many_times(c: Cursor) -> Item | None:
    """«дважды в год»"""
    return read_times_in_unit(c, int(c.take().value))


def read_each(c: Cursor) -> Item | None:
    """«каждый квартал», «каждые 2 недели», «каждую пятницу», «каждый сентябрь»."""
    start = c.at
    c.skip(Kind.EACH)
    if c.kind() in (Kind.WEEKDAY, Kind.WEEKDAYS):
        return read_weekdays(c)
    if c.kind() is Kind.MONTH:
        return Rhythmic(Rhythm(unit=TimeUnit.YEAR))  # the month itself is read next
    item = _unit(c, 1)
    if item is None:
        c.at = start + 1  # «каждого последнего дня»: the day itself is read next
        return NOTHING_NAMED
    return item


def read_weekdays(c: Cursor, *, firm: bool = True) -> Item:
    """«по понедельникам и средам»"""
    days: list[Weekday] = []
    while True:
        token = c.take()
        days.extend([token.value] if token.kind is Kind.WEEKDAY else token.value)
        if c.kind() is Kind.SEPARATOR and c.ahead(1) in (Kind.WEEKDAY, Kind.WEEKDAYS):
            c.at += 1
        elif (
            c.kind() is Kind.SEPARATOR
            and c.ahead(1) is Kind.TO
            and c.ahead(2) in (Kind.WEEKDAY, Kind.WEEKDAYS)
        ):
            c.at += 2
        else:
            return OnDays(Weekdays(days=tuple(sorted(set(days)))), firm=firm)
