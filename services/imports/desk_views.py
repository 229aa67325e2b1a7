"""Read models of the coordinator's desk, and what an approval brought."""

from dataclasses import dataclass

from roadmap.deadlines.period import PlanPeriod
from roadmap.ids import ImportId, RoadMapId
from roadmap.imports.import_rows import WaitingImport
from services.imports.preview_views import PlanOfFile


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskRoadMap:
    """A road map in force; `import_id` is the document its questions belong to."""

    id: RoadMapId
    title: str
    short_name: str
    period: PlanPeriod
    revision: int
    import_id: ImportId | None
    open_questions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportDesk:
    """What the coordinator has: road maps in force, and documents left undecided, the latest first."""

    road_maps: tuple[DeskRoadMap, ...]
    waiting: tuple[WaitingImport, ...]
    closed: int = 0
    """How many road maps are in force no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """What approval brought."""

    road_map_id: RoadMapId
    import_id: ImportId
    title: str
    revision: int
    measures: int
    duties: int
    predating: int
    open_questions: int
    moved: int
    withdrawn: int
    archived: int
    told: int
    empty_units: tuple[str, ...]
    absent: tuple[str, ...]
    done_by_document: int = 0
    """Measures the document says are done and that are owed here."""
    waiting: tuple[PlanOfFile, ...] = ()
    """Other plans of the file that nobody has decided about."""
