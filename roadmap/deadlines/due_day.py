"""Window + rule set + working calendar → the day it is due."""

from collections.abc import Iterable
from datetime import date
from typing import assert_never

from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.deadlines.calendar_stretch import month_end
from roadmap.deadlines.deadline import (
    Deadline,
    Ongoing,
    Recurring,
    Rhythm,
    TimeUnit,
    Unscheduled,
    WholePeriod,
)
from roadmap.deadlines.period import Window
from roadmap.deadlines.rule_set import RuleSet, Shift
from roadmap.problem import Problem

REPORTED_AFTER = {TimeUnit.MONTH: 1, TimeUnit.QUARTER: 3}
"""Months of the units that a regulation wants reported in the month after."""


def due_on(window: Window, deadline: Deadline, rules: RuleSet, calendar: WorkingCalendar) -> date | None:
    """The day the window is due; None for ongoing work to which the rules give no day."""
    if isinstance(deadline, Ongoing):
        constant = rules.constant_by is not None and WholePeriod() in deadline.times
        day = date(window.last.year + 1, *rules.constant_by) if constant and rules.constant_by else None
        return day and shifted(day, rules, calendar)
    by_day = rules.report_by_day
    if by_day is not None and isinstance(deadline, Recurring) and _is_reported_after(window, deadline):
        return shifted(_in_next_month(window.last, by_day), rules, calendar)
    return shifted(window.last, rules, calendar)


def urgent_due_on(
    deadline: Deadline, given_on: date, rules: RuleSet, calendar: WorkingCalendar
) -> date | None:
    """«срочно», «оперативно» count working days from the day the task is given; None for other deadlines."""
    if not isinstance(deadline, Unscheduled):
        return None
    days = rules.urgent_working_days.get(deadline.basis)
    return calendar.add_working_days(given_on, days) if days is not None else None


def shifted(day: date, rules: RuleSet, calendar: WorkingCalendar) -> date:
    """The day itself, or the working day the rules move it to."""
    match rules.shift:
        case Shift.NONE:
            return day
        case Shift.PRECEDING:
            return calendar.preceding(day)
        case Shift.FOLLOWING:
            return calendar.following(day)
        case _ as never:
            assert_never(never)


def calendar_gaps(days: Iterable[date], rules: RuleSet, calendar: WorkingCalendar) -> tuple[Problem, ...]:
    """A problem for each year whose transfers the rules need and the calendar does not know, or guesses."""
    if rules.shift is Shift.NONE:
        return ()
    years, known = sorted({day.year for day in days}), calendar.known
    return tuple(
        Problem(
            code="calendar-provisional" if calendar.covers(year) else "calendar-missing", facts={"year": year}
        )
        for year in years
        if year in known.provisional or not calendar.covers(year)
    )


def _is_reported_after(window: Window, deadline: Recurring) -> bool:
    return any(_is_whole_unit(window, rhythm) for rhythm in deadline.rhythms)


def _is_whole_unit(window: Window, rhythm: Rhythm) -> bool:
    """The window ends where a month or a quarter of the rhythm ends, and no day was named."""
    months = REPORTED_AFTER.get(rhythm.unit)
    if months is None or rhythm.on is not None or rhythm.every != 1 or rhythm.count != 1:
        return False
    last = window.last
    spans = (last.year - window.first.year) * 12 + last.month - window.first.month + 1
    return last == month_end(last.year, last.month) and spans <= months and last.month % months == 0


def _in_next_month(day: date, number: int) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, number)
