"""Working days. A pure value: `storage.calendars` loads it from the production calendars."""

from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
SATURDAY = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingCalendar:
    """Weekends, minus working weekends, plus other days off.

    A year it does not cover has weekends and the `yearly` holidays (month, day), but no transfers.
    """

    days_off: frozenset[date] = frozenset()
    working_weekends: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()
    yearly: frozenset[tuple[int, int]] = frozenset()

    def covers(self, year: int) -> bool:
        """Whether the official transfers of that year are known."""
        return year in self.years

    def is_working(self, day: date) -> bool:
        if day.isoweekday() >= SATURDAY:
            return day in self.working_weekends
        if day.year in self.years:
            return day not in self.days_off
        return day not in self.days_off and (day.month, day.day) not in self.yearly

    def preceding(self, day: date) -> date:
        """The day itself if it is a working day, else the nearest one before."""
        while not self.is_working(day):
            day -= ONE_DAY
        return day

    def following(self, day: date) -> date:
        """The day itself if it is a working day, else the nearest one after."""
        while not self.is_working(day):
            day += ONE_DAY
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`; before it, if `count` is negative."""
        step = ONE_DAY if count >= 0 else -ONE_DAY
        for _ in range(abs(count)):
            day += step
            while not self.is_working(day):
                day += step
        return day


WEEKENDS_ONLY = WorkingCalendar()
