"""How people join: single-use expiring links, consent, the binding of an account."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from roadmap.brevity import PersonName
from roadmap.clock import Clock
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import Delivery, new_delivery
from roadmap.errors import BadInput, NotFound, TooManyTries
from roadmap.ids import InviteId, PersonId, UnitId
from roadmap.people.invites import Invite, Recipient
from roadmap.people.persons import Account, Actor, Membership, Person, Role, SystemActor, Through
from roadmap.people.place import Place
from roadmap.people.staff import StaffRow, StaffTable
from roadmap.people.staff_plan import StaffPlan
from roadmap.typed_words import typed
from services.composing import Cancelled
from services.people.directory import check_zone, proper_name, require, unit_of
from services.people.inviting import IssuedInvite, bind, hash_of_argument, invite_all, tell_coordinators
from services.people.staff_lists import carry_out, plan_of, without_chat
from services.ports.documents import StaffReader
from storage.unit_of_work import Store, UnitOfWork

MAX_ACCOUNT = 100
MAX_WORDS = 500
TRIES_PER_CHAT, CHAT_WINDOW = 5, timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What a person sees before agreeing; `secret_hash` is what `accept` takes.

    `instead_of` is whom the chat belongs to so far, if that is somebody else.
    """

    id: InviteId
    secret_hash: str
    person: str
    unit: str
    department: str
    role: Role
    invited_by: str
    instead_of: str
    expires_at: datetime
    time_zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteTaken:
    """`account` is how the account calls itself that has taken the link.

    `instead_of` is whom the chat belonged to before, if that was somebody else who still works here.
    """

    invite_id: InviteId
    person_id: PersonId
    person: PersonName
    unit: str
    role: Role
    account: str
    instead_of: Person | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidWrong:
    """What whoever joined says is wrong; no words: it is not them."""

    taken: InviteTaken
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Taken, and to be confirmed by a coordinator; `asked` of them were told."""

    department: str
    asked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkGiven:
    """Somebody at the server has made a link that makes this person a coordinator."""

    person_id: PersonId
    person: PersonName


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    unit_id: UnitId
    name: str
    post: str
    role: Role


class JoiningService:
    def __init__(
        self, store: Store, clock: Clock, read_staff: StaffReader, lifetime: timedelta, consent: str
    ) -> None:
        self._store = store
        self._clock = clock
        self._read_staff = read_staff
        self._lifetime = lifetime
        self._consent = consent

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
            (issued,) = await invite_all(uow, system, [person_id], now, self._lifetime)
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
            (issued,) = await invite_all(uow, actor, [person_id], now, self._lifetime)
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
            issued = await self._loaded(uow, actor, plan, now)
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
            issued = await self._loaded(uow, actor, plan, now)
            await uow.commit()
        return plan, issued

    async def _loaded(
        self, uow: UnitOfWork, actor: Actor | SystemActor, plan: StaffPlan, now: datetime
    ) -> tuple[IssuedInvite, ...]:
        named = await carry_out(uow, actor, plan, now)
        return await invite_all(uow, actor, await without_chat(uow, named), now, self._lifetime)

    # Joining

    async def open_invitation(self, place: Place, payload: str) -> Invitation:
        """What the link invites to. Every wrong one is the same NotFound, and few tries are allowed."""
        now = self._clock.now()
        async with self._store.write() as uow:
            await _slow_down(uow, place, now)
            invite = await uow.invitations.by_hash(hash_of_argument(payload))
            if invite is None or not _is_open(invite, now):
                await uow.invitations.add_start_attempt(place, now)
                await uow.commit()
                raise NotFound
            return await _invitation(uow, invite, hash_of_argument(payload), await _owner(uow, place, invite))

    async def has_taken(self, actor: Actor, place: Place, payload: str) -> bool:
        """Whether this person has joined by this very link from this very chat."""
        async with self._store.read() as uow:
            invite = await uow.invitations.by_hash(hash_of_argument(payload))
            return invite is not None and invite.person_id == actor.person_id and invite.is_taken_in(place)

    async def offered(self, place: Place, secret_hash: str) -> Invitation | None:
        """The invitation this chat was shown, if it can still be agreed to."""
        async with self._store.read() as uow:
            invite = await uow.invitations.by_hash(secret_hash)
            if invite is None or not _is_open(invite, self._clock.now()):
                return None
            return await _invitation(uow, invite, secret_hash, await _owner(uow, place, invite))

    async def displaced(self, place: Place, secret_hash: str) -> tuple[Place, ...]:
        """The chats that would be nobody's any more if the invitation were taken here."""
        async with self._store.read() as uow:
            invite = await uow.invitations.by_hash(secret_hash)
            accounts = await uow.accounts.of([invite.person_id]) if invite else ()
        held = [Place(each.channel, each.chat_id) for each in accounts]
        return tuple(each for each in held if each.channel == place.channel and each != place)

    async def accept(self, place: Place, secret_hash: str, account: str = "") -> Actor | Waiting:
        """Take the invitation: once, in one transaction, with consent recorded. Who they are now.

        Who would become a coordinator by a link given in a chat waits until a coordinator has confirmed that
        `account` is the right one.
        """
        now = self._clock.now()
        async with self._store.write() as uow:
            invite = await uow.invitations.by_hash(secret_hash)
            if invite is None or not await uow.invitations.use(invite.id, place, now):
                raise NotFound
            await uow.invitations.taken_by(invite.id, account[:MAX_ACCOUNT])
            await uow.people.record_consent(invite.person_id, self._consent, now)
            taken = replace(invite, used_by_channel=place.channel, used_by_chat_id=place.chat_id)
            makes_coordinator = await _makes_coordinator(uow, invite)
            if makes_coordinator and invite.created_by is not None:
                answer: Actor | Waiting = await _ask(uow, taken, now)
            else:
                former = await uow.accounts.at(place)
                answer = await bind(uow, taken, now)
                await uow.audit.add(answer, now, "invite.taken", ("invite", invite.id))
                if makes_coordinator:
                    await tell_coordinators(uow, taken, DeliveryKind.COORDINATOR_JOINED, now)
                else:
                    await _tell_inviter(uow, taken, former, now)
            await uow.commit()
        return answer

    async def agree(self, actor: Actor) -> None:
        """Agree to the present words; the version is kept with the moment."""
        now = self._clock.now()
        async with self._store.write() as uow:
            await uow.people.record_consent(actor.person_id, self._consent, now)
            facts = {"version": self._consent}
            await uow.audit.add(actor, now, "consent.given", ("person", actor.person_id), facts)
            await uow.commit()

    async def check_taken(self, actor: Actor, place: Place, invite_id: InviteId) -> None:
        """NotFound for a link that this person has not taken from this very chat."""
        async with self._store.read() as uow:
            await _taken_here(uow, actor, place, invite_id)

    async def say_wrong(self, actor: Actor, place: Place, invite_id: InviteId, words: str = "") -> str:
        """Whoever has joined says that it is not them, or what is wrong: told to who invited, at once.

        Whom it was told to; NotFound for a link that was not taken from this chat.
        """
        now = self._clock.now()
        words = typed(words, limit=MAX_WORDS) if words else ""
        async with self._store.write() as uow:
            invite = await _taken_here(uow, actor, place, invite_id)
            told = await _inviters(uow, invite)
            for recipient in told:
                await uow.outbox.add(
                    new_delivery(
                        DeliveryKind.JOINED_WRONG,
                        subject_id=invite.id,
                        department_id=invite.department_id,
                        recipient_id=recipient.person_id,
                        occasion=now.isoformat(),
                        not_before=now,
                        payload={"words": words},
                    )
                )
            await uow.audit.add(actor, now, "invite.disputed", ("invite", invite.id))
            await uow.commit()
        return ", ".join(recipient.name for recipient in told)


