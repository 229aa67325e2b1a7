"""«Напомнить позже»: the working days a reminder may be put off to. It never moves the deadline."""

from datetime import date, timedelta
from enum import StrEnum

from roadmap.deadlines.calendar import ONE_DAY, WorkingCalendar


class SnoozeChoice(StrEnum):
    TOMORROW = "tomorrow"
    THREE_DAYS = "3days"
    MONDAY = "monday"


def offered(today: date, calendar: WorkingCalendar) -> dict[SnoozeChoice, date]:
    """The choices of today, soonest first, each with its day; no two lead to the same day.

    «Tomorrow» is offered only before a working day; three days are working days.
    """
    tomorrow = today + ONE_DAY
    monday = calendar.following(today + timedelta(days=7 - today.weekday()))
    days = {SnoozeChoice.MONDAY: monday}
    if calendar.is_working(tomorrow) and tomorrow != monday:
        days[SnoozeChoice.TOMORROW] = tomorrow
    third = calendar.add_working_days(today, 3)
    if third not in days.values():
        days[SnoozeChoice.THREE_DAYS] = third
    return dict(sorted(days.items(), key=lambda choice: choice[1]))
