"""Who is where: organisations, their people, and finding somebody by name."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from roadmap.clock import Clock
from roadmap.errors import BadInput, NotFound
from roadmap.ids import PersonId, UnitId
from roadmap.people.likeness import name_words
from roadmap.people.persons import Actor, Role, Unit, UnitKind
from roadmap.people.roster import HeldRole, RosterPerson, RosterUnit
from services.people.directory import require, unit_of
from services.people.rights import CURATORS, watches
from services.people.unit_search import find_units
from storage.unit_of_work import Store, UnitOfWork

UNITS_PAGE = 8
PEOPLE_PAGE = 8
MOST_FOUND = 12
MOST_WORDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsPage:
    """A page of organisations; `page` counts from 0. `unjoined` people cannot be written to."""

    units: tuple[RosterUnit, ...]
    page: int
    pages: int
    total: int
    unjoined: int
    archived: int
    may_change: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivePage:
    """A page of organisations that have left the lists."""

    units: tuple[Unit, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterLine:
    """A person with what they are, here or everywhere."""

    person: RosterPerson
    roles: tuple[HeldRole, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPage:
    """An organisation with a page of its people; of a group, the names of those it stands for."""

    unit: Unit
    members: tuple[str, ...]
    people: tuple[RosterLine, ...]
    page: int
    pages: int
    total: int
    now: datetime
    may_change: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPeople:
    """Those whose name has words that begin as typed; there may be more than `MOST_FOUND`."""

    words: str
    people: tuple[RosterLine, ...]
    now: datetime
    units: tuple[Unit, ...] = ()
    """Organisations the words mean, where these were looked for."""


class RosterService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def units(self, actor: Actor, page: int = 0) -> UnitsPage:
        """One page of the department's organisations, for a curator of their own."""
        require(actor, *CURATORS)
        among = _seen(actor)
        async with self._store.read() as uow:
            total = await uow.roster.count_units(actor.department_id, among)
            page, pages = _page(page, total, UNITS_PAGE)
            units = await uow.roster.units(
                actor.department_id, among, limit=UNITS_PAGE, offset=page * UNITS_PAGE
            )
            unjoined = await uow.roster.unjoined(actor.department_id, among)
            archived = await uow.roster.count_archived(actor.department_id) if among is None else 0
        return UnitsPage(
            units=tuple(units),
            page=page,
            pages=pages,
            total=total,
            unjoined=unjoined,
            archived=archived,
            may_change=among is None,
        )

    async def archive(self, actor: Actor, page: int = 0) -> ArchivePage:
        """A page of organisations that have left the lists and can be brought back."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            total = await uow.roster.count_archived(actor.department_id)
            page, pages = _page(page, total, UNITS_PAGE)
            units = await uow.roster.archived(actor.department_id, limit=UNITS_PAGE, offset=page * UNITS_PAGE)
        return ArchivePage(units=tuple(units), page=page, pages=pages)

    async def unit(self, actor: Actor, unit_id: UnitId, page: int = 0) -> UnitPage:
        """One organisation with a page of its people; NotFound outside the actor's scope."""
        require(actor, *CURATORS)
        async with self._store.read() as uow:
            unit = await seen_unit(uow, actor, unit_id)
            members = await _members(uow, unit) if unit.kind is UnitKind.GROUP else ()
            is_department = unit.id == unit.department_id
            total = await uow.roster.count_staff(unit.id, is_department=is_department)
            page, pages = _page(page, total, PEOPLE_PAGE)
            people = await uow.roster.staff(
                unit.id, is_department=is_department, limit=PEOPLE_PAGE, offset=page * PEOPLE_PAGE
            )
            lines = await _with_roles(uow, people, at=unit.id)
        return UnitPage(
            unit=unit,
            members=members,
            people=lines,
            page=page,
            pages=pages,
            total=total,
            now=self._clock.now(),
            may_change=actor.has(Role.COORDINATOR),
        )

    async def find(self, actor: Actor, typed: str) -> FoundPeople:
        """People whose names have words that begin with those typed, and organisations the words mean."""
        require(actor, *CURATORS)
        async with self._store.read() as uow:
            found = await find_people(uow, actor, typed, self._clock.now())
            units = await find_units(uow, actor, typed, among=_seen(actor))
        return replace(found, units=tuple(units))


async def find_people(
    uow: UnitOfWork,
    actor: Actor,
    typed: str,
    now: datetime,
    *,
    besides: PersonId | None = None,
    in_department: bool = False,
) -> FoundPeople:
    """As `RosterService.find`, or in the whole department; with `besides`, those who work here but this."""
    words = sorted(name_words(typed), key=len, reverse=True)[:MOST_WORDS]
    if not words:
        raise BadInput("empty-words")
    among = None if in_department else _seen(actor)
    found = await uow.roster.found(actor.department_id, words, among, limit=MOST_FOUND)
    if besides is not None:
        found = [person for person in found if person.is_active and person.id != besides]
    lines = await _with_roles(uow, found)
    return FoundPeople(words=" ".join(typed.split()), people=lines, now=now)


async def curating(uow: UnitOfWork, department_id: UnitId) -> tuple[RosterLine, ...]:
    """The first of those who curate anything in the department, by name."""
    people = await uow.roster.with_role(department_id, Role.CURATOR, limit=MOST_FOUND)
    return await _with_roles(uow, people)


def _seen(actor: Actor) -> frozenset[UnitId] | None:
    """The roots of the units whose people the actor sees; None: everybody's."""
    return None if actor.has(Role.COORDINATOR) else actor.roots


async def seen_unit(uow: UnitOfWork, actor: Actor, unit_id: UnitId) -> Unit:
    """The unit, if the actor may see its people; NotFound otherwise."""
    unit = await unit_of(uow, actor.department_id, unit_id)
    if not (actor.has(Role.COORDINATOR) or await watches(uow, actor, unit.id)):
        raise NotFound
    return unit


def _page(page: int, total: int, size: int) -> tuple[int, int]:
    """The page that exists, nearest to the one asked for, and how many there are."""
    pages = max(1, -(-total // size))
    return min(max(page, 0), pages - 1), pages


async def _members(uow: UnitOfWork, group: Unit) -> tuple[str, ...]:
    return tuple(unit.name for unit in await uow.roster.members(group.id))


async def _with_roles(
    uow: UnitOfWork, people: Sequence[RosterPerson], at: UnitId | None = None
) -> tuple[RosterLine, ...]:
    held: dict[PersonId, list[HeldRole]] = {}
    for role in await uow.roster.roles([person.id for person in people]) if people else ():
        if at in (None, role.unit_id):
            held.setdefault(role.person_id, []).append(role)
    return tuple(RosterLine(person=person, roles=tuple(held.get(person.id, ()))) for person in people)
