"""What the people screens show: a page of organisations, of their people, of those found by name."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from roadmap.ids import PersonId, UnitId
from roadmap.people.merges import MergeKind
from roadmap.people.persons import AccountState, Role, Unit, UnitKind
from roadmap.people.roster import HeldRole, RosterPerson, RosterUnit
from storage.connection import Connection
from storage.lists import one_of
from storage.mapping import restore
from storage.people.subtrees import is_under
from storage.people.tables import (
    AccountRow,
    InviteRow,
    MembershipRow,
    MergeRow,
    NameWordRow,
    PersonRow,
    UnitMemberRow,
    UnitRow,
)

_OF_PERSON = AccountRow.person_id == PersonRow.id
_IS_OPEN = and_(
    InviteRow.person_id == PersonRow.id, InviteRow.used_at.is_(None), InviteRow.revoked_at.is_(None)
)


def _works_there() -> ColumnElement[bool]:
    """Whoever curates or watches a school is no staff of it; those of the department do and work there."""
    is_outsider = MembershipRow.role.in_([Role.CURATOR.value, Role.OBSERVER.value])
    return or_(~is_outsider, UnitRow.id == UnitRow.department_id)


def _people_of_unit(*conditions: ColumnElement[bool]) -> Any:
    """How many active people of the unit of the outer row meet the conditions."""
    return (
        select(func.count(func.distinct(MembershipRow.person_id)))
        .join(PersonRow, and_(PersonRow.id == MembershipRow.person_id, PersonRow.is_active))
        .where(MembershipRow.unit_id == UnitRow.id, _works_there(), *conditions)
        .correlate(UnitRow)
        .scalar_subquery()
    )


_REACHED = exists().where(_OF_PERSON, AccountRow.state == AccountState.ACTIVE.value)
_UNITS = select(
    UnitRow.id,
    UnitRow.name,
    UnitRow.kind,
    _people_of_unit().label("people"),
    _people_of_unit(_REACHED).label("reachable"),
).order_by(UnitRow.id)
_PEOPLE = (
    select(
        PersonRow.id,
        PersonRow.name,
        PersonRow.post,
        PersonRow.is_active,
        PersonRow.left_at,
        PersonRow.erased_at,
        func.min(AccountRow.state).label("account"),
        func.max(AccountRow.bound_at).label("bound_at"),
        select(func.max(InviteRow.expires_at)).where(_IS_OPEN).scalar_subquery().label("link_until"),
    )
    .join(AccountRow, _OF_PERSON, isouter=True)
    .group_by(PersonRow.id)
    .order_by(PersonRow.name, PersonRow.id)
)


class RosterRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def count_units(self, department_id: UnitId, among: Collection[UnitId] | None) -> int:
        query = select(func.count()).select_from(UnitRow).where(*_shown(department_id, among))
        return int((await self._connection.execute(query)).scalar_one())

    async def units(
        self, department_id: UnitId, among: Collection[UnitId] | None, *, limit: int, offset: int
    ) -> Sequence[RosterUnit]:
        """Active units of the department in the order they were entered; `among` None: all,
        else those under these roots."""
        query = _UNITS.where(*_shown(department_id, among)).limit(limit).offset(offset)
        return [restore(RosterUnit, row) for row in await self._connection.execute(query)]

    async def count_archived(self, department_id: UnitId) -> int:
        """How many organisations have left the lists and are no part of another."""
        query = select(func.count()).select_from(UnitRow).where(*_archived(department_id))
        return int((await self._connection.execute(query)).scalar_one())

    async def archived(self, department_id: UnitId, *, limit: int, offset: int) -> Sequence[Unit]:
        """Those, by name."""
        query = select(UnitRow).where(*_archived(department_id)).order_by(UnitRow.name, UnitRow.id)
        rows = await self._connection.execute(query.limit(limit).offset(offset))
        return [restore(Unit, row) for row in rows]

    async def members(self, group_id: UnitId) -> Sequence[RosterUnit]:
        """Active units the group stands for."""
        at = select(UnitMemberRow.member_id).where(UnitMemberRow.group_id == group_id)
        query = _UNITS.where(UnitRow.id.in_(at), UnitRow.is_active)
        return [restore(RosterUnit, row) for row in await self._connection.execute(query)]

    async def unjoined(self, department_id: UnitId, among: Collection[UnitId] | None) -> int:
        """How many people of the department, or of the units under these roots, the bot cannot write to."""
        query = select(func.count()).select_from(PersonRow)
        query = query.where(PersonRow.department_id == department_id, PersonRow.is_active, ~_REACHED)
        if among is not None:
            query = query.where(PersonRow.id.in_(_under(among)))
        return int((await self._connection.execute(query)).scalar_one())

    async def people_under(self, roots: Collection[UnitId]) -> set[PersonId]:
        """Whoever holds a role at one of these units or under it, and works here."""
        query = select(PersonRow.id).where(PersonRow.id.in_(_under(roots)), PersonRow.is_active)
        return {PersonId(row.id) for row in await self._connection.execute(query)}

    async def count_staff(self, unit_id: UnitId, *, is_department: bool) -> int:
        query = select(func.count()).select_from(PersonRow).where(*_staff(unit_id, is_department))
        return int((await self._connection.execute(query)).scalar_one())

    async def staff(
        self, unit_id: UnitId, *, is_department: bool, limit: int, offset: int
    ) -> Sequence[RosterPerson]:
        """People of the unit by name, not its curators; the department's are also those who work nowhere."""
        return await self._people(_PEOPLE.where(*_staff(unit_id, is_department)).limit(limit).offset(offset))

    async def count_erasable(self, department_id: UnitId) -> int:
        query = select(func.count()).select_from(PersonRow).where(*_erasable(department_id))
        return int((await self._connection.execute(query)).scalar_one())

    async def erasable(self, department_id: UnitId, *, limit: int, offset: int) -> Sequence[RosterPerson]:
        """People whose names are kept although they left, or have never joined and agreed to it."""
        return await self._people(_PEOPLE.where(*_erasable(department_id)).limit(limit).offset(offset))

    async def person(self, person_id: PersonId) -> RosterPerson | None:
        found = await self._people(_PEOPLE.where(PersonRow.id == person_id))
        return found[0] if found else None

    async def with_role(self, department_id: UnitId, role: Role, *, limit: int) -> Sequence[RosterPerson]:
        """Active people who hold the role anywhere in the department."""
        held = select(MembershipRow.person_id).where(MembershipRow.role == role.value)
        query = _PEOPLE.where(
            PersonRow.department_id == department_id, PersonRow.is_active, PersonRow.id.in_(held)
        )
        return await self._people(query.limit(limit))

    async def people(self, person_ids: Collection[PersonId]) -> Mapping[PersonId, RosterPerson]:
        found = await self._people(_PEOPLE.where(one_of(PersonRow.id, person_ids)))
        return {person.id: person for person in found}

    async def found(
        self, department_id: UnitId, words: Sequence[str], among: Collection[UnitId] | None, *, limit: int
    ) -> Sequence[RosterPerson]:
        """People, also those who left, each of these words begins a word of whose name."""
        query = _PEOPLE.where(*(PersonRow.id.in_(_begun(department_id, word)) for word in words))
        if among is not None:
            query = query.where(PersonRow.id.in_(_under(among)))
        query = query.where(or_(PersonRow.is_active, PersonRow.left_at.is_not(None)))
        return await self._people(query.limit(limit))

    async def sharing(self, department_id: UnitId, words: Collection[str]) -> Sequence[RosterPerson]:
        """Active people with one of these words in their name."""
        which = select(NameWordRow.person_id).where(
            NameWordRow.department_id == department_id, one_of(NameWordRow.word, words)
        )
        return await self._people(_PEOPLE.where(PersonRow.id.in_(which), PersonRow.is_active))

    async def _people(self, query: Select[*tuple[Any, ...]]) -> Sequence[RosterPerson]:
        return [_person(row) for row in await self._connection.execute(query)]

    async def roles(self, person_ids: Collection[PersonId]) -> Sequence[HeldRole]:
        """What these people are and where, in the order of the units."""
        query = (
            select(
                MembershipRow.person_id, MembershipRow.unit_id, UnitRow.name.label("unit"), MembershipRow.role
            )
            .join(UnitRow, UnitRow.id == MembershipRow.unit_id)
            .where(one_of(MembershipRow.person_id, person_ids))
            .order_by(MembershipRow.unit_id, MembershipRow.role)
        )
        return [restore(HeldRole, row) for row in await self._connection.execute(query)]


