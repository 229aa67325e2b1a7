"""Whoever has taken a duty up is asked again once half of the time has gone, and weekly at most."""

from datetime import date, timedelta
from itertools import pairwise

from roadmap.deadlines.calendar import CalendarDays
from roadmap.reminding.ladders import ReminderRule
from roadmap.reminding.reminders import Timetable, stages
from roadmap.reminding.taken_up import days_of_asking

RULE = ReminderRule(before=(3,), overdue=(1,))


def timetable(due_on: date) -> Timetable:
    calendar = CalendarDays()
    return Timetable(due_on=due_on, first_on=date(2026, 9, 1), time_zone="Europe/Moscow", calendar=calendar)


def test_half_of_the_time_goes_by_in_silence_and_then_a_week_between_two_questions() -> None:
    of_duty = timetable(date(2026, 11, 2))
    days = list(days_of_asking(date(2026, 9, 1), of_duty, RULE))

    assert days[0] == date(2026, 10, 2)
    assert all(later - earlier >= timedelta(days=6) for earlier, later in pairwise(days))
    assert all(day.weekday() < 5 for day in days)


def test_no_question_stands_within_a_week_of_a_reminder() -> None:
    of_duty = timetable(date(2026, 11, 2))
    reminded = [stage.day for stage in stages(of_duty, RULE)]

    for day in days_of_asking(date(2026, 9, 1), of_duty, RULE):
        assert all(abs(day - other) >= timedelta(days=7) for other in reminded)


def test_what_is_due_within_two_weeks_is_reminded_of_anyway() -> None:
    assert list(days_of_asking(date(2026, 9, 1), timetable(date(2026, 9, 14)), RULE)) == []
