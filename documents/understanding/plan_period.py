"""The days a plan is for: from its title, else from the years its deadlines or its order name."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from documents.understanding.dates import DATE, MONTHS, date_of, month_of
from roadmap.deadlines.period import PlanPeriod, calendar_year, school_year
from roadmap.imports.proposal import Approval
from roadmap.problem import Problem

_YEAR = r"((?:19|20)\d\d)"
_SCHOOL = re.compile(
    r"\b(?:учебн\w*|уч\.?|тренировочн\w*|спортивн\w*)(?:\s?-\s?тренировочн\w*)?\s?(?:год|г\b)", re.IGNORECASE
)
_SCHOOL_YEARS = re.compile(rf"{_YEAR}\s*(?:[-–—/]|и)\s*((?:20)?\d\d)\b", re.IGNORECASE)
_YEARS = re.compile(rf"{_YEAR}\s*(?:г\.?|годы?|года)?\s*(?:[-–—]|по|до)\s*{_YEAR}", re.IGNORECASE)
_PLANNED = re.compile(r"плановый\s+период", re.IGNORECASE)
_DAYS = re.compile(DATE, re.IGNORECASE)
_ONE_YEAR = re.compile(rf"{_YEAR}")
_LISTED = re.compile(rf"{_YEAR}(?:\s*(?:,|и)\s*{_YEAR})+", re.IGNORECASE)
_MONTH_NAME = "|".join(rf"{stem}[а-яё]{{0,2}}" for stem in MONTHS)
_MONTHS = re.compile(
    rf"\b({_MONTH_NAME})\s*(?:(?:[-–—]|и|по)\s*({_MONTH_NAME}))?\s+(?:месяц\w*\s+)?{_YEAR}", re.IGNORECASE
)
_NAMED_YEAR = re.compile(
    rf"{_YEAR}\s*(?:[-–—/]\s*(?:20)?\d\d\s*)?(?:год|г\b|гг\b|уч\b|учебн|тренировочн|$)", re.IGNORECASE
)
_ORDER_WORDS = re.compile(r"приказ|распоряжени|постановлени|закон|протокол|письм|утвержд|№", re.IGNORECASE)
_LINE_LENGTH = 200
_HALF = re.compile(r"\b(?:(I|1|перв\w+)|(II|2|втор\w+))(?:-?[её]?е)?\s+полугоди\w+", re.IGNORECASE)
_QUARTER = re.compile(r"\b(I{1,3}|IV|[1-4])(?:-?[ый]{1,2})?\s+квартал\w*", re.IGNORECASE)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_LONGEST_YEARS = 12


def period_of_title(title: str) -> PlanPeriod | None:
    """«на 2021-2022 учебный год», «на 2020-2023 г.г.», «на I полугодие 2022 года», «на сентябрь 2023»."""
    return _between_days(title) or _school_years(title) or _named_months(title) or _calendar_years(title)


def period_of_lines(lines: Sequence[str]) -> PlanPeriod | None:
    """The period named by the line nearest to the table that names one: no order's date, no law's year."""
    named = (line for line in map(_without_day, reversed(lines)) if _may_name_period(line))
    return next(filter(None, map(period_of_title, named)), None)


def _without_day(line: str) -> str:
    """A single day beside is when something was signed; two are a beginning and an end."""
    return _DAYS.sub(" ", line) if len(_DAYS.findall(line)) == 1 else line


def _may_name_period(line: str) -> bool:
    return len(line) <= _LINE_LENGTH and bool(_NAMED_YEAR.search(line)) and not _ORDER_WORDS.search(line)


def _named_months(title: str) -> PlanPeriod | None:
    """«на сентябрь 2023 года», «на сентябрь–декабрь 2023 года»."""
    match = _MONTHS.search(_DAYS.sub(" ", title))
    if match is None:
        return None
    first = month_of(match.group(1))
    last = month_of(match.group(2)) if match.group(2) else first
    return _months(int(match.group(3)), first, last) if first <= last else None


def _between_days(title: str) -> PlanPeriod | None:
    """«с 1 сентября 2023 года по 31 мая 2024 года»."""
    days = [day for match in _DAYS.finditer(title) if (day := date_of(match))]
    return PlanPeriod(start=days[0], end=days[1]) if len(days) == 2 and days[0] < days[1] else None


def _school_years(title: str) -> PlanPeriod | None:
    """One school year or several: «на 2021/2022 и 2022/2023 учебные годы»."""
    if not _SCHOOL.search(title):
        return None
    found = [(int(first), _full(first, last)) for first, last in _SCHOOL_YEARS.findall(title)]
    pairs = [(first, last) for first, last in found if first < last <= first + _LONGEST_YEARS]
    if pairs:
        first, last = min(pairs)[0], max(last for _, last in pairs)
        half = _HALF.search(title) if last == first + 1 else None
        if half is not None and half.group(1):
            return PlanPeriod(start=date(first, 9, 1), end=date(first, 12, 31))
        return PlanPeriod(start=date(last, 1, 1) if half else date(first, 9, 1), end=date(last, 8, 31))
    years = set(_ONE_YEAR.findall(title))
    return school_year(int(years.pop())) if len(years) == 1 else None


def _full(first: str, last: str) -> int:
    """The second year of «2021/22»."""
    return int(last) % 100 + int(first) // 100 * 100


def _calendar_years(title: str) -> PlanPeriod | None:
    years = [int(year) for year in _ONE_YEAR.findall(title)]
    if _PLANNED.search(title) and max(years, default=0) - min(years, default=0) <= _LONGEST_YEARS:
        return _years(min(years), max(years)) if years else None
    if match := _YEARS.search(title):
        first, last = int(match.group(1)), int(match.group(2))
        return _years(first, last) if first <= last <= first + _LONGEST_YEARS else None
    if match := _LISTED.search(title):
        listed = [int(year) for year in _ONE_YEAR.findall(match.group())]
        return _years(min(listed), max(listed))
    return _part_of_year(title, years[0]) if years else None


def _part_of_year(title: str, year: int) -> PlanPeriod:
    if match := _HALF.search(title):
        return _months(year, 1, 6) if match.group(1) else _months(year, 7, 12)
    if match := _QUARTER.search(title):
        quarter = _ROMAN.get(match.group(1).lower()) or int(match.group(1))
        return _months(year, quarter * 3 - 2, quarter * 3)
    return calendar_year(year)


def _months(year: int, first: int, last: int) -> PlanPeriod:
    end = date(year, 12, 31) if last == 12 else date.fromordinal(date(year, last + 1, 1).toordinal() - 1)
    return PlanPeriod(start=date(year, first, 1), end=end)


def _years(first: int, last: int) -> PlanPeriod:
    return PlanPeriod(start=date(first, 1, 1), end=date(last, 12, 31))


def guess_period(
    deadlines: Iterable[str], approval: Approval | None
) -> tuple[PlanPeriod | None, tuple[Problem, ...]]:
    """Where the title names no period: the years of the deadlines, else the order's year; and a doubt."""
    texts = tuple(deadlines)
    years = [int(year) for text in texts for year in _ONE_YEAR.findall(text)]
    signed = approval.signed_on if approval else None
    if years and max(years) - min(years) <= _LONGEST_YEARS:
        by_school = any(_SCHOOL.search(text) for text in texts) and max(years) == min(years) + 1
        period, source = (
            (school_year(min(years)) if by_school else _years(min(years), max(years))),
            "deadlines",
        )
    elif signed:
        period, source = calendar_year(signed.year), "approval"
    else:
        return None, (Problem(code="period-missing"),)
    facts = {"start": period.start.isoformat(), "end": period.end.isoformat(), "source": source}
    return period, (Problem(code="period-guessed", facts=facts),)
