"""Units, persons, accounts and roles as rows."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, select, update

from roadmap.ids import PersonId, UnitId
from roadmap.natural_order import natural
from roadmap.people.department_staff import Staff
from roadmap.people.invites import Recipient
from roadmap.people.likeness import name_words
from roadmap.people.persons import (
    DECIDING,
    WATCHING,
    Actor,
    Membership,
    Person,
    Rights,
    Role,
    StoodFor,
    Unit,
    UnitKind,
)
from roadmap.people.place import Place
from roadmap.people.standing_in import present, wanted_instead
from storage.by_channel import by_channel
from storage.connection import Connection
from storage.inserting import insert_new, insert_one
from storage.lists import one_of
from storage.mapping import restore
from storage.people.queries import (
    DEPARTMENTS,
    HELD_BY_PERSONS,
    HELD_IN_CHATS,
    HOLDERS,
    HOLDERS_ABOVE,
    HOLDERS_OF_ANY,
    HOLDERS_OF_DEPARTMENT,
    HOLDERS_OF_UNITS,
    NAMES_BY_UNIT,
    PARENTS,
    RECIPIENTS,
    STOOD_FOR,
    UNIT,
    UNITS,
)
from storage.people.settings import quiet_hours
from storage.people.subtrees import PLANT, WATCHED
from storage.people.tables import (
    MembershipRow,
    NameWordRow,
    PersonRow,
    UnitMemberRow,
    UnitRow,
)


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
        row = (await self._connection.execute(select(PersonRow).where(PersonRow.id == person_id))).first()
        return restore(Person, row) if row else None

    async def persons(self, department_id: UnitId) -> Sequence[Person]:
        query = select(PersonRow).where(PersonRow.department_id == department_id, PersonRow.is_active)
        rows = (await self._connection.execute(query)).all()
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
        query = select(MembershipRow).where(MembershipRow.person_id == person_id)
        found = await self._connection.execute(query.order_by(MembershipRow.unit_id, MembershipRow.role))
        return [restore(Membership, row) for row in found]

    async def memberships(self, department_id: UnitId) -> Sequence[Membership]:
        query = (
            select(MembershipRow)
            .join(PersonRow, PersonRow.id == MembershipRow.person_id)
            .where(PersonRow.department_id == department_id, PersonRow.is_active)
        )
        return [restore(Membership, row) for row in await self._connection.execute(query)]

    # Who is acting, who is told

    async def actor(self, place: Place) -> Actor | None:
        """The active person behind a chat, with roles and units as they are now."""
        return (await self.actors([place])).get(place)

    async def still_holds(self, place: Place, actor: Actor) -> bool:
        """Whether the person behind the chat is still this one, with the same roles and units."""
        now = await self.actor(place)
        return now is not None and now.rights == actor.rights

    async def actor_of(self, person_id: PersonId) -> Actor | None:
        """The active person as they would act from their own chat; None while they cannot be reached."""
        return (await self.actors_of([person_id])).get(person_id)

    async def actors_of(self, person_ids: Collection[PersonId]) -> Mapping[PersonId, Actor]:
        """The same of several persons."""
        rows = await self._connection.execute(HELD_BY_PERSONS, {"persons": list(person_ids)})
        return {PersonId(id_): await self._actor(held) for id_, held in _grouped(rows, "id").items()}

    async def actors(self, places: Collection[Place]) -> Mapping[Place, Actor]:
        """The active persons behind these chats."""
        found: dict[Place, Actor] = {}
        for channel, chats in by_channel(places).items():
            rows = await self._connection.execute(HELD_IN_CHATS, {"channel": channel, "chats": chats})
            for chat, held in _grouped(rows, "chat_id").items():
                found[Place(channel, chat)] = await self._actor(held)
        return found

    async def _actor(self, rows: Sequence[Any]) -> Actor:
        """Of the rows of one person."""
        first = rows[0]
        by_right = _rights(rows, first.department_id)
        stands_for = await self._stood_for(PersonId(first.id)) if first.stands_in else ()
        meanwhile = (by_right, *(each.rights for each in stands_for))
        return Actor(
            person_id=PersonId(first.id),
            department_id=UnitId(first.department_id),
            name=first.name,
            time_zone=first.time_zone,
            commands=first.commands,
            consent=first.consent_version,
            roles=frozenset().union(*(each.roles for each in meanwhile)),
            own=frozenset().union(*(each.own for each in meanwhile)),
            roots=frozenset().union(*(each.roots for each in meanwhile)),
            decides=frozenset().union(*(each.decides for each in meanwhile)),
            leads=frozenset().union(*(each.leads for each in meanwhile)),
            stands_for=stands_for,
            by_right=by_right if stands_for else None,
        )

    async def _stood_for(self, person_id: PersonId) -> tuple[StoodFor, ...]:
        """Whom this person stands in for now."""
        found = (await self._connection.execute(STOOD_FOR, {"person": person_id})).all()
        return tuple(
            StoodFor(
                person_id=PersonId(absent), name=rows[0].name, rights=_rights(rows, rows[0].department_id)
            )
            for absent, rows in _grouped(found, "person_id").items()
        )

    async def watched(self, roots: Collection[UnitId], unit_ids: Collection[UnitId]) -> Collection[UnitId]:
        """Those of the units that are one of the roots or stand under one."""
        if not roots or not unit_ids:
            return ()
        which = {"roots": list(roots), "units": list(unit_ids)}
        return {UnitId(row.unit_id) for row in await self._connection.execute(WATCHED, which)}

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
        home = select(func.min(MembershipRow.unit_id)).where(
            MembershipRow.person_id == person_id, MembershipRow.role == Role.EXECUTOR.value
        )
        query = select(func.coalesce(home.scalar_subquery(), PersonRow.department_id))
        return UnitId((await self._connection.execute(query.where(PersonRow.id == person_id))).scalar_one())


def _grouped(rows: Iterable[Any], key: str) -> Mapping[int, list[Any]]:
    groups: dict[int, list[Any]] = {}
    for row in rows:
        groups.setdefault(getattr(row, key), []).append(row)
    return groups


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


def _rights(rows: Sequence[Any], department_id: int) -> Rights:
    """What these memberships of one person give them in their department."""
    held = [row for row in rows if row.role is not None]
    return Rights(
        roles=frozenset(Role(row.role) for row in held),
        own=frozenset(UnitId(row.unit_id) for row in held if row.role == Role.EXECUTOR),
        roots=_held_at(held, WATCHING, department_id),
        decides=_held_at(held, DECIDING, department_id),
        leads=_held_at(held, (Role.HEAD,), department_id),
    )


def _held_at(rows: Iterable[Any], roles: Collection[Role], department_id: int) -> frozenset[UnitId]:
    """The units of the department where one of these roles is held."""
    return frozenset(
        UnitId(row.unit_id) for row in rows if row.role in roles and row.held_in == department_id
    )
