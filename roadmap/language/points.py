"""Grammar of named times: dates, months, seasons, edges of months and years."""

from collections.abc import Callable

from roadmap.deadlines.deadline import (
    Basis,
    Day,
    HalfYear,
    Month,
    MonthDays,
    MonthPart,
    MonthSlice,
    Quarter,
    Rhythm,
    Season,
    SeasonOf,
    Time,
    TimeUnit,
)
from roadmap.language.counted import read_counted
from roadmap.language.cursor import NUMBERS, Cursor
from roadmap.language.item import Item, Named, OnDays, Rhythmic, Waiting
from roadmap.language.pairs import DAYS_IN_MONTH, SLICES, Pairs, impossible, read_pairs, spans
from roadmap.language.token import Kind

SEASON_MONTHS = {
    Season.WINTER: (12, 1, 2),
    Season.SPRING: (3, 4, 5),
    Season.SUMMER: (6, 7, 8),
    Season.AUTUMN: (9, 10, 11),
}
ENDING = 2
EDGES = (MonthSlice.FIRST_DECADE, MonthSlice.SECOND_DECADE, MonthSlice.THIRD_DECADE)


def read_point(c: Cursor, *, opened: bool = False) -> Item | None:
    """One construction that names a time, or a short list of them; None if there is none here."""
    reader = _READERS.get(c.kind())
    if reader is not None:
        return reader(c)
    return read_counted(c, opened=opened) if c.kind() in NUMBERS else None


def _date(c: Cursor) -> Item:
    day: Day = c.take().value
    if day.day > DAYS_IN_MONTH[day.month - 1]:
        c.doubt("deadline-impossible-date", words=c.tokens[c.at - 1].text)
    return Named((day,))


def _impossible(c: Cursor) -> Item:
    return impossible(c, c.take().text)


def _month_year(c: Cursor) -> Item:
    return Named((c.take().value,))


def _month(c: Cursor) -> Item:
    """A month; «май (вторая неделя)» and «сентябрь, 1 декада» name a part of it."""
    month = int(c.take().value)
    c.skip(Kind.MONTH_WORD)
    return _part_after(c, month) or Named((Month(month=month),))


def _part_after(c: Cursor, month: int) -> Item | None:
    if c.ahead(0) not in NUMBERS and c.ahead(1) not in NUMBERS and c.ahead(2) not in NUMBERS:
        return None
    start = c.at
    year = int(c.take().value) if c.kind() is Kind.YEAR else None
    bracket = c.kind() is Kind.OPEN
    apart = c.kind() in (Kind.OPEN, Kind.SEPARATOR, Kind.DASH)
    c.at += apart
    found = None
    if c.kind() in NUMBERS:
        pairs = read_pairs(c, opened=False)
        if c.kind() in SLICES and c.ahead(1) is not Kind.MONTH:
            found = _parts(c, pairs, month, year)
        elif year is None and _are_days(c, pairs, apart=apart):
            found = spans(pairs, lambda day: Day(month=month, day=day))
    if found is None:
        c.at = start
    elif bracket:
        c.skip(Kind.CLOSE)
    return found


def _parts(c: Cursor, pairs: Pairs, month: int, year: int | None) -> Named | None:
    slices = SLICES[c.take().kind]
    if any(number not in slices for pair in pairs for number in pair):
        return None
    c.skip(Kind.MONTH_WORD)
    return spans(pairs, lambda number: MonthPart(month=month, part=slices[number], year=year))


def _are_days(c: Cursor, pairs: Pairs, *, apart: bool) -> bool:
    """«май, 20–25», «май 20, 2026»; a lone number after a comma may be that of a room."""
    if all(1 <= low < high <= 31 for low, high in pairs):
        return c.kind() in (Kind.END, Kind.CLOSE, Kind.SEPARATOR, Kind.YEAR)
    is_single = len(pairs) == 1 and 1 <= pairs[0][0] == pairs[0][1] <= 31
    return is_single and not apart and c.kind() is Kind.SEPARATOR and c.ahead(1) is Kind.YEAR


def _season(c: Cursor) -> Item:
    """«лето», «летний период»; holidays of a season have dates only where a calendar knows them."""
    start, seasons = c.at, list[Season]()
    while c.kind() in (Kind.SEASON, Kind.SEPARATOR, Kind.DASH) or (
        c.kind() is Kind.PERIOD and c.ahead(1) is Kind.HOLIDAYS
    ):
        if c.kind() is Kind.SEASON:
            seasons.append(c.tokens[c.at].value)
        c.at += 1
    if c.kind() is Kind.HOLIDAYS:
        c.skip(Kind.HOLIDAYS, Kind.PERIOD)
        is_part = start > 0 and c.tokens[start - 1].kind in _NOT_THROUGHOUT
        return Waiting(Basis.HOLIDAYS, holidays=() if is_part else tuple(dict.fromkeys(seasons)))
    c.at = start
    season: Season = c.take().value
    c.skip(Kind.PERIOD)
    return Named((SeasonOf(season=season),))


