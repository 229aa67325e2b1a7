"""The file a calendar is loaded from: a line for each day, or stretch of days, that differs from the usual.

    # provisional
    # source: decree 1335 of 2025-09-24
    day,kind
    2027-01-01,off
    2027-02-20,working
    2027-08-30,regional
    2026-10-26..2026-11-03,autumn

`off`: a weekday nobody works; `working`: a weekend everybody does; `regional`: off in this region only;
`autumn`, `winter`, `spring`, `summer`: school holidays. Days may be written 2027-02-20 or 20.02.2027, columns
parted by a comma or a semicolon. A third column names the organisation or group a `regional` day or holidays
are of; without it they are of everybody.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from roadmap.deadlines.calendar import ONE_DAY, SATURDAY, CalendarDays, SchoolHolidays, YearDays
from roadmap.deadlines.deadline import Season
from roadmap.deadlines.unit_days import OwnDays
from roadmap.errors import BadInput

OFF, WORKING, REGIONAL = "off", "working", "regional"
SEASONS = {season.value: season for season in Season}
LONGEST = timedelta(days=120)
"""No holidays of a school are longer."""
MAX_LINES = 2_000
HEADS = ("day,kind", "day,kind,unit")
_PROVISIONAL = re.compile(r"#\s*provisional\s*")
_SOURCE = re.compile(r"#\s*source:\s*(.+)")
_WRITTEN = (
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)"), (0, 1, 2)),
    (re.compile(r"(\d\d)\.(\d\d)\.(\d{4})"), (2, 1, 0)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDays:
    """Days of one organisation or group, by the name the file calls it."""

    name: str
    days: OwnDays


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarSheet:
    """What a file says; it speaks of whole years: what it does not name of them is as usual."""

    years: tuple[YearDays, ...]
    regional: Mapping[int, frozenset[date]]
    holidays: tuple[SchoolHolidays, ...]
    of_units: tuple[NamedDays, ...] = ()

    def laid_over(self, days: CalendarDays) -> CalendarDays:
        """The calendar with what this says: a kind of day it names for a year stands for the whole year."""
        for known in self.years:
            days = days.with_year(known)
        kept = {day for day in days.regional if day.year not in self.regional}
        said = {one.key for one in self.holidays}
        others = {one for one in days.holidays if one.key not in said}
        return replace(
            days,
            regional=frozenset(kept.union(*self.regional.values())),
            holidays=frozenset(others | set(self.holidays)),
        )


@dataclass(slots=True)
class _Found:
    days: dict[str, dict[int, set[date]]] = field(
        default_factory=lambda: {OFF: {}, WORKING: {}, REGIONAL: {}}
    )
    holidays: list[SchoolHolidays] = field(default_factory=list)
    of_units: list[NamedDays] = field(default_factory=list)
    is_provisional: bool = False
    source: str = ""


def read_calendar(text: str, yearly: frozenset[tuple[int, int]] = frozenset()) -> CalendarSheet:
    """BadInput names the line that cannot be read, or the public holiday a year has left out.

    `yearly`: the (month, day) of public holidays, which every year of transfers has to name.
    """
    found = _Found()
    for number, line in enumerate(text.lstrip("\ufeff").splitlines()[:MAX_LINES], start=1):
        _take(found, number, line.strip())
    years = sorted(found.days[OFF].keys() | found.days[WORKING].keys())
    if not (years or found.days[REGIONAL] or found.holidays or found.of_units):
        raise BadInput("calendar-empty")
    known = tuple(_year(found, year) for year in years)
    for each in known:
        _check_whole(each, yearly)
    return CalendarSheet(
        years=known,
        regional={year: frozenset(days) for year, days in found.days[REGIONAL].items()},
        holidays=tuple(sorted(found.holidays)),
        of_units=tuple(found.of_units),
    )


def write_year(known: YearDays) -> str:
    """The year as a file that reads as the same."""
    head = ["# provisional"] if known.is_provisional else []
    head += [f"# source: {known.source}"] if known.source else []
    days = [(day, OFF) for day in known.days_off] + [(day, WORKING) for day in known.working_weekends]
    return "\n".join([*head, "day,kind", *(f"{day.isoformat()},{kind}" for day, kind in sorted(days)), ""])


def _take(found: _Found, number: int, line: str) -> None:
    if not line or line.replace(" ", "").replace(";", ",") in HEADS:
        return
    if line.startswith("#"):
        found.is_provisional |= _PROVISIONAL.fullmatch(line) is not None
        if source := _SOURCE.fullmatch(line):
            found.source = source[1].strip()
        return
    said, kind, name = _columns(line)
    first, _, last = said.partition("..")
    days = _day(first), _day(last or first)
    if days[0] is None or days[1] is None or not timedelta() <= days[1] - days[0] <= LONGEST:
        raise BadInput("calendar-line", str(number))
    if name and (kind in SEASONS or kind == REGIONAL):
        days_of = OwnDays(season=SEASONS.get(kind), first_on=days[0], last_on=days[1])
        found.of_units.append(NamedDays(name=name, days=days_of))
    elif name:
        raise BadInput("calendar-line", str(number))
    elif kind in SEASONS:
        found.holidays.append(SchoolHolidays(season=SEASONS[kind], first_on=days[0], last_on=days[1]))
    elif kind in found.days:
        _mark(found, number, kind, days[0], days[1])
    else:
        raise BadInput("calendar-line", str(number))


def _columns(line: str) -> tuple[str, str, str]:
    """Days, kind, and whose they are; a name may have commas of its own."""
    parts = [part.strip() for part in re.split("[,;]", line, maxsplit=2)]
    said, kind, name = (*parts, "", "")[:3]
    return said, kind, name.strip('"').strip()


def _mark(found: _Found, number: int, kind: str, first: date, last: date) -> None:
    for day in _between(first, last):
        is_weekend = day.isoweekday() >= SATURDAY
        if kind == WORKING and not is_weekend:
            raise BadInput("calendar-line", str(number))
        if kind != OFF or not is_weekend:
            found.days[kind].setdefault(day.year, set()).add(day)


def _between(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += ONE_DAY


def _day(words: str) -> date | None:
    for pattern, places in _WRITTEN:
        if match := pattern.fullmatch(words.strip()):
            year, month, day = (int(match[place + 1]) for place in places)
            with suppress(ValueError):
                return date(year, month, day)
    return None


def _year(found: _Found, year: int) -> YearDays:
    return YearDays(
        year=year,
        days_off=frozenset(found.days[OFF].get(year, ())),
        working_weekends=frozenset(found.days[WORKING].get(year, ())),
        is_provisional=found.is_provisional,
        source=found.source,
    )


def _check_whole(known: YearDays, yearly: frozenset[tuple[int, int]]) -> None:
    """A public holiday on a weekday is off in every year: a file without one is only part of its year."""
    for month, day in sorted(yearly):
        holiday = date(known.year, month, day)
        if holiday.isoweekday() < SATURDAY and holiday not in known.days_off:
            raise BadInput("calendar-year-incomplete", holiday.isoformat())
