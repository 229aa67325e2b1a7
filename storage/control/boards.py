"""Counts for the screens of curators and heads: one query each, on the indexes of duties."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from roadmap.control.boards import MeasureOverdue, Tally, UnitOverdue, UnitSilence
from roadmap.control.duty import WAITING_FOR_ASSIGNEE, DutyState
from roadmap.ids import UnitId
from roadmap.people.persons import AccountState, Role
from storage.connection import Connection
from storage.control.tables import DutyRow
from storage.people.tables import AccountRow, MembershipRow, PersonRow, UnitRow
from storage.plan.tables import MeasureRow

_OWED = DutyRow.state.in_([state.value for state in WAITING_FOR_ASSIGNEE])


class BoardRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def tally(self, watched: Collection[UnitId], today: date) -> Tally:
        dated = DutyRow.due_on.is_not(None)
        query = select(
            _count(and_(_OWED, dated)).label("open"),
            _count(and_(_OWED, DutyRow.due_on < today)).label("overdue"),
            _count(and_(_OWED, ~dated)).label("ongoing"),
            _count(DutyRow.state == DutyState.REPORTED.value).label("reported"),
            _count(DutyRow.state == DutyState.ACCEPTED.value).label("accepted"),
        ).where(DutyRow.home_unit_id.in_(watched))
        row = (await self._connection.execute(query)).one()
        return Tally(**{name: int(value or 0) for name, value in row._mapping.items()})

    async def overdue_units(self, watched: Collection[UnitId], today: date) -> Sequence[UnitOverdue]:
        """Units with anything overdue, the longest overdue first."""
        oldest = func.min(DutyRow.due_on)
        query = (
            select(UnitRow.id, UnitRow.name, func.count().label("overdue"), oldest.label("oldest_on"))
            .join(UnitRow, UnitRow.id == DutyRow.home_unit_id)
            .where(DutyRow.home_unit_id.in_(watched), _OWED, DutyRow.due_on < today)
            .group_by(UnitRow.id, UnitRow.name)
            .order_by(oldest, UnitRow.name)
        )
        return [
            UnitOverdue(unit_id=UnitId(row.id), unit=row.name, count=row.overdue, oldest_on=row.oldest_on)
            for row in await self._connection.execute(query)
        ]

    async def overdue_measures(
        self, watched: Collection[UnitId], today: date, limit: int
    ) -> Sequence[MeasureOverdue]:
        """Control points overdue the longest."""
        name = func.min(func.coalesce(UnitRow.name, PersonRow.name))
        query = (
            select(
                MeasureRow.number,
                MeasureRow.title,
                DutyRow.due_on,
                func.count().label("overdue"),
                name.label("assignee"),
            )
            .join(MeasureRow, MeasureRow.id == DutyRow.measure_id)
            .join(UnitRow, UnitRow.id == DutyRow.unit_id, isouter=True)
            .join(PersonRow, PersonRow.id == DutyRow.person_id, isouter=True)
            .where(DutyRow.home_unit_id.in_(watched), _OWED, DutyRow.due_on < today)
            .group_by(MeasureRow.id, MeasureRow.number, MeasureRow.title, DutyRow.due_on)
            .order_by(DutyRow.due_on, MeasureRow.id)
            .limit(limit)
        )
        return [
            MeasureOverdue(
                number=row.number,
                title=row.title,
                due_on=row.due_on,
                count=row.overdue,
                assignee=row.assignee,
            )
            for row in await self._connection.execute(query)
        ]

    async def silent_units(self, watched: Collection[UnitId]) -> Sequence[UnitSilence]:
        """Units that owe something and have nobody who can be told, most duties first."""
        reached = select(AccountRow.id).where(
            AccountRow.person_id == PersonRow.id, AccountRow.state == AccountState.ACTIVE.value
        )
        answering = or_(
            PersonRow.id == DutyRow.person_id,
            PersonRow.id.in_(
                select(MembershipRow.person_id)
                .where(MembershipRow.unit_id == DutyRow.unit_id, MembershipRow.role == Role.EXECUTOR.value)
                .correlate(DutyRow)
            ),
        )
        told = select(PersonRow.id).where(answering, PersonRow.is_active, reached.exists())
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
            .where(DutyRow.home_unit_id.in_(watched), _OWED, ~told.exists())
            .group_by(UnitRow.id, UnitRow.name)
            .order_by(duties.desc(), UnitRow.name)
        )
        return [
            UnitSilence(unit_id=UnitId(row.id), unit=row.name, duties=row.duties, absent=row.absent)
            for row in await self._connection.execute(query)
        ]


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
