"""Rows of people and units, as services need them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from roadmap.ids import InviteId, PersonId, UnitId
from roadmap.importing import Assigned
from roadmap.people import Account, Actor, Membership, Person, Role, Unit, UnitKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite:
    id: InviteId
    department_id: UnitId
    person_id: PersonId
    unit_id: UnitId
    role: Role
    created_by: PersonId | None
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewInvite:
    secret_hash: str
    department_id: UnitId
    person_id: PersonId
    unit_id: UnitId
    role: Role
    created_by: PersonId | None
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """A person who can be written to, or (`chat_id` None) should be and cannot."""

    person_id: PersonId
    name: str
    time_zone: str
    chat_id: int | None


class PeopleRepository(Protocol):
    async def add_department(self, name: str, time_zone: str) -> UnitId: ...

    async def add_unit(
        self, department_id: UnitId, parent_id: UnitId, name: str, kind: UnitKind, time_zone: str
    ) -> UnitId: ...

    async def unit(self, unit_id: UnitId) -> Unit | None: ...

    async def units(self, department_id: UnitId) -> Sequence[Unit]: ...

    async def departments(self) -> Sequence[Unit]: ...

    async def add_members(self, group_id: UnitId, member_ids: Sequence[UnitId]) -> None: ...

    async def remove_member(self, group_id: UnitId, member_id: UnitId) -> None: ...

    async def members(self, group_id: UnitId) -> Sequence[UnitId]: ...

    async def add_person(self, department_id: UnitId, name: str, post: str) -> PersonId: ...

    async def person(self, person_id: PersonId) -> Person | None: ...

    async def persons(self, department_id: UnitId) -> Sequence[Person]: ...

    async def record_consent(self, person_id: PersonId, version: str, at: datetime) -> None: ...

    async def add_membership(self, membership: Membership) -> None: ...

    async def memberships(self, department_id: UnitId) -> Sequence[Membership]: ...

    async def account(self, channel: str, chat_id: int) -> Account | None: ...

    async def accounts(self, person_ids: Sequence[PersonId]) -> Sequence[Account]: ...

    async def bind_account(self, person_id: PersonId, channel: str, chat_id: int, at: datetime) -> None:
        """Attach the chat to the person, whoever had it before; the person's earlier chat is let go."""
        ...

    async def block_account(self, channel: str, chat_id: int) -> None: ...

    async def reopen_account(self, channel: str, chat_id: int) -> None: ...

    async def move_account(self, channel: str, chat_id: int, new_chat_id: int) -> None: ...

    async def actor(self, channel: str, chat_id: int) -> Actor | None:
        """The active person behind a chat, with roles and units as they are now."""
        ...

    async def actor_of(self, channel: str, person_id: PersonId) -> Actor | None:
        """The active person as they would act from their own chat; None while they cannot be reached."""
        ...

    async def responsible_persons(self, unit_id: UnitId) -> Sequence[Recipient]:
        """Active executors of the unit itself."""
        ...

    async def supervisors(self, unit_id: UnitId, role: Role) -> Sequence[Recipient]:
        """Active holders of the role at the unit or the nearest unit above it that has any."""
        ...

    async def recipient(self, person_id: PersonId) -> Recipient | None: ...

    async def recipients(self, person_ids: Sequence[PersonId]) -> Mapping[PersonId, Recipient]:
        """Those of them who are active."""
        ...

    async def unit_of_person(self, person_id: PersonId) -> UnitId:
        """The unit whose curator answers for this person: where they are an executor, else the department."""
        ...

    async def add_invite(self, invite: NewInvite) -> InviteId: ...

    async def invite(self, invite_id: InviteId) -> Invite | None: ...

    async def invite_by_hash(self, secret_hash: str) -> Invite | None: ...

    async def use_invite(self, invite_id: InviteId, chat_id: int, now: datetime) -> bool:
        """Mark it used; False when somebody was quicker, it has expired or was revoked."""
        ...

    async def revoke_invites(self, person_id: PersonId, now: datetime) -> None: ...

    async def count_start_attempts(self, since: datetime, chat_id: int | None = None) -> int: ...

    async def add_start_attempt(self, chat_id: int, at: datetime) -> None: ...

    async def alias(
        self, department_id: UnitId, words: str
    ) -> tuple[UnitId | None, PersonId | None] | None: ...

    async def aliases(self, department_id: UnitId) -> Mapping[str, Assigned]:
        """Every wording the department has explained, and whom it means."""
        ...

    async def remember_alias(
        self, department_id: UnitId, words: str, unit_id: UnitId | None, person_id: PersonId | None
    ) -> None: ...
