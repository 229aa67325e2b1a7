"""Control points: what is asked, and what had closed before the work began."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap.deadlines.period import PlanPeriod, calendar_year
from roadmap.deadlines.planned_points import Laying, planned_points
from roadmap.deadlines.rule_set import LITERAL, REGULATION_10, RuleSet
from roadmap.language.reader import read_deadline

YEAR = calendar_year(2027)
WORDS = ("Март", "Май, декабрь", "ежемесячно", "ежеквартально до 5 числа", "постоянно", "в течение года")


def laying(today: date, period: PlanPeriod = YEAR, rules: RuleSet = LITERAL) -> Laying:
    return Laying(period=period, given_on=today, rules=rules)


def points(words: str, today: date, period: PlanPeriod = YEAR) -> list[tuple[date, date | None, bool]]:
    return [
        (point.last_on, point.due_on, point.is_asked)
        for point in planned_points(read_deadline(words).deadline, laying(today, period), today)
    ]


def test_a_window_that_is_open_today_is_due_on_its_last_day() -> None:
    assert points("Март", date(2027, 3, 31)) == [(date(2027, 3, 31), date(2027, 3, 31), True)]


def test_a_window_that_closed_yesterday_keeps_its_day_but_is_not_due() -> None:
    (point,) = planned_points(read_deadline("Март").deadline, laying(date(2027, 4, 1)), date(2027, 4, 1))

    assert (point.original_due_on, point.due_on, point.is_asked) == (date(2027, 3, 31), None, True)


def test_every_named_time_that_has_passed_is_asked_about() -> None:
    assert [asked for _, _, asked in points("Март, май, декабрь", date(2027, 6, 1))] == [True, True, True]


def test_of_a_rhythm_only_the_latest_closed_window_is_asked_about() -> None:
    found = points("ежемесячно", date(2027, 4, 10))

    assert [asked for _, _, asked in found] == [False, False, True] + [True] * 9


@pytest.mark.parametrize("words", ["постоянно", "в течение года"])
def test_ongoing_work_is_never_due(words: str) -> None:
    assert points(words, date(2027, 1, 1)) == [(date(2027, 12, 31), None, True)]


@given(st.sampled_from(WORDS), st.dates(date(2026, 1, 1), date(2028, 12, 31)))
def test_nothing_is_ever_due_before_today(words: str, today: date) -> None:
    for point in planned_points(read_deadline(words).deadline, laying(today), today):
        assert point.due_on is None or point.due_on >= today
        assert point.is_asked or point.due_on is None


@given(st.sampled_from(WORDS), st.dates(date(2026, 1, 1), date(2040, 12, 31)))
def test_a_rhythm_in_the_past_asks_about_one_window_at_most(words: str, today: date) -> None:
    deadline = read_deadline(words).deadline
    asked = [p for p in planned_points(deadline, laying(today), today) if p.is_asked and p.last_on < today]
    assert len(asked) <= 2  # the longest list of named times here


def test_a_regulation_gives_days_to_what_is_urgent_and_to_every_month() -> None:
    given = laying(date(2027, 1, 11), rules=REGULATION_10)

    (urgent,) = planned_points(read_deadline("срочно").deadline, given, date(2027, 1, 11))
    january, *_ = planned_points(read_deadline("ежемесячно").deadline, given, date(2027, 1, 11))

    assert urgent.due_on == date(2027, 1, 14)
    assert january.due_on == date(2027, 2, 10)


SCHOOL_YEAR = PlanPeriod(start=date(2026, 9, 1), end=date(2027, 8, 31))


def test_a_quarter_of_which_less_than_half_is_in_the_plan_is_no_control_point() -> None:
    """September is a third of its quarter, July and August are two thirds of theirs."""
    assert [last for last, *_ in points("ежеквартально", date(2026, 9, 1), SCHOOL_YEAR)] == [
        date(2026, 12, 31),
        date(2027, 3, 31),
        date(2027, 6, 30),
        date(2027, 8, 31),
    ]


def test_a_month_that_a_plan_begins_in_the_middle_of_is_one_where_half_of_it_is_left() -> None:
    late = PlanPeriod(start=date(2027, 1, 20), end=date(2027, 3, 20))
    assert [last for last, *_ in points("ежемесячно", date(2027, 1, 20), late)] == [
        date(2027, 2, 28),
        date(2027, 3, 20),
    ]


@pytest.mark.parametrize("words", ["сентябрь, далее ежеквартально", "ежеквартально до 5 числа"])
def test_what_the_words_name_stays(words: str) -> None:
    assert points(words, date(2026, 9, 1), SCHOOL_YEAR)[0][0] <= date(2026, 10, 5)


def test_the_only_unit_there_is_stays_however_short() -> None:
    week = PlanPeriod(start=date(2027, 1, 20), end=date(2027, 1, 27))
    assert len(points("ежеквартально", date(2027, 1, 20), week)) == 1
