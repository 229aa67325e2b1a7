"""When whoever has taken a duty up and says nothing more is asked how it goes."""

from collections.abc import Iterator
from datetime import date, timedelta

from roadmap.reminding.ladders import USUAL, ReminderRule
from roadmap.reminding.reminders import Timetable, stages

WEEK = timedelta(days=7)


def days_of_asking(
    taken_on: date, timetable: Timetable, rule: ReminderRule = USUAL.reminders
) -> Iterator[date]:
    """Working days from half of the time on, a week apart; none in the week after or before a reminder."""
    reminded = [stage.day for stage in stages(timetable, rule)]
    day = taken_on + (timetable.due_on - taken_on) / 2
    while day < timetable.due_on:
        asked_on = timetable.calendar.preceding(day)
        is_apart = all(abs(asked_on - other) >= WEEK for other in reminded)
        if asked_on >= taken_on + WEEK and is_apart:
            yield asked_on
        day += WEEK


def asking_key(day: date) -> str:
    """The stage's name in a digest."""
    return f"taken {day.isoformat()}"
