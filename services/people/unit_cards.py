"""One organisation: its name, the other spellings documents use for it, and its time zone."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from roadmap.clock import Clock
from roadmap.errors import BadInput, NotFound
from roadmap.ids import UnitId
from roadmap.people.persons import ALL_SCHOOLS, Actor, Role, Unit
from roadmap.people.zones import ZONES
from roadmap.wording import normal
from services.people.directory import proper_name, require, unit_of
from storage.unit_of_work import Store, UnitOfWork

Change = Callable[[UnitOfWork, Unit, datetime], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCard:
    """`spellings` are what documents call the organisation besides its name, as they were folded."""

    unit: Unit
    spellings: tuple[str, ...]


class UnitService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def card(self, actor: Actor, unit_id: UnitId) -> UnitCard:
        """The organisation as its coordinator sees it."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            return await _view(uow, actor, unit_id)

    async def rename(self, actor: Actor, unit_id: UnitId, raw: str) -> UnitCard:
        """Another name everywhere from now on; the former one stays a spelling, so documents still find it.

        BadInput where another organisation bears the name.
        """
        name = proper_name(raw)

        async def change(uow: UnitOfWork, unit: Unit, now: datetime) -> None:
            others = [each for each in await uow.people.units(actor.department_id) if each.id != unit.id]
            if name.casefold() in {each.name.casefold() for each in others}:
                raise BadInput("unit-exists", name)
            await uow.people.change_unit(unit.id, name=name)
            if normal(unit.name) != normal(name):
                await uow.people.remember_alias(actor.department_id, normal(unit.name), unit.id, None)
            facts = {"was": unit.name, "is": name}
            await uow.audit.add(actor, now, "unit.renamed", ("unit", unit.id), facts)

        return await self._change(actor, unit_id, change)

    async def set_zone(self, actor: Actor, unit_id: UnitId, time_zone: str) -> UnitCard:
        """Where the organisation lives: its people's reminders follow, unless they have their own zone."""

        async def change(uow: UnitOfWork, unit: Unit, now: datetime) -> None:
            if time_zone not in ZONES:
                raise BadInput("time-zone", time_zone)
            await uow.people.change_unit(unit.id, time_zone=time_zone)
            facts = {"was": unit.time_zone, "is": time_zone}
            await uow.audit.add(actor, now, "unit.zone", ("unit", unit.id), facts)

        return await self._change(actor, unit_id, change)

    async def add_spelling(self, actor: Actor, unit_id: UnitId, raw: str) -> UnitCard:
        """From now on these words of a document mean this organisation.

        BadInput where they mean another one.
        """
        words = normal(proper_name(raw))

        async def change(uow: UnitOfWork, unit: Unit, now: datetime) -> None:
            known = (await uow.people.aliases(actor.department_id)).get(words)
            if known is not None and known.unit_id != unit.id:
                raise BadInput("spelling-taken", raw)
            await uow.people.remember_alias(actor.department_id, words, unit.id, None)
            await uow.audit.add(actor, now, "alias.added", ("unit", unit.id), {"words": words})

        return await self._change(actor, unit_id, change)

    async def drop_spelling(self, actor: Actor, unit_id: UnitId, place: int) -> UnitCard:
        """The spelling at this place of the list means nobody any more: the next document asks."""

        async def change(uow: UnitOfWork, unit: Unit, now: datetime) -> None:
            spellings = await _spellings(uow, actor, unit)
            if place >= len(spellings):
                raise NotFound
            await uow.people.forget_alias(actor.department_id, spellings[place])
            facts = {"words": spellings[place]}
            await uow.audit.add(actor, now, "alias.dropped", ("unit", unit.id), facts)

        return await self._change(actor, unit_id, change)

    async def _change(self, actor: Actor, unit_id: UnitId, change: Change) -> UnitCard:
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.write() as uow:
            await change(uow, await unit_of(uow, actor.department_id, unit_id), now)
            card = await _view(uow, actor, unit_id)
            await uow.commit()
        return card


async def _view(uow: UnitOfWork, actor: Actor, unit_id: UnitId) -> UnitCard:
    unit = await unit_of(uow, actor.department_id, unit_id)
    return UnitCard(unit=unit, spellings=await _spellings(uow, actor, unit))


async def _spellings(uow: UnitOfWork, actor: Actor, unit: Unit) -> tuple[str, ...]:
    known = await uow.people.aliases(actor.department_id)
    mine = [words for words, who in known.items() if who.unit_id == unit.id and words != ALL_SCHOOLS]
    return tuple(sorted(mine))
