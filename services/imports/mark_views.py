"""Read models of a document's marks of what is done, and of what passed before the work began here."""

from dataclasses import dataclass
from datetime import date

from roadmap.control.duty import ReportOutcome
from roadmap.ids import ImportId, MeasureId, RoadMapId
from roadmap.imports.proposal import ExecutionState


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedMeasure:
    """A measure with the document's mark, and how many duties that answers.

    Of these `past` fell due before the work began here and are settled at once.
    """

    name: str
    state: ExecutionState
    done_on: date | None
    words: str
    duties: int
    past: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentMarks:
    """What of the document's marks can be reported; `unclear` ones name no state."""

    import_id: ImportId
    is_approved: bool
    marked: tuple[MarkedMeasure, ...]
    unclear: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PastMeasure:
    """A measure whose day had passed before the work began here, with the duties nobody has told of yet."""

    measure_id: MeasureId
    name: str
    due_on: date
    duties: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldOfPast:
    """Typed words about a past measure, as they would be written down."""

    road_map_id: RoadMapId
    measure: PastMeasure
    outcome: ReportOutcome
    done_on: date | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PastWork:
    """All of it in a road map; `import_id` and `marks` are of the document's marks that answer some of it.

    `unknown` are those of which somebody has said «не знаю»: they are asked about no more.
    """

    road_map_id: RoadMapId
    title: str
    measures: tuple[PastMeasure, ...]
    unknown: tuple[PastMeasure, ...]
    import_id: ImportId | None
    marks: int

    @property
    def duties(self) -> int:
        return sum(measure.duties for measure in self.measures)
