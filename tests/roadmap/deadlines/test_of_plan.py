"""What the length and the first rows of a plan make of its words."""

from datetime import date

import pytest

from roadmap.deadlines.of_plan import with_opening_august
from roadmap.deadlines.period import PlanPeriod, calendar_year, school_year
from roadmap.deadlines.windows import windows
from roadmap.language.reader import read_deadline

FROM_AUGUST = PlanPeriod(start=date(2025, 8, 1), end=date(2026, 8, 31))


@pytest.mark.parametrize(
    ("rows", "period"),
    [
        (("август", "сентябрь", "август"), FROM_AUGUST),
        (("в течение года", "до 25 августа", "сентябрь"), FROM_AUGUST),
        (("август 2025", "сентябрь 2025"), FROM_AUGUST),
        (("сентябрь", "август"), school_year(2025)),
        (("август 2026",), school_year(2025)),
        (("в течение года",), school_year(2025)),
    ],
)
def test_a_school_year_whose_rows_begin_with_august_opens_with_it(
    rows: tuple[str, ...], period: PlanPeriod
) -> None:
    assert with_opening_august(school_year(2025), [read_deadline(row).deadline for row in rows]) == period


def test_the_august_of_a_calendar_year_opens_nothing() -> None:
    assert with_opening_august(calendar_year(2025), [read_deadline("август").deadline]) == calendar_year(2025)


@pytest.mark.parametrize("words", ["18.01-23.01", "сентябрь - май", "15-30 ноября", "с 1 июня по 31 августа"])
def test_a_range_inside_a_school_year_is_not_said_to_be_cut(words: str) -> None:
    placed = windows(read_deadline(words).deadline, school_year(2019))
    assert len(placed.windows) == 1
    assert placed.problems == ()


def test_a_series_that_began_before_the_plan_is_not_outside_it() -> None:
    placed = windows(read_deadline("до 30 мая 2022, далее ежегодно").deadline, calendar_year(2024))
    assert [window.last for window in placed.windows] == [date(2024, 5, 30)]
    assert placed.problems == ()


HALF_YEAR = PlanPeriod(start=date(2026, 10, 1), end=date(2027, 3, 31))
TWO_SCHOOL_YEARS = PlanPeriod(start=date(2026, 9, 1), end=date(2028, 8, 31))
THREE_YEARS = PlanPeriod(start=date(2026, 1, 1), end=date(2028, 12, 31))


@pytest.mark.parametrize(
    ("period", "words", "opens"),
    [
        (calendar_year(2027), "до 20 мая", "2027-01-01"),
        (school_year(2026), "до 20 мая", "2026-09-01"),
        (school_year(2026), "не позднее 20.05.2027", "2026-09-01"),
        (school_year(2026), "к 1 октября", "2026-09-01"),
        (school_year(2026), "до конца учебного года", "2026-09-01"),
        (school_year(2026), "ежегодно до 20 мая", "2026-09-01"),
        (FROM_AUGUST, "до 20 мая", "2025-08-01"),
        (HALF_YEAR, "до 15 февраля", "2026-10-01"),
        (TWO_SCHOOL_YEARS, "до 20 мая 2027 года", "2027-01-01"),
        (TWO_SCHOOL_YEARS, "до 20 декабря 2026 года", "2026-09-01"),
        (THREE_YEARS, "до 20 мая 2028 года", "2028-01-01"),
        (THREE_YEARS, "до 20 мая 2026 года", "2026-01-01"),
    ],
)
def test_until_a_day_begins_with_a_plan_of_a_year_and_with_the_day_s_year_in_a_longer_one(
    period: PlanPeriod, words: str, opens: str
) -> None:
    placed = windows(read_deadline(words).deadline, period)
    assert [str(window.first) for window in placed.windows] == [opens]
    assert placed.problems == ()


def test_until_a_day_of_each_year_begins_with_each_year_of_a_longer_plan() -> None:
    placed = windows(read_deadline("ежегодно до 20 мая").deadline, THREE_YEARS)
    assert [str(window.first) for window in placed.windows] == ["2026-01-01", "2027-01-01", "2028-01-01"]
