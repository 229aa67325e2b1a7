"""Absences as rows: planned, running, over."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from sqlalchemy import func, select, update

from roadmap.ids import AbsenceId, PersonId, UnitId
from roadmap.people.absence import Absence, AbsenceState, NewAbsence
from storage.connection import Connection
from storage.inserting import insert_one
from storage.mapping import restore
from storage.people.tables import PLANNED, RUNNING, AbsenceRow

_NEXT = select(
    select(func.min(AbsenceRow.starts_at)).where(PLANNED).scalar_subquery(),
    select(func.min(AbsenceRow.ends_at)).where(RUNNING).scalar_subquery(),
)


class AbsenceRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, new: NewAbsence) -> AbsenceId:
        values = {**asdict(new), "state": AbsenceState.PLANNED.value, "stand_in_id": None}
        return AbsenceId(await insert_one(self._connection, AbsenceRow, values))

    async def get(self, absence_id: AbsenceId) -> Absence | None:
        row = (await self._connection.execute(select(AbsenceRow).where(AbsenceRow.id == absence_id))).first()
        return restore(Absence, row) if row else None

    async def of_person(self, person_id: PersonId) -> Sequence[Absence]:
        """Those that run or are yet to come, the nearest first."""
        query = select(AbsenceRow).where(
            AbsenceRow.person_id == person_id, AbsenceRow.state != AbsenceState.OVER.value
        )
        rows = await self._connection.execute(query.order_by(AbsenceRow.first_on))
        return [restore(Absence, row) for row in rows]

    async def overlaps(self, person_id: PersonId, first_on: date, last_on: date) -> bool:
        """Whether the person is away on any of these days already."""
        return any(
            each.first_on <= last_on and each.last_on >= first_on for each in await self.of_person(person_id)
        )

    async def running(self, department_id: UnitId) -> Sequence[Absence]:
        query = select(AbsenceRow).where(RUNNING, AbsenceRow.department_id == department_id)
        return [
            restore(Absence, row) for row in await self._connection.execute(query.order_by(AbsenceRow.id))
        ]

    async def beginning(self, now: datetime) -> Sequence[Absence]:
        """Planned ones whose first day has come."""
        query = select(AbsenceRow).where(PLANNED, AbsenceRow.starts_at <= now)
        return [
            restore(Absence, row) for row in await self._connection.execute(query.order_by(AbsenceRow.id))
        ]

    async def ending(self, now: datetime) -> Sequence[Absence]:
        """Running ones whose last day is over."""
        query = select(AbsenceRow).where(RUNNING, AbsenceRow.ends_at <= now)
        return [
            restore(Absence, row) for row in await self._connection.execute(query.order_by(AbsenceRow.id))
        ]

    async def next_at(self) -> datetime | None:
        """When the next one begins or ends."""
        (moments,) = await self._connection.execute(_NEXT)
        return min((moment for moment in moments if moment is not None), default=None)

    async def change(self, absence_id: AbsenceId, state: AbsenceState, stand_in_id: PersonId | None) -> None:
        statement = update(AbsenceRow).where(AbsenceRow.id == absence_id)
        await self._connection.execute(statement.values(state=state.value, stand_in_id=stand_in_id))

    async def drop_deputy(self, person_id: PersonId) -> None:
        """This person deputises for nobody any more."""
        statement = update(AbsenceRow).where(
            AbsenceRow.deputy_id == person_id, AbsenceRow.state != AbsenceState.OVER.value
        )
        await self._connection.execute(statement.values(deputy_id=None))
