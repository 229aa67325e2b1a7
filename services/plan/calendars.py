"""The working calendar: loaded from a file, followed by every process, obeyed by the plans."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from roadmap.clock import Clock
from roadmap.control.duty import WAITING_FOR_ASSIGNEE
from roadmap.control.duty_filter import DutyFilter
from roadmap.control.duty_lines import DutyLine
from roadmap.deadlines.calendar import CalendarDays, CalendarInForce, SchoolHolidays
from roadmap.deadlines.calendar_sheet import CalendarSheet
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import Delivery, new_delivery
from roadmap.ids import ControlPointId, DutyId, PersonId, UnitId
from roadmap.people.persons import Role, SystemActor, Through
from roadmap.plan.calendar_rows import MovedDay
from roadmap.plan.measure import RoadMap
from services.composing import Cancelled
from services.people.assignment_news import tell_assigned
from services.people.no_recipient import reachable_above
from services.people.recipients import actor_of, assignees
from services.plan.relaying import lay_anew
from storage.unit_of_work import Store, UnitOfWork

MOST_TOLD = 500
"""Moves of one message; a coordinator reads a few and the count of the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedLine:
    """One duty that was moved, as its line reads now."""

    line: DutyLine
    was_on: date
    due_on: date

    @property
    def is_earlier(self) -> bool:
        return self.due_on < self.was_on


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarMoved:
    """Days a changed calendar has moved: to a coordinator each control point once, to others their own
    that became earlier."""

    lines: tuple[MovedLine, ...]
    fresh: int
    """Duties that had no days before."""
    is_own: bool


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
            if (await uow.calendars.state()).version != self._calendar.version:
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
        digest = _digest(self._calendar.known)
        async with self._store.read() as uow:
            if (await uow.calendars.state()).laid_by == digest:
                return
        async with self._store.write() as uow:
            await self._lay(uow, self._calendar.known, self._clock.now())
            await uow.commit()

    async def _read(self, uow: UnitOfWork) -> CalendarSheet:
        state, loaded = await uow.calendars.state(), await uow.calendars.loaded()
        self._calendar.take(_over(self._calendar.brought, loaded), state.version)
        return loaded

    async def _load(
        self, uow: UnitOfWork, actor: SystemActor, sheet: CalendarSheet, now: datetime
    ) -> CalendarChange:
        before = _over(self._calendar.brought, await uow.calendars.loaded())
        await uow.calendars.put(sheet, now)
        after = _over(self._calendar.brought, await uow.calendars.loaded())
        state = await uow.calendars.state()
        await uow.calendars.set_state(replace(state, version=state.version + 1))
        named = sorted({each.year for each in sheet.years} | sheet.regional.keys())
        facts = {"years": named, "holidays": len(sheet.holidays)}
        await uow.audit.add(actor, now, "calendar.loaded", ("unit", actor.department_id), facts)
        moved, fresh = await self._lay(uow, after, now)
        provisional = {known.year for known in sheet.years if known.is_provisional}
        return CalendarChange(
            years=tuple(
                YearChange(year=y, days=before.differing(after, y), is_provisional=y in provisional)
                for y in named
            ),
            holidays=sheet.holidays,
            known=after,
            moved=await _lines(uow, [(one.duty.id, one.was_on, one.due_on) for one in _once(moved)]),
            fresh=fresh,
        )

    async def _lay(
        self, uow: UnitOfWork, calendar: CalendarDays, now: datetime
    ) -> tuple[list[MovedDay], int]:
        state = await uow.calendars.state()
        laying = state.layings + 1
        await uow.calendars.set_state(replace(state, layings=laying, laid_by=_digest(calendar)))
        every, fresh = list[MovedDay](), 0
        for department in await uow.people.departments():
            moved, dated = list[MovedDay](), 0
            for road_map in await uow.plan.road_maps(department.id):
                relaid = await lay_anew(uow, road_map, now, calendar)
                actor = SystemActor(department_id=department.id, through=Through.BEAT)
                await _keep(uow, actor, road_map, relaid.moved, now)
                await tell_assigned(uow, actor, road_map, f"calendar-{laying}", relaid.fresh, now)
                moved += relaid.moved
                dated += len(relaid.fresh)
            await _tell(uow, department.id, moved, dated, laying, now)
            every, fresh = every + moved, fresh + dated
        return every, fresh


