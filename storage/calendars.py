"""The production calendars of Russia the program brings: a file per year whose transfers are known."""

import csv
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from roadmap.deadlines.calendar import CalendarDays, YearDays
from roadmap.deadlines.calendar_sheet import read_calendar

DIRECTORY = "calendars"
PREFIX = "russia-"
"""`russia-2026.csv`, in the format of roadmap/deadlines/calendar_sheet.py."""
YEARLY = "every-year.csv"
"""`month,day`: the public holidays of article 112 of the Labour Code, the same each year."""


@lru_cache(maxsize=1)
def russian_calendar() -> CalendarDays:
    """Every year there is a file for; the others have weekends and the public holidays, without transfers."""
    return merged(brought_years(), CalendarDays(yearly=public_holidays()))


@lru_cache(maxsize=1)
def brought_years() -> tuple[YearDays, ...]:
    """The years there is a file for, in order."""
    found: list[Traversable] = [
        file for file in files("storage").joinpath(DIRECTORY).iterdir() if file.name.startswith(PREFIX)
    ]
    years = [year for file in found for year in read_calendar(file.read_text("utf-8")).years]
    return tuple(sorted(years, key=lambda known: known.year))


def merged(years: Iterable[YearDays], days: CalendarDays) -> CalendarDays:
    """One calendar of several years."""
    for known in years:
        days = days.with_year(known)
    return days


@lru_cache(maxsize=1)
def public_holidays() -> frozenset[tuple[int, int]]:
    """The (month, day) of the holidays that are off in every year."""
    text = files("storage").joinpath(DIRECTORY, YEARLY).read_text("utf-8")
    return frozenset((int(row["month"]), int(row["day"])) for row in csv.DictReader(text.splitlines()))