async def _taken_here(uow: UnitOfWork, actor: Actor, place: Place, invite_id: InviteId) -> Invite:
    invite = await uow.invitations.get(invite_id)
    if invite is None or not invite.is_taken_in(place) or invite.person_id != actor.person_id:
        raise NotFound
    return invite


async def _inviters(uow: UnitOfWork, invite: Invite) -> Sequence[Recipient]:
    """Who gave the link, else the coordinators: those who can be written to."""
    given_by = [invite.created_by] if invite.created_by is not None else []
    inviter = await uow.recipients.recipients(given_by)
    found = [*inviter.values()] or await uow.recipients.curators(invite.department_id, Role.COORDINATOR)
    return [each for each in found if each.place is not None and each.person_id != invite.person_id]


async def compose_joined_wrong(uow: UnitOfWork, delivery: Delivery, now: datetime) -> SaidWrong | Cancelled:
    """To who invited: what the account that took the link says of it."""
    taken = await compose_invite_taken(uow, delivery, now)
    return (
        taken
        if isinstance(taken, Cancelled)
        else SaidWrong(taken=taken, words=str(delivery.payload["words"]))
    )


async def _makes_coordinator(uow: UnitOfWork, invite: Invite) -> bool:
    roles = await uow.roster.roles([invite.person_id])
    return invite.role is Role.COORDINATOR or any(held.role is Role.COORDINATOR for held in roles)


async def _ask(uow: UnitOfWork, invite: Invite, now: datetime) -> Waiting:
    """Put the question in line for every coordinator in the chat."""
    await uow.invitations.ask(invite.id, now)
    system = SystemActor(department_id=invite.department_id, through=Through.CHAT)
    await uow.audit.add(system, now, "invite.asked", ("invite", invite.id))
    department = await unit_of(uow, invite.department_id, invite.department_id)
    asked = await tell_coordinators(uow, invite, DeliveryKind.COORDINATOR_ASKED, now)
    return Waiting(department=department.name, asked=asked)


