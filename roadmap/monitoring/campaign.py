"""The quarterly monitoring: which days it asks about, and when it opens, nudges and closes."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from roadmap.clock import local_date
from roadmap.control.duty import ReportOutcome
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.deadlines.period import PlanPeriod, Window
from roadmap.ids import CampaignId, CampaignItemId, PersonId, RoadMapId, UnitId

OPEN_WORKING_DAYS = 5
"""A campaign lasts over the last working days of its quarter, the closing day included."""
MIN_WORKING_DAYS = 2
"""However late it opens, people have this long to answer."""
NUDGE_WORKING_DAYS = 2
"""The silent are reminded this long before the close."""
LATE_WORKING_DAYS = 10
"""After a long outage a campaign still opens this long after the end of its quarter, later never."""
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
    OPEN = "open"
    NUDGED = "nudged"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """One round for one road map. `first_on` opens a calendar quarter; `last_on` is cut by the plan's end."""

    id: CampaignId
    road_map_id: RoadMapId
    department_id: UnitId
    first_on: date
    last_on: date
    opens_at: datetime
    nudges_at: datetime
    closes_at: datetime
    state: CampaignState

    @property
    def quarter(self) -> CalendarQuarter:
        return quarter_of(self.first_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignItem:
    """Whom a campaign asks: a unit or a person, exactly one of them."""

    id: CampaignItemId
    campaign_id: CampaignId
    unit_id: UnitId | None
    person_id: PersonId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignSchedule:
    """`nudges_at` equal to `opens_at` means that there is no room for a nudge."""

    opens_at: datetime
    nudges_at: datetime
    closes_at: datetime


def opening_day(window: Window, calendar: WorkingCalendar) -> date:
    """The day a campaign about this window opens."""
    last = calendar.preceding(window.last)
    return max(window.first, calendar.add_working_days(last, 1 - OPEN_WORKING_DAYS))


def windows_to_ask(period: PlanPeriod, today: date, calendar: WorkingCalendar) -> list[Window]:
    """Quarters of the plan whose campaign may open today: the one that ends, and one missed in an outage."""
    present = quarter_of(today)
    found = []
    for quarter in (present.preceding, present):
        if period.cut(quarter.first_on, quarter.last_on) is None:
            continue
        window = Window(first=quarter.first_on, last=min(quarter.last_on, period.end))
        latest = calendar.add_working_days(window.last, LATE_WORKING_DAYS)
        if opening_day(window, calendar) <= today <= latest:
            found.append(window)
    return found


def schedule(window: Window, now: datetime, time_zone: str, calendar: WorkingCalendar) -> CampaignSchedule:
    """When a campaign that opens at `now` nudges and closes; local hours of the department."""
    zone = ZoneInfo(time_zone)
    opened = local_date(now, time_zone)
    closing = max(calendar.preceding(window.last), calendar.add_working_days(opened, MIN_WORKING_DAYS))
    nudging = calendar.add_working_days(closing, -NUDGE_WORKING_DAYS)
    if nudging <= opened:
        nudging = calendar.add_working_days(closing, -1)
    return CampaignSchedule(
        opens_at=now,
        nudges_at=max(now, datetime.combine(nudging, OPENING_HOUR, zone)) if nudging > opened else now,
        closes_at=datetime.combine(closing, CLOSING_HOUR, zone),
    )


def opening_moment(window: Window, time_zone: str, calendar: WorkingCalendar) -> datetime:
    """When a campaign about this window is meant to open."""
    return datetime.combine(opening_day(window, calendar), OPENING_HOUR, ZoneInfo(time_zone))


def next_opening(
    period: PlanPeriod, now: datetime, time_zone: str, calendar: WorkingCalendar
) -> datetime | None:
    """When the next campaign of this plan is meant to open; None when its quarters are over."""
    quarter = quarter_of(local_date(now, time_zone))
    while quarter.first_on <= period.end:
        if period.cut(quarter.first_on, quarter.last_on) is not None:
            window = Window(first=quarter.first_on, last=min(quarter.last_on, period.end))
            moment = opening_moment(window, time_zone, calendar)
            if moment > now:
                return moment
        quarter = quarter.following
    return None


def answers_to(due_on: date | None, today: date) -> tuple[ReportOutcome, ...]:
    """What may be answered with one tap; what is overdue no longer goes as planned."""
    if due_on is not None and due_on < today:
        return (ReportOutcome.DONE, ReportOutcome.DIFFICULTY)
    return (ReportOutcome.DONE, ReportOutcome.ON_TRACK, ReportOutcome.DIFFICULTY)
