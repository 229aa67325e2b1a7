"""How people join: single-use expiring links, consent, the binding of an account."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from roadmap.clock import Clock
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import Delivery, NewDelivery, new_delivery
from roadmap.errors import BadInput, NotFound, TooManyTries
from roadmap.ids import InviteId, PersonId, UnitId
from roadmap.people.invites import Invite, NewInvite
from roadmap.people.persons import Actor, Membership, Role, SystemActor, Through
from roadmap.people.place import Place
from roadmap.people.staff import StaffRow, StaffTable
from roadmap.people.staff_plan import StaffPlan
from services.composing import Cancelled
from services.people.after_joining import welcome
from services.people.directory import check_zone, proper_name, require, unit_of
from services.people.staff_lists import carry_out, plan_of, without_chat
from services.ports.documents import StaffReader
from storage.unit_of_work import Store, UnitOfWork

CONSENT_VERSION = "2026-11"
INVITE_LIFETIME = timedelta(hours=72)
TRIES_PER_CHAT, CHAT_WINDOW = 5, timedelta(hours=1)
TRIES_PER_BOT, BOT_WINDOW = 50, timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What a person sees before agreeing; `secret_hash` is what `accept` takes.

    `instead_of` is whom the chat belongs to so far, if that is somebody else.
    """

    secret_hash: str
    person: str
    unit: str
    department: str
    role: Role
    invited_by: str
    instead_of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedInvite:
    """A fresh deep-link payload: shown once, only its hash is stored."""

    payload: str
    person: str
    unit: str
    role: Role
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteTaken:
    person: str
    unit: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    unit_id: UnitId
    name: str
    post: str
    role: Role


