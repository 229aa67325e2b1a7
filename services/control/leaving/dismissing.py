"""Somebody no longer works here: their rights end at once, and whatever is open to them goes to others."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from roadmap.brevity import PersonName, PersonOrUnitName
from roadmap.clock import Clock
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.delivery.outbox import Delivery
from roadmap.errors import BadInput, NotFound
from roadmap.ids import PersonId
from roadmap.people.persons import Actor, Person, Role
from roadmap.people.place import Place
from roadmap.people.roster import RosterPerson
from services.composing import Cancelled
from services.control.leaving.closing import LeftUnit, close_account, left_units
from services.control.leaving.handing_over import hand_over, unsettled_of
from services.control.requests.passing_on import Target, destination_of
from services.people.directory import require
from services.people.person_cards import PersonCard, person_of, view_person
from services.people.roster import FoundPeople, find_people
from storage.unit_of_work import Store, UnitOfWork

COLLEAGUES_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """What a dismissal would mean: `named` duties are the person's own, `units` those they answer for.

    `colleagues` answer for the same units.
    """

    card: PersonCard
    named: int
    units: tuple[LeftUnit, ...]
    colleagues: tuple[RosterPerson, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Successor:
    """Where the person's own duties would go, before it is confirmed."""

    leaving: Leaving
    target: Target
    name: str
    reachable: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dismissed:
    """The card, what went where, and the chats that are nobody's any more."""

    card: PersonCard
    moved: int
    to: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLeft:
    """To a curator: who left, and where their own duties went; `alone` are units without people now."""

    person: PersonName
    unit: str
    moved: int
    to: PersonOrUnitName
    alone: tuple[str, ...]
    withdrew: bool = False


class DismissalService:
    def __init__(self, store: Store, clock: Clock, calendar: WorkingCalendar) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar

    async def look(self, actor: Actor, person_id: PersonId) -> Leaving:
        """What is open to this person, and who is left where they are."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            await self._dismissible(uow, actor, person_id)
            return await self._leaving(uow, actor, person_id)

    async def find_successor(self, actor: Actor, person_id: PersonId, typed: str) -> FoundPeople:
        """Others of the department by name, to take the duties over."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            await self._dismissible(uow, actor, person_id)
            return await find_people(uow, actor, typed, self._clock.now(), besides=person_id)

    async def choose(self, actor: Actor, person_id: PersonId, target: Target) -> Successor:
        """Where the duties would go, before it is done."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            await self._dismissible(uow, actor, person_id)
            if target.person_id == person_id:
                raise NotFound
            destination = await destination_of(uow, actor, target)
            return Successor(
                leaving=await self._leaving(uow, actor, person_id),
                target=target,
                name=destination.name,
                reachable=destination.reachable,
            )

    async def dismiss(self, actor: Actor, person_id: PersonId, target: Target | None) -> Dismissed:
        """End the rights, the chat and the links; pass on what is open to the person by name.

        BadInput without a target where something is open. Who is dismissed already stays so.
        """
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.write() as uow:
            await uow.people.hold(person_id)
            person = await person_of(uow, actor, person_id)
            if not person.is_active:
                return await self._as_it_is(uow, actor, person, now)
            await self._dismissible(uow, actor, person_id)
            moved, to = await self._hand_over(uow, actor, person, target, now)
            places = await close_account(uow, actor, person, (moved, to), now)
            card = await view_person(uow, actor, person_id, now)
            await uow.commit()
        return Dismissed(card=card, moved=moved, to=to, places=places)

    async def take_back(self, actor: Actor, person_id: PersonId) -> PersonCard:
        """The person works here again, in the roles they had; duties passed on stay where they are."""
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.write() as uow:
            person = await person_of(uow, actor, person_id)
            if not person.is_active:
                if person.left_at is None or person.erased_at is not None:
                    raise NotFound
                await uow.people.change_person(person_id, is_active=True, left_at=None)
                await uow.audit.add(actor, now, "person.returned", ("person", person_id))
            card = await view_person(uow, actor, person_id, now)
            await uow.commit()
        return card

    async def _dismissible(self, uow: UnitOfWork, actor: Actor, person_id: PersonId) -> Person:
        """The person, who works here; BadInput for oneself: somebody who coordinates is always left."""
        person = await person_of(uow, actor, person_id)
        if not person.is_active:
            raise NotFound
        if person_id == actor.person_id:
            raise BadInput("own-dismissal")
        return person

    async def _leaving(self, uow: UnitOfWork, actor: Actor, person_id: PersonId) -> Leaving:
        units = await left_units(uow, person_id)
        found: dict[PersonId, RosterPerson] = {}
        for unit in units:
            staff = await uow.roster.staff(
                unit.unit_id, is_department=False, limit=COLLEAGUES_SHOWN + 1, offset=0
            )
            found |= {each.id: each for each in staff if each.id != person_id}
        return Leaving(
            card=await view_person(uow, actor, person_id, self._clock.now()),
            named=await uow.duties.count(unsettled_of(Target(person_id=person_id))),
            units=units,
            colleagues=tuple(found.values())[:COLLEAGUES_SHOWN],
        )

    async def _hand_over(
        self, uow: UnitOfWork, actor: Actor, person: Person, target: Target | None, now: datetime
    ) -> tuple[int, str]:
        source = Target(person_id=person.id)
        if target is None:
            if await uow.duties.count(unsettled_of(source)):
                raise BadInput("successor-needed")
            return 0, ""
        if target == source:
            raise NotFound
        destination = await destination_of(uow, actor, target)
        handed = await hand_over(uow, actor, source, destination, self._calendar, now, before=person.name)
        return len(handed.moved), destination.name

    async def _as_it_is(self, uow: UnitOfWork, actor: Actor, person: Person, now: datetime) -> Dismissed:
        card = await view_person(uow, actor, person.id, now)
        return Dismissed(card=card, moved=0, to="", places=())


async def compose_person_left(uow: UnitOfWork, delivery: Delivery, now: datetime) -> PersonLeft | Cancelled:
    """Who left and what became of their duties; cancelled once they are back."""
    person = await uow.people.person(PersonId(delivery.subject_id))
    if person is None or person.is_active:
        return Cancelled("the person is back")
    unit = await uow.people.unit(await uow.recipients.unit_of_person(person.id))
    told: Mapping[str, Any] = delivery.payload
    return PersonLeft(
        person=person.name,
        unit=unit.name if unit else "",
        moved=told["moved"],
        to=told["to"],
        alone=tuple(told["alone"]),
        withdrew=bool(told.get("withdrew")),
    )
