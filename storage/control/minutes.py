"""Minutes of meetings by what became of their instructions."""

from collections.abc import Sequence

from sqlalchemy import func, or_, select

from roadmap.control.duty import UNSETTLED, DutyState
from roadmap.ids import RoadMapId
from roadmap.plan.measure import RoadMap, RoadMapKind, RoadMapState
from roadmap.plan.plan_rows import SettledCounts
from storage.connection import Connection
from storage.control.tables import DutyRow
from storage.mapping import restore
from storage.plan.tables import MeasureRow, RoadMapRow

_OPEN = frozenset({*UNSETTLED, DutyState.PAUSED})
_GONE = frozenset({DutyState.WITHDRAWN, DutyState.COVERED})
_OF_MAP = select(MeasureRow.id).where(MeasureRow.road_map_id == RoadMapRow.id, ~MeasureRow.is_archived)
_DUTIES = select(DutyRow.id).where(DutyRow.measure_id == MeasureRow.id)  # found by its few measures
_IS_OPEN = _DUTIES.where(DutyRow.state.in_([state.value for state in _OPEN])).exists()
_SETTLED = select(RoadMapRow).where(
    RoadMapRow.kind == RoadMapKind.MINUTES.value,
    RoadMapRow.state == RoadMapState.ACTIVE.value,
    _OF_MAP.exists(),
    ~_OF_MAP.where(or_(~_DUTIES.exists(), _IS_OPEN)).exists(),
)


class MinutesRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def settled(self) -> Sequence[RoadMap]:
        """Minutes in force of which something was owed and nothing is any more, in any department.

        An instruction that waits for its dates or for somebody who answers is owed too.
        """
        return [restore(RoadMap, row) for row in await self._connection.execute(_SETTLED)]

    async def counts(self, road_map_id: RoadMapId) -> SettledCounts:
        """How much of it is open and how much was done; what was taken away does not count."""
        query = (
            select(DutyRow.state, func.count().label("count"))
            .join(MeasureRow, MeasureRow.id == DutyRow.measure_id)
            .where(MeasureRow.road_map_id == road_map_id)
            .group_by(DutyRow.state)
        )
        rows = await self._connection.execute(query)
        found = {DutyState(row.state): int(row.count) for row in rows}
        return SettledCounts(
            open=sum(count for state, count in found.items() if state in _OPEN),
            done=found.get(DutyState.ACCEPTED, 0),
            total=sum(count for state, count in found.items() if state not in _GONE),
        )