def _person(row: Any) -> RosterPerson:
    found = restore(RosterPerson, row)
    return replace(found, account=AccountState(found.account)) if found.account else found


def _shown(department_id: UnitId, among: Collection[UnitId] | None) -> list[ColumnElement[bool]]:
    """The department itself stands among its units: its curators and coordinators are there."""
    shown: list[ColumnElement[bool]] = [UnitRow.department_id == department_id, UnitRow.is_active.is_(True)]
    if among is None:
        return shown
    return [*shown, is_under(UnitRow.id, among), UnitRow.kind != UnitKind.GROUP.value]


def _staff(unit_id: UnitId, is_department: bool) -> list[ColumnElement[bool]]:
    at_unit: ColumnElement[bool] = PersonRow.id.in_(
        _at([unit_id]) if is_department else _at([unit_id]).where(MembershipRow.role != Role.CURATOR.value)
    )
    if is_department:
        works = MembershipRow.role != Role.CURATOR.value
        nowhere = ~exists().where(MembershipRow.person_id == PersonRow.id, works)
        at_unit = and_(PersonRow.department_id == unit_id, or_(at_unit, nowhere))
    return [PersonRow.is_active.is_(True), at_unit]


def _erasable(department_id: UnitId) -> list[ColumnElement[bool]]:
    unasked = or_(PersonRow.is_active.is_(False), PersonRow.consented_at.is_(None))
    is_absorbed = PersonRow.id.in_(absorbed(MergeKind.PERSON, department_id))
    is_here = PersonRow.is_proposed.is_(False)
    return [
        PersonRow.department_id == department_id,
        PersonRow.erased_at.is_(None),
        is_here,
        unasked,
        ~is_absorbed,
    ]


