"""Addresses of calendars as rows."""

from datetime import datetime

from sqlalchemy import select, update

from roadmap.ids import PersonId, UnitId
from roadmap.reminding.due_calendar import CalendarLink
from storage.connection import Connection
from storage.inserting import insert_one
from storage.mapping import restore
from storage.reminding.tables import CalendarLinkRow


class CalendarLinkRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, secret_hash: str, person_id: PersonId, unit_id: UnitId | None, now: datetime) -> int:
        values = {
            "secret_hash": secret_hash,
            "person_id": person_id,
            "unit_id": unit_id,
            "created_at": now,
            "revoked_at": None,
        }
        return await insert_one(self._connection, CalendarLinkRow, values)

    async def live(self, person_id: PersonId, unit_id: UnitId | None) -> CalendarLink | None:
        """The address this person has of this calendar; there is one at most."""
        unit = CalendarLinkRow.unit_id.is_(None) if unit_id is None else CalendarLinkRow.unit_id == unit_id
        query = select(CalendarLinkRow).where(
            CalendarLinkRow.person_id == person_id, unit, CalendarLinkRow.revoked_at.is_(None)
        )
        row = (await self._connection.execute(query)).first()
        return restore(CalendarLink, row) if row else None

    async def behind(self, secret_hash: str) -> CalendarLink | None:
        """The live address with this secret."""
        query = select(CalendarLinkRow).where(
            CalendarLinkRow.secret_hash == secret_hash, CalendarLinkRow.revoked_at.is_(None)
        )
        row = (await self._connection.execute(query)).first()
        return restore(CalendarLink, row) if row else None

    async def revoke(self, link: CalendarLink, now: datetime) -> None:
        statement = update(CalendarLinkRow).where(CalendarLinkRow.id == link.id)
        await self._connection.execute(statement.values(revoked_at=now))
