"""What the screens of a returned table are drawn from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from roadmap.ids import MeasureId, PlanTableReturnId, RoadMapId
from roadmap.imports.questions import Assigned
from roadmap.plan.measure_content import Aspect, MeasureContent
from roadmap.plan.plan_tables import CellTrouble, ReturnState, TableChoice


@dataclass(frozen=True, slots=True, kw_only=True)
class RowDifference:
    """A row of the table beside the plan as it is now.

    `before` None: a measure that is not there. `disputed` is what both have changed since the table went out,
    each to something else; `choice` says whose word counts there. `is_gone`: the plan has dropped the measure
    meanwhile, so nothing of the row can be taken.
    """

    line: int
    measure_id: MeasureId | None
    before: MeasureContent | None
    after: MeasureContent
    aspects: tuple[Aspect, ...]
    disputed: tuple[Aspect, ...]
    choice: TableChoice | None
    is_gone: bool = False

    @property
    def is_undecided(self) -> bool:
        return bool(self.disputed) and self.choice is None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableReview:
    """A page of what a returned table would change, rows to be decided about first."""

    id: PlanTableReturnId
    road_map_id: RoadMapId
    map_name: str
    made_at: datetime
    time_zone: str
    state: ReturnState
    rows: tuple[RowDifference, ...]
    page: int
    pages: int
    count: int
    added: int
    dropped: int
    disputed: int
    undecided: int
    gone: int
    troubles: tuple[CellTrouble, ...]
    unknown: int
    names: Mapping[Assigned, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeTable:
    """The finished file and what it is of."""

    map_name: str
    measures: int
    data: bytes
