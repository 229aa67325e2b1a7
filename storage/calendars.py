"""The production calendars of Russia, one file per year whose official transfers are known."""

import csv
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from roadmap.calendar import WorkingCalendar

DIRECTORY = "calendars"
PREFIX = "russia-"
"""`russia-2026.csv`: `day,kind`; `off` is a weekday nobody works, `working` a weekend day everybody does."""


@lru_cache(maxsize=1)
def russian_calendar() -> WorkingCalendar:
    """Every year there is a file for; the others have weekends only."""
    return merged(_year_files())


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


def _year_files() -> list[tuple[int, str]]:
    found: list[Traversable] = [
        file for file in files("storage").joinpath(DIRECTORY).iterdir() if file.name.startswith(PREFIX)
    ]
    return [(int(file.name[len(PREFIX) : -len(".csv")]), file.read_text("utf-8")) for file in found]
