"""«Напомнить позже»: days people work, each offered once."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from roadmap.deadlines.calendar import WEEKENDS_ONLY
from roadmap.reminding.snooze import SnoozeChoice, offered


def test_on_a_tuesday_all_three_are_offered_soonest_first() -> None:
    assert offered(date(2026, 10, 13), WEEKENDS_ONLY) == {
        SnoozeChoice.TOMORROW: date(2026, 10, 14),
        SnoozeChoice.THREE_DAYS: date(2026, 10, 16),
        SnoozeChoice.MONDAY: date(2026, 10, 19),
    }


def test_on_a_friday_there_is_no_tomorrow() -> None:
    assert list(offered(date(2026, 10, 16), WEEKENDS_ONLY)) == [SnoozeChoice.MONDAY, SnoozeChoice.THREE_DAYS]


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_every_choice_is_a_working_day_ahead_and_no_two_are_the_same(today: date) -> None:
    days = list(offered(today, WEEKENDS_ONLY).values())

    assert days == sorted(set(days))
    assert all(day > today and WEEKENDS_ONLY.is_working(day) for day in days)
