"""Rule sets: what vague words oblige to, and where a due day moves."""

from datetime import date

from roadmap.deadlines.calendar import WEEKENDS_ONLY
from roadmap.deadlines.deadline import Deadline
from roadmap.deadlines.due_day import calendar_gaps, due_on, urgent_due_on
from roadmap.deadlines.period import calendar_year, school_year
from roadmap.deadlines.rule_set import (
    LITERAL,
    REGULATION_10,
    RULE_SETS,
    WORKING_DAY,
    WORKING_DAY_FOLLOWING,
    RuleSet,
)
from roadmap.deadlines.windows import windows
from roadmap.language.reader import read_deadline
from storage.calendars import russian_calendar

CALENDAR = russian_calendar()
PLAN_2026 = calendar_year(2026)


def _due(words: str, rules: RuleSet) -> list[date | None]:
    deadline = read_deadline(words).deadline
    return [due_on(window, deadline, rules, CALENDAR) for window in windows(deadline, PLAN_2026).windows]


def _deadline(words: str) -> Deadline:
    return read_deadline(words).deadline


def test_literally_a_window_is_due_on_its_last_day_even_a_sunday() -> None:
    assert _due("до 10 мая", LITERAL) == [date(2026, 5, 10)]


def test_a_due_day_on_a_holiday_moves_back_to_the_last_working_day() -> None:
    assert _due("до 10 мая", WORKING_DAY) == [date(2026, 5, 8)]
    assert _due("май", WORKING_DAY) == [date(2026, 5, 29)]


def test_or_forward_where_the_region_says_so() -> None:
    assert _due("до 10 мая", WORKING_DAY_FOLLOWING) == [date(2026, 5, 12)]


def test_a_working_day_stays_where_it_is() -> None:
    assert _due("до 13 мая", WORKING_DAY) == _due("до 13 мая", LITERAL) == [date(2026, 5, 13)]


def test_by_regulation_what_is_quarterly_is_due_by_the_tenth_of_the_month_after() -> None:
    assert _due("ежеквартально", REGULATION_10) == [
        date(2026, 4, 10),
        date(2026, 7, 10),
        date(2026, 10, 9),
        date(2026, 12, 30),  # 10 January is a Sunday after the holidays
    ]


def test_by_regulation_what_is_monthly_is_due_by_the_tenth_unless_a_day_is_named() -> None:
    assert _due("ежемесячно (март)", REGULATION_10) == [date(2026, 4, 10)]
    assert _due("ежемесячно до 25 числа (март)", REGULATION_10) == [date(2026, 3, 25)]


def test_by_regulation_a_named_time_beside_a_rhythm_keeps_its_own_day() -> None:
    assert _due("январь-апрель, далее ежеквартально", REGULATION_10)[0] == date(2026, 4, 30)


def test_ongoing_work_has_no_hard_date_unless_the_regulation_gives_one() -> None:
    assert _due("постоянно", LITERAL) == [None]
    assert _due("постоянно", WORKING_DAY) == [None]
    assert _due("постоянно", REGULATION_10) == [date(2027, 1, 20)]
    assert _due("в течение года", REGULATION_10) == [None]


def test_urgent_words_count_working_days_where_the_regulation_says_how_many() -> None:
    given_on = date(2026, 5, 7)
    assert urgent_due_on(_deadline("срочно"), given_on, REGULATION_10, CALENDAR) == date(2026, 5, 13)
    assert urgent_due_on(_deadline("оперативно"), given_on, REGULATION_10, CALENDAR) == date(2026, 5, 22)
    assert urgent_due_on(_deadline("срочно"), given_on, LITERAL, CALENDAR) is None
    assert urgent_due_on(_deadline("по плану"), given_on, REGULATION_10, CALENDAR) is None


def test_a_year_without_a_production_calendar_is_said_once() -> None:
    days = [date(2031, 5, 1), date(2031, 6, 1), date(2026, 5, 1)]
    assert [dict(p.facts) for p in calendar_gaps(days, WORKING_DAY, CALENDAR)] == [{"year": 2031}]
    assert calendar_gaps(days, LITERAL, CALENDAR) == ()


def test_rule_sets_are_found_by_the_name_a_road_map_keeps() -> None:
    assert {"literal", "working-day", "regulation-10"} <= set(RULE_SETS)
    assert all(rules.name == name for name, rules in RULE_SETS.items())


def test_working_days_are_counted_over_a_weekend_both_ways() -> None:
    friday, monday = date(2024, 3, 1), date(2024, 3, 4)
    assert WEEKENDS_ONLY.add_working_days(friday, 1) == monday
    assert WEEKENDS_ONLY.add_working_days(monday, -1) == friday
    assert WEEKENDS_ONLY.add_working_days(date(2024, 3, 2), 0) == date(2024, 3, 2)


def test_a_school_year_plan_is_one_that_runs_from_september_to_summer() -> None:
    assert school_year(2025).is_school_year
    assert not PLAN_2026.is_school_year
