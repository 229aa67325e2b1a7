"""Closings of road maps as rows: what was open before, and putting it back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, or_, select, update

from roadmap.control.duty import WAITING_FOR_ASSIGNEE, DutyState
from roadmap.ids import MapClosingId, PersonId, RoadMapId
from roadmap.plan.map_closings import MapClosing
from storage.connection import Connection
from storage.control.tables import DutyRow
from storage.inserting import insert_one
from storage.monitoring.tables import CampaignRow
from storage.plan.tables import MapClosingRow

_OPEN = [state.value for state in (*WAITING_FOR_ASSIGNEE, DutyState.PAUSED)]


class MapClosings:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def keep(self, road_map_id: RoadMapId, by: PersonId, at: datetime) -> MapClosingId:
        """Remember what is open of a road map that is about to be closed."""
        duties = await self._connection.execute(
            select(DutyRow.id, DutyRow.state, DutyRow.version, DutyRow.next_stage_at).where(
                DutyRow.road_map_id == road_map_id,
                or_(DutyRow.state.in_(_OPEN), DutyRow.next_stage_at.is_not(None)),
            )
        )
        campaigns = await self._connection.execute(
            select(CampaignRow.id, CampaignRow.state).where(CampaignRow.road_map_id == road_map_id)
        )
        values = {
            "road_map_id": road_map_id,
            "by": by,
            "at": at,
            "duties": [[row.id, row.state, row.version, _written(row.next_stage_at)] for row in duties],
            "campaigns": [[row.id, row.state] for row in campaigns],
        }
        return MapClosingId(await insert_one(self._connection, MapClosingRow, values))

    async def last(self, road_map_id: RoadMapId) -> MapClosing | None:
        row = MapClosingRow
        query = select(row.id, row.by, row.at).where(row.road_map_id == road_map_id)
        found = (await self._connection.execute(query.order_by(row.id.desc()).limit(1))).first()
        if found is None:
            return None
        return MapClosing(id=MapClosingId(found.id), by=PersonId(found.by), at=found.at)

    async def put_back(self, closing_id: MapClosingId) -> None:
        """Duties and campaigns as they were, except what has changed since."""
        query = select(MapClosingRow).where(MapClosingRow.id == closing_id)
        kept = (await self._connection.execute(query)).one()
        await self._each(
            update(DutyRow)
            .where(DutyRow.id == bindparam("row_id"), DutyRow.version == bindparam("seen"))
            .values(
                state=bindparam("new_state"),
                next_stage_at=bindparam("looked_at"),
                settled_at=None,
                version=DutyRow.version + 1,
            ),
            [_duty(*stored) for stored in kept.duties],
        )
        await self._each(
            update(CampaignRow)
            .where(CampaignRow.id == bindparam("row_id"))
            .values(state=bindparam("new_state")),
            [{"row_id": id_, "new_state": state} for id_, state in kept.campaigns],
        )

    async def _each(self, statement: Any, rows: Sequence[dict[str, Any]]) -> None:
        if rows:
            await self._connection.execute(statement, list(rows))


def _duty(id_: int, state: str, version: int, looked_at: str | None) -> dict[str, Any]:
    """What was open has grown by one version when it was closed; the rest was only silenced."""
    return {
        "row_id": id_,
        "seen": version + 1 if state in _OPEN else version,
        "new_state": state,
        "looked_at": datetime.fromisoformat(looked_at) if looked_at else None,
    }


def _written(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
