"""Grammar of years: «2021, 2022», «2021–2023», «2021–2022 учебный год»."""

from roadmap.deadlines.deadline import SchoolYear, Span, Year
from roadmap.language.cursor import Cursor
from roadmap.language.item import Years
from roadmap.language.token import Kind


def read_years(c: Cursor) -> Years | None:
    """«2021, 2022», «2021–2023», «2021–2022 учебный год», «2021/22»."""
    found: list[Year | SchoolYear | Span] = []
    while c.kind() is Kind.YEAR:
        found.append(_one_year(c))
        c.skip(Kind.YEAR_WORD)
        if c.kind() is Kind.SEPARATOR and c.ahead(1) is Kind.YEAR:
            c.at += 1
    if c.kind() is Kind.CURRENT and c.ahead(1) is Kind.YEAR_WORD:
        c.at += 2  # «2022 календарный год»
    if c.kind() is Kind.SCHOOL and found:
        c.skip(Kind.SCHOOL, Kind.YEAR_WORD)
        found = [as_school_year(year) for year in found]
    return Years(tuple(found)) if found else None


def _one_year(c: Cursor) -> Year | SchoolYear | Span:
    first = int(c.take().value)
    sign, following = c.kind(), c.tokens[c.at + 1]
    if sign is not Kind.DASH and sign is not Kind.SLASH:
        return Year(year=first)
    second = int(following.value) if following.kind in (Kind.YEAR, Kind.NUMBER) else 0
    if following.kind is Kind.NUMBER:
        second += first - first % 100  # «2021/22»
        if second != first + 1 or c.ahead(2) is Kind.MONTH:
            return Year(year=first)
    if following.kind not in (Kind.YEAR, Kind.NUMBER):
        return Year(year=first)
    c.at += 2
    if sign is Kind.SLASH and second == first + 1:
        return SchoolYear(year=first)
    return Span(first=Year(year=first), last=Year(year=second))


def as_school_year(year: Year | SchoolYear | Span) -> Year | SchoolYear | Span:
    match year:
        case Span(first=Year(year=first), last=Year(year=last)) if last == first + 1:
            return SchoolYear(year=first)
        case Span(first=Year(year=first), last=Year(year=last)) if last > first:
            return Span(first=SchoolYear(year=first), last=SchoolYear(year=last - 1))
        case _:
            return year  # one number does not say which school year: it stays the calendar one
