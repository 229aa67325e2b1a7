"""School holidays and days off of one organisation, a group or the whole department, said in the chat."""

from dataclasses import dataclass, replace
from datetime import datetime

from roadmap.clock import Clock, local_date
from roadmap.deadlines.calendar import CalendarInForce, SchoolHolidays
from roadmap.deadlines.deadline import Season
from roadmap.deadlines.unit_days import OwnDays, UnitDays
from roadmap.errors import BadInput, NotFound
from roadmap.ids import UnitDaysId, UnitId
from roadmap.language.own_days import read_own_days
from roadmap.people.persons import Actor, Role, Unit
from services.people.directory import require, unit_of
from services.plan.calendar_laying import (
    MovedLine,
    calendar_with_units,
    lay_plans,
    moved_lines,
    once,
)
from services.plan.calendars import keep_days, over
from storage.unit_of_work import Store, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitDaysPage:
    """`own` is what was said of the unit itself; `holidays` is what holds for it, of this year and later."""

    unit: Unit
    own: tuple[UnitDays, ...]
    holidays: tuple[SchoolHolidays, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitDaysChange:
    """What saying or dropping these days comes to: each control point that moves once."""

    unit: Unit
    days: OwnDays
    is_dropped: bool
    moved: tuple[MovedLine, ...]
    fresh: int


class UnitDaysService:
    def __init__(self, store: Store, clock: Clock, calendar: CalendarInForce) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar

    async def page(self, actor: Actor, unit_id: UnitId) -> UnitDaysPage:
        """What is known of the unit's days."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            return await self._page(uow, actor, unit_id)

    async def understand(self, actor: Actor, unit_id: UnitId, words: str) -> UnitDaysChange:
        """What these words would change, nothing is kept; BadInput where they say no days."""
        return await self._say(actor, unit_id, words, is_kept=False)

    async def say(self, actor: Actor, unit_id: UnitId, words: str) -> UnitDaysChange:
        """Keep them instead of what they say anew; lay the plans anew and tell whom it concerns."""
        return await self._say(actor, unit_id, words, is_kept=True)

    async def look_at(self, actor: Actor, unit_id: UnitId, id_: UnitDaysId) -> UnitDaysChange:
        """What dropping these days would change; nothing is kept."""
        return await self._drop(actor, unit_id, id_, is_kept=False)

    async def drop(self, actor: Actor, unit_id: UnitId, id_: UnitDaysId) -> UnitDaysChange:
        """From now on the unit has the days of everybody there."""
        return await self._drop(actor, unit_id, id_, is_kept=True)

    async def _say(self, actor: Actor, unit_id: UnitId, words: str, *, is_kept: bool) -> UnitDaysChange:
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        days = read_own_days(words, local_date(now, actor.time_zone))
        if days is None:
            raise BadInput("unit-days-unread", words)
        async with self._store.write() as uow:
            unit = await unit_of(uow, actor.department_id, unit_id)
            await keep_days(uow, actor.department_id, unit.id, [days])
            change = await self._changed(uow, actor, unit, days, now, is_dropped=False)
            if is_kept:
                await uow.commit()
        await self._follow(is_kept=is_kept)
        return change

    async def _drop(self, actor: Actor, unit_id: UnitId, id_: UnitDaysId, *, is_kept: bool) -> UnitDaysChange:
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.write() as uow:
            unit = await unit_of(uow, actor.department_id, unit_id)
            known = {one.id: one for one in await _own(uow, unit)}
            if id_ not in known:
                raise NotFound
            await uow.calendars.drop_of_units([id_])
            change = await self._changed(uow, actor, unit, known[id_].days, now, is_dropped=True)
            if is_kept:
                await uow.commit()
        await self._follow(is_kept=is_kept)
        return change

    async def _changed(
        self,
        uow: UnitOfWork,
        actor: Actor,
        unit: Unit,
        days: OwnDays,
        now: datetime,
        *,
        is_dropped: bool,
    ) -> UnitDaysChange:
        state = await uow.calendars.state()
        await uow.calendars.set_state(replace(state, version=state.version + 1))
        facts = {
            "season": days.season.value if days.season else None,
            "first": days.first_on.isoformat(),
            "last": days.last_on.isoformat(),
        }
        action = "unit.days_dropped" if is_dropped else "unit.days_said"
        await uow.audit.add(actor, now, action, ("unit", unit.id), facts)
        common = over(self._calendar.brought, await uow.calendars.loaded())
        moved, fresh = await lay_plans(uow, await calendar_with_units(uow, common), now, actor, unit.name)
        return UnitDaysChange(
            unit=unit,
            days=days,
            is_dropped=is_dropped,
            moved=await moved_lines(uow, [(one.duty.id, one.was_on, one.due_on) for one in once(moved)]),
            fresh=fresh,
        )

    async def _follow(self, *, is_kept: bool) -> None:
        """Work by what was kept; other processes follow within a minute."""
        if not is_kept:
            return
        async with self._store.read() as uow:
            common = over(self._calendar.brought, await uow.calendars.loaded())
            version = (await uow.calendars.state()).version
            self._calendar.take(await calendar_with_units(uow, common), version)

    async def _page(self, uow: UnitOfWork, actor: Actor, unit_id: UnitId) -> UnitDaysPage:
        unit = await unit_of(uow, actor.department_id, unit_id)
        today = local_date(self._clock.now(), actor.time_zone)
        department = self._calendar.of(actor.department_id)
        known = department.of(unit.id).holidays_of(tuple(Season))
        return UnitDaysPage(
            unit=unit,
            own=tuple(await _own(uow, unit)),
            holidays=tuple(one for one in known if one.last_on >= today),
        )


async def _own(uow: UnitOfWork, unit: Unit) -> list[UnitDays]:
    return [one for one in await uow.calendars.of_units(unit.department_id) if one.unit_id == unit.id]