def _over(brought: CalendarDays, loaded: CalendarSheet) -> CalendarDays:
    """What the program brings with what was loaded over it; a guess gives way to what is published."""
    published = brought.years - brought.provisional
    kept = tuple(each for each in loaded.years if not (each.is_provisional and each.year in published))
    return replace(loaded, years=kept).laid_over(brought)


def _digest(days: CalendarDays) -> str:
    """A name for these days: other days, another name."""
    holidays = sorted((one.first_on, one.last_on, one.season.value) for one in days.holidays)
    said = [sorted(each) for each in (days.days_off, days.working_weekends, days.regional, days.yearly)]
    return hashlib.sha256(repr((said, holidays)).encode()).hexdigest()[:32]


def _once(moved: Sequence[MovedDay]) -> list[MovedDay]:
    """One duty of each control point and pair of days, the nearest first."""
    kept: dict[tuple[ControlPointId, date, date], MovedDay] = {}
    for one in moved:
        kept.setdefault((one.duty.control_point_id, one.was_on, one.due_on), one)
    return sorted(kept.values(), key=lambda one: (one.due_on, one.duty.id))


async def _keep(
    uow: UnitOfWork, actor: SystemActor, road_map: RoadMap, moved: Sequence[MovedDay], now: datetime
) -> None:
    """A line in the history of each measure for each day that has moved."""
    days = {(one.duty.measure_id, one.was_on, one.due_on) for one in moved}
    changes = [
        ("measure.relaid", ("measure", measure_id), {"from": was.isoformat(), "to": due.isoformat()})
        for measure_id, was, due in sorted(days)
    ]
    await uow.audit.add_all(actor, now, changes)


async def _tell(
    uow: UnitOfWork,
    department_id: UnitId,
    moved: Sequence[MovedDay],
    fresh: int,
    laying: int,
    now: datetime,
) -> None:
    """The coordinators of all that has moved, everybody else of what became earlier for them."""
    if not (moved or fresh):
        return
    coordinators = {each.person_id for each in await reachable_above(uow, department_id, Role.COORDINATOR)}
    told: dict[PersonId, list[MovedDay]] = {person: _once(moved) for person in coordinators}
    for one in moved:
        for person in await assignees(uow, one.duty) if one.is_earlier else ():
            if person.person_id not in coordinators and person.place is not None:
                told.setdefault(person.person_id, []).append(one)
    for person_id, lines in told.items():
        days = [[one.duty.id, one.was_on.isoformat(), one.due_on.isoformat()] for one in lines[:MOST_TOLD]]
        await uow.outbox.add(
            new_delivery(
                DeliveryKind.CALENDAR_MOVED,
                subject_id=department_id,
                department_id=department_id,
                recipient_id=person_id,
                occasion=laying,
                not_before=now,
                payload={"moved": days, "fresh": fresh, "is_own": person_id not in coordinators},
            )
        )


async def compose_calendar_moved(
    uow: UnitOfWork, delivery: Delivery, now: datetime
) -> CalendarMoved | Cancelled:
    """What of these moves still stands."""
    told: Mapping[str, Any] = delivery.payload
    if await actor_of(uow, delivery.recipient_id) is None:
        return Cancelled("the person is gone")
    days = [
        (DutyId(id_), date.fromisoformat(was), date.fromisoformat(due)) for id_, was, due in told["moved"]
    ]
    lines = await _lines(uow, days)
    is_own = bool(told["is_own"])
    fresh = 0 if is_own else int(told["fresh"])
    if not (lines or fresh):
        return Cancelled("these days have changed once more")
    return CalendarMoved(lines=lines, fresh=fresh, is_own=is_own)


async def _lines(uow: UnitOfWork, days: Sequence[tuple[DutyId, date, date]]) -> tuple[MovedLine, ...]:
    """The duties that wait and are due as they were moved, in the order given."""
    ids = [id_ for id_, *_ in days]
    asked = DutyFilter(ids=ids, states=WAITING_FOR_ASSIGNEE)
    present = {line.id: line for line in await uow.duties.lines(asked)} if ids else {}
    return tuple(
        MovedLine(line=present[id_], was_on=was, due_on=due)
        for id_, was, due in days
        if id_ in present and present[id_].due_on == due
    )
