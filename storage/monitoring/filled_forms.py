"""Forms that came back filled in, as rows."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update

from roadmap.ids import PersonId
from roadmap.monitoring.filled_forms import (
    AskedForm,
    FilledFormId,
    KeptForm,
    PlacedRow,
    placed_from_json,
    placed_to_json,
)
from storage.connection import Connection
from storage.inserting import insert_one
from storage.monitoring.tables import FilledFormRow

OPEN = "open"


class FilledFormRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(
        self,
        form: AskedForm,
        sent_by: PersonId,
        file_name: str,
        file_key: str,
        rows: Sequence[PlacedRow],
        at: datetime,
    ) -> FilledFormId:
        values = {
            "campaign_id": form.campaign_id,
            "unit_id": form.unit_id,
            "person_id": form.person_id,
            "sent_by": sent_by,
            "file_name": file_name,
            "file_key": file_key,
            "rows": [placed_to_json(row) for row in rows],
            "state": OPEN,
            "received_at": at,
        }
        return FilledFormId(await insert_one(self._connection, FilledFormRow, values))

    async def get(self, form_id: FilledFormId) -> KeptForm | None:
        query = select(FilledFormRow).where(FilledFormRow.id == form_id)
        row = (await self._connection.execute(query)).first()
        if row is None:
            return None
        return KeptForm(
            id=form_id,
            form=AskedForm(campaign_id=row.campaign_id, unit_id=row.unit_id, person_id=row.person_id),
            sent_by=PersonId(row.sent_by),
            rows=tuple(placed_from_json(each) for each in row.rows),
            state=row.state,
        )

    async def settle(self, form_id: FilledFormId, state: str) -> bool:
        """Taken or dropped; False when it was that before."""
        statement = update(FilledFormRow).where(FilledFormRow.id == form_id, FilledFormRow.state == OPEN)
        return (await self._connection.execute(statement.values(state=state))).rowcount == 1
