"""What a consolidated report needs in bulk, besides the plan and the duties."""

from collections.abc import Collection, Sequence
from typing import Protocol

from roadmap.ids import ExecutionId, RoadMapId, UnitId
from services.summary_views import SummaryReport


class SummaryRepository(Protocol):
    async def reports(
        self, road_map_id: RoadMapId, watched: Collection[UnitId] | None
    ) -> Sequence[SummaryReport]:
        """Every report on the road map's duties, the oldest first, with its evidence; of these units only."""
        ...

    async def main_duties(self, road_map_id: RoadMapId) -> Collection[ExecutionId]:
        """Duties of main executors, as against co-executors."""
        ...
