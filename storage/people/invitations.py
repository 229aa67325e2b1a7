"""Invitations as rows: many issued at once, taken, waited for, confirmed and refused."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update

from roadmap.ids import InviteId, PersonId, UnitId
from roadmap.natural_order import natural
from roadmap.people.invites import Invite, NewInvite, OutsideCount, ShownLink, Unjoined
from roadmap.people.persons import Role
from roadmap.people.place import Place
from storage.connection import Connection
from storage.inserting import insert_all
from storage.lists import one_of
from storage.mapping import restore
from storage.people.queries import OUTSIDE
from storage.people.tables import AccountRow, InviteRow, MembershipRow, PersonRow, StartAttemptRow

_IS_OPEN = (InviteRow.used_at.is_(None), InviteRow.revoked_at.is_(None))
_HAS_CHAT = select(AccountRow.id).where(AccountRow.person_id == PersonRow.id).exists()
_LINK_UNTIL = (
    select(func.max(InviteRow.expires_at))
    .where(InviteRow.person_id == PersonRow.id, *_IS_OPEN)
    .correlate(PersonRow)
    .scalar_subquery()
)

_PRINTED_AT = (
    select(func.max(InviteRow.created_at))
    .where(InviteRow.person_id == PersonRow.id, *_IS_OPEN, InviteRow.shown_message_id.is_(None))
    .correlate(PersonRow)
    .scalar_subquery()
)


class InvitationRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def unjoined(self, department_id: UnitId, unit_id: UnitId | None = None) -> Sequence[Unjoined]:
        """Active people who have no chat, with the term of their open link; of one unit where it is named."""
        columns = (_LINK_UNTIL.label("link_until"), _PRINTED_AT.label("printed_at"))
        query = select(PersonRow.id, PersonRow.name, *columns).where(
            PersonRow.department_id == department_id, PersonRow.is_active, ~_HAS_CHAT
        )
        if unit_id is not None:
            here = select(MembershipRow.person_id).where(MembershipRow.unit_id == unit_id)
            query = query.where(PersonRow.id.in_(here))
        rows = (await self._connection.execute(query.order_by(PersonRow.id))).all()
        rows = sorted(rows, key=lambda row: natural(row.name))
        return [
            Unjoined(person_id=PersonId(row.id), link_until=row.link_until, printed_at=row.printed_at)
            for row in rows
        ]

    async def replace(
        self, person_ids: Sequence[PersonId], invites: Sequence[NewInvite], now: datetime
    ) -> tuple[list[InviteId], list[ShownLink], set[PersonId]]:
        """Issue these, and let the earlier links of these people go: where shown, and whose still worked."""
        shown = await self._shown(person_ids)
        open_ones = update(InviteRow).where(one_of(InviteRow.person_id, person_ids), *_IS_OPEN)
        gone = await self._connection.execute(
            open_ones.values(revoked_at=now).returning(InviteRow.person_id, InviteRow.expires_at)
        )
        had_link = {PersonId(row.person_id) for row in gone if row.expires_at > now}
        rows = [_values(invite) for invite in invites]
        return [InviteId(new) for new in await insert_all(self._connection, InviteRow, rows)], shown, had_link

    async def _shown(self, person_ids: Sequence[PersonId]) -> list[ShownLink]:
        query = (
            select(
                InviteRow.shown_channel,
                InviteRow.shown_chat_id,
                InviteRow.shown_message_id,
                InviteRow.person_id,
                PersonRow.name,
            )
            .join(PersonRow, PersonRow.id == InviteRow.person_id)
            .where(
                one_of(InviteRow.person_id, person_ids), *_IS_OPEN, InviteRow.shown_message_id.is_not(None)
            )
        )
        return [
            ShownLink(
                place=Place(row.shown_channel, row.shown_chat_id),
                message_id=row.shown_message_id,
                person_id=PersonId(row.person_id),
                person=row.name,
            )
            for row in await self._connection.execute(query)
        ]

    async def remember_shown(self, invite_id: InviteId, place: Place, message_id: int) -> None:
        """The message in which the link stands."""
        at = {"shown_channel": place.channel, "shown_chat_id": place.chat_id, "shown_message_id": message_id}
        await self._change(invite_id, **at)

    async def taken_by(self, invite_id: InviteId, account_name: str) -> None:
        """How the account calls itself that has taken the link."""
        await self._change(invite_id, account_name=account_name)

    async def ask(self, invite_id: InviteId, now: datetime) -> None:
        """Taken, and waiting to be confirmed."""
        await self._change(invite_id, asked_at=now)

    async def confirm(self, invite_id: InviteId, by: PersonId, now: datetime) -> bool:
        """False when somebody was quicker, or it does not wait."""
        statement = update(InviteRow).where(
            InviteRow.id == invite_id,
            InviteRow.asked_at.is_not(None),
            InviteRow.confirmed_at.is_(None),
            InviteRow.revoked_at.is_(None),
        )
        changed = await self._connection.execute(statement.values(confirmed_at=now, confirmed_by=by))
        return changed.rowcount == 1

    async def refuse(self, invite_id: InviteId, now: datetime) -> bool:
        """It is worth nothing any more, though it was taken; False when that has been said already."""
        statement = update(InviteRow).where(InviteRow.id == invite_id, InviteRow.revoked_at.is_(None))
        return (await self._connection.execute(statement.values(revoked_at=now))).rowcount == 1

    async def _change(self, invite_id: InviteId, **values: Any) -> None:
        await self._connection.execute(update(InviteRow).where(InviteRow.id == invite_id).values(**values))

    async def get(self, invite_id: InviteId) -> Invite | None:
        return await self._one_invite(InviteRow.id == invite_id)

    async def by_hash(self, secret_hash: str) -> Invite | None:
        return await self._one_invite(InviteRow.secret_hash == secret_hash)

    async def _one_invite(self, condition: Any) -> Invite | None:
        row = (await self._connection.execute(select(InviteRow).where(condition))).first()
        return restore(Invite, row) if row else None

    async def use(self, invite_id: InviteId, place: Place, now: datetime) -> bool:
        """Mark it used; False when somebody was quicker, it has expired or was revoked."""
        statement = (
            update(InviteRow)
            .where(
                InviteRow.id == invite_id,
                InviteRow.used_at.is_(None),
                InviteRow.revoked_at.is_(None),
                InviteRow.expires_at > now,
            )
            .values(used_at=now, used_by_channel=place.channel, used_by_chat_id=place.chat_id)
        )
        return (await self._connection.execute(statement)).rowcount == 1

    async def revoke(self, person_id: PersonId, now: datetime, to: tuple[UnitId, Role] | None = None) -> None:
        """Links of this person that nobody has used stop working; with `to`, those to this role there."""
        statement = update(InviteRow).where(
            InviteRow.person_id == person_id, InviteRow.used_at.is_(None), InviteRow.revoked_at.is_(None)
        )
        if to is not None:
            unit_id, role = to
            statement = statement.where(InviteRow.unit_id == unit_id, InviteRow.role == role.value)
        await self._connection.execute(statement.values(revoked_at=now))

    async def count_outside(self, department_id: UnitId, now: datetime) -> OutsideCount:
        """Active people who have no account, by whether their last link has expired."""
        row = (await self._connection.execute(OUTSIDE, {"department": department_id, "now": now})).one()
        return OutsideCount(
            waiting=int(row.outside or 0) - int(row.expired or 0), expired=int(row.expired or 0)
        )

    async def count_start_attempts(self, since: datetime, place: Place | None = None) -> int:
        query = select(func.count()).select_from(StartAttemptRow).where(StartAttemptRow.at > since)
        if place is not None:
            query = query.where(
                StartAttemptRow.channel == place.channel, StartAttemptRow.chat_id == place.chat_id
            )
        return int((await self._connection.execute(query)).scalar_one())

    async def add_start_attempt(self, place: Place, at: datetime) -> None:
        await self._connection.execute(insert(StartAttemptRow).values(**place._asdict(), at=at))


def _values(invite: NewInvite) -> Mapping[str, Any]:
    return {
        "secret_hash": invite.secret_hash,
        "department_id": invite.department_id,
        "person_id": invite.person_id,
        "unit_id": invite.unit_id,
        "role": invite.role.value,
        "created_by": invite.created_by,
        "created_at": invite.created_at,
        "expires_at": invite.expires_at,
    }
