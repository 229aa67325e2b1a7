"""One person: everything the department knows of them, and changing it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime

from roadmap.clock import Clock, local_date
from roadmap.control.duty import WAITING_FOR_ASSIGNEE
from roadmap.control.duty_filter import DutyFilter
from roadmap.deadlines.calendar import ONE_DAY
from roadmap.errors import BadInput, NotFound
from roadmap.ids import PersonId, UnitId
from roadmap.people.likeness import are_alike, name_words
from roadmap.people.persons import Actor, Membership, Person, Role, UnitKind
from roadmap.people.place import Place
from roadmap.people.roster import HeldRole, RosterPerson
from roadmap.people.zones import ZONES
from roadmap.reminding.reminders import DIGEST_HOURS, USUAL_SETTINGS
from roadmap.typed_words import typed
from services.people.directory import MAX_NAME, proper_name, require, unit_of
from services.people.no_recipient import report_no_recipient
from services.people.rights import CURATORS
from services.people.role_news import tell_of_role
from storage.unit_of_work import Store, UnitOfWork

Change = Callable[[UnitOfWork, Person, datetime], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCard:
    """`time_zone` is None where it is that of their unit, `home_zone`.

    `open_duties` and `overdue_duties` are of the person and of the units they answer for. `twins` bear a name
    that may be the same person's.
    """

    person: RosterPerson
    roles: tuple[HeldRole, ...]
    time_zone: str | None
    home_zone: str
    digest_hour: int
    open_duties: int
    overdue_duties: int
    twins: tuple[RosterPerson, ...]
    home_unit_id: UnitId
    now: datetime
    viewer_zone: str
    may_change: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What a role taken away leaves: how many others hold it at the unit, and what waits there."""

    card: PersonCard
    held: HeldRole
    others: int
    open_duties: int


class PersonService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def card(self, actor: Actor, person_id: PersonId) -> PersonCard:
        """The person as this coordinator or curator sees them; NotFound outside their scope."""
        require(actor, *CURATORS)
        async with self._store.read() as uow:
            return await view_person(uow, actor, person_id, self._clock.now())

    # What is said of a person

    async def rename(self, actor: Actor, person_id: PersonId, raw: str) -> PersonCard:
        """Give the person another name, also in everything that is shown from now on."""
        name = proper_name(raw)

        async def change(uow: UnitOfWork, person: Person, now: datetime) -> None:
            await uow.people.rename_person(person, name)
            facts = {"was": person.name, "is": name}
            await uow.audit.add(actor, now, "person.renamed", ("person", person.id), facts)

        return await self._change(actor, person_id, change)

    async def set_post(self, actor: Actor, person_id: PersonId, raw: str) -> PersonCard:
        """Give the person another post."""
        post = " ".join(typed(raw, limit=MAX_NAME).split())

        async def change(uow: UnitOfWork, person: Person, now: datetime) -> None:
            await uow.people.change_person(person.id, post=post)
            facts = {"was": person.post, "is": post}
            await uow.audit.add(actor, now, "person.post", ("person", person.id), facts)

        return await self._change(actor, person_id, change)

    async def set_zone(self, actor: Actor, person_id: PersonId, time_zone: str | None) -> PersonCard:
        """A time zone of the person's own; None: that of their unit."""

        async def change(uow: UnitOfWork, person: Person, now: datetime) -> None:
            if time_zone is not None and time_zone not in ZONES:
                raise BadInput("time-zone", time_zone)
            await uow.people.change_person(person.id, time_zone=time_zone)
            facts = {"was": person.time_zone, "is": time_zone}
            await uow.audit.add(actor, now, "person.zone", ("person", person.id), facts)

        return await self._change(actor, person_id, change)

    async def set_hour(self, actor: Actor, person_id: PersonId, hour: int) -> PersonCard:
        """At which of the offered local hours the person's digest comes."""

        async def change(uow: UnitOfWork, person: Person, now: datetime) -> None:
            if hour not in DIGEST_HOURS:
                raise BadInput("digest-hour")
            kept = await uow.reminders.settings([person.id])
            settings = replace(kept.get(person.id, USUAL_SETTINGS), digest_hour=hour)
            await uow.reminders.keep_settings(person.id, settings)
            facts = {"digest_hour": hour}
            await uow.audit.add(actor, now, "reminders.chosen", ("person", person.id), facts)

        return await self._change(actor, person_id, change)

    # Roles

    async def grant(self, actor: Actor, person_id: PersonId, unit_id: UnitId, role: Role) -> PersonCard:
        """One more role: the rights begin with the person's next press."""

        async def change(uow: UnitOfWork, person: Person, now: datetime) -> None:
            unit = await unit_of(uow, actor.department_id, unit_id)
            is_department = unit.kind is UnitKind.DEPARTMENT
            if not unit.is_active or unit.kind is UnitKind.GROUP:
                raise NotFound
            if role is Role.COORDINATOR and not is_department:
                raise NotFound
            held = Membership(person_id=person.id, unit_id=unit_id, role=role)
            is_new = held not in await uow.people.memberships_of(person.id)
            await uow.people.add_membership(held)
            if is_new:
                await tell_of_role(uow, actor, held, now, is_given=True)
            facts = {"unit": unit_id, "role": role.value}
            await uow.audit.add(actor, now, "role.granted", ("person", person.id), facts)

        return await self._change(actor, person_id, change)

    async def look_at_revoking(self, actor: Actor, person_id: PersonId, unit_id: UnitId, role: Role) -> Left:
        """What taking this role away would leave; NotFound where it is not held."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            card = await view_person(uow, actor, person_id, self._clock.now())
            held = next((each for each in card.roles if (each.unit_id, each.role) == (unit_id, role)), None)
            if held is None:
                raise NotFound
            return Left(
                card=card,
                held=held,
                others=len(await _others(uow, person_id, unit_id, role)),
                open_duties=await _owed_by_unit(uow, unit_id) if role is Role.EXECUTOR else 0,
            )

    async def revoke(self, actor: Actor, person_id: PersonId, unit_id: UnitId, role: Role) -> PersonCard:
        """Take a role away: the rights end at once, and a link that would give it back stops working.

        BadInput where nobody would be left to coordinate the department.
        """

        async def change(uow: UnitOfWork, person: Person, now: datetime) -> None:
            await unit_of(uow, actor.department_id, unit_id)
            others = await _others(uow, person.id, unit_id, role)
            if role is Role.COORDINATOR and not others:
                raise BadInput("last-coordinator")
            held = Membership(person_id=person.id, unit_id=unit_id, role=role)
            is_held = held in await uow.people.memberships_of(person.id)
            await uow.people.remove_membership(held)
            if is_held:
                await tell_of_role(uow, actor, held, now, is_given=False)
            await uow.invitations.revoke(person.id, now, to=(unit_id, role))
            facts = {"unit": unit_id, "role": role.value}
            await uow.audit.add(actor, now, "role.revoked", ("person", person.id), facts)
            if role is Role.EXECUTOR and not others and await _owed_by_unit(uow, unit_id):
                await report_no_recipient(uow, actor.department_id, unit_id, now)

        return await self._change(actor, person_id, change)

    # The chat and the link

    async def unbind(self, actor: Actor, person_id: PersonId) -> tuple[PersonCard, tuple[Place, ...]]:
        """The chats are nobody's from now on; roles and duties stay, a new link brings the person back."""
        places: list[Place] = []

        async def change(uow: UnitOfWork, person: Person, now: datetime) -> None:
            places.extend(await uow.accounts.unbind(person.id))
            await uow.audit.add(actor, now, "account.unbound", ("person", person.id))

        return await self._change(actor, person_id, change), tuple(places)

    async def revoke_link(self, actor: Actor, person_id: PersonId) -> PersonCard:
        """The links given out for this person and not used stop working."""

        async def change(uow: UnitOfWork, person: Person, now: datetime) -> None:
            await uow.invitations.revoke(person.id, now)
            await uow.audit.add(actor, now, "invite.revoked", ("person", person.id))

        return await self._change(actor, person_id, change)

    async def _change(self, actor: Actor, person_id: PersonId, change: Change) -> PersonCard:
        """Only a coordinator changes people; the card as it is then."""
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.write() as uow:
            await change(uow, await person_of(uow, actor, person_id), now)
            card = await view_person(uow, actor, person_id, now)
            await uow.commit()
        return card


