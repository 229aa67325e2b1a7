"""Rhythms denser than a month: routine work by itself, or the control points chosen."""

from datetime import date

import pytest

from roadmap.deadlines.control_pace import ControlPace, is_routine, planned_deadline
from roadmap.deadlines.deadline import Ongoing
from roadmap.deadlines.period import calendar_year
from roadmap.deadlines.windows import windows
from roadmap.language.reader import read_deadline

PLAN = calendar_year(2027)


@pytest.mark.parametrize(
    "words",
    [
        "ежедневно",
        "еженедельно",
        "по средам",
        "1 раз в декаду",
        "2 раза в месяц",
        "5 и 20 числа каждого месяца",
        "1 раз в 2 недели",
        "еженедельно по понедельникам и средам, сентябрь-май",
    ],
)
def test_what_comes_round_more_than_once_a_month_is_routine(words: str) -> None:
    assert is_routine(read_deadline(words).deadline)


@pytest.mark.parametrize(
    "words",
    [
        "ежемесячно",
        "до 5 числа каждого месяца",
        "1 раз в 4 недели",
        "ежеквартально",
        "12 раз в год",
        "Октябрь 2027 ежемесячно, далее: ежемесячно апрель 2028",
        "постоянно",
        "март, май",
        "по плану",
        "",
    ],
)
def test_a_month_or_longer_is_not(words: str) -> None:
    deadline = read_deadline(words).deadline
    assert not is_routine(deadline)
    assert planned_deadline(deadline, ControlPace.ROUTINE) == deadline


def test_routine_work_is_one_window_of_the_whole_period() -> None:
    planned = planned_deadline(read_deadline("ежедневно").deadline, ControlPace.ROUTINE)
    assert isinstance(planned, Ongoing)
    (window,) = windows(planned, PLAN).windows
    assert (window.first, window.last) == (PLAN.start, PLAN.end)


def test_routine_work_of_some_months_is_a_window_of_those() -> None:
    planned = planned_deadline(read_deadline("по средам, сентябрь-декабрь").deadline, ControlPace.ROUTINE)
    (window,) = windows(planned, PLAN).windows
    assert (window.first, window.last) == (date(2027, 9, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("pace", "points"), [(ControlPace.MONTHLY, 12), (ControlPace.QUARTERLY, 4), (ControlPace.EACH, 52)]
)
def test_control_points_are_made_as_often_as_was_chosen(pace: ControlPace, points: int) -> None:
    planned = planned_deadline(read_deadline("по средам").deadline, pace)
    assert len(windows(planned, PLAN).windows) == points
