"""The end of a quarter as people at work see it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

WORK_HOUR = 10


def quarter_end(now: datetime, zone: ZoneInfo) -> datetime:
    """10:00 on the last weekday of the present quarter; of the next one when that has passed."""
    local = now.astimezone(zone)
    for ahead in (0, 1):
        number = local.year * 4 + (local.month - 1) // 3 + 1 + ahead
        year, quarter = divmod(number, 4)
        last = datetime(year, quarter * 3 + 1, 1, WORK_HOUR, tzinfo=zone) - timedelta(days=1)
        last -= timedelta(days=max(0, last.weekday() - 4))
        if last > local:
            return last
    raise AssertionError("the next quarter ends later than today")