def absorbed(kind: MergeKind, department_id: UnitId) -> Any:
    """Those who became part of another card or organisation."""
    return select(MergeRow.gone_id).where(
        MergeRow.department_id == department_id, MergeRow.kind == kind.value, MergeRow.undone_at.is_(None)
    )


def _archived(department_id: UnitId) -> list[ColumnElement[bool]]:
    is_absorbed = UnitRow.id.in_(absorbed(MergeKind.UNIT, department_id))
    is_gone = and_(UnitRow.is_active.is_(False), UnitRow.is_proposed.is_(False))
    return [UnitRow.department_id == department_id, is_gone, ~is_absorbed]


def _at(unit_ids: Collection[UnitId]) -> Any:
    return select(MembershipRow.person_id).where(one_of(MembershipRow.unit_id, unit_ids))


def _under(roots: Collection[UnitId]) -> Any:
    return select(MembershipRow.person_id).where(is_under(MembershipRow.unit_id, roots))


def _begun(department_id: UnitId, word: str) -> Any:
    """Whose names have a word that begins so: a range of the index, as `LIKE` would not be one."""
    return select(NameWordRow.person_id).where(
        NameWordRow.department_id == department_id,
        NameWordRow.word >= word,
        NameWordRow.word < word + "\uffff",
    )
