"""Working days: what a calendar answers, its days as a value, and the one everybody works by."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Protocol

from roadmap.deadlines.deadline import Season

ONE_DAY = timedelta(days=1)
SATURDAY = 6
HolidaysKey = tuple[Season, int]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class SchoolHolidays:
    """When schools have holidays of a season."""

    first_on: date
    last_on: date
    season: Season = field(compare=False)

    @property
    def key(self) -> HolidaysKey:
        """Which holidays these are, whatever their days: the winter ones are of the year they end in."""
        return self.season, self.last_on.year


class WorkingCalendar(Protocol):
    """Which days are worked, the working days around a day, and when schools have holidays."""

    @property
    def known(self) -> "CalendarDays":
        """The days as a value, for what is remembered about them."""

    def covers(self, year: int) -> bool:
        """Whether the official transfers of that year are known."""

    def is_working(self, day: date) -> bool: ...

    def preceding(self, day: date) -> date:
        """The day itself if it is a working day, else the nearest one before."""

    def following(self, day: date) -> date:
        """The day itself if it is a working day, else the nearest one after."""

    def add_working_days(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`; before it, if `count` is negative."""

    def holidays_of(self, seasons: Collection[Season]) -> tuple[SchoolHolidays, ...]:
        """The school holidays of these seasons that are known, of every year, in order."""

    def holidays_anywhere(self, seasons: Collection[Season]) -> tuple[SchoolHolidays, ...]:
        """The same, from the first day any of its units has them to the last."""

    def of(self, unit_id: int) -> "WorkingCalendar":
        """The calendar of a unit that has days of its own; this one for every other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearDays:
    """One year of a production calendar: weekdays off and weekends worked.

    `is_provisional`: the transfers were not published when it was written. `source`: where it is from.
    """

    year: int
    days_off: frozenset[date]
    working_weekends: frozenset[date] = frozenset()
    is_provisional: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDays:
    """Weekends, minus working weekends, plus other days off; `regional` ones are off in every year.

    A year it does not cover has weekends and the `yearly` holidays (month, day), but no transfers.
    """

    days_off: frozenset[date] = frozenset()
    working_weekends: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()
    yearly: frozenset[tuple[int, int]] = frozenset()
    provisional: frozenset[int] = frozenset()
    """Those of the years whose transfers were guessed before they were published."""
    regional: frozenset[date] = frozenset()
    holidays: frozenset[SchoolHolidays] = frozenset()
    units: Mapping[int, "CalendarDays"] = field(default_factory=dict, compare=False)
    """The days of units that have some of their own; they are no part of these days."""

    @property
    def known(self) -> "CalendarDays":
        return self

    def covers(self, year: int) -> bool:
        return year in self.years

    def is_working(self, day: date) -> bool:
        if day in self.regional:
            return False
        if day.isoweekday() >= SATURDAY:
            return day in self.working_weekends
        if day.year in self.years:
            return day not in self.days_off
        return day not in self.days_off and (day.month, day.day) not in self.yearly

    def preceding(self, day: date) -> date:
        while not self.is_working(day):
            day -= ONE_DAY
        return day

    def following(self, day: date) -> date:
        while not self.is_working(day):
            day += ONE_DAY
        return day

    def add_working_days(self, day: date, count: int) -> date:
        step = ONE_DAY if count >= 0 else -ONE_DAY
        for _ in range(abs(count)):
            day += step
            while not self.is_working(day):
                day += step
        return day

    def holidays_of(self, seasons: Collection[Season]) -> tuple[SchoolHolidays, ...]:
        return tuple(sorted(known for known in self.holidays if known.season in seasons))

    def holidays_anywhere(self, seasons: Collection[Season]) -> tuple[SchoolHolidays, ...]:
        found: dict[HolidaysKey, SchoolHolidays] = {}
        for days in (self, *self.units.values()):
            for one in days.holidays_of(seasons):
                known = found.get(one.key, one)
                first, last = min(known.first_on, one.first_on), max(known.last_on, one.last_on)
                found[one.key] = SchoolHolidays(first_on=first, last_on=last, season=one.season)
        return tuple(sorted(found.values()))

    def of(self, unit_id: int) -> "CalendarDays":
        return self.units.get(unit_id, self)

    def working_days(self, first: date, end: date) -> int:
        """How many working days there are from `first` on, before `end`."""
        days = (first + ONE_DAY * number for number in range((end - first).days))
        return sum(self.is_working(day) for day in days)

    def with_year(self, known: YearDays) -> "CalendarDays":
        """The same with this year as it is known now."""
        year = known.year
        return replace(
            self,
            days_off=frozenset(day for day in self.days_off if day.year != year) | known.days_off,
            working_weekends=frozenset(day for day in self.working_weekends if day.year != year)
            | known.working_weekends,
            years=self.years | {year},
            provisional=self.provisional | {year} if known.is_provisional else self.provisional - {year},
        )

    def differing(self, other: "CalendarDays", year: int) -> tuple[date, ...]:
        """The days of a year that one of the two works and the other does not."""
        first = date(year, 1, 1)
        days = (first + timedelta(days=passed) for passed in range(366))
        return tuple(
            day for day in days if day.year == year and self.is_working(day) != other.is_working(day)
        )


class CalendarInForce:
    """The calendar services work by: what the program has brought, and what was loaded since.

    It is handed out once and keeps pace by `take`, so that nobody holds the days of yesterday.
    """

    def __init__(self, brought: CalendarDays) -> None:
        self.brought = brought
        self.version = 0
        """How often a calendar had been loaded when these days were read."""
        self._days = brought

    def take(self, days: CalendarDays, version: int) -> None:
        """Work by these days from now on."""
        self._days, self.version = days, version

    @property
    def known(self) -> CalendarDays:
        return self._days

    def covers(self, year: int) -> bool:
        return self._days.covers(year)

    def is_working(self, day: date) -> bool:
        return self._days.is_working(day)

    def preceding(self, day: date) -> date:
        return self._days.preceding(day)

    def following(self, day: date) -> date:
        return self._days.following(day)

    def add_working_days(self, day: date, count: int) -> date:
        return self._days.add_working_days(day, count)

    def holidays_of(self, seasons: Collection[Season]) -> tuple[SchoolHolidays, ...]:
        return self._days.holidays_of(seasons)

    def holidays_anywhere(self, seasons: Collection[Season]) -> tuple[SchoolHolidays, ...]:
        return self._days.holidays_anywhere(seasons)

    def of(self, unit_id: int) -> CalendarDays:
        return self._days.of(unit_id)


WEEKENDS_ONLY = CalendarDays()
