"""Invitations as coordinators give them: one, all at once, on a sheet to be cut; confirmed, refused."""

import asyncio
import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from roadmap.clock import Clock
from roadmap.delivery.kinds import DeliveryKind
from roadmap.errors import NotFound, WrongState
from roadmap.ids import InviteId, PersonId, UnitId
from roadmap.natural_order import natural
from roadmap.people.invites import InvitationSheet, Invite, NewInvite, ShownLink, Strip, Unjoined
from roadmap.people.persons import Actor, Membership, Person, Role, SystemActor
from roadmap.people.place import Place
from services.people.after_joining import welcome
from services.people.directory import require, unit_of
from services.people.recipients import tell
from services.ports.exports import SheetExporter
from storage.unit_of_work import Store, UnitOfWork

WEIGHTIEST = (Role.COORDINATOR, Role.HEAD, Role.CURATOR, Role.EXECUTOR, Role.OBSERVER)
"""An invitation names the role that gives most rights."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedInvite:
    """A fresh deep-link payload: shown once, only its hash is stored.

    `replaced` is where earlier links of the person are still shown: they have just stopped working.
    """

    id: InviteId
    person_id: PersonId
    payload: str
    person: str
    post: str
    unit: str
    role: Role
    expires_at: datetime
    replaced: tuple[ShownLink, ...] = ()
    had_link: bool = False
    """Whether an earlier link of theirs worked until now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationDesk:
    """Who of the unit, or of the whole department (`unit` ""), has no chat, and what links they have."""

    unit_id: UnitId | None
    unit: str
    without_link: int
    expired: int
    invited: int

    @property
    def unjoined(self) -> int:
        return self.without_link + self.expired + self.invited


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Whom somebody took the link for, and the chat that is nobody's any more, if it was bound."""

    person_id: PersonId
    person: str
    place: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """Who is in, and the chats that were theirs before."""

    person: str
    displaced: tuple[Place, ...]


SHEET_AGAIN = timedelta(minutes=10)
"""So long the sheet can be asked for once more, with other links."""


def _needs_link(each: Unjoined, now: datetime) -> bool:
    if each.link_until is None or each.link_until <= now:
        return True
    return each.printed_at is not None and each.printed_at > now - SHEET_AGAIN


