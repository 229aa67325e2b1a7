"""Lists of people as rows, and what loading one changes, each kind of change in one statement."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update

from roadmap.ids import PersonId, StaffListId, UnitId
from roadmap.people import staff_json
from roadmap.people.likeness import name_words
from roadmap.people.persons import Membership
from roadmap.people.staff import StaffTable
from roadmap.people.staff_lists import StaffList, StaffListState
from roadmap.people.staff_plan import PlannedPerson, PlannedUnit
from storage.connection import Connection
from storage.inserting import insert_all, insert_new, insert_one
from storage.lists import one_of
from storage.people.tables import (
    MembershipRow,
    NameWordRow,
    PersonRow,
    StaffListRow,
    UnitRow,
    UnitSubtreeRow,
)

_CHANGE_UNIT = (
    update(UnitRow)
    .where(UnitRow.id == bindparam("unit"))
    .values(name=bindparam("its_name"), kind=bindparam("its_kind"), time_zone=bindparam("its_zone"))
)
_CHANGE_PERSON = (
    update(PersonRow)
    .where(PersonRow.id == bindparam("person"))
    .values(name=bindparam("their_name"), post=bindparam("their_post"))
)
_REVOKE = delete(MembershipRow).where(
    MembershipRow.person_id == bindparam("person"),
    MembershipRow.unit_id == bindparam("unit"),
    MembershipRow.role == bindparam("their_role"),
)


class StaffLists:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(
        self,
        department_id: UnitId,
        author_id: PersonId | None,
        file_name: str,
        table: StaffTable,
        now: datetime,
    ) -> StaffListId:
        values = {
            "department_id": department_id,
            "author_id": author_id,
            "file_name": file_name,
            "rows": staff_json.to_json(table),
            "choices": {},
            "state": StaffListState.OPEN.value,
            "created_at": now,
        }
        return StaffListId(await insert_one(self._connection, StaffListRow, values))

    async def get(self, list_id: StaffListId, department_id: UnitId) -> StaffList | None:
        query = select(StaffListRow).where(
            StaffListRow.id == list_id, StaffListRow.department_id == department_id
        )
        row = (await self._connection.execute(query)).first()
        if row is None:
            return None
        return StaffList(
            id=StaffListId(row.id),
            department_id=UnitId(row.department_id),
            file_name=row.file_name,
            table=staff_json.from_json(row.rows),
            choices=row.choices,
            state=StaffListState(row.state),
        )

    async def choose(self, list_id: StaffListId, choices: Mapping[str, int]) -> None:
        statement = update(StaffListRow).where(StaffListRow.id == list_id)
        await self._connection.execute(statement.values(choices=dict(choices)))

    async def settle(self, list_id: StaffListId, state: StaffListState) -> bool:
        """Done with it: the names in it are kept no longer. False when somebody was quicker."""
        nothing = staff_json.to_json(StaffTable(rows=()))
        statement = (
            update(StaffListRow)
            .where(StaffListRow.id == list_id, StaffListRow.state == StaffListState.OPEN.value)
            .values(state=state.value, rows=nothing, choices={})
        )
        return (await self._connection.execute(statement)).rowcount == 1

    async def forget_old(self, department_id: UnitId, before: datetime) -> None:
        """Lists nobody has come back to."""
        await self._connection.execute(
            delete(StaffListRow).where(
                StaffListRow.department_id == department_id, StaffListRow.created_at < before
            )
        )

    # What loading changes

    async def add_units(self, department_id: UnitId, units: Sequence[PlannedUnit]) -> list[UnitId]:
        """Their ids in the same order; each stands directly under the department."""
        rows = [
            {
                "department_id": department_id,
                "parent_id": department_id,
                "name": unit.name,
                "kind": unit.kind.value,
                "time_zone": unit.time_zone,
                "is_active": True,
            }
            for unit in units
        ]
        unit_ids = [UnitId(new) for new in await insert_all(self._connection, UnitRow, rows)]
        roots = [(root, unit_id) for unit_id in unit_ids for root in (unit_id, department_id)]
        if roots:
            subtrees = [{"root_id": root, "unit_id": unit_id} for root, unit_id in roots]
            await insert_new(self._connection, UnitSubtreeRow, subtrees)
        return unit_ids

    async def change_units(self, units: Sequence[PlannedUnit]) -> None:
        rows = [
            {"unit": u.id, "its_name": u.name, "its_kind": u.kind.value, "its_zone": u.time_zone}
            for u in units
        ]
        if rows:
            await self._connection.execute(_CHANGE_UNIT, rows)

    async def add_persons(self, department_id: UnitId, persons: Sequence[PlannedPerson]) -> list[PersonId]:
        """Their ids in the same order."""
        rows = [
            {"department_id": department_id, "name": each.name, "post": each.post, "is_active": True}
            for each in persons
        ]
        person_ids = [PersonId(new) for new in await insert_all(self._connection, PersonRow, rows)]
        await self._find_by(department_id, dict(zip(person_ids, (p.name for p in persons), strict=True)))
        return person_ids

    async def change_persons(self, department_id: UnitId, persons: Sequence[PlannedPerson]) -> None:
        rows = [{"person": p.id, "their_name": p.name, "their_post": p.post} for p in persons]
        if rows:
            await self._connection.execute(_CHANGE_PERSON, rows)
            await self._find_by(department_id, {person.id: person.name for person in persons})

    async def _find_by(self, department_id: UnitId, names: Mapping[PersonId, str]) -> None:
        """From now on these people are found by the words of these names."""
        await self._connection.execute(delete(NameWordRow).where(one_of(NameWordRow.person_id, names)))
        rows = [
            {"person_id": person_id, "department_id": department_id, "word": word}
            for person_id, name in names.items()
            for word in sorted(name_words(name))
        ]
        if rows:
            await insert_new(self._connection, NameWordRow, rows)

    async def grant(self, memberships: Sequence[Membership]) -> None:
        rows = [
            {"person_id": held.person_id, "unit_id": held.unit_id, "role": held.role.value}
            for held in memberships
        ]
        if rows:
            await insert_new(self._connection, MembershipRow, rows)

    async def revoke(self, memberships: Sequence[Membership]) -> None:
        rows = [
            {"person": held.person_id, "unit": held.unit_id, "their_role": held.role.value}
            for held in memberships
        ]
        if rows:
            await self._connection.execute(_REVOKE, rows)
