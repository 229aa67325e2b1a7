"""The working calendar: loaded from a file, followed by every process, obeyed by the plans."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from roadmap.clock import Clock
from roadmap.deadlines.calendar import CalendarDays, CalendarInForce, SchoolHolidays
from roadmap.deadlines.calendar_sheet import CalendarSheet, NamedDays
from roadmap.deadlines.unit_days import OwnDays
from roadmap.errors import BadInput
from roadmap.ids import UnitId
from roadmap.people.persons import SystemActor, Unit
from roadmap.wording import normal
from services.plan.calendar_laying import (
    MovedLine,
    calendar_with_units,
    digest,
    lay_plans,
    moved_lines,
    once,
)
from storage.unit_of_work import Store, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class YearChange:
    """Days of a year that are worked now and were not, or the other way round."""

    year: int
    days: tuple[date, ...]
    is_provisional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarChange:
    """What loading a sheet comes to; `moved`: each control point once."""

    years: tuple[YearChange, ...]
    holidays: tuple[SchoolHolidays, ...]
    of_units: tuple[tuple[str, OwnDays], ...]
    """By the name the department knows the organisation by."""
    known: CalendarDays
    moved: tuple[MovedLine, ...]
    fresh: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownYear:
    """What is known of a year; `source` is None where nothing of it was loaded."""

    year: int
    known: CalendarDays
    source: str | None
    holidays: tuple[SchoolHolidays, ...]


class CalendarService:
    def __init__(self, store: Store, clock: Clock, calendar: CalendarInForce) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar

    async def refresh(self) -> None:
        """Work by what was loaded meanwhile, perhaps by another process."""
        async with self._store.read() as uow:
            is_known = (await uow.calendars.state()).version == self._calendar.version
            if not is_known or self._calendar.known.units:  # who stands in a group changes without a loading
                await self._read(uow)

    async def years(self, first: int, last: int) -> tuple[KnownYear, ...]:
        """What is known of these years."""
        async with self._store.read() as uow:
            loaded = await self._read(uow)
        known = self._calendar.known
        sources = {each.year: each.source for each in loaded.years}
        return tuple(
            KnownYear(
                year=year,
                known=known,
                source=sources.get(year),
                holidays=tuple(sorted(one for one in known.holidays if one.first_on.year == year)),
            )
            for year in range(first, last + 1)
        )

    async def plan(self, actor: SystemActor, sheet: CalendarSheet) -> CalendarChange:
        """What loading this sheet would change of the calendar and of the plans; nothing is kept."""
        async with self._store.write() as uow:
            return await self._load(uow, actor, sheet, self._clock.now())

    async def load(self, actor: SystemActor, sheet: CalendarSheet) -> CalendarChange:
        """Keep it, lay the plans anew, tell whom it concerns; other processes follow within a minute."""
        async with self._store.write() as uow:
            change = await self._load(uow, actor, sheet, self._clock.now())
            await uow.commit()
        await self.refresh()
        return change

    async def lay_anew_if_changed(self) -> None:
        """Where plans are laid by other days than are known now, as after an update, lay them anew."""
        await self.refresh()
        known = digest(self._calendar.known)
        async with self._store.read() as uow:
            if (await uow.calendars.state()).laid_by == known:
                return
        async with self._store.write() as uow:
            await lay_plans(uow, self._calendar.known, self._clock.now())
            await uow.commit()

    async def _read(self, uow: UnitOfWork) -> CalendarSheet:
        state, loaded = await uow.calendars.state(), await uow.calendars.loaded()
        days = await calendar_with_units(uow, over(self._calendar.brought, loaded))
        self._calendar.take(days, state.version)
        return loaded

    async def _load(
        self, uow: UnitOfWork, actor: SystemActor, sheet: CalendarSheet, now: datetime
    ) -> CalendarChange:
        before = over(self._calendar.brought, await uow.calendars.loaded())
        await uow.calendars.put(sheet, now)
        of_units = await _put_of_units(uow, actor.department_id, sheet.of_units)
        after = over(self._calendar.brought, await uow.calendars.loaded())
        after = await calendar_with_units(uow, after)
        state = await uow.calendars.state()
        await uow.calendars.set_state(replace(state, version=state.version + 1))
        named = sorted({each.year for each in sheet.years} | sheet.regional.keys())
        facts = {"years": named, "holidays": len(sheet.holidays) + len(of_units)}
        await uow.audit.add(actor, now, "calendar.loaded", ("unit", actor.department_id), facts)
        moved, fresh = await lay_plans(uow, after, now)
        provisional = {known.year for known in sheet.years if known.is_provisional}
        return CalendarChange(
            years=tuple(
                YearChange(year=y, days=before.differing(after, y), is_provisional=y in provisional)
                for y in named
            ),
            holidays=sheet.holidays,
            of_units=tuple((unit.name, days) for unit, days in of_units),
            known=after,
            moved=await moved_lines(uow, [(one.duty.id, one.was_on, one.due_on) for one in once(moved)]),
            fresh=fresh,
        )


def over(brought: CalendarDays, loaded: CalendarSheet) -> CalendarDays:
    """What the program brings with what was loaded over it; a guess gives way to what is published."""
    published = brought.years - brought.provisional
    kept = tuple(each for each in loaded.years if not (each.is_provisional and each.year in published))
    return replace(loaded, years=kept).laid_over(brought)


async def _put_of_units(
    uow: UnitOfWork, department_id: UnitId, said: tuple[NamedDays, ...]
) -> list[tuple[Unit, OwnDays]]:
    """Keep what the file says of organisations and groups; BadInput names one that is not known."""
    units = {unit.id: unit for unit in await uow.people.units(department_id)}
    names = {normal(unit.name): unit.id for unit in units.values()}
    aliases = await uow.spellings.known(department_id) if said else {}
    found: list[tuple[Unit, OwnDays]] = []
    for one in said:
        alias = aliases.get(normal(one.name))
        unit_id = names.get(normal(one.name)) or (alias.unit_id if alias else None)
        if unit_id is None or unit_id not in units:
            raise BadInput("calendar-unit", one.name)
        found.append((units[unit_id], one.days))
    for unit in {unit.id: unit for unit, _ in found}.values():
        await keep_days(uow, department_id, unit.id, [days for whose, days in found if whose == unit])
    return found


async def keep_days(
    uow: UnitOfWork, department_id: UnitId, unit_id: UnitId, said: Collection[OwnDays]
) -> None:
    """Keep these days of a unit instead of those they say anew."""
    known = [one for one in await uow.calendars.of_units(department_id) if one.unit_id == unit_id]
    anew = [one.id for one in known if any(days.replaces(one.days) for days in said)]
    if anew:
        await uow.calendars.drop_of_units(anew)
    for days in said:
        await uow.calendars.add_of_unit(department_id, unit_id, days)
