"""Counts for the screens of curators and heads: one query each, on the indexes of duties."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from roadmap.control.boards import MeasureOverdue, OverdueCounts, Tally, UnitOverdue, UnitSilence
from roadmap.control.duty import SILENT, DutyState
from roadmap.ids import UnitId
from roadmap.people.persons import AccountState, Role
from storage.connection import Connection
from storage.control.duty_queries import (
    IS_OWED,
    IS_REPORTED_LATE,
    PREDATES_WORK,
    WAITS_FOR_ASSIGNEE,
    WAITS_FOR_CURATOR,
)
from storage.control.tables import DutyRow
from storage.people.subtrees import is_under
from storage.people.tables import AccountRow, MembershipRow, PersonRow, UnitRow
from storage.plan.map_names import map_name
from storage.plan.tables import MeasureRow, RoadMapRow

_MISSING = {
    "silent": DutyRow.state.in_([state.value for state in SILENT]),
    "returned": DutyRow.state == DutyState.RETURNED.value,
    "partial": DutyRow.state == DutyState.PARTIAL.value,
}


class BoardRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def tally(self, roots: Collection[UnitId], today: date) -> Tally:
        undated = and_(DutyRow.due_on.is_(None), DutyRow.original_due_on.is_(None))
        query = select(
            _count(and_(WAITS_FOR_ASSIGNEE, DutyRow.owed_by >= today)).label("in_time"),
            *_missing(_is_overdue(today)),
            _count(and_(IS_OWED, undated)).label("ongoing"),
            _count(and_(IS_OWED, PREDATES_WORK)).label("passed"),
            _count(WAITS_FOR_CURATOR).label("waiting"),
            _count(IS_REPORTED_LATE).label("late"),
            _count(DutyRow.state == DutyState.ACCEPTED.value).label("accepted"),
            _count(DutyRow.state == DutyState.CLOSED_UNDONE.value).label("closed_undone"),
        ).where(is_under(DutyRow.home_unit_id, roots))
        row = (await self._connection.execute(query)).one()
        counted = {name: int(n or 0) for name, n in row._mapping.items() if name not in _MISSING}
        return Tally(overdue=_overdue(row), **counted)

    async def overdue_units(self, roots: Collection[UnitId], today: date) -> Sequence[UnitOverdue]:
        """Units with anything overdue, the longest overdue first."""
        oldest = func.min(DutyRow.owed_by)
        query = (
            select(UnitRow.id, UnitRow.name, *_missing(), oldest.label("oldest_on"))
            .join(UnitRow, UnitRow.id == DutyRow.home_unit_id)
            .where(is_under(DutyRow.home_unit_id, roots), _is_overdue(today))
            .group_by(UnitRow.id, UnitRow.name)
            .order_by(oldest, UnitRow.name)
        )
        return [
            UnitOverdue(unit_id=UnitId(row.id), unit=row.name, overdue=_overdue(row), oldest_on=row.oldest_on)
            for row in await self._connection.execute(query)
        ]

    async def overdue_measures(
        self, roots: Collection[UnitId], today: date, limit: int
    ) -> Sequence[MeasureOverdue]:
        """Control points overdue the longest."""
        name = func.min(func.coalesce(UnitRow.name, PersonRow.name))
        query = (
            select(
                MeasureRow.number,
                MeasureRow.title,
                map_name(DutyRow.department_id),
                DutyRow.owed_by,
                *_missing(),
                name.label("assignee"),
            )
            .join(MeasureRow, MeasureRow.id == DutyRow.measure_id)
            .join(RoadMapRow, RoadMapRow.id == DutyRow.road_map_id)
            .join(UnitRow, UnitRow.id == DutyRow.unit_id, isouter=True)
            .join(PersonRow, PersonRow.id == DutyRow.person_id, isouter=True)
            .where(is_under(DutyRow.home_unit_id, roots), _is_overdue(today))
            .group_by(
                MeasureRow.id,
                MeasureRow.number,
                MeasureRow.title,
                RoadMapRow.short_name,
                DutyRow.department_id,
                DutyRow.owed_by,
            )
            .order_by(DutyRow.owed_by, MeasureRow.id)
            .limit(limit)
        )
        return [
            MeasureOverdue(
                number=row.number,
                title=row.title,
                map_name=row.map_name,
                owed_by=row.owed_by,
                overdue=_overdue(row),
                assignee=row.assignee,
            )
            for row in await self._connection.execute(query)
        ]

    async def silent_units(self, roots: Collection[UnitId]) -> Sequence[UnitSilence]:
        """Units that owe something and have nobody who can be told, most duties first."""
        reached = select(AccountRow.id).where(
            AccountRow.person_id == PersonRow.id, AccountRow.state == AccountState.ACTIVE.value
        )
        told_units = (
            select(MembershipRow.unit_id)
            .join(PersonRow, PersonRow.id == MembershipRow.person_id)
            .where(
                is_under(MembershipRow.unit_id, roots),
                MembershipRow.role == Role.EXECUTOR.value,
                PersonRow.is_active,
                reached.exists(),
            )
        )
        told_person = select(PersonRow.id).where(
            PersonRow.id == DutyRow.person_id, PersonRow.is_active, reached.exists()
        )
        nobody_told = and_(
            or_(DutyRow.unit_id.is_(None), DutyRow.unit_id.not_in(told_units)),
            or_(DutyRow.person_id.is_(None), ~told_person.exists()),
        )
        absent = (
            select(func.count())
            .select_from(MembershipRow)
            .join(PersonRow, PersonRow.id == MembershipRow.person_id)
            .where(
                MembershipRow.unit_id == UnitRow.id,
                MembershipRow.role == Role.EXECUTOR.value,
                PersonRow.is_active,
                ~reached.exists(),
            )
            .scalar_subquery()
        )
        duties = func.count(DutyRow.id)
        query = (
            select(UnitRow.id, UnitRow.name, duties.label("duties"), absent.label("absent"))
            .join(UnitRow, UnitRow.id == DutyRow.home_unit_id)
            .where(is_under(DutyRow.home_unit_id, roots), IS_OWED, nobody_told)
            .group_by(UnitRow.id, UnitRow.name)
            .order_by(duties.desc(), UnitRow.name)
        )
        return [
            UnitSilence(unit_id=UnitId(row.id), unit=row.name, duties=row.duties, absent=row.absent)
            for row in await self._connection.execute(query)
        ]


def _is_overdue(today: date) -> ColumnElement[bool]:
    return and_(WAITS_FOR_ASSIGNEE, DutyRow.owed_by < today)


def _missing(condition: ColumnElement[bool] | None = None) -> list[ColumnElement[int]]:
    """How many miss what, of those the condition holds for."""
    return [
        _count(is_so if condition is None else and_(condition, is_so)).label(name)
        for name, is_so in _MISSING.items()
    ]


def _overdue(row: Any) -> OverdueCounts:
    return OverdueCounts(**{name: int(getattr(row, name) or 0) for name in _MISSING})


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
