"""Who is told of what: the people behind a unit or a role, for those away who stands in for them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, select

from roadmap.ids import PersonId, UnitId
from roadmap.people.department_staff import Staff
from roadmap.people.invites import Recipient
from roadmap.people.persons import Role
from roadmap.people.place import Place
from roadmap.people.standing_in import present, wanted_instead
from storage.connection import Connection
from storage.people.queries import (
    HOLDERS,
    HOLDERS_ABOVE,
    HOLDERS_OF_ANY,
    HOLDERS_OF_DEPARTMENT,
    HOLDERS_OF_UNITS,
    HOME_OF_PERSON,
    PARENTS,
    RECIPIENTS,
)
from storage.people.settings import quiet_hours
from storage.people.tables import MembershipRow, PersonRow


class RecipientRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def responsible_persons(self, unit_id: UnitId) -> Sequence[Recipient]:
        """Who is told of what the unit owes: its active executors, for those away who stands in for them."""
        (told,) = await self._present([await self._holders(unit_id, Role.EXECUTOR)])
        return told

    async def executors(self, unit_id: UnitId) -> Sequence[Recipient]:
        """The active executors of the unit, away or not."""
        return await self._holders(unit_id, Role.EXECUTOR)

    async def out_of_chat(self, unit_ids: Collection[UnitId]) -> Mapping[UnitId, bool]:
        """Those of the units none of whose executors can be written to, and whether they have any."""
        which = {"units": list(unit_ids), "role": Role.EXECUTOR.value}
        staff: dict[UnitId, list[Recipient]] = {unit_id: [] for unit_id in unit_ids}
        for row in await self._connection.execute(HOLDERS_OF_UNITS, which):
            staff[UnitId(row.unit_id)].append(_recipient(row))
        told = await self._present(list(staff.values()))
        return {
            unit_id: bool(staff[unit_id])
            for unit_id, people in zip(staff, told, strict=True)
            if not any(person.place for person in people)
        }

    async def told_for(self, person_ids: Sequence[PersonId]) -> Sequence[Recipient]:
        """Who is told of what these active people owe: they themselves, or who stands in for them."""
        return [each for told in (await self.told_for_each(person_ids)).values() for each in told]

    async def told_for_each(self, person_ids: Collection[PersonId]) -> Mapping[PersonId, Sequence[Recipient]]:
        """The same of each of them apart."""
        found = list((await self.recipients(list(person_ids))).values())
        told = await self._present([[each] for each in found])
        return {each.person_id: people for each, people in zip(found, told, strict=True)}

    async def _present(self, groups: Sequence[Sequence[Recipient]]) -> Sequence[Sequence[Recipient]]:
        """Each group without those who are away and with who stands in for them; see `present`."""
        wanted = sorted({each for found in groups for each in wanted_instead(found)})
        stand_ins = await self.recipients(wanted) if wanted else {}
        return [present(found, stand_ins) for found in groups]

    async def curators(self, unit_id: UnitId, role: Role) -> Sequence[Recipient]:
        """Who holds the role at the unit or the nearest unit above it that has any; see `_present`."""
        which = {"unit": unit_id, "role": role.value}
        found = (await self._connection.execute(HOLDERS_ABOVE, which)).all()
        nearest = min((row.height for row in found), default=None)
        (told,) = await self._present([[_recipient(row) for row in found if row.height == nearest]])
        return told

    async def holders_above(self, unit_id: UnitId, role: Role) -> Sequence[Recipient]:
        """All active holders of the role at the unit and above it, away or not, the nearest first."""
        which = {"unit": unit_id, "role": role.value}
        found = (await self._connection.execute(HOLDERS_ABOVE, which)).all()
        return [_recipient(row) for row in sorted(found, key=lambda row: (row.height, row.id))]

    async def staff(self, department_id: UnitId) -> Staff:
        """Who is told in which role at which unit of a whole department, and how its units stand."""
        which = {"department": department_id}
        holders: dict[tuple[UnitId, Role], list[Recipient]] = {}
        for row in await self._connection.execute(HOLDERS_OF_DEPARTMENT, which):
            holders.setdefault((UnitId(row.unit_id), Role(row.role)), []).append(_recipient(row))
        parents = {row.id: row.parent_id for row in await self._connection.execute(PARENTS, which)}
        told = await self._present(list(holders.values()))
        return Staff(parents=parents, holders=dict(zip(holders, told, strict=True)))

    async def holding(self, department_id: UnitId, roles: Collection[Role]) -> Sequence[Recipient]:
        """Active people who hold one of the roles at the department or a unit of it, each once."""
        which = {"department": department_id, "roles": list(roles)}
        found = {each.person_id: each for each in await self._read_recipients(HOLDERS_OF_ANY, which)}
        return list(found.values())

    async def left_of(self, unit_id: UnitId) -> Sequence[str]:
        """Names of those who answered for the unit and work here no more, who left last first."""
        query = (
            select(PersonRow.name)
            .join(MembershipRow, MembershipRow.person_id == PersonRow.id)
            .where(
                MembershipRow.unit_id == unit_id,
                MembershipRow.role == Role.EXECUTOR.value,
                ~PersonRow.is_active,
                PersonRow.left_at.is_not(None),
            )
            .order_by(PersonRow.left_at.desc(), PersonRow.id)
        )
        return [row.name for row in await self._connection.execute(query)]

    async def holders(self, unit_id: UnitId, role: Role) -> Sequence[PersonId]:
        """Active people who hold the role at this very unit."""
        return [each.person_id for each in await self._holders(unit_id, role)]

    async def _holders(self, unit_id: UnitId, role: Role) -> Sequence[Recipient]:
        return await self._read_recipients(HOLDERS, {"unit": unit_id, "role": role.value})

    async def recipient(self, person_id: PersonId) -> Recipient | None:
        found = await self.recipients([person_id])
        return found.get(person_id)

    async def recipients(self, person_ids: Sequence[PersonId]) -> Mapping[PersonId, Recipient]:
        """Those of them who are active."""
        found = await self._read_recipients(RECIPIENTS, {"persons": list(person_ids)})
        return {each.person_id: each for each in found}

    async def _read_recipients(
        self, query: Select[*tuple[Any, ...]], which: Mapping[str, Any]
    ) -> Sequence[Recipient]:
        return [_recipient(row) for row in await self._connection.execute(query, which)]

    async def unit_of_person(self, person_id: PersonId) -> UnitId:
        """The unit whose curator answers for this person: where they are an executor, else the department."""
        found = await self._connection.execute(HOME_OF_PERSON, {"person": person_id})
        return UnitId(found.scalar_one())


def _recipient(row: Any) -> Recipient:
    return Recipient(
        person_id=PersonId(row.id),
        name=row.name,
        time_zone=row.time_zone,
        place=Place(row.channel, row.chat_id) if row.chat_id is not None else None,
        is_away=row.away is not None,
        stand_in_id=row.stand_in_id,
        has_deputy=row.stand_in_id is not None and row.stand_in_id == row.deputy_id,
        post=row.post,
        quiet=quiet_hours(row),
    )