class JoiningService:
    def __init__(self, store: Store, clock: Clock, read_staff: StaffReader) -> None:
        self._store = store
        self._clock = clock
        self._read_staff = read_staff

    # The department, set up from the command line

    async def set_up(self, department: str, coordinator: str, time_zone: str) -> IssuedInvite:
        """Open a department and invite its first coordinator."""
        now = self._clock.now()
        check_zone(time_zone)
        name = proper_name(department)
        async with self._store.write() as uow:
            if name.casefold() in {unit.name.casefold() for unit in await uow.people.departments()}:
                raise BadInput("department-exists", name)
            department_id = await uow.people.add_department(name, time_zone)
            system = SystemActor(department_id=department_id, through=Through.COMMAND)
            new = NewPerson(unit_id=department_id, name=coordinator, post="", role=Role.COORDINATOR)
            person_id = await _add_person(uow, system, new, now)
            issued = await _issue(uow, system, person_id, new, now)
            await uow.audit.add(system, now, "department.opened", ("unit", department_id))
            await uow.commit()
        return issued

    async def add_person(self, actor: Actor | SystemActor, new: NewPerson) -> IssuedInvite:
        """A new person with their first role, and an invitation for them."""
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.write() as uow:
            await unit_of(uow, actor.department_id, new.unit_id)
            person_id = await _add_person(uow, actor, new, now)
            issued = await _issue(uow, actor, person_id, new, now)
            await uow.commit()
        return issued

    async def invite(self, actor: Actor | SystemActor, person_id: PersonId) -> IssuedInvite:
        """A fresh invitation for somebody already known; their earlier links stop working."""
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.write() as uow:
            person = await uow.people.person(person_id)
            is_ours = person is not None and person.department_id == actor.department_id
            if person is None or not (is_ours and person.is_active):
                raise NotFound
            held = [m for m in await uow.people.memberships(actor.department_id) if m.person_id == person_id]
            if held:
                unit_id, role = held[0].unit_id, held[0].role
            else:
                unit_id, role = actor.department_id, Role.EXECUTOR
            await uow.people.revoke_invites(person_id, now)
            new = NewPerson(unit_id=unit_id, name=person.name, post=person.post, role=role)
            issued = await _issue(uow, actor, person_id, new, now)
            await uow.commit()
        return issued

    async def load(self, actor: Actor | SystemActor, rows: Sequence[StaffRow]) -> tuple[IssuedInvite, ...]:
        """A whole staff list: adds the units and people that are new, gives a link to each who has no chat.

        Loading the same list again adds nobody twice. A person known already gets the role as one more.
        """
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.write() as uow:
            plan = await plan_of(uow, actor.department_id, StaffTable(rows=tuple(rows)))
            for refused in plan.refused:
                raise BadInput(f"staff-{refused.reason}", refused.detail or refused.unit)
            issued = await _loaded(uow, actor, plan, now)
            await uow.commit()
        return issued

    async def load_list(
        self, actor: Actor | SystemActor, data: bytes, file_name: str
    ) -> tuple[StaffPlan, tuple[IssuedInvite, ...]]:
        """What of the file can be taken, likewise."""
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        table = await self._read_staff(data, file_name)
        async with self._store.write() as uow:
            plan = await plan_of(uow, actor.department_id, table)
            issued = await _loaded(uow, actor, plan, now)
            await uow.commit()
        return plan, issued

    # Joining

    async def open_invitation(self, place: Place, payload: str) -> Invitation:
        """What the link invites to. Every wrong one is the same NotFound, and few tries are allowed."""
        now = self._clock.now()
        async with self._store.write() as uow:
            await _slow_down(uow, place, now)
            invite = await uow.people.invite_by_hash(_hash(payload))
            if invite is None or not _is_open(invite, now):
                await uow.people.add_start_attempt(place, now)
                await uow.commit()
                raise NotFound
            return await _invitation(uow, invite, _hash(payload), await _owner(uow, place, invite))

    async def has_taken(self, actor: Actor, place: Place, payload: str) -> bool:
        """Whether this person has joined by this very link from this very chat."""
        async with self._store.read() as uow:
            invite = await uow.people.invite_by_hash(_hash(payload))
            return invite is not None and invite.person_id == actor.person_id and invite.is_taken_in(place)

    async def offered(self, place: Place, secret_hash: str) -> Invitation | None:
        """The invitation this chat was shown, if it can still be agreed to."""
        async with self._store.read() as uow:
            invite = await uow.people.invite_by_hash(secret_hash)
            if invite is None or not _is_open(invite, self._clock.now()):
                return None
            return await _invitation(uow, invite, secret_hash, await _owner(uow, place, invite))

    async def displaced(self, place: Place, secret_hash: str) -> tuple[Place, ...]:
        """The chats that would be nobody's any more if the invitation were taken here."""
        async with self._store.read() as uow:
            invite = await uow.people.invite_by_hash(secret_hash)
            accounts = await uow.people.accounts([invite.person_id]) if invite else ()
        held = [Place(each.channel, each.chat_id) for each in accounts]
        return tuple(each for each in held if each.channel == place.channel and each != place)

    async def accept(self, place: Place, secret_hash: str) -> Actor:
        """Take the invitation: once, in one transaction, with consent recorded. Returns who they are now."""
        now = self._clock.now()
        async with self._store.write() as uow:
            invite = await uow.people.invite_by_hash(secret_hash)
            if invite is None or not await uow.people.use_invite(invite.id, place, now):
                raise NotFound
            await uow.people.add_membership(
                Membership(person_id=invite.person_id, unit_id=invite.unit_id, role=invite.role)
            )
            await uow.people.bind_account(invite.person_id, place, now)
            await uow.people.record_consent(invite.person_id, CONSENT_VERSION, now)
            actor = await uow.people.actor(place)
            if actor is None:
                raise NotFound
            await uow.audit.add(actor, now, "invite.taken", ("invite", invite.id))
            if invite.created_by is not None and invite.created_by != invite.person_id:
                await uow.outbox.add(_taken(invite, invite.created_by, now))
            await welcome(uow, actor, now)
            await uow.commit()
        return actor


async def compose_invite_taken(uow: UnitOfWork, delivery: Delivery, now: datetime) -> InviteTaken | Cancelled:
    """To the one who invited: who has joined."""
    invite = await uow.people.invite(InviteId(delivery.subject_id))
    person = await uow.people.person(invite.person_id) if invite else None
    unit = await uow.people.unit(invite.unit_id) if invite else None
    if invite is None or person is None or unit is None:
        return Cancelled("the invitation is gone")
    return InviteTaken(person=person.name, unit=unit.name, role=invite.role)


def _hash(payload: str) -> str:
    return hashlib.sha256(payload.encode("utf-8", "surrogatepass")).hexdigest()


def _is_open(invite: Invite, now: datetime) -> bool:
    return invite.used_at is None and invite.revoked_at is None and invite.expires_at > now


