"""The one clock. `now = clock.now()` once at the start of a service method, then passed down."""

from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


def local_date(moment: datetime, time_zone: str) -> date:
    """The calendar date people of this IANA zone live in at that moment."""
    return moment.astimezone(ZoneInfo(time_zone)).date()
