"""Read models of the first screen of an import."""

from dataclasses import dataclass
from datetime import date

from roadmap.deadlines.period import PlanPeriod
from roadmap.ids import ImportId, RoadMapId
from roadmap.imports.proposal import Approval
from roadmap.imports.proposal_places import Rest
from roadmap.imports.questions import ImportState, QuestionState
from roadmap.plan.load_map import LoadMap
from roadmap.problem import Problem
from services.imports.edition_views import EditionView, KnownEdition
from services.imports.monitoring_offer import MonitoringOffer
from services.imports.question_views import QuestionLine
from services.imports.row_views import AskedEvidence

NO_LOAD = LoadMap(names=(), months=(), counts=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """The duties a plan will make, the most first; `unassigned` measures make none yet.

    `undated` have no hard date; `routine` measures are left to the monitoring.
    """

    total: int
    undated: int
    by_unit: tuple[tuple[str, int], ...]
    by_month: tuple[tuple[date, int], ...]
    heavy: tuple[tuple[str, int], ...]
    routine: int
    unassigned: int
    load: LoadMap = NO_LOAD


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOfFile:
    """One of several plans that came in one file."""

    import_id: ImportId
    title: str
    period: PlanPeriod | None
    state: ImportState


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The document as read, problems first."""

    id: ImportId
    state: ImportState
    file_name: str
    title: str
    period: PlanPeriod | None
    approval: Approval | None
    rules: str
    measures: int
    milestones: int
    sections: int
    duties: int
    clear: int
    closed: int
    problems: tuple[Problem, ...]
    questions: tuple[QuestionLine, ...]
    editions: tuple[KnownEdition, ...]
    edition: EditionView | None
    road_map_id: RoadMapId | None
    forecast: Forecast | None = None
    routine: int = 0
    """Rows of routine work, whatever was chosen for them."""
    evidence: AskedEvidence | None = None
    """What reports will have to come with, where a result names something."""
    corrected: int = 0
    """Rows the coordinator has corrected."""
    dropped: int = 0
    """Rows the coordinator has left out."""
    marks: int = 0
    """Rows whose «Отметка об исполнении» names a state."""
    rests: tuple[Rest, ...] = ()
    monitoring: MonitoringOffer | None = None
    """The row that is the monitoring of the plan itself."""
    plans: tuple[PlanOfFile, ...] = ()
    """All plans of the file, where it holds several."""
    coming: tuple[str, ...] = ()
    """Organisations, groups and people that are there once it is approved."""
    unreached: int = 0
    """People, units and measures of the department nothing would reach."""

    @property
    def open_questions(self) -> tuple[QuestionLine, ...]:
        return tuple(q for q in self.questions if q.state is QuestionState.OPEN)

    @property
    def held(self) -> int:
        """Rows that are not planned while a question about them is open, each once."""
        return len({row for question in self.open_questions if question.holds for row in question.rows})
