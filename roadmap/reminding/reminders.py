"""Reminder stages of one duty: which day each falls on, which one is due, when to look again.

A stage is counted in working days from the due day, so it never falls on a day off; where the due day itself
is one, «today is the day» is said on the working day before. Stages before the deadline never start earlier
than the window opens, except that two weeks' notice is always allowed, and never while an earlier control
point of the same measure is still running.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from roadmap.deadlines.calendar import ONE_DAY, CalendarDays, WorkingCalendar
from roadmap.reminding.escalation import DEFAULT_POLICY, EscalationPolicy
from roadmap.reminding.quiet_hours import QUIET_HOURS, QuietHours, local_moment

NOTICE = timedelta(days=14)
WORKING_WEEK_DAYS = 5
KEPT = 1024
"""Ladders kept worked out: the duties of one road map fall due on a few days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderRule:
    """Offsets in working days: before the due day, after it, then weekly `weekly_cap` times."""

    before: tuple[int, ...] = (30, 14, 7, 3, 1)
    overdue: tuple[int, ...] = (1, 3)
    weekly_cap: int = 8

    @property
    def offsets(self) -> tuple[int, ...]:
        """All offsets in order; negative ones are before the due day, 0 is the day itself."""
        last = max(self.overdue, default=0)
        weekly = (last + WORKING_WEEK_DAYS * week for week in range(1, self.weekly_cap + 1))
        return (*sorted(-days for days in self.before), 0, *sorted(self.overdue), *weekly)


DEFAULT_RULE = ReminderRule()
MUST_SAY = (0, 1)
"""Stages nothing holds back: the due day itself and the first day overdue."""
MUST_SAY_RULE = ReminderRule(before=(), overdue=(1,), weekly_cap=0)


class Pace(StrEnum):
    """How often a person wants to be reminded: what is due today or overdue is said at any pace."""

    USUAL = "usual"
    SPARING = "sparing"


RULES = {Pace.USUAL: DEFAULT_RULE, Pace.SPARING: ReminderRule(before=(7,))}


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
def stages(timetable: Timetable, rule: ReminderRule = DEFAULT_RULE) -> tuple[Stage, ...]:
    """The stages in order, at most one a day: the later of two on one day is kept."""
    earliest = min(timetable.first_on, timetable.due_on - NOTICE)
    if timetable.previous_on is not None:
        earliest = max(earliest, timetable.previous_on + ONE_DAY)
    by_day = {
        day: Stage(offset=offset, day=day)
        for offset, day in _days(timetable.due_on, rule.offsets, timetable.calendar)
        if offset >= 0 or day >= earliest
    }
    return tuple(by_day.values())


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


def latest_stage(timetable: Timetable, now: datetime, rule: ReminderRule = DEFAULT_RULE) -> Stage | None:
    """The latest stage that has come: after a downtime those before it are not said any more."""
    by = timetable.last_day_come(now)
    return next((stage for stage in reversed(stages(timetable, rule)) if stage.day <= by), None)


def next_stage(
    timetable: Timetable, after: datetime, rule: ReminderRule = DEFAULT_RULE
) -> tuple[Stage, datetime] | None:
    """The first stage that comes after this moment, and when; None when the ladder has ended."""
    by = timetable.last_day_come(after)
    stage = next((stage for stage in stages(timetable, rule) if stage.day > by), None)
    return (stage, timetable.moment(stage.day)) if stage else None


def next_look_at(
    timetable: Timetable,
    after: datetime,
    rule: ReminderRule = DEFAULT_RULE,
    ladder: EscalationPolicy = DEFAULT_POLICY,
) -> datetime | None:
    """When the duty has to be looked at again: its next reminder or the next step of its escalation."""
    steps = _walk(timetable.due_on, tuple(sorted(step.offset for step in ladder)), timetable.calendar)
    days = [*(stage.day for stage in stages(timetable, rule)), *(day for _, day in steps)]
    by = timetable.last_day_come(after)
    day = min((day for day in days if day > by), default=None)
    return timetable.moment(day) if day else None


def first_stage_at(
    due_on: date | None,
    first_on: date,
    now: datetime,
    time_zone: str,
    calendar: WorkingCalendar,
    rule: ReminderRule = DEFAULT_RULE,
) -> datetime | None:
    """When a duty that has just been made, moved or returned is looked at first; None for one without a date.

    Only what is still ahead counts: a duty made after its stages have passed does not fire them.
    """
    if due_on is None:
        return None
    timetable = Timetable(due_on=due_on, first_on=first_on, time_zone=time_zone, calendar=calendar.known)
    return next_look_at(timetable, now, rule)
