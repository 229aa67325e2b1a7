"""When nobody is written to: evenings, nights and days off, in the recipient's own zone."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from roadmap.deadlines.calendar import ONE_DAY, WorkingCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """Local hours: from `start` in the evening to `end` in the morning."""

    start: int = 20
    end: int = 8


QUIET_HOURS = QuietHours()


def local_moment(day: date, hour: int, time_zone: str) -> datetime:
    """The moment this hour begins on this day for the people of the zone, aware, in UTC."""
    local = datetime.combine(day, time(hour), tzinfo=ZoneInfo(time_zone))
    return local.astimezone(ZoneInfo("UTC"))


def is_quiet(
    moment: datetime, time_zone: str, calendar: WorkingCalendar, quiet: QuietHours = QUIET_HOURS
) -> bool:
    """Whether people of this zone are to be left alone at this moment."""
    local = moment.astimezone(ZoneInfo(time_zone))
    is_working_time = quiet.end <= local.hour < quiet.start
    return not (is_working_time and calendar.is_working(local.date()))


def next_allowed(
    moment: datetime, time_zone: str, calendar: WorkingCalendar, quiet: QuietHours = QUIET_HOURS
) -> datetime:
    """The moment itself when it is not quiet, else the next morning people work."""
    if not is_quiet(moment, time_zone, calendar, quiet):
        return moment
    local = moment.astimezone(ZoneInfo(time_zone))
    day = local.date() if local.hour < quiet.end else local.date() + ONE_DAY
    return local_moment(calendar.following(day), quiet.end, time_zone)


def digest_slot(
    moment: datetime,
    hour: int,
    time_zone: str,
    calendar: WorkingCalendar,
    quiet: QuietHours = QUIET_HOURS,
) -> datetime:
    """When a digest decided on at `moment` goes out: at the person's hour, or at once if it has passed.

    In quiet hours and on days off it waits for that hour of the next day people work.
    """
    local = moment.astimezone(ZoneInfo(time_zone))
    today = local.date()
    if calendar.is_working(today):
        at_hour = local_moment(today, max(hour, quiet.end), time_zone)
        if moment <= at_hour:
            return at_hour
        if local.hour < quiet.start:
            return moment
    return local_moment(calendar.following(today + ONE_DAY), max(hour, quiet.end), time_zone)
