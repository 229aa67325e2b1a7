"""Periods and windows refuse what cannot be, and cut what sticks out."""

from datetime import date

import pytest

from roadmap.deadlines.period import PlanPeriod, Window, calendar_year, school_year


def test_a_period_cuts_what_sticks_out_of_it() -> None:
    year = calendar_year(2024)
    assert year.cut(date(2023, 12, 1), date(2024, 1, 15)) == Window(
        first=date(2024, 1, 1), last=date(2024, 1, 15)
    )
    assert year.cut(date(2025, 1, 1), date(2025, 1, 2)) is None


def test_neither_a_period_nor_a_window_ends_before_it_starts() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        PlanPeriod(start=date(2024, 2, 1), end=date(2024, 1, 1))
    with pytest.raises(ValueError, match="before it starts"):
        Window(first=date(2024, 2, 1), last=date(2024, 1, 1))


def test_a_period_outside_living_memory_is_refused() -> None:
    with pytest.raises(ValueError, match="living memory"):
        PlanPeriod(start=date(1, 1, 1), end=date(9999, 12, 31))


@pytest.mark.parametrize(
    ("start", "end"),
    [("2021-09-01", "2022-08-31"), ("2021-08-25", "2022-05-31"), ("2021-09-01", "2024-08-31")],
)
def test_school_years_are_known_by_their_edges(start: str, end: str) -> None:
    assert PlanPeriod(start=date.fromisoformat(start), end=date.fromisoformat(end)).is_school_year


def test_a_school_year_touches_two_calendar_years() -> None:
    assert list(school_year(2021).years) == [2021, 2022]
