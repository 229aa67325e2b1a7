"""The assignee's own time: it runs to the due day and stands still while what was sent in time waits."""

from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTime:
    """`owed_by` is the last day: the due day and the days that a decision was waited for.

    While `stopped_on` is set, something the assignee sent in time waits for its decision.
    """

    owed_by: date | None
    stopped_on: date | None = None

    def stopped(self, today: date) -> "OwnTime":
        """After the assignee has sent something; sent when the time is over, it stops nothing."""
        is_over = self.owed_by is None or self.owed_by < today
        return self if self.stopped_on is not None or is_over else replace(self, stopped_on=today)

    def run_on(self, today: date) -> "OwnTime":
        """From where it stood: as many days are left as on the day it was stopped."""
        if self.owed_by is None or self.stopped_on is None:
            return self
        return OwnTime(owed_by=self.owed_by + (today - self.stopped_on))

    def is_over(self, today: date) -> bool:
        """Whether the last day has passed; a clock that stands never passes it."""
        return self.owed_by is not None and self.stopped_on is None and self.owed_by < today
