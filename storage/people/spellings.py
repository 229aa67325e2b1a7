"""Words of documents the department has explained: whom they mean."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select

from roadmap.ids import PersonId, UnitId
from roadmap.imports.questions import Assigned
from roadmap.people.persons import NOT_WORDS, Spelling
from storage.connection import Connection
from storage.inserting import upsert
from storage.people.tables import AliasRow


class SpellingRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def known(self, department_id: UnitId) -> Mapping[str, Assigned]:
        """Every wording the department has explained, and whom it means."""
        query = select(AliasRow).where(AliasRow.department_id == department_id)
        rows = await self._connection.execute(query)
        return {row.words: Assigned(unit_id=row.unit_id, person_id=row.person_id) for row in rows}

    async def of_unit(self, unit_id: UnitId) -> Sequence[Spelling]:
        """What documents call the unit besides its name, in the order of the words."""
        query = select(AliasRow.words, AliasRow.spelled).where(AliasRow.unit_id == unit_id)
        rows = await self._connection.execute(query.order_by(AliasRow.words))
        return [
            Spelling(words=row.words, spelled=row.spelled or row.words)
            for row in rows
            if not row.words.startswith(NOT_WORDS)
        ]

    async def remember(
        self,
        department_id: UnitId,
        words: str,
        unit_id: UnitId | None,
        person_id: PersonId | None,
        *,
        spelled: str = "",
    ) -> None:
        """From now on these folded words mean them; `spelled` is how somebody has written the words."""
        change: dict[str, Any] = {"unit_id": unit_id, "person_id": person_id}
        if spelled:
            change["spelled"] = spelled
        values = {"department_id": department_id, "words": words, **change}
        keys, update = ("department_id", "words"), tuple(change)
        await upsert(self._connection, AliasRow, values, keys=keys, update=update)

    async def forget(self, department_id: UnitId, words: str) -> None:
        """These words mean nobody any more: the next document asks whom they mean."""
        which = (AliasRow.department_id == department_id, AliasRow.words == words)
        await self._connection.execute(delete(AliasRow).where(*which))

    async def forget_person(self, person_id: PersonId) -> None:
        """No words of documents mean this person any more: the next document asks whom they mean."""
        await self._connection.execute(delete(AliasRow).where(AliasRow.person_id == person_id))
