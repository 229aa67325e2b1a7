"""«В течение учебного года» in plans of calendar years and of school years."""

from datetime import date

import pytest

from roadmap.deadlines.deadline import Ongoing
from roadmap.deadlines.deadline_json import from_json, to_json
from roadmap.deadlines.period import PlanPeriod
from roadmap.deadlines.windows import windows
from roadmap.language.phrase import phrase
from roadmap.language.reader import read_deadline

YEAR = PlanPeriod(start=date(2026, 1, 1), end=date(2026, 12, 31))
YEARS = PlanPeriod(start=date(2025, 1, 1), end=date(2026, 12, 31))
SCHOOL_YEAR = PlanPeriod(start=date(2026, 9, 1), end=date(2027, 8, 31))


def laid(words: str, period: PlanPeriod) -> list[tuple[date, date]]:
    return [(window.first, window.last) for window in windows(read_deadline(words).deadline, period).windows]


@pytest.mark.parametrize(
    "words",
    [
        "в течение учебного года",
        "В течение всего учебного года",
        "в течение учебного периода",
        "весь учебный год",
        "постоянно, в течение учебного года",
    ],
)
def test_a_plan_of_calendar_years_has_no_summer_in_its_school_years(words: str) -> None:
    assert laid(words, YEAR) == [
        (date(2026, 1, 1), date(2026, 5, 31)),
        (date(2026, 9, 1), date(2026, 12, 31)),
    ]
    assert laid(words, YEARS) == [
        (date(2025, 1, 1), date(2025, 5, 31)),
        (date(2025, 9, 1), date(2026, 5, 31)),
        (date(2026, 9, 1), date(2026, 12, 31)),
    ]
    assert laid(words, SCHOOL_YEAR) == [(date(2026, 9, 1), date(2027, 8, 31))]


def test_a_calendar_year_stays_whole() -> None:
    assert laid("в течение года", YEAR) == [(date(2026, 1, 1), date(2026, 12, 31))]


def test_the_school_year_is_read_back_and_kept() -> None:
    deadline = read_deadline("весь учебный год").deadline
    assert isinstance(deadline, Ongoing)
    assert phrase(deadline) == "в течение учебного года"
    assert from_json(to_json(deadline)) == deadline


@pytest.mark.parametrize("words", ["в новом учебном году", "в следующем учебном году"])
def test_which_year_a_new_school_year_is_has_to_be_asked(words: str) -> None:
    assert laid(words, YEAR) == []
    assert [problem.code for problem in read_deadline(words).problems] == ["deadline-unread"]
