"""A clock that stands still until a test moves it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

ZONE = "Europe/Moscow"


class FrozenClock:
    """Set in the local time of `ZONE`, read in UTC as the product reads it."""

    def __init__(self, local: str) -> None:
        self.set(local)

    def set(self, local: str) -> None:
        self._now = datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(ZONE)).astimezone(ZoneInfo("UTC"))

    def add(self, **parts: float) -> None:
        self._now += timedelta(**parts)

    def now(self) -> datetime:
        return self._now
