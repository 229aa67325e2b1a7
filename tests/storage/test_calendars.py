"""The production calendars of Russia as shipped."""

from datetime import date, timedelta

import pytest

from roadmap.deadlines.calendar import WEEKENDS_ONLY
from roadmap.deadlines.calendar_sheet import read_calendar, write_year
from storage.calendars import brought_years, merged, public_holidays, russian_calendar

WORKING_DAYS = {2020: 219, 2021: 240, 2022: 247, 2023: 247, 2024: 248, 2025: 247, 2026: 247, 2027: 247}
"""Officially; in 2020 and 2021 less the days the President made non-working."""


@pytest.mark.parametrize(("year", "count"), WORKING_DAYS.items())
def test_a_year_has_as_many_working_days_as_officially(year: int, count: int) -> None:
    calendar = russian_calendar()
    days = (date(year, 1, 1) + timedelta(days=passed) for passed in range(366))
    assert sum(calendar.is_working(day) for day in days if day.year == year) == count


def test_a_transferred_saturday_is_worked_and_the_day_for_it_is_not() -> None:
    calendar = russian_calendar()
    assert calendar.is_working(date(2025, 11, 1))
    assert not calendar.is_working(date(2025, 11, 3))


def test_the_transfers_of_2027_are_those_of_the_decree() -> None:
    calendar = russian_calendar()
    assert calendar.is_working(date(2027, 2, 20))
    moved = (date(2027, 2, 22), date(2027, 11, 5), date(2027, 12, 31))
    assert not any(map(calendar.is_working, moved))


def test_a_year_without_a_file_has_weekends_and_public_holidays_but_no_transfers() -> None:
    calendar = russian_calendar()
    assert set(WORKING_DAYS) == {year for year in range(1990, 2100) if calendar.covers(year)}
    assert not calendar.is_working(date(2030, 1, 1))
    assert not calendar.is_working(date(2030, 5, 1))
    assert calendar.is_working(date(2030, 1, 9))
    assert not calendar.is_working(date(2030, 1, 5))


def test_every_year_that_is_brought_is_whole_and_says_so() -> None:
    for known in brought_years():
        assert read_calendar(write_year(known), public_holidays()).years == (known,)
        assert not known.is_provisional


def test_years_are_merged_into_one_calendar() -> None:
    years = (*read_calendar("2040-01-02,off").years, *read_calendar("2041-01-05,working").years)
    calendar = merged(years, WEEKENDS_ONLY)
    assert not calendar.is_working(date(2040, 1, 2))
    assert calendar.is_working(date(2041, 1, 5))
    assert calendar.covers(2041)