class InvitationService:
    def __init__(self, store: Store, clock: Clock, export: SheetExporter, lifetime: timedelta) -> None:
        self._store = store
        self._clock = clock
        self._export = export
        self._lifetime = lifetime

    async def invite(self, actor: Actor | SystemActor, person_id: PersonId) -> IssuedInvite:
        """A fresh invitation for somebody already known; their earlier links stop working."""
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.write() as uow:
            person = await uow.people.person(person_id)
            is_ours = person is not None and person.department_id == actor.department_id
            if person is None or not (is_ours and person.is_active):
                raise NotFound
            (issued,) = await invite_all(uow, actor, [person_id], now, self._lifetime)
            await uow.commit()
        return issued

    async def shown(self, issued: IssuedInvite, place: Place, message_id: int) -> None:
        """Remember the message in which the link stands: it is marked once the link stops working."""
        async with self._store.write() as uow:
            await uow.invitations.remember_shown(issued.id, place, message_id)
            await uow.commit()

    async def desk(self, actor: Actor, unit_id: UnitId | None) -> InvitationDesk:
        """How many there are to be invited."""
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.read() as uow:
            unit = await unit_of(uow, actor.department_id, unit_id) if unit_id else None
            found = await uow.invitations.unjoined(actor.department_id, unit_id)
        terms = [each.link_until for each in found]
        return InvitationDesk(
            unit_id=unit_id,
            unit=unit.name if unit else "",
            without_link=sum(term is None for term in terms),
            expired=sum(term is not None and term <= now for term in terms),
            invited=sum(term is not None and term > now for term in terms),
        )

    async def issue_all(
        self, actor: Actor, unit_id: UnitId | None, *, everyone: bool
    ) -> tuple[IssuedInvite, ...]:
        """A fresh link for everybody without a chat; unless `everyone`, only where no link works.

        One that was made for a sheet just now is made anew: the sheet may not have come.
        """
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.write() as uow:
            if unit_id is not None:
                await unit_of(uow, actor.department_id, unit_id)
            found = await uow.invitations.unjoined(actor.department_id, unit_id)
            wanted = [each.person_id for each in found if everyone or _needs_link(each, now)]
            issued = await invite_all(uow, actor, wanted, now, self._lifetime)
            await uow.commit()
        return issued

    async def sheet(self, actor: Actor, issued: Sequence[IssuedInvite], urls: Sequence[str]) -> bytes:
        """The links as a Word file: a strip to be cut for each person."""
        async with self._store.read() as uow:
            department = await unit_of(uow, actor.department_id, actor.department_id)
        strips = tuple(
            Strip(person=each.person, post=each.post, unit=each.unit, url=url, expires_at=each.expires_at)
            for each, url in sorted(zip(issued, urls, strict=True), key=_by_organisation)
        )
        sheet = InvitationSheet(department=department.name, time_zone=department.time_zone, strips=strips)
        return await asyncio.to_thread(self._export, sheet)

    # Once somebody has taken a link

    async def confirm(self, actor: Actor, invite_id: InviteId) -> Confirmed:
        """Let the account that took a coordinator's link in, instead of any other of that person.

        WrongState where somebody was quicker.
        """
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.write() as uow:
            invite, person = await _taken(uow, actor, invite_id)
            if not await uow.invitations.confirm(invite_id, actor.person_id, now):
                raise WrongState("settled", "confirm")
            displaced = await _other_places(uow, invite)
            joined = await bind(uow, invite, now)
            await uow.audit.add(actor, now, "invite.confirmed", ("invite", invite_id))
            newcomer = await uow.recipients.recipients([joined.person_id])
            await tell(uow, list(newcomer.values()), DeliveryKind.JOINED, invite_id, actor.department_id, now)
            await tell_coordinators(
                uow, invite, DeliveryKind.COORDINATOR_JOINED, now, besides=actor.person_id
            )
            await uow.commit()
        return Confirmed(person=person.name, displaced=displaced)

    async def refuse(self, actor: Actor, invite_id: InviteId) -> Refused:
        """«Это не тот человек»: the account's rights end at once, and its chat is nobody's.

        WrongState where that has been said already.
        """
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.write() as uow:
            invite, person = await _taken(uow, actor, invite_id)
            if not await uow.invitations.refuse(invite_id, now):
                raise WrongState("settled", "refuse")
            place = invite.taken_at
            account = await uow.accounts.at(place) if place else None
            is_theirs = account is not None and account.person_id == invite.person_id
            if place is not None and is_theirs:
                await uow.accounts.unbind(invite.person_id)
            await uow.audit.add(actor, now, "invite.refused", ("invite", invite_id))
            await uow.commit()
        return Refused(
            person_id=person.id, person=person.name, place=place if is_theirs or invite.is_waiting else None
        )


def _by_organisation(strip: tuple[IssuedInvite, str]) -> tuple[object, object]:
    """The sheet is cut and handed out organisation by organisation."""
    issued, _ = strip
    return natural(issued.unit), natural(issued.person)


async def invite_all(
    uow: UnitOfWork,
    actor: Actor | SystemActor,
    person_ids: Sequence[PersonId],
    now: datetime,
    lifetime: timedelta,
) -> tuple[IssuedInvite, ...]:
    """A fresh link for each of them, in a handful of statements; their earlier ones stop working."""
    if not person_ids:
        return ()
    persons = {person.id: person for person in await uow.people.persons(actor.department_id)}
    units = {unit.id: unit.name for unit in await uow.people.units(actor.department_id)}
    held: dict[PersonId, Membership] = {}
    for membership in sorted(await uow.people.memberships(actor.department_id), key=_weight):
        if membership.unit_id in units:
            held.setdefault(membership.person_id, membership)
    payloads = {each: secrets.token_urlsafe(16) for each in person_ids}  # 128 bits; only the hash is stored
    invites = [_new(actor, each, held.get(each), payloads[each], now, lifetime) for each in person_ids]
    ids, replaced, had_link = await uow.invitations.replace(person_ids, invites, now)
    issued = tuple(
        IssuedInvite(
            id=invite_id,
            person_id=new.person_id,
            payload=payloads[new.person_id],
            person=persons[new.person_id].name,
            post=persons[new.person_id].post,
            unit=units[new.unit_id],
            role=new.role,
            expires_at=new.expires_at,
            replaced=tuple(each for each in replaced if each.person_id == new.person_id),
            had_link=new.person_id in had_link,
        )
        for invite_id, new in zip(ids, invites, strict=True)
    )
    await uow.audit.add_all(actor, now, [("invite.issued", ("invite", each.id), {}) for each in issued])
    if isinstance(actor, SystemActor):
        for invite_id, new in zip(ids, invites, strict=True):
            if new.role is Role.COORDINATOR:
                await _tell_of_link(uow, invite_id, new, now)
    return issued