_NOT_THROUGHOUT = frozenset(
    {Kind.UNTIL, Kind.FROM, Kind.SINCE, Kind.AFTER, Kind.TO, Kind.EDGE, Kind.WEEK, Kind.DAY_WORD, Kind.EXCEPT}
)
"""«до осенних каникул», «начало осенних каникул»: another time than the holidays."""


def _edge(c: Cursor) -> Item | None:
    """«начало сентября», «конец мая»; the edge of a year or of a school year is a month, approximately."""
    start = c.at
    edges = [int(c.take().value)]
    while c.kind() in (Kind.SEPARATOR, Kind.DASH) and c.ahead(1) is Kind.EDGE:
        c.at += 1
        edges.append(int(c.take().value))
    c.skip(Kind.EACH, Kind.CURRENT)
    if c.kind() is Kind.MONTH:
        month = int(c.take().value)
        return Named(tuple(MonthPart(month=month, part=EDGES[edge]) for edge in edges))
    if c.kind() is Kind.MONTH_WORD:
        c.at += 1
        part = EDGES[edges[0]]
        return OnDays(MonthDays(first=part.first, last=part.last), of_month=True)
    if c.kind() is Kind.SEASON and c.ahead(1) not in (Kind.HOLIDAYS, Kind.PERIOD):
        c.doubt("deadline-approximate")
        months = SEASON_MONTHS[c.take().value]
        return Named(tuple(Month(month=months[edge]) for edge in edges))
    if c.kind() is Kind.QUARTER or c.kind() is Kind.HALF_YEAR:
        c.doubt("deadline-approximate")
        return Rhythmic(
            Rhythm(unit=TimeUnit.QUARTER if c.take().kind is Kind.QUARTER else TimeUnit.HALF_YEAR)
        )
    if c.kind() is Kind.TERM:
        c.at += 1
        return Waiting(Basis.SCHOOL_TERM)
    if c.kind() is Kind.SCHOOL or c.kind() is Kind.YEAR_WORD or c.kind() is Kind.YEAR:
        return _edge_of_year(c, edges)
    if c.kind() in NUMBERS and (item := read_counted(c, opened=False)):
        c.doubt("deadline-approximate")
        if isinstance(item, Named):
            return Named(tuple(_part_of(time, edges[0]) for time in item.times))
        return item
    c.at = start
    return None


def _part_of(time: Time, edge: int) -> Time:
    """The month meant by the beginning or middle of a quarter; its end is the end of the whole."""
    match time:
        case Quarter(quarter=number, year=year) if edge < ENDING:
            return Month(month=3 * number - 2 + edge, year=year)
        case HalfYear(half=number, year=year, of_school_year=False) if edge == 0:
            return Month(month=6 * number - 5, year=year)
        case _:
            return time


def _edge_of_year(c: Cursor, edges: list[int]) -> Item:
    year = int(c.take().value) if c.kind() is Kind.YEAR else None
    second = closing_year(c, year)
    school = c.skip(Kind.SCHOOL) or second is not None
    c.skip(Kind.YEAR_WORD)
    c.doubt("deadline-approximate")
    months = (9, 1, 5) if school else (1, 6, 12)
    years = [(year if months[edge] >= 9 or not school or year is None else year + 1) for edge in edges]
    return Named(
        tuple(Month(month=months[edge], year=named) for edge, named in zip(edges, years, strict=True))
    )


def closing_year(c: Cursor, year: int | None) -> int | None:
    """The second half of «2021–2022», «2021/22»."""
    if year is None or c.kind() not in (Kind.DASH, Kind.SLASH):
        return None
    following = c.tokens[c.at + 1]
    if following.kind is Kind.YEAR and following.value > year:
        c.at += 2
        return int(following.value)
    if following.kind is Kind.NUMBER and following.value == (year + 1) % 100:
        c.at += 2
        return year + 1
    return None


_READERS: dict[Kind, Callable[[Cursor], Item | None]] = {
    Kind.DATE: _date,
    Kind.IMPOSSIBLE: _impossible,
    Kind.MONTH_YEAR: _month_year,
    Kind.MONTH: _month,
    Kind.SEASON: _season,
    Kind.EDGE: _edge,
}
