"""The production calendars of Russia: a file per year whose transfers are known, and yearly holidays."""

import csv
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from roadmap.deadlines.calendar import WorkingCalendar

DIRECTORY = "calendars"
PREFIX = "russia-"
"""`russia-2026.csv`: `day,kind`; `off` is a weekday nobody works, `working` a weekend day everybody does."""
YEARLY = "every-year.csv"
"""`month,day`: the public holidays of article 112 of the Labour Code, the same each year."""


@lru_cache(maxsize=1)
def russian_calendar() -> WorkingCalendar:
    """Every year there is a file for; the others have weekends and the public holidays, without transfers."""
    return replace(merged(_year_files()), yearly=_yearly())


def merged(sources: Iterable[tuple[int, str]]) -> WorkingCalendar:
    """One calendar of the text of several years' files."""
    days: dict[str, set[date]] = {"off": set(), "working": set()}
    years: set[int] = set()
    for year, text in sources:
        years.add(year)
        for row in csv.DictReader(text.splitlines()):
            days[row["kind"]].add(date.fromisoformat(row["day"]))
    return WorkingCalendar(
        days_off=frozenset(days["off"]),
        working_weekends=frozenset(days["working"]),
        years=frozenset(years),
    )


def _yearly() -> frozenset[tuple[int, int]]:
    text = files("storage").joinpath(DIRECTORY, YEARLY).read_text("utf-8")
    return frozenset((int(row["month"]), int(row["day"])) for row in csv.DictReader(text.splitlines()))


def _year_files() -> list[tuple[int, str]]:
    found: list[Traversable] = [
        file for file in files("storage").joinpath(DIRECTORY).iterdir() if file.name.startswith(PREFIX)
    ]
    return [(int(file.name[len(PREFIX) : -len(".csv")]), file.read_text("utf-8")) for file in found]
