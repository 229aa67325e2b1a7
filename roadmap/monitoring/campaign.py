"""The monitoring: which days it asks about, from when it takes answers, when it opens, nudges and closes."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from roadmap.clock import local_date
from roadmap.control.duty import ReportOutcome
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.deadlines.deadline import Season
from roadmap.deadlines.period import PlanPeriod, Window
from roadmap.ids import CampaignId, CampaignItemId, MeasureId, PersonId, RoadMapId, SectionId, UnitId
from roadmap.plan.monitoring_rules import (
    MonitoringRhythm,
    MonitoringRules,
    period_after,
    period_before,
    period_of,
)

MIN_WORKING_DAYS = 2
"""However late it opens, people have this long to answer."""
LATE_WORKING_DAYS = 10
"""After a long outage a campaign still opens this long after the end of its period, later never."""
OPENING_HOUR = time(10)
CLOSING_HOUR = time(18)

_QUARTER = re.compile(r"(\d{4})-?[Qq]([1-4])\Z")


@dataclass(frozen=True, slots=True, order=True)
class CalendarQuarter:
    """A quarter of a calendar year, whatever the plan's own period is."""

    year: int
    number: int

    @property
    def first_on(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_on(self) -> date:
        return self.following.first_on - timedelta(days=1)

    @property
    def following(self) -> "CalendarQuarter":
        if self.number == 4:
            return CalendarQuarter(self.year + 1, 1)
        return CalendarQuarter(self.year, self.number + 1)

    @property
    def preceding(self) -> "CalendarQuarter":
        if self.number == 1:
            return CalendarQuarter(self.year - 1, 4)
        return CalendarQuarter(self.year, self.number - 1)

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"


def quarter_of(day: date) -> CalendarQuarter:
    """The quarter this day is in."""
    return CalendarQuarter(day.year, (day.month + 2) // 3)


def parse_quarter(words: str) -> CalendarQuarter | None:
    """«2027-Q1» as typed on the command line; None when it is something else."""
    match = _QUARTER.match(words.strip())
    return CalendarQuarter(int(match[1]), int(match[2])) if match and match[1] > "1900" else None


class CampaignState(StrEnum):
    """EARLY: answers are taken already, nobody has been written to."""

    EARLY = "early"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """One round for one road map, or for a part of it that was asked about by hand.

    `first_on` opens a calendar period of the `rhythm`; `last_on` is cut by the plan's end. Reports count as
    answers from `answers_from`. `nudges` is how often the silent were reminded, `nudges_at` the next time.
    `unit_ids` and `section_id` are the part that is asked; None: everybody, everything. `measure_id` is the
    measure that is the monitoring: nobody is asked about it, the result is its report, and with
    it the campaign `is_settled`.
    """

    id: CampaignId
    road_map_id: RoadMapId
    department_id: UnitId
    rhythm: MonitoringRhythm = MonitoringRhythm.QUARTERLY
    first_on: date
    last_on: date
    answers_from: datetime
    opens_at: datetime
    nudges_at: datetime | None
    closes_at: datetime
    state: CampaignState
    nudges: int = 0
    section_id: SectionId | None = None
    unit_ids: Collection[UnitId] | None = None
    measure_id: MeasureId | None = None
    is_settled: bool = False

    @property
    def quarter(self) -> CalendarQuarter:
        """The quarter its period begins in."""
        return quarter_of(self.first_on)

    @property
    def is_by_hand(self) -> bool:
        return self.rhythm is MonitoringRhythm.BY_HAND


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignItem:
    """Whom a campaign asks: a unit or a person, exactly one of them."""

    id: CampaignItemId
    campaign_id: CampaignId
    unit_id: UnitId | None
    person_id: PersonId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignSchedule:
    """`nudges_at` None means that there is no room for a nudge."""

    opens_at: datetime
    nudges_at: datetime | None
    closes_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPeriod:
    """A period of the plan; `due_on` is the day the measure that is the monitoring falls due for it."""

    window: Window
    due_on: date | None = None


def early_day(window: Window) -> date:
    """From when answers are taken: the first day of the period's last month."""
    return max(window.first, window.last.replace(day=1))


def before_holidays(day: date, window: Window, calendar: WorkingCalendar) -> date:
    """A working day when every school is there: the last before the holidays the day falls into.

    Where the whole window is holidays it stays: somebody is asked all the same.
    """
    day = calendar.preceding(day)
    for holidays in calendar.holidays_anywhere(tuple(Season)):
        if holidays.first_on <= day <= holidays.last_on:
            earlier = calendar.preceding(holidays.first_on - timedelta(days=1))
            return earlier if earlier > window.first else day
    return day


def opening_day(window: Window, rules: MonitoringRules, calendar: WorkingCalendar) -> date:
    """The day a campaign about this window opens: in time for the measure that is the monitoring itself."""
    due_on = rules.due_for(window)
    last = window.last if due_on is None else min(window.last, due_on)
    last = before_holidays(last, window, calendar)
    return max(window.first, calendar.add_working_days(last, 1 - rules.opens))


def closing_day(period: AskedPeriod, rules: MonitoringRules, calendar: WorkingCalendar) -> date:
    """The day it closes: the due day of the measure that is the monitoring, else so long after the end."""
    window = period.window
    last = before_holidays(window.last, window, calendar)
    if last < calendar.preceding(window.last):
        return last
    if period.due_on is not None:
        return before_holidays(period.due_on, window, calendar)
    return before_holidays(calendar.add_working_days(last, rules.closes), window, calendar)


def windows_to_ask(
    plan: PlanPeriod, today: date, rules: MonitoringRules, calendar: WorkingCalendar
) -> list[Window]:
    """Periods whose campaign may be there today: the one that ends, and one missed in an outage."""
    if rules.rhythm is MonitoringRhythm.BY_HAND:
        return []
    present = period_of(rules.rhythm, today)
    found = []
    for period in (period_before(rules.rhythm, present), present):
        if plan.cut(period.first, period.last) is None:
            continue
        window = Window(first=period.first, last=min(period.last, plan.end))
        latest = calendar.add_working_days(window.last, LATE_WORKING_DAYS)
        if min(early_day(window), opening_day(window, rules, calendar)) <= today <= latest:
            found.append(window)
    return found


def schedule(
    period: AskedPeriod, now: datetime, time_zone: str, rules: MonitoringRules, calendar: WorkingCalendar
) -> CampaignSchedule:
    """When a campaign that opens at `now` nudges and closes; local hours of the department."""
    opened = local_date(now, time_zone)
    closing = max(closing_day(period, rules, calendar), calendar.add_working_days(opened, MIN_WORKING_DAYS))
    closes_at = datetime.combine(closing, CLOSING_HOUR, ZoneInfo(time_zone))
    return CampaignSchedule(
        opens_at=now,
        nudges_at=next_nudge(now, closes_at, 0, time_zone, rules, calendar),
        closes_at=closes_at,
    )


def next_nudge(
    opened_at: datetime,
    closes_at: datetime,
    nudged: int,
    time_zone: str,
    rules: MonitoringRules,
    calendar: WorkingCalendar,
) -> datetime | None:
    """When the silent are reminded after so many reminders; None when they are not."""
    if nudged >= len(rules.nudges):
        return None
    day = calendar.add_working_days(local_date(opened_at, time_zone), rules.nudges[nudged])
    moment = datetime.combine(day, OPENING_HOUR, ZoneInfo(time_zone))
    return moment if moment < closes_at else None


def opening_moment(
    window: Window, time_zone: str, rules: MonitoringRules, calendar: WorkingCalendar
) -> datetime:
    """When a campaign about this window is meant to open."""
    return datetime.combine(opening_day(window, rules, calendar), OPENING_HOUR, ZoneInfo(time_zone))


def early_moment(window: Window, time_zone: str) -> datetime:
    """From when answers about this window are taken."""
    return datetime.combine(early_day(window), time(), ZoneInfo(time_zone))


def next_opening(
    plan: PlanPeriod, now: datetime, time_zone: str, rules: MonitoringRules, calendar: WorkingCalendar
) -> datetime | None:
    """When the next campaign of this plan is meant to open; None when its periods are over."""
    opening = next(openings(plan, now, time_zone, rules, calendar), None)
    return opening[1] if opening else None


def openings(
    plan: PlanPeriod, now: datetime, time_zone: str, rules: MonitoringRules, calendar: WorkingCalendar
) -> Iterator[tuple[Window, datetime]]:
    """The campaigns of this plan that are to open after `now`, and when."""
    return _coming(plan, now, time_zone, rules, lambda w: opening_moment(w, time_zone, rules, calendar))


def next_early(plan: PlanPeriod, now: datetime, time_zone: str, rules: MonitoringRules) -> datetime | None:
    """When answers to the next one are taken from."""
    coming = _coming(plan, now, time_zone, rules, lambda window: early_moment(window, time_zone))
    return next((moment for _, moment in coming), None)


def _coming(
    plan: PlanPeriod,
    now: datetime,
    time_zone: str,
    rules: MonitoringRules,
    moment_of: Callable[[Window], datetime],
) -> Iterator[tuple[Window, datetime]]:
    if rules.rhythm is MonitoringRhythm.BY_HAND:
        return
    period = period_of(rules.rhythm, local_date(now, time_zone))
    while period.first <= plan.end:
        if plan.cut(period.first, period.last) is not None:
            window = Window(first=period.first, last=min(period.last, plan.end))
            moment = moment_of(window)
            if moment > now:
                yield window, moment
        period = period_after(rules.rhythm, period)


def answers_to(due_on: date | None, today: date, *, has_begun: bool = False) -> tuple[ReportOutcome, ...]:
    """What may be answered with one tap; what is overdue no longer goes as planned.

    `has_begun`: work was told of before, so it cannot be said not to have begun.
    """
    going = () if due_on is not None and due_on < today else (ReportOutcome.ON_TRACK,)
    untouched = () if has_begun else (ReportOutcome.NOT_STARTED,)
    return (ReportOutcome.DONE, *going, ReportOutcome.DIFFICULTY, *untouched)
