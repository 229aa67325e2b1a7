"""Chats of people: attached, let go, blocked and moved."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from roadmap.ids import PersonId
from roadmap.people.persons import Account, AccountState
from roadmap.people.place import Place
from storage.connection import Connection
from storage.inserting import upsert
from storage.lists import one_of
from storage.mapping import restore
from storage.people.queries import ACCOUNT, DROP_ELSEWHERE
from storage.people.tables import AccountRow

_OF_PERSONS = select(AccountRow).where(one_of(AccountRow.person_id, "persons"))


class AccountRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def at(self, place: Place) -> Account | None:
        row = (await self._connection.execute(ACCOUNT, place._asdict())).first()
        return restore(Account, row) if row else None

    async def of(self, person_ids: Sequence[PersonId]) -> Sequence[Account]:
        which = {"persons": list(person_ids)}
        return [restore(Account, row) for row in await self._connection.execute(_OF_PERSONS, which)]

    async def bind(self, person_id: PersonId, place: Place, at: datetime) -> None:
        """Attach the chat to the person, whoever had it before; the person's earlier chat is let go."""
        where = place._asdict()
        await self._connection.execute(DROP_ELSEWHERE, {**where, "person": person_id})
        change = {"person_id": person_id, "state": AccountState.ACTIVE.value, "bound_at": at}
        await upsert(
            self._connection, AccountRow, {**where, **change}, keys=Place._fields, update=tuple(change)
        )

    async def unbind(self, person_id: PersonId) -> Sequence[Place]:
        """The chats of this person are nobody's any more; which they were."""
        gone = delete(AccountRow).where(AccountRow.person_id == person_id)
        found = await self._connection.execute(gone.returning(AccountRow.channel, AccountRow.chat_id))
        return [Place(row.channel, row.chat_id) for row in found]

    async def block(self, place: Place) -> None:
        await self._change(place, {"state": AccountState.BLOCKED.value})

    async def reopen(self, place: Place) -> None:
        await self._change(place, {"state": AccountState.ACTIVE.value})

    async def remember_commands(self, place: Place, fingerprint: str | None) -> None:
        await self._change(place, {"commands": fingerprint})

    async def move(self, place: Place, new_chat_id: int) -> None:
        await self._change(place, {"chat_id": new_chat_id})

    async def _change(self, place: Place, change: dict[str, Any]) -> None:
        statement = update(AccountRow).where(
            AccountRow.channel == place.channel, AccountRow.chat_id == place.chat_id
        )
        await self._connection.execute(statement.values(**change))
