"""One organisation: its name, kind and time zone, its curators, and how documents spell it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from roadmap.clock import Clock
from roadmap.errors import BadInput, NotFound
from roadmap.ids import PersonId, UnitId
from roadmap.people.persons import ALL_SCHOOLS, Actor, Role, Spelling, Unit, UnitKind
from roadmap.people.zones import ZONES
from roadmap.wording import normal
from services.people.directory import proper_name, require, unit_of
from services.people.roster import RosterLine, curating, find_people
from storage.unit_of_work import Store, UnitOfWork

CHOSEN_KINDS = frozenset({UnitKind.SCHOOL, UnitKind.CENTRE, UnitKind.OTHER})
Change = Callable[[UnitOfWork, Unit, datetime], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Curator:
    id: PersonId
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCard:
    """`spellings` are what documents call the organisation besides its name.

    `curators` are its own; where it has none, `curated_by` are the names of those above who decide for it.
    """

    unit: Unit
    spellings: tuple[Spelling, ...]
    curators: tuple[Curator, ...]
    curated_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CuratorChoice:
    """Who may curate the organisation: those who curate others, or those found by words."""

    card: UnitCard
    people: tuple[RosterLine, ...]
    words: str
    now: datetime


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
                await uow.spellings.remember(
                    actor.department_id, normal(unit.name), unit.id, None, spelled=unit.name
                )
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

    async def set_kind(self, actor: Actor, unit_id: UnitId, kind: UnitKind) -> UnitCard:
        """A school, a centre, something else; what it owes already stays.

        NotFound for a group and the department, which stay what they are. A school that is none any more
        leaves the group of all schools.
        """

        async def change(uow: UnitOfWork, unit: Unit, now: datetime) -> None:
            if unit.kind not in CHOSEN_KINDS or kind not in CHOSEN_KINDS:
                raise NotFound
            await uow.people.change_unit(unit.id, kind=kind.value)
            schools = (await uow.spellings.known(actor.department_id)).get(ALL_SCHOOLS)
            if kind is not UnitKind.SCHOOL and schools is not None and schools.unit_id is not None:
                await uow.people.remove_member(schools.unit_id, unit.id)
            facts = {"was": unit.kind.value, "is": kind.value}
            await uow.audit.add(actor, now, "unit.kind", ("unit", unit.id), facts)

        return await self._change(actor, unit_id, change)

    async def curators(self, actor: Actor, unit_id: UnitId, words: str = "") -> CuratorChoice:
        """Who may curate it: with words, those whose names begin so; without, those who curate already."""
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.read() as uow:
            card = await _view(uow, actor, unit_id)
            mine = {curator.id for curator in card.curators}
            if words:
                found = (await find_people(uow, actor, words, now)).people
            else:
                found = await curating(uow, actor.department_id)
        people = tuple(each for each in found if each.person.id not in mine and each.person.is_active)
        return CuratorChoice(card=card, people=people, words=" ".join(words.split()), now=now)

    async def add_spelling(self, actor: Actor, unit_id: UnitId, raw: str) -> UnitCard:
        """From now on these words of a document mean this organisation.

        BadInput where they mean another one.
        """
        spelled = proper_name(raw)
        words = normal(spelled)

        async def change(uow: UnitOfWork, unit: Unit, now: datetime) -> None:
            known = (await uow.spellings.known(actor.department_id)).get(words)
            if known is not None and known.unit_id != unit.id:
                raise BadInput("spelling-taken", raw)
            await uow.spellings.remember(actor.department_id, words, unit.id, None, spelled=spelled)
            await uow.audit.add(actor, now, "alias.added", ("unit", unit.id), {"words": words})

        return await self._change(actor, unit_id, change)

    async def drop_spelling(self, actor: Actor, unit_id: UnitId, place: int) -> UnitCard:
        """The spelling at this place of the list means nobody any more: the next document asks."""

        async def change(uow: UnitOfWork, unit: Unit, now: datetime) -> None:
            spellings = [each.words for each in await uow.spellings.of_unit(unit.id)]
            if place >= len(spellings):
                raise NotFound
            await uow.spellings.forget(actor.department_id, spellings[place])
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
    own = await uow.people.names(await uow.recipients.holders(unit.id, Role.CURATOR))
    above = () if own else await uow.recipients.curators(unit.id, Role.CURATOR)
    return UnitCard(
        unit=unit,
        spellings=tuple(await uow.spellings.of_unit(unit.id)),
        curators=tuple(Curator(id=PersonId(id_), name=name) for id_, name in own.items()),
        curated_by=tuple(each.name for each in above),
    )