async def _tell_inviter(uow: UnitOfWork, invite: Invite, former: Account | None, now: datetime) -> None:
    """Which account has come, and whose it was before."""
    if invite.created_by is None or invite.created_by == invite.person_id:
        return
    is_others = former is not None and former.person_id != invite.person_id
    payload = {"instead_of": former.person_id} if former is not None and is_others else {}
    await uow.outbox.add(
        new_delivery(
            DeliveryKind.INVITE_TAKEN,
            subject_id=invite.id,
            department_id=invite.department_id,
            recipient_id=invite.created_by,
            not_before=now,
            payload=payload,
        )
    )


async def compose_invite_taken(uow: UnitOfWork, delivery: Delivery, now: datetime) -> InviteTaken | Cancelled:
    """To the one who invited, and of a coordinator's link to all coordinators: which account has joined."""
    invite = await uow.invitations.get(InviteId(delivery.subject_id))
    if invite is None or invite.revoked_at is not None:
        return Cancelled("the invitation is worth nothing any more")
    former = delivery.payload.get("instead_of")
    return await _view(uow, invite, PersonId(former) if isinstance(former, int) else None)


async def compose_coordinator_asked(
    uow: UnitOfWork, delivery: Delivery, now: datetime
) -> InviteTaken | Cancelled:
    """To the coordinators: is this account the right one?"""
    invite = await uow.invitations.get(InviteId(delivery.subject_id))
    if invite is None or not invite.is_waiting:
        return Cancelled("somebody has answered")
    return await _view(uow, invite)


async def compose_coordinator_link(
    uow: UnitOfWork, delivery: Delivery, now: datetime
) -> LinkGiven | Cancelled:
    """To the coordinators: on the server a link was made that makes a coordinator."""
    invite = await uow.invitations.get(InviteId(delivery.subject_id))
    if invite is None or not _is_open(invite, now):
        return Cancelled("the link has been taken or stopped")
    person = await uow.people.person(invite.person_id)
    return LinkGiven(person_id=invite.person_id, person=person.name if person else "")


async def compose_joined(uow: UnitOfWork, delivery: Delivery, now: datetime) -> Actor | Cancelled:
    """To somebody who was confirmed: they are in."""
    actor = await uow.actors.actor_of(delivery.recipient_id)
    return actor or Cancelled("the chat is nobody's any more")


async def _view(uow: UnitOfWork, invite: Invite, former: PersonId | None = None) -> InviteTaken | Cancelled:
    before = await uow.people.person(former) if former is not None else None
    person = await uow.people.person(invite.person_id)
    unit = await uow.people.unit(invite.unit_id)
    if person is None or unit is None:
        return Cancelled("the person is gone")
    return InviteTaken(
        invite_id=invite.id,
        person_id=person.id,
        person=person.name,
        unit=unit.name,
        role=invite.role,
        account=invite.account_name or "",
        instead_of=before if before and before.is_active else None,
    )


def _is_open(invite: Invite, now: datetime) -> bool:
    return invite.used_at is None and invite.revoked_at is None and invite.expires_at > now


async def _slow_down(uow: UnitOfWork, place: Place, now: datetime) -> None:
    """What one source tries never keeps another from joining: 128 bits are not guessed by many either."""
    if await uow.invitations.count_start_attempts(now - CHAT_WINDOW, place) >= TRIES_PER_CHAT:
        raise TooManyTries


async def _add_person(uow: UnitOfWork, actor: Actor | SystemActor, new: NewPerson, now: datetime) -> PersonId:
    person_id = await uow.people.add_person(actor.department_id, proper_name(new.name), new.post.strip())
    is_coordinator = new.role is Role.COORDINATOR
    unit_id = actor.department_id if is_coordinator else new.unit_id  # it coordinates all of it or nothing
    await uow.people.add_membership(Membership(person_id=person_id, unit_id=unit_id, role=new.role))
    facts = {"unit": unit_id, "role": new.role.value}
    await uow.audit.add(actor, now, "person.added", ("person", person_id), facts)
    return person_id


async def _owner(uow: UnitOfWork, place: Place, invite: Invite) -> str:
    """Whom the chat belongs to so far, if that is somebody else than the invited."""
    known = await uow.actors.actor(place)
    return known.name if known and known.person_id != invite.person_id else ""


async def _invitation(uow: UnitOfWork, invite: Invite, secret_hash: str, instead_of: str) -> Invitation:
    person = await uow.people.person(invite.person_id)
    inviter = await uow.people.person(invite.created_by) if invite.created_by is not None else None
    if person is None or not person.is_active:
        raise NotFound
    unit = await unit_of(uow, invite.department_id, invite.unit_id)
    department = await unit_of(uow, invite.department_id, invite.department_id)
    return Invitation(
        id=invite.id,
        secret_hash=secret_hash,
        person=person.name,
        unit=unit.name,
        department=department.name,
        role=invite.role,
        invited_by=inviter.name if inviter else "",
        instead_of=instead_of,
        expires_at=invite.expires_at,
        time_zone=department.time_zone,
    )
