"""Units, persons, accounts and roles as rows."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from roadmap.ids import PersonId, UnitId
from roadmap.natural_order import natural
from roadmap.people.likeness import name_words
from roadmap.people.persons import (
    Membership,
    Person,
    Unit,
    UnitKind,
)
from storage.connection import Connection
from storage.inserting import insert_new, insert_one
from storage.lists import one_of
from storage.mapping import restore
from storage.people.queries import (
    DEPARTMENTS,
    NAMES_BY_UNIT,
    UNIT,
    UNITS,
)
from storage.people.subtrees import PLANT
from storage.people.tables import (
    MembershipRow,
    NameWordRow,
    PersonRow,
    UnitMemberRow,
    UnitRow,
)

_PERSON = select(PersonRow).where(PersonRow.id == bindparam("person"))
_PERSONS = select(PersonRow).where(PersonRow.department_id == bindparam("department"), PersonRow.is_active)
_MEMBERSHIPS = (
    select(MembershipRow)
    .join(PersonRow, PersonRow.id == MembershipRow.person_id)
    .where(PersonRow.department_id == bindparam("department"), PersonRow.is_active)
)
_MEMBERSHIPS_OF = (
    select(MembershipRow)
    .where(MembershipRow.person_id == bindparam("person"))
    .order_by(MembershipRow.unit_id, MembershipRow.role)
)
_HOLD = select(PersonRow.id).where(PersonRow.id == bindparam("person_id")).with_for_update(key_share=True)
_STILL_HERE = (
    select(PersonRow.id)
    .where(one_of(PersonRow.id, "person_ids"), PersonRow.is_active)
    .order_by(PersonRow.id)
    .with_for_update(read=True)
)
"""SQLite, which writes one transaction at a time, needs neither lock and reads without it."""


class PeopleRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # Units

    async def add_department(self, name: str, time_zone: str) -> UnitId:
        values = {"name": name, "kind": UnitKind.DEPARTMENT.value, "time_zone": time_zone, "is_active": True}
        unit_id = await insert_one(self._connection, UnitRow, values)
        await self._connection.execute(
            update(UnitRow).where(UnitRow.id == unit_id).values(department_id=unit_id)
        )
        await self._connection.execute(PLANT, {"unit": unit_id, "parent": None})
        return UnitId(unit_id)

    async def add_unit(
        self,
        department_id: UnitId,
        parent_id: UnitId,
        name: str,
        kind: UnitKind,
        time_zone: str,
        *,
        is_proposed: bool = False,
    ) -> UnitId:
        """`is_proposed`: it waits for the approval of a document."""
        values = {
            "department_id": department_id,
            "parent_id": parent_id,
            "name": name,
            "kind": kind.value,
            "time_zone": time_zone,
            "is_active": not is_proposed,
            "is_proposed": is_proposed,
        }
        unit_id = await insert_one(self._connection, UnitRow, values)
        await self._connection.execute(PLANT, {"unit": unit_id, "parent": parent_id})
        return UnitId(unit_id)

    async def unit(self, unit_id: UnitId) -> Unit | None:
        row = (await self._connection.execute(UNIT, {"unit": unit_id})).first()
        return restore(Unit, row) if row else None

    async def units(self, department_id: UnitId) -> Sequence[Unit]:
        rows = await self._connection.execute(UNITS, {"department": department_id})
        return [restore(Unit, row) for row in rows]

    async def retire_unit(self, unit_id: UnitId) -> None:
        """It is no longer among the department's units."""
        await self._connection.execute(update(UnitRow).where(UnitRow.id == unit_id).values(is_active=False))

    async def change_unit(self, unit_id: UnitId, **values: Any) -> None:
        """Give these fields of the unit other values."""
        await self._connection.execute(update(UnitRow).where(UnitRow.id == unit_id).values(**values))

    async def departments(self) -> Sequence[Unit]:
        return [restore(Unit, row) for row in await self._connection.execute(DEPARTMENTS)]

    async def add_members(self, group_id: UnitId, member_ids: Sequence[UnitId]) -> None:
        if member_ids:
            rows = [{"group_id": group_id, "member_id": member_id} for member_id in member_ids]
            await insert_new(self._connection, UnitMemberRow, rows)

    async def remove_member(self, group_id: UnitId, member_id: UnitId) -> None:
        statement = delete(UnitMemberRow).where(
            UnitMemberRow.group_id == group_id, UnitMemberRow.member_id == member_id
        )
        await self._connection.execute(statement)

    async def leave_groups(self, unit_id: UnitId) -> None:
        """No group stands for this unit any more."""
        await self._connection.execute(delete(UnitMemberRow).where(UnitMemberRow.member_id == unit_id))

    async def members(self, group_id: UnitId) -> Sequence[UnitId]:
        query = select(UnitMemberRow.member_id).where(UnitMemberRow.group_id == group_id)
        rows = await self._connection.execute(query.order_by(UnitMemberRow.member_id))
        return [UnitId(row.member_id) for row in rows]

    async def groups(self, department_id: UnitId) -> Mapping[UnitId, Sequence[UnitId]]:
        """The members of every group of the department."""
        query = select(UnitMemberRow).join(UnitRow, UnitRow.id == UnitMemberRow.group_id)
        query = query.where(UnitRow.department_id == department_id, UnitRow.is_active)
        found: dict[UnitId, list[UnitId]] = {}
        for row in await self._connection.execute(query.order_by(UnitMemberRow.member_id)):
            found.setdefault(UnitId(row.group_id), []).append(UnitId(row.member_id))
        return found

    # Persons

    async def add_person(
        self, department_id: UnitId, name: str, post: str, *, is_proposed: bool = False
    ) -> PersonId:
        """`is_proposed`: they wait for the approval of a document."""
        values = {
            "department_id": department_id,
            "name": name,
            "post": post,
            "is_active": not is_proposed,
            "is_proposed": is_proposed,
        }
        person_id = PersonId(await insert_one(self._connection, PersonRow, values))
        await self._find_by(department_id, person_id, name)
        return person_id

    async def _find_by(self, department_id: UnitId, person_id: PersonId, name: str) -> None:
        """From now on the person is found by the words of this name."""
        await self._connection.execute(delete(NameWordRow).where(NameWordRow.person_id == person_id))
        rows = [
            {"person_id": person_id, "department_id": department_id, "word": word}
            for word in sorted(name_words(name))
        ]
        if rows:
            await insert_new(self._connection, NameWordRow, rows)

    async def rename_person(self, person: Person, name: str) -> None:
        await self.change_person(person.id, name=name)
        await self._find_by(person.department_id, person.id, name)

    async def change_person(self, person_id: PersonId, **values: Any) -> None:
        """Give these fields of the person other values."""
        statement = update(PersonRow).where(PersonRow.id == person_id)
        await self._connection.execute(statement.values(**values))

    async def person(self, person_id: PersonId) -> Person | None:
        row = (await self._connection.execute(_PERSON, {"person": person_id})).first()
        return restore(Person, row) if row else None

    async def hold(self, person_id: PersonId) -> None:
        """Whoever has looked that they are still here is waited for; the next waits until this commits."""
        await self._connection.execute(_HOLD, {"person_id": person_id})

    async def still_here(self, person_ids: Collection[PersonId]) -> set[PersonId]:
        """Those of them who work here; none of them leaves until this commits."""
        found = await self._connection.execute(_STILL_HERE, {"person_ids": [*person_ids]})
        return {PersonId(id_) for id_ in found.scalars()}

    async def persons(self, department_id: UnitId) -> Sequence[Person]:
        rows = (await self._connection.execute(_PERSONS, {"department": department_id})).all()
        return [restore(Person, row) for row in sorted(rows, key=lambda row: (natural(row.name), row.id))]

    async def names(self, person_ids: Sequence[int]) -> Mapping[int, str]:
        """The present names of these people, whether they still work here or not."""
        query = select(PersonRow.id, PersonRow.name).where(one_of(PersonRow.id, person_ids))
        return {row.id: row.name for row in await self._connection.execute(query)}

    async def names_by_unit(self, department_id: UnitId) -> Sequence[tuple[str, Mapping[PersonId, str]]]:
        """Of each unit of the department its name and those of its active people, who hold any role there."""
        found: dict[tuple[int, str], dict[PersonId, str]] = {}
        for row in await self._connection.execute(NAMES_BY_UNIT, {"department": department_id}):
            found.setdefault((row.unit_id, row.unit), {})[PersonId(row.person_id)] = row.name
        return [(unit, people) for (_, unit), people in found.items()]

    async def retire_person(self, person_id: PersonId) -> None:
        """They are no longer among the department's people."""
        statement = update(PersonRow).where(PersonRow.id == person_id)
        await self._connection.execute(statement.values(is_active=False))

    async def record_consent(self, person_id: PersonId, version: str, at: datetime) -> None:
        statement = update(PersonRow).where(PersonRow.id == person_id)
        await self._connection.execute(statement.values(consent_version=version, consented_at=at))

    async def add_membership(self, membership: Membership) -> None:
        values = {
            "person_id": membership.person_id,
            "unit_id": membership.unit_id,
            "role": membership.role.value,
        }
        await insert_new(self._connection, MembershipRow, values)

    async def remove_membership(self, membership: Membership) -> None:
        statement = delete(MembershipRow).where(
            MembershipRow.person_id == membership.person_id,
            MembershipRow.unit_id == membership.unit_id,
            MembershipRow.role == membership.role.value,
        )
        await self._connection.execute(statement)

    async def memberships_of(self, person_id: PersonId) -> Sequence[Membership]:
        """The roles of one person, whether they still work here or not."""
        found = await self._connection.execute(_MEMBERSHIPS_OF, {"person": person_id})
        return [restore(Membership, row) for row in found]

    async def memberships(self, department_id: UnitId) -> Sequence[Membership]:
        found = await self._connection.execute(_MEMBERSHIPS, {"department": department_id})
        return [restore(Membership, row) for row in found]
