"""Due days for a phone's calendar: as a file, and at a secret address it reads again and again."""

import asyncio
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from roadmap.clock import Clock, local_date
from roadmap.control.duty_filter import DutyFilter
from roadmap.errors import NotFound
from roadmap.ids import UnitId
from roadmap.people.persons import Actor
from roadmap.reminding.due_calendar import CalendarLink, DueCalendar, secret_hash
from services.people.rights import watches
from services.ports.exports import CalendarExporter
from storage.unit_of_work import Store, UnitOfWork

SECRET_BYTES = 24
KEPT_FOR = timedelta(days=366)
"""An event stays in the calendar this long after its day."""
MOST = 2_000
"""Events of one calendar: a phone reads no more with pleasure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDesk:
    """What a person may do about one calendar; `unit` is "" for their own."""

    unit: str
    link: CalendarLink | None
    is_served: bool
    """Whether this installation gives addresses at all."""


class DueCalendarService:
    """`address` is what people reach the web part at, "" where it is closed."""

    def __init__(self, store: Store, clock: Clock, export: CalendarExporter, address: str) -> None:
        self._store = store
        self._clock = clock
        self._export = export
        self._address = address

    async def desk(self, actor: Actor, unit_id: UnitId | None) -> CalendarDesk:
        """How the calendar stands; NotFound for a unit neither answered for nor watched."""
        async with self._store.read() as uow:
            unit = await _unit(uow, actor, unit_id)
            link = await uow.calendar_links.live(actor.person_id, unit_id)
        return CalendarDesk(unit=unit, link=link, is_served=bool(self._address))

    async def file(self, actor: Actor, unit_id: UnitId | None) -> tuple[DueCalendar, bytes]:
        """The calendar as it is now."""
        async with self._store.read() as uow:
            unit = await _unit(uow, actor, unit_id)
            found = await _calendar(uow, actor, unit_id, unit, self._clock.now())
        return found, await asyncio.to_thread(self._export, found)

    async def new_address(self, actor: Actor, unit_id: UnitId | None) -> str:
        """A fresh address; the earlier one stops working. It is shown once: only its hash is kept."""
        if not self._address:
            raise NotFound
        now, secret = self._clock.now(), secrets.token_urlsafe(SECRET_BYTES)
        async with self._store.write() as uow:
            await _unit(uow, actor, unit_id)
            await _revoke(uow, actor, unit_id, now)
            link_id = await uow.calendar_links.add(secret_hash(secret), actor.person_id, unit_id, now)
            await uow.audit.add(actor, now, "calendar.opened", ("calendar_link", link_id), {"unit": unit_id})
            await uow.commit()
        return f"{self._address}/calendar/{secret}.ics"

    async def revoke(self, actor: Actor, unit_id: UnitId | None) -> None:
        """The address stops working at once; where there is none, of a unit that is not theirs: NotFound."""
        now = self._clock.now()
        async with self._store.write() as uow:
            link = await _revoke(uow, actor, unit_id, now)
            if link is None:
                await _unit(uow, actor, unit_id)
            else:
                await uow.audit.add(actor, now, "calendar.closed", ("calendar_link", link.id))
            await uow.commit()

    async def served(self, secret: str) -> bytes:
        """The calendar behind this secret as its owner may see it today; NotFound for any other."""
        async with self._store.read() as uow:
            link = await uow.calendar_links.behind(secret_hash(secret))
            actor = await uow.actors.actor_of(link.person_id) if link else None
            if link is None or actor is None:
                raise NotFound
            unit = await _unit(uow, actor, link.unit_id)
            found = await _calendar(uow, actor, link.unit_id, unit, self._clock.now())
        return await asyncio.to_thread(self._export, found)


async def _revoke(
    uow: UnitOfWork, actor: Actor, unit_id: UnitId | None, now: datetime
) -> CalendarLink | None:
    link = await uow.calendar_links.live(actor.person_id, unit_id)
    if link is not None:
        await uow.calendar_links.revoke(link, now)
    return link


async def _unit(uow: UnitOfWork, actor: Actor, unit_id: UnitId | None) -> str:
    """The name of a unit the actor answers for or watches; "" for none."""
    if unit_id is None:
        return ""
    unit = await uow.people.unit(unit_id)
    is_theirs = unit_id in actor.own or await watches(uow, actor, unit_id)
    if unit is None or unit.department_id != actor.department_id or not is_theirs:
        raise NotFound
    return unit.name


async def _calendar(
    uow: UnitOfWork, actor: Actor, unit_id: UnitId | None, unit: str, now: datetime
) -> DueCalendar:
    today = local_date(now, actor.time_zone)
    where = DutyFilter(department_id=actor.department_id, owed_from=today - KEPT_FOR)
    if unit_id is None:
        where = replace(where, assigned_unit_ids=actor.own, assigned_person_ids=actor.persons)
    else:
        where = replace(where, home_unit_id=unit_id)
    return DueCalendar(
        unit=unit,
        duties=tuple(await uow.duties.lines(where, limit=MOST)),
        in_force=frozenset(one.id for one in await uow.plan.road_maps(actor.department_id)),
        made_at=now,
    )
