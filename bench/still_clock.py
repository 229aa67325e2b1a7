"""A clock that a simulation moves."""

from datetime import datetime


class StillClock:
    """Stands still until the simulation moves it."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def set(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now
