"""The plan's period and the windows inside it. All days are local calendar dates, ends included."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Window:
    """From the first day to the last, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a window ends before it starts: {self.first}..{self.last}")


FIRST_YEAR, LAST_YEAR = 1900, 2200


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPeriod:
    """The days a road map is for, both ends included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.start.year <= self.end.year <= LAST_YEAR:
            raise ValueError(f"a period outside living memory: {self.start}..{self.end}")
        if self.end < self.start:
            raise ValueError(f"a period ends before it starts: {self.start}..{self.end}")

    @property
    def years(self) -> range:
        """Calendar years the period touches."""
        return range(self.start.year, self.end.year + 1)

    @property
    def is_school_year(self) -> bool:
        """It runs by school years: begins with September or its August, ends before the next one begins."""
        begins = (self.start.month, self.start.day)
        ends = (self.end.month, self.end.day)
        return self.start.year < self.end.year and (8, 1) <= begins <= (9, 30) and (5, 1) <= ends <= (8, 31)

    @property
    def is_of_one_year(self) -> bool:
        """It lasts a year at most; of a school year the August before it counts with it."""
        is_short = self.end - self.start < timedelta(days=366)
        return is_short or (self.opens_with_august and self.end.year == self.start.year + 1)

    @property
    def opens_with_august(self) -> bool:
        """It is a school year whose first August comes before its first September."""
        return self.is_school_year and (self.start.month, self.start.day) == (8, 1)

    def cut(self, first: date, last: date) -> Window | None:
        """The part of first..last inside the period; None if they do not meet."""
        first, last = max(first, self.start), min(last, self.end)
        return Window(first=first, last=last) if first <= last else None


def calendar_year(year: int) -> PlanPeriod:
    """1 January – 31 December."""
    return PlanPeriod(start=date(year, 1, 1), end=date(year, 12, 31))


def school_year(year: int) -> PlanPeriod:
    """1 September of the year – 31 August of the next."""
    return PlanPeriod(start=date(year, 9, 1), end=date(year + 1, 8, 31))
