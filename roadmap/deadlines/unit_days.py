"""Days of units that differ from those of everybody: school holidays of their own, days off of their own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from roadmap.deadlines.calendar import ONE_DAY, CalendarDays, SchoolHolidays
from roadmap.deadlines.deadline import Season
from roadmap.ids import UnitDaysId, UnitId
from roadmap.people.persons import Unit

LONGEST_DAYS_OFF = timedelta(days=31)
"""Days off of one line; a longer stretch is holidays, or a slip of the pen."""
LONGEST_HOLIDAYS = timedelta(days=120)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDays:
    """One stretch of days: school holidays of a season, or days off where there is none."""

    season: Season | None
    first_on: date
    last_on: date

    def replaces(self, other: "OwnDays") -> bool:
        """Whether the two say the same thing anew: holidays of one season and year, days off that meet."""
        if self.season is not other.season:
            return False
        if self.season is not None:
            return self.last_on.year == other.last_on.year
        return self.first_on <= other.last_on and other.first_on <= self.last_on


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitDays:
    """They hold for the unit, for the members of a group, for everybody where the unit is the department."""

    id: UnitDaysId
    unit_id: UnitId
    days: OwnDays


def with_units(
    common: CalendarDays,
    department: Sequence[Unit],
    members: Mapping[UnitId, Sequence[UnitId]],
    known: Iterable[UnitDays],
) -> dict[int, CalendarDays]:
    """The calendar of each unit of a department; the department's own holds those of all the others.

    What is said of the unit itself goes before what is said of its groups, that before its superiors.
    Empty where nothing is said of anybody.
    """
    said: dict[UnitId, list[OwnDays]] = {}
    for one in known:
        said.setdefault(one.unit_id, []).append(one.days)
    if not said:
        return {}
    units = {unit.id: unit for unit in department}
    made: dict[tuple[UnitId, ...], CalendarDays] = {}
    calendars: dict[int, CalendarDays] = {}
    for unit in department:
        layers = tuple(id_ for id_ in _layers(unit, units, members) if id_ in said)
        if layers not in made:
            made[layers] = _laid_over(common, [days for id_ in layers for days in said[id_]])
        calendars[unit.id] = made[layers]
    root = department[0].department_id
    return calendars | {root: replace(calendars[root], units=calendars)}


def _layers(
    unit: Unit, units: Mapping[UnitId, Unit], members: Mapping[UnitId, Sequence[UnitId]]
) -> list[UnitId]:
    """Whose days hold for the unit, the nearest last."""
    above: list[UnitId] = []
    parent = unit.parent_id
    while parent is not None and parent in units:
        above.insert(0, parent)
        parent = units[parent].parent_id
    return [*above, *(group for group in sorted(members) if unit.id in members[group]), unit.id]


def _laid_over(common: CalendarDays, said: Sequence[OwnDays]) -> CalendarDays:
    holidays = {one.key: one for one in common.holidays}
    off: set[date] = set()
    for days in said:
        if days.season is None:
            off |= {days.first_on + ONE_DAY * n for n in range((days.last_on - days.first_on).days + 1)}
        else:
            one = SchoolHolidays(season=days.season, first_on=days.first_on, last_on=days.last_on)
            holidays[one.key] = one
    return replace(common, regional=common.regional | off, holidays=frozenset(holidays.values()))