async def _slow_down(uow: UnitOfWork, place: Place, now: datetime) -> None:
    by_chat = await uow.people.count_start_attempts(now - CHAT_WINDOW, place)
    if by_chat >= TRIES_PER_CHAT or await uow.people.count_start_attempts(now - BOT_WINDOW) >= TRIES_PER_BOT:
        raise TooManyTries


async def _add_person(uow: UnitOfWork, actor: Actor | SystemActor, new: NewPerson, now: datetime) -> PersonId:
    person_id = await uow.people.add_person(actor.department_id, proper_name(new.name), new.post.strip())
    await uow.people.add_membership(Membership(person_id=person_id, unit_id=new.unit_id, role=new.role))
    facts = {"unit": new.unit_id, "role": new.role.value}
    await uow.audit.add(actor, now, "person.added", ("person", person_id), facts)
    return person_id


async def _issue(
    uow: UnitOfWork, actor: Actor | SystemActor, person_id: PersonId, new: NewPerson, now: datetime
) -> IssuedInvite:
    payload = secrets.token_urlsafe(16)  # 128 bits; only the hash is stored
    invite_id = await uow.people.add_invite(
        NewInvite(
            secret_hash=_hash(payload),
            department_id=actor.department_id,
            person_id=person_id,
            unit_id=new.unit_id,
            role=new.role,
            created_by=actor.person_id if isinstance(actor, Actor) else None,
            created_at=now,
            expires_at=now + INVITE_LIFETIME,
        )
    )
    await uow.audit.add(actor, now, "invite.issued", ("invite", invite_id))
    unit = await unit_of(uow, actor.department_id, new.unit_id)
    return IssuedInvite(
        payload=payload, person=new.name, unit=unit.name, role=new.role, expires_at=now + INVITE_LIFETIME
    )


_WEIGHTIEST = (Role.COORDINATOR, Role.HEAD, Role.CURATOR, Role.EXECUTOR)


def _weight(held: Membership) -> tuple[int, UnitId]:
    """An invitation names the role that gives most rights."""
    return (_WEIGHTIEST.index(held.role), held.unit_id)


async def _loaded(
    uow: UnitOfWork, actor: Actor | SystemActor, plan: StaffPlan, now: datetime
) -> tuple[IssuedInvite, ...]:
    named = await carry_out(uow, actor, plan, now)
    return await invite_all(uow, actor, await without_chat(uow, named), now)


async def invite_all(
    uow: UnitOfWork, actor: Actor | SystemActor, persons: Sequence[PersonId], now: datetime
) -> tuple[IssuedInvite, ...]:
    """A fresh link for each of them; their earlier ones stop working."""
    known = {person.id: person for person in await uow.people.persons(actor.department_id)}
    held: dict[PersonId, Membership] = {}
    for membership in sorted(await uow.people.memberships(actor.department_id), key=_weight):
        held.setdefault(membership.person_id, membership)
    issued = []
    for person_id in persons:
        first = held.get(person_id)
        new = NewPerson(
            unit_id=first.unit_id if first else actor.department_id,
            name=known[person_id].name,
            post=known[person_id].post,
            role=first.role if first else Role.EXECUTOR,
        )
        await uow.people.revoke_invites(person_id, now)
        issued.append(await _issue(uow, actor, person_id, new, now))
    return tuple(issued)


async def _owner(uow: UnitOfWork, place: Place, invite: Invite) -> str:
    """Whom the chat belongs to so far, if that is somebody else than the invited."""
    known = await uow.people.actor(place)
    return known.name if known and known.person_id != invite.person_id else ""


async def _invitation(uow: UnitOfWork, invite: Invite, secret_hash: str, instead_of: str) -> Invitation:
    person = await uow.people.person(invite.person_id)
    inviter = await uow.people.person(invite.created_by) if invite.created_by is not None else None
    if person is None or not person.is_active:
        raise NotFound
    unit = await unit_of(uow, invite.department_id, invite.unit_id)
    department = await unit_of(uow, invite.department_id, invite.department_id)
    return Invitation(
        secret_hash=secret_hash,
        person=person.name,
        unit=unit.name,
        department=department.name,
        role=invite.role,
        invited_by=inviter.name if inviter else "",
        instead_of=instead_of,
    )


def _taken(invite: Invite, inviter: PersonId, now: datetime) -> NewDelivery:
    return new_delivery(
        DeliveryKind.INVITE_TAKEN,
        subject_id=invite.id,
        department_id=invite.department_id,
        recipient_id=inviter,
        not_before=now,
    )