async def person_of(uow: UnitOfWork, actor: Actor, person_id: PersonId) -> Person:
    """The person, if of the actor's department; NotFound otherwise."""
    person = await uow.people.person(person_id)
    if person is None or person.department_id != actor.department_id:
        raise NotFound
    return person


async def view_person(uow: UnitOfWork, actor: Actor, person_id: PersonId, now: datetime) -> PersonCard:
    """The card as the actor sees it; NotFound outside their scope."""
    person = await person_of(uow, actor, person_id)
    line = await uow.roster.person(person_id)
    roles = tuple(await uow.roster.roles([person_id]))
    home = await uow.recipients.unit_of_person(person_id)
    may_change = actor.has(Role.COORDINATOR)
    places = {role.unit_id for role in roles} or {home}
    if line is None or not (may_change or await uow.actors.watched(actor.roots, places)):
        raise NotFound
    settings = (await uow.reminders.settings([person_id])).get(person_id, USUAL_SETTINGS)
    owed = DutyFilter(
        assigned_unit_ids=[role.unit_id for role in roles if role.role is Role.EXECUTOR],
        assigned_person_ids=(person_id,),
        states=WAITING_FOR_ASSIGNEE,
        waits_for_curator=False,
    )
    unit = await unit_of(uow, actor.department_id, home)
    yesterday = local_date(now, actor.time_zone) - ONE_DAY
    return PersonCard(
        person=line,
        roles=roles,
        time_zone=person.time_zone,
        home_zone=unit.time_zone,
        digest_hour=settings.digest_hour,
        open_duties=await uow.duties.count(owed) if line.is_active else 0,
        overdue_duties=await uow.duties.count(replace(owed, owed_to=yesterday)) if line.is_active else 0,
        twins=await _twins(uow, person) if may_change and line.is_active else (),
        home_unit_id=min(places),
        now=now,
        viewer_zone=actor.time_zone,
        may_change=may_change,
    )


async def _twins(uow: UnitOfWork, person: Person) -> tuple[RosterPerson, ...]:
    """Others of the department whose name may be this person's."""
    whole = [word for word in name_words(person.name) if len(word) > 1]
    sharing = await uow.roster.sharing(person.department_id, whole) if whole else ()
    return tuple(other for other in sharing if other.id != person.id and are_alike(other.name, person.name))


async def _others(uow: UnitOfWork, person_id: PersonId, unit_id: UnitId, role: Role) -> list[PersonId]:
    """Who else holds the role at the unit."""
    return [each for each in await uow.recipients.holders(unit_id, role) if each != person_id]


async def _owed_by_unit(uow: UnitOfWork, unit_id: UnitId) -> int:
    return await uow.duties.count(DutyFilter(assigned_unit_ids=(unit_id,), states=WAITING_FOR_ASSIGNEE))
