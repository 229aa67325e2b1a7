"""The one day that typed words name."""

from datetime import date, timedelta

from roadmap.deadlines.period import PlanPeriod
from roadmap.deadlines.windows import windows
from roadmap.errors import BadInput
from roadmap.language.reader import CLEAR_ENOUGH, read_deadline
from roadmap.language.relative_day import relative_day


def named_day(words: str, today: date, within: timedelta) -> date:
    """The day the deadline reader finds in the words, from today on; BadInput unless it is exactly one."""
    said = relative_day(words, today)
    if said is not None and said <= today + within:
        return said
    reading = read_deadline(words)
    if reading.confidence < CLEAR_ENOUGH:
        raise BadInput("date-unread")
    found = windows(reading.deadline, PlanPeriod(start=today, end=today + within)).windows
    if len(found) != 1:
        raise BadInput("date-unread")
    return found[0].last
