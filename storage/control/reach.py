"""Whom the plan cannot reach: every gap is a set, counted by one statement and read by pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, func, literal, or_, select

from roadmap.control.reach import Gap, GapLine
from roadmap.ids import UnitId
from roadmap.people.persons import AccountState, Actor, Role, UnitKind
from storage.connection import Connection
from storage.control.duty_queries import IS_OWED
from storage.control.measure_queries import IS_UNANSWERED
from storage.control.tables import DutyRow
from storage.people.subtrees import is_under
from storage.people.tables import (
    RUNNING,
    AbsenceRow,
    AccountRow,
    InviteRow,
    MembershipRow,
    PersonRow,
    UnitRow,
)
from storage.plan.tables import MeasureRow, RoadMapRow

Lines = Select[*tuple[Any, ...]]
_HAS_ACCOUNT = select(AccountRow.id).where(AccountRow.person_id == PersonRow.id).correlate(PersonRow).exists()
_IS_REACHED = (
    select(AccountRow.id)
    .where(AccountRow.person_id == PersonRow.id, AccountRow.state == AccountState.ACTIVE.value)
    .correlate(PersonRow)
    .exists()
)
_LINK_UNTIL = (
    select(func.max(InviteRow.expires_at))
    .where(InviteRow.person_id == PersonRow.id, InviteRow.used_at.is_(None), InviteRow.revoked_at.is_(None))
    .correlate(PersonRow)
    .scalar_subquery()
)
_UNIT_NAME = (
    select(func.min(UnitRow.name))
    .join(MembershipRow, MembershipRow.unit_id == UnitRow.id)
    .where(MembershipRow.person_id == PersonRow.id)
    .correlate(PersonRow)
    .scalar_subquery()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeDepartment:
    """Looks at everything, as a coordinator does, where nobody has pressed anything."""

    department_id: UnitId

    @property
    def roots(self) -> frozenset[UnitId]:
        return frozenset((self.department_id,))

    def has(self, *_: Role) -> bool:
        return True


class ReachRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def counts(self, who: Actor | WholeDepartment, now: datetime) -> Mapping[Gap, int]:
        """How many there are of each gap, in one statement."""
        sets = {gap: _lines(gap, who, now).order_by(None).subquery() for gap in Gap}
        counted = [
            select(func.count()).select_from(found).scalar_subquery().label(f"gap_{place}")
            for place, found in enumerate(sets.values())
        ]
        row = (await self._connection.execute(select(*counted))).one()
        return {gap: int(getattr(row, f"gap_{place}")) for place, gap in enumerate(sets)}

    async def total(self, department_id: UnitId, now: datetime) -> int:
        """How many there are of all gaps in the whole department."""
        return sum((await self.counts(WholeDepartment(department_id=department_id), now)).values())

    async def lines(
        self, gap: Gap, who: Actor | WholeDepartment, now: datetime, *, limit: int, offset: int
    ) -> Sequence[GapLine]:
        """A page of one gap, by name."""
        query = _lines(gap, who, now).limit(limit).offset(offset)
        return [
            GapLine(id=row.id, name=row.name, detail=row.detail or "")
            for row in await self._connection.execute(query)
        ]


def _lines(gap: Gap, who: Actor | WholeDepartment, now: datetime) -> Lines:
    match gap:
        case Gap.UNBOUND:
            return _people(who, ~_HAS_ACCOUNT, func.coalesce(now < _LINK_UNTIL, True))
        case Gap.EXPIRED:
            return _people(who, ~_HAS_ACCOUNT, now >= _LINK_UNTIL)
        case Gap.BLOCKED:
            return _people(who, _HAS_ACCOUNT, ~_IS_REACHED)
        case Gap.LEFT:
            return _left(who)
        case Gap.AWAY:
            away = select(AbsenceRow.person_id).where(RUNNING, AbsenceRow.stand_in_id.is_(None))
            return _people(who, PersonRow.id.in_(away))
        case Gap.EMPTY_UNIT:
            return _empty_units(who)
        case Gap.NOBODY:
            return _unanswered(who)


def _people(who: Actor | WholeDepartment, *conditions: ColumnElement[bool]) -> Lines:
    """Active people of the units this person watches; for a coordinator, all of the department."""
    query = select(PersonRow.id, PersonRow.name, _UNIT_NAME.label("detail")).where(
        PersonRow.department_id == who.department_id, PersonRow.is_active, *conditions
    )
    if not who.has(Role.COORDINATOR):
        theirs = select(MembershipRow.person_id).where(is_under(MembershipRow.unit_id, who.roots))
        query = query.where(PersonRow.id.in_(theirs))
    return query.order_by(PersonRow.name, PersonRow.id)


def _left(who: Actor | WholeDepartment) -> Lines:
    """People who no longer work here and by name still owe something."""
    owed = func.count(DutyRow.id)
    query = (
        select(PersonRow.id, PersonRow.name, cast(owed, String).label("detail"))
        .join(DutyRow, DutyRow.person_id == PersonRow.id)
        .where(PersonRow.department_id == who.department_id, ~PersonRow.is_active, IS_OWED)
        .group_by(PersonRow.id, PersonRow.name)
    )
    if not who.has(Role.COORDINATOR):
        query = query.where(is_under(DutyRow.home_unit_id, who.roots))
    return query.order_by(PersonRow.name, PersonRow.id)


def _empty_units(who: Actor | WholeDepartment) -> Lines:
    """Organisations nobody answers for, with how much they owe; the department where it owes anything."""
    answers = (
        select(MembershipRow.unit_id)
        .join(PersonRow, PersonRow.id == MembershipRow.person_id)
        .where(
            MembershipRow.unit_id == UnitRow.id,
            MembershipRow.role == Role.EXECUTOR.value,
            PersonRow.is_active,
        )
        .correlate(UnitRow)
        .exists()
    )
    owed = (
        select(func.count())
        .select_from(DutyRow)
        .where(DutyRow.unit_id == UnitRow.id, IS_OWED)
        .correlate(UnitRow)
        .scalar_subquery()
    )
    return (
        select(UnitRow.id, UnitRow.name, cast(owed, String).label("detail"))
        .where(
            UnitRow.department_id == who.department_id,
            UnitRow.is_active,
            UnitRow.kind != UnitKind.GROUP.value,
            or_(UnitRow.kind != UnitKind.DEPARTMENT.value, owed > 0),
            is_under(UnitRow.id, who.roots),
            ~answers,
        )
        .order_by(UnitRow.name, UnitRow.id)
    )


def _unanswered(who: Actor | WholeDepartment) -> Lines:
    """Measures without anybody who answers: of nobody's unit, so only a coordinator sees them."""
    return (
        select(MeasureRow.id, MeasureRow.title.label("name"), MeasureRow.number.label("detail"))
        .join(RoadMapRow, RoadMapRow.id == MeasureRow.road_map_id)
        .where(
            RoadMapRow.department_id == who.department_id,
            *IS_UNANSWERED,
            literal(who.has(Role.COORDINATOR)),
        )
        .order_by(MeasureRow.road_map_id, MeasureRow.position)
    )
