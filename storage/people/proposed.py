"""Units and people a document under review would bring: no list shows them before it is approved."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import delete, select, update

from roadmap.ids import PersonId, UnitId
from roadmap.natural_order import natural
from roadmap.people.persons import Person, Unit
from storage.connection import Connection
from storage.lists import one_of
from storage.mapping import restore
from storage.people.tables import (
    AliasRow,
    MembershipRow,
    NameWordRow,
    PersonRow,
    UnitMemberRow,
    UnitRow,
    UnitSubtreeRow,
)


class ProposedRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def units(self, department_id: UnitId) -> Sequence[Unit]:
        query = select(UnitRow).where(UnitRow.department_id == department_id, UnitRow.is_proposed)
        return [restore(Unit, row) for row in await self._connection.execute(query.order_by(UnitRow.id))]

    async def persons(self, department_id: UnitId) -> Sequence[Person]:
        query = select(PersonRow).where(PersonRow.department_id == department_id, PersonRow.is_proposed)
        rows = (await self._connection.execute(query)).all()
        return [restore(Person, row) for row in sorted(rows, key=lambda row: (natural(row.name), row.id))]

    async def take_in(self, unit_ids: Collection[UnitId], person_ids: Collection[PersonId]) -> None:
        """They are of the department from now on."""
        for row, ids in ((UnitRow, unit_ids), (PersonRow, person_ids)):
            statement = update(row).where(one_of(row.id, ids), row.is_proposed)
            await self._connection.execute(statement.values(is_active=True, is_proposed=False))

    async def forget(self, unit_ids: Collection[UnitId], person_ids: Collection[PersonId]) -> None:
        """Take the proposed ones among them away, and what was written with them."""
        persons = await self._proposed(PersonRow, person_ids)
        for row in (MembershipRow, NameWordRow, AliasRow):
            await self._connection.execute(delete(row).where(one_of(row.person_id, persons)))
        await self._connection.execute(delete(PersonRow).where(one_of(PersonRow.id, persons)))
        units = await self._proposed(UnitRow, unit_ids)
        for column in (UnitMemberRow.group_id, UnitMemberRow.member_id, UnitSubtreeRow.unit_id):
            await self._connection.execute(delete(column.class_).where(one_of(column, units)))
        for row in (AliasRow, MembershipRow):
            await self._connection.execute(delete(row).where(one_of(row.unit_id, units)))
        await self._connection.execute(delete(UnitRow).where(one_of(UnitRow.id, units)))

    async def _proposed(self, row: Any, ids: Collection[int]) -> list[int]:
        found = await self._connection.execute(select(row.id).where(one_of(row.id, ids), row.is_proposed))
        return [each.id for each in found]