HASHED = "sha256:"


def hash_of_argument(argument: str) -> str:
    """What is stored of the link in a stored `/start`: its secret was hashed before it was stored.

    Updates that were stored before secrets were hashed still hold the secret itself.
    """
    return argument.removeprefix(HASHED) if argument.startswith(HASHED) else hash_of(argument)


def hash_of(payload: str) -> str:
    """What is stored of a link."""
    return hashlib.sha256(payload.encode("utf-8", "surrogatepass")).hexdigest()


async def bind(uow: UnitOfWork, invite: Invite, now: datetime) -> Actor:
    """The chat that took the invitation is the person's; without any role they get the one it names."""
    place = invite.taken_at
    assert place is not None
    roles = await uow.roster.roles([invite.person_id])
    if not roles:
        held = Membership(person_id=invite.person_id, unit_id=invite.unit_id, role=invite.role)
        await uow.people.add_membership(held)
    await uow.accounts.bind(invite.person_id, place, now)
    actor = await uow.actors.actor(place)
    if actor is None:
        raise NotFound
    await welcome(uow, actor, now)
    return actor


async def _other_places(uow: UnitOfWork, invite: Invite) -> tuple[Place, ...]:
    """The person's chats in the messenger of the one that took the link."""
    place = invite.taken_at
    held = [Place(each.channel, each.chat_id) for each in await uow.accounts.of([invite.person_id])]
    return tuple(each for each in held if place and each.channel == place.channel and each != place)


async def tell_coordinators(
    uow: UnitOfWork, invite: Invite, kind: DeliveryKind, now: datetime, *, besides: PersonId | None = None
) -> int:
    """Every coordinator in the chat but the invited one; how many."""
    return await _tell(uow, invite.id, invite.department_id, {invite.person_id, besides}, kind, now)


async def _tell_of_link(uow: UnitOfWork, invite_id: InviteId, new: NewInvite, now: datetime) -> None:
    await _tell(uow, invite_id, new.department_id, {new.person_id}, DeliveryKind.COORDINATOR_LINK, now)


async def _tell(
    uow: UnitOfWork,
    invite_id: InviteId,
    department_id: UnitId,
    besides: set[PersonId] | set[PersonId | None],
    kind: DeliveryKind,
    now: datetime,
) -> int:
    found = await uow.recipients.curators(department_id, Role.COORDINATOR)
    told = [each for each in found if each.place and each.person_id not in besides]
    await tell(uow, told, kind, invite_id, department_id, now)
    return len(told)


async def _taken(uow: UnitOfWork, actor: Actor, invite_id: InviteId) -> tuple[Invite, Person]:
    invite = await uow.invitations.get(invite_id)
    person = await uow.people.person(invite.person_id) if invite else None
    if invite is None or person is None or invite.department_id != actor.department_id:
        raise NotFound
    if invite.taken_at is None:
        raise NotFound
    return invite, person


def _new(
    actor: Actor | SystemActor,
    person_id: PersonId,
    held: Membership | None,
    payload: str,
    now: datetime,
    lifetime: timedelta,
) -> NewInvite:
    return NewInvite(
        secret_hash=hash_of(payload),
        department_id=actor.department_id,
        person_id=person_id,
        unit_id=held.unit_id if held else actor.department_id,
        role=held.role if held else Role.EXECUTOR,
        created_by=actor.person_id if isinstance(actor, Actor) else None,
        created_at=now,
        expires_at=now + lifetime,
    )


def _weight(held: Membership) -> tuple[int, UnitId]:
    return (WEIGHTIEST.index(held.role), held.unit_id)
