"""Reminder stages of one duty: which day each falls on, which one is due, when to look again.

A stage is counted in working days from the due day, so it never falls on a day off; where the due day itself
is one, «today is the day» is said on the working day before. Single stages have their own days; the others
come together on the first working morning of a week. Stages before the deadline never start earlier than the
window opens, except that two weeks' notice is always allowed, and never while an earlier control point of the
same measure is still running.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from roadmap.deadlines.calendar import ONE_DAY, CalendarDays, WorkingCalendar
from roadmap.reminding.escalation import EscalationPolicy
from roadmap.reminding.ladders import ANY, USUAL, Ladder, Pace, ReminderRule
from roadmap.reminding.quiet_hours import QUIET_HOURS, QuietHours, local_moment

NOTICE = timedelta(days=14)
TWO_WEEKS = timedelta(days=13)
"""From the Monday of one week to the Sunday of the next."""
WEEK = timedelta(days=7)
LAID = 5 * WEEK
"""Longer than days off last anywhere: within it there is a working morning."""
KEPT = 1024
"""Ladders kept worked out: the duties of one road map fall due on a few days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderSettings:
    """A person's own choice; `digest_hour` is local."""

    pace: Pace = Pace.USUAL
    digest_hour: int = 9


USUAL_SETTINGS = ReminderSettings()
DIGEST_HOURS = (8, 9, 12, 16)
"""The hours a person may choose from: all outside quiet hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One reminder of the ladder, on a working day of the unit."""

    offset: int
    day: date

    @property
    def key(self) -> str:
        """Stable name of the stage: «-7», «+0», «+1»."""
        return f"{self.offset:+d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """What the stages of one duty are laid on."""

    due_on: date
    first_on: date
    time_zone: str
    calendar: CalendarDays
    previous_on: date | None = None
    """Last day of the control point before this one, if the measure has one."""
    quiet: QuietHours = QUIET_HOURS

    def moment(self, day: date) -> datetime:
        """When the stage of this day comes: the first minute of the day outside quiet hours."""
        return local_moment(day, self.quiet.end, self.time_zone)

    def last_day_come(self, now: datetime) -> date:
        """The last day whose stage has come by now."""
        today = now.astimezone(ZoneInfo(self.time_zone)).date()
        return today if self.moment(today) <= now else today - ONE_DAY


@lru_cache(maxsize=KEPT)
def stages(
    timetable: Timetable, rule: ReminderRule = USUAL.reminders, about: date | None = None
) -> tuple[Stage, ...]:
    """The stages in order, at most one a day: the later of two on one day is kept, a single one first.

    What is overdue is said every week without an end: of these mornings those within `LAID` of the week
    `about` (the due day's, if it is not given).
    """
    earliest = min(timetable.first_on, timetable.due_on - NOTICE)
    if timetable.previous_on is not None:
        earliest = max(earliest, timetable.previous_on + ONE_DAY)
    single = _days(timetable.due_on, rule.offsets, timetable.calendar)
    mornings = _mornings(timetable, rule, monday_of(about or timetable.due_on))
    said = {day: offset for offset, day in (*mornings, *single)}
    return tuple(
        Stage(offset=offset, day=day)
        for day, offset in sorted(said.items())
        if offset >= 0 or day >= earliest
    )


def _mornings(timetable: Timetable, rule: ReminderRule, about: date) -> Iterator[tuple[int, date]]:
    """The first working mornings of the weeks, around this one, when the duty is said with others."""
    due_on, calendar = timetable.due_on, timetable.calendar
    if rule.overview:
        for monday in (monday_of(due_on) - WEEK, monday_of(due_on)):
            if (morning := week_morning(monday, calendar)) and morning < due_on <= monday + TWO_WEEKS:
                yield -calendar.working_days(morning, due_on), morning
    overdue_on = calendar.add_working_days(due_on, 1)
    monday = max(monday_of(overdue_on), about - LAID)
    while rule.weekly and monday <= about + LAID:
        if (morning := week_morning(monday, calendar)) and morning > overdue_on:
            yield calendar.working_days(due_on + ONE_DAY, morning + ONE_DAY), morning
        monday += WEEK


def monday_of(day: date) -> date:
    """The Monday of this day's week."""
    return day - timedelta(days=day.weekday())


def week_morning(monday: date, calendar: WorkingCalendar) -> date | None:
    """The first working day of the week that begins on this Monday; None in a week of days off."""
    morning = calendar.following(monday)
    return morning if morning < monday + WEEK else None


def letter_morning(day: date, calendar: WorkingCalendar) -> date:
    """The first working morning of a week that is this day or comes after it."""
    monday = monday_of(day)
    while (morning := week_morning(monday, calendar)) is None or morning < day:
        monday += WEEK
    return morning


def _days(due_on: date, offsets: Iterable[int], calendar: CalendarDays) -> list[tuple[int, date]]:
    """Each offset with its day, in order; one walk back and one forward, however many offsets."""
    ordered = sorted(set(offsets))
    back = _walk(due_on, tuple(offset for offset in reversed(ordered) if offset < 0), calendar)
    forth = _walk(due_on, tuple(offset for offset in ordered if offset > 0), calendar)
    today = [(0, calendar.preceding(due_on))] if 0 in ordered else []
    return [*reversed(back), *today, *forth]


@lru_cache(maxsize=KEPT)
def _walk(day: date, offsets: tuple[int, ...], calendar: CalendarDays) -> tuple[tuple[int, date], ...]:
    days, walked = [], 0
    for offset in offsets:
        day, walked = calendar.add_working_days(day, offset - walked), offset
        days.append((offset, day))
    return tuple(days)


def latest_stage(
    timetable: Timetable,
    now: datetime,
    rule: ReminderRule = USUAL.reminders,
    since: datetime | None = None,
) -> Stage | None:
    """The latest stage that has come: after a downtime those before it are not said any more.

    `since` is when the duty was to be looked at: what came before belongs to another ladder, or was said.
    """
    by = timetable.last_day_come(now)
    since_on = since.astimezone(ZoneInfo(timetable.time_zone)).date() if since else date.min
    come = (stage for stage in reversed(stages(timetable, rule, _about(timetable, by))) if stage.day <= by)
    return next((stage for stage in come if stage.day >= since_on), None)


def next_stage(
    timetable: Timetable, after: datetime, rule: ReminderRule = USUAL.reminders
) -> tuple[Stage, datetime] | None:
    """The first stage that comes after this moment, and when; None where the ladder has no more."""
    by = timetable.last_day_come(after)
    laid = stages(timetable, rule, _about(timetable, by))
    stage = next((stage for stage in laid if stage.day > by), None)
    return (stage, timetable.moment(stage.day)) if stage else None


def _about(timetable: Timetable, day: date) -> date:
    """The week whose stages are looked through on this day."""
    return max(monday_of(day), monday_of(timetable.due_on))


def next_look_at(
    timetable: Timetable,
    after: datetime,
    rule: ReminderRule = USUAL.reminders,
    climbing: EscalationPolicy = USUAL.escalation,
) -> datetime | None:
    """When the duty has to be looked at again: its next reminder or the next step of its escalation."""
    steps = _walk(timetable.due_on, tuple(sorted({step.offset for step in climbing})), timetable.calendar)
    by = timetable.last_day_come(after)
    laid = stages(timetable, rule, _about(timetable, by))
    days = [*(stage.day for stage in laid), *(day for _, day in steps)]
    day = min((day for day in days if day > by), default=None)
    return timetable.moment(day) if day else None


def first_stage_at(
    due_on: date | None,
    first_on: date,
    now: datetime,
    time_zone: str,
    calendar: WorkingCalendar,
    ladder: Ladder = ANY,
) -> datetime | None:
    """When a duty that has just been made, moved or returned is looked at first; None for one without a date.

    Only what is still ahead counts: a duty made after its stages have passed does not fire them. By which
    ladder is looked up then, so that a plan that is made need not know it.
    """
    if due_on is None:
        return None
    timetable = Timetable(due_on=due_on, first_on=first_on, time_zone=time_zone, calendar=calendar.known)
    return next_look_at(timetable, now, ladder.reminders, ladder.escalation)
