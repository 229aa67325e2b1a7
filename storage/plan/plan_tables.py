"""Tables of plans that were given out, and what came back in them, as rows."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from roadmap.ids import MeasureId, PersonId, PlanEditId, PlanTableId, PlanTableReturnId, RoadMapId
from roadmap.plan.content_json import content_from_json, content_to_json
from roadmap.plan.measure_content import MeasureContent
from roadmap.plan.plan_tables import NewReturn, PlanTable, PlanTableReturn, ReturnState, TableChoice
from roadmap.plan.table_json import row_from_json, row_to_json, trouble_from_json, trouble_to_json
from storage.connection import Connection
from storage.inserting import insert_one
from storage.plan.tables import PlanTableReturnRow, PlanTableRow


class PlanTableRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(
        self,
        road_map_id: RoadMapId,
        made_by: PersonId,
        made_at: datetime,
        contents: Mapping[MeasureId, MeasureContent],
    ) -> PlanTableId:
        """A table that goes out with these measures as they are."""
        values = {
            "road_map_id": road_map_id,
            "made_by": made_by,
            "made_at": made_at,
            "contents": {str(id_): content_to_json(content) for id_, content in contents.items()},
        }
        return PlanTableId(await insert_one(self._connection, PlanTableRow, values))

    async def get(self, table_id: PlanTableId) -> PlanTable | None:
        query = select(PlanTableRow).where(PlanTableRow.id == table_id)
        row = (await self._connection.execute(query)).first()
        if row is None:
            return None
        return PlanTable(
            id=PlanTableId(row.id),
            road_map_id=RoadMapId(row.road_map_id),
            made_by=PersonId(row.made_by),
            made_at=row.made_at,
            contents={MeasureId(int(id_)): content_from_json(one) for id_, one in row.contents.items()},
        )

    async def forget(self, before: datetime) -> int:
        """Delete the tables made before, and what came back in them; how many tables."""
        old = select(PlanTableRow.id).where(PlanTableRow.made_at < before)
        returns = PlanTableReturnRow.table_id.in_(old)
        await self._connection.execute(delete(PlanTableReturnRow).where(returns))
        statement = delete(PlanTableRow).where(PlanTableRow.made_at < before)
        return (await self._connection.execute(statement)).rowcount

    async def add_return(self, new: NewReturn) -> PlanTableReturnId:
        """A table that came back and is not decided about."""
        values = {
            "table_id": new.table_id,
            "sent_by": new.sent_by,
            "file_name": new.file_name,
            "rows": [row_to_json(row) for row in new.rows],
            "troubles": [trouble_to_json(trouble) for trouble in new.troubles],
            "unknown": new.unknown,
            "choices": {},
            "state": ReturnState.REVIEWING.value,
        }
        return PlanTableReturnId(await insert_one(self._connection, PlanTableReturnRow, values))

    async def reviewing(self, table_id: PlanTableId, sent_by: PersonId) -> PlanTableReturn | None:
        """What this person has sent back of this table last and not decided about."""
        row = PlanTableReturnRow
        mine = (row.table_id == table_id, row.sent_by == sent_by, row.state == ReturnState.REVIEWING.value)
        found = (await self._connection.execute(select(row).where(*mine).order_by(row.id.desc()))).first()
        return _returned(found) if found else None

    async def returned(self, return_id: PlanTableReturnId) -> PlanTableReturn | None:
        query = select(PlanTableReturnRow).where(PlanTableReturnRow.id == return_id)
        row = (await self._connection.execute(query)).first()
        return _returned(row) if row else None

    async def choose(self, return_id: PlanTableReturnId, choices: Mapping[int, TableChoice]) -> None:
        stored = {str(line): choice.value for line, choice in choices.items()}
        statement = update(PlanTableReturnRow).where(PlanTableReturnRow.id == return_id)
        await self._connection.execute(statement.values(choices=stored))

    async def settle(
        self, return_id: PlanTableReturnId, state: ReturnState, edit_id: PlanEditId | None
    ) -> bool:
        """Decide about it, once; False when it is decided."""
        row = PlanTableReturnRow
        statement = (
            update(row)
            .where(row.id == return_id, row.state == ReturnState.REVIEWING.value)
            .values(state=state.value, edit_id=edit_id)
        )
        return (await self._connection.execute(statement)).rowcount == 1


def _returned(row: Any) -> PlanTableReturn:
    return PlanTableReturn(
        id=PlanTableReturnId(row.id),
        table_id=PlanTableId(row.table_id),
        sent_by=PersonId(row.sent_by),
        file_name=row.file_name,
        rows=tuple(row_from_json(one) for one in row.rows),
        troubles=tuple(trouble_from_json(one) for one in row.troubles),
        unknown=row.unknown,
        choices={int(line): TableChoice(choice) for line, choice in row.choices.items()},
        state=ReturnState(row.state),
        edit_id=PlanEditId(row.edit_id) if row.edit_id is not None else None,
    )
