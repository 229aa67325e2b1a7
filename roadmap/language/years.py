"""Giving a year to times that name none."""

from dataclasses import replace

from roadmap.deadlines.deadline import (
    Day,
    EachYear,
    HalfYear,
    Month,
    MonthPart,
    MonthWeekday,
    Point,
    Quarter,
    SchoolYear,
    Season,
    SeasonOf,
    Since,
    Span,
    Thereafter,
    Time,
    Until,
    WholePeriod,
    Year,
)

SCHOOL_YEAR_BEGINS = 9
"""The month."""

_SEASON_BEGINS = {Season.WINTER: 12, Season.SPRING: 3, Season.SUMMER: 6, Season.AUTUMN: 9}


def lacks_year(time: Time) -> bool:
    """Whether the words leave the year open."""
    match time:
        case Span(first=first, last=last):
            return lacks_year(first) or lacks_year(last)
        case Until(end=point) | Since(start=point):
            return lacks_year(point)
        case Year() | SchoolYear() | EachYear() | WholePeriod() | Thereafter():
            return False
        case _:
            return time.year is None


def in_year(time: Time, year: int) -> Time:
    """The time in that calendar year; of a range over New Year, the year is that of its end."""
    match time:
        case Span(first=first, last=last):
            if lacks_year(first) and lacks_year(last) and crosses_new_year(time):
                return Span(first=point_in_year(first, year - 1), last=point_in_year(last, year))
            return Span(first=point_in_year(first, year), last=point_in_year(last, year))
        case Until(end=point):
            return Until(end=point_in_year(point, year))
        case Since(start=point):
            return Since(start=point_in_year(point, year))
        case WholePeriod() | Thereafter():
            return time
        case _:
            return point_in_year(time, year)


def in_school_year(time: Time, year: int) -> Time:
    """The time in the school year that begins in September of `year`."""
    match time:
        case Span(first=first, last=last):
            return Span(first=_school_point(first, year), last=_school_point(last, year))
        case Until(end=point):
            return Until(end=_school_point(point, year))
        case Since(start=point):
            return Since(start=_school_point(point, year))
        case WholePeriod() | Thereafter():
            return time
        case _:
            return _school_point(time, year)


def without_year(time: Time) -> Time:
    """The same time of any year; a year itself is the same work each year."""
    match time:
        case Span(first=first, last=last):
            return Span(first=_bare(first), last=_bare(last))
        case Until(end=point):
            return Until(end=_bare(point))
        case Since(start=point):
            return Since(start=_bare(point))
        case WholePeriod() | Thereafter():
            return time
        case _:
            return _bare(time)


def crosses_new_year(span: Span) -> bool:
    """Whether a range without years ends, by its words, before it starts, as «декабрь–январь» does."""
    return _opens(span.first) > _closes(span.last)


def same_month(span: Span) -> bool:
    """Whether both ends are in the month of that name."""
    return _opens(span.first)[0] == _closes(span.last)[0]


def contains(outer: Time, inner: Time) -> bool:
    """Whether `inner` is a finer time inside `outer`, years aside: «III квартал (сентябрь)»."""
    opens, closes = _ends(inner)
    from_day, to_day = _ends(outer)
    if (opens, closes) == (from_day, to_day):
        return False
    if from_day > to_day:  # over New Year
        return opens <= closes and (opens >= from_day or closes <= to_day)
    return from_day <= opens <= closes <= to_day


def completed(span: Span) -> tuple[Span, int | None]:
    """A range with a year on one end gets it on both; with the year, if it had to be a neighbouring one."""
    first, last = span.first, span.last
    opens_bare = lacks_year(first)
    if opens_bare == lacks_year(last):
        return span, None
    turns = crosses_new_year(span) and not same_month(span)
    if opens_bare:
        missing = _year_of(last) - 1 if turns else _year_of(last)
        return Span(first=point_in_year(first, missing), last=last), missing if turns else None
    missing = _year_of(first) + 1 if turns else _year_of(first)
    return Span(first=first, last=point_in_year(last, missing)), missing if turns else None


def ends_before_start(span: Span) -> bool:
    """A contradiction that no choice of years resolves."""
    if lacks_year(span):
        return crosses_new_year(span) and same_month(span)
    years = _year_of(span.first), _year_of(span.last)
    return years[0] > years[1] or (years[0] == years[1] and crosses_new_year(span))


def _ends(time: Time) -> tuple[tuple[int, int], tuple[int, int]]:
    match time:
        case Span(first=first, last=last):
            return _opens(first), _closes(last)
        case Until(end=point) | Since(start=point):
            return _opens(point), _closes(point)
        case WholePeriod() | Thereafter():
            return (1, 1), (12, 31)
        case _:
            return _opens(time), _closes(time)


def _year_of(point: Point) -> int:
    match point:
        case EachYear():
            return 0
        case _:
            return point.year or 0


def point_in_year(point: Point, year: int) -> Point:
    """The point with that calendar year; one that names its year keeps it."""
    match point:
        case Year() | SchoolYear():
            return point
        case EachYear():
            return Year(year=year)
        case _:
            return replace(point, year=year) if point.year is None else point


def _bare(point: Point) -> Point:
    match point:
        case Year() | SchoolYear() | EachYear():
            return point
        case _:
            return replace(point, year=None)


def _school_point(point: Point, year: int) -> Point:
    match point:
        case EachYear():
            return SchoolYear(year=year)
        case HalfYear(half=half, year=None):
            return HalfYear(half=half, year=year, of_school_year=True)
        case _:
            begins, _ = _opens(point)
            later = begins < SCHOOL_YEAR_BEGINS or point == SeasonOf(season=Season.WINTER)
            return point_in_year(point, year + 1 if later else year)


def _opens(point: Point) -> tuple[int, int]:
    match point:
        case Day(month=month, day=day):
            return month, day
        case Month(month=month) | MonthWeekday(month=month):
            return month, 1
        case MonthPart(month=month, part=part):
            return month, part.first
        case Quarter(quarter=quarter):
            return 3 * quarter - 2, 1
        case HalfYear(half=half):
            return 6 * half - 5, 1
        case SeasonOf(season=season):
            return _SEASON_BEGINS[season], 1
        case Year() | SchoolYear() | EachYear():
            return 1, 1


def _closes(point: Point) -> tuple[int, int]:
    match point:
        case Day(month=month, day=day):
            return month, day
        case Month(month=month) | MonthWeekday(month=month):
            return month, 31
        case MonthPart(month=month, part=part):
            return month, part.last if part.last > 0 else 31
        case Quarter(quarter=quarter):
            return 3 * quarter, 31
        case HalfYear(half=half):
            return 6 * half, 31
        case SeasonOf(season=season):
            return (_SEASON_BEGINS[season] + 1) % 12 + 1, 31
        case Year() | SchoolYear() | EachYear():
            return 12, 31
