"""Read models of an import: the preview, its rows and its questions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from roadmap.deadlines.control_pace import ControlPace
from roadmap.deadlines.period import PlanPeriod, Window
from roadmap.deadlines.rule_set import LITERAL
from roadmap.ids import ImportId, PersonId, QuestionId, RoadMapId, UnitId
from roadmap.imports.answering import AskedBecause, QuestionKind
from roadmap.imports.import_rows import WaitingImport
from roadmap.imports.proposal import Approval, ResponsibleKind
from roadmap.imports.proposal_places import Rest
from roadmap.imports.questions import ImportState, QuestionState
from roadmap.language.reading_rules import AppliedRule
from roadmap.people.persons import UnitKind
from roadmap.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLine:
    """A question of a list; `meaning` is what was answered, in words people wrote or names they gave."""

    id: QuestionId
    kind: QuestionKind
    words: str
    state: QuestionState
    rows: tuple[int, ...]
    meaning: str
    because: AskedBecause | None = None

    @property
    def measures(self) -> int:
        """How many rows of the document it is about."""
        return len(self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewName:
    """A name of the document that would be entered as new; `alike` is a known one it resembles, if any."""

    words: str
    hint: ResponsibleKind | None
    alike: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEdition:
    """A road map in force this document may be a new edition of."""

    id: RoadMapId
    title: str
    short_name: str
    is_same_file: bool
    is_alike: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionView:
    """What this document changes in the road map in force; rows by number and title."""

    road_map_id: RoadMapId
    title: str
    added: tuple[str, ...]
    changed: tuple["ChangedMeasure", ...]
    removed: tuple[str, ...]
    unchanged: int
    is_unlike: bool = False
    """So little of the road map in force is in this document that it is hardly its edition."""
    reread: tuple["RereadDeadline", ...] = ()
    """The same words, understood otherwise than when they were approved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RereadDeadline:
    """A deadline the document has left as it was, and its two readings."""

    name: str
    words: str
    reading: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedMeasure:
    """Old → new words of what changed; equal pairs are not shown."""

    name: str
    deadline: tuple[str, str]
    responsible: tuple[str, str]
    title: tuple[str, str]


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
    rests: tuple[Rest, ...] = ()
    plans: tuple[PlanOfFile, ...] = ()
    """All plans of the file, where it holds several."""

    @property
    def open_questions(self) -> tuple[QuestionLine, ...]:
        return tuple(q for q in self.questions if q.state is QuestionState.OPEN)

    @property
    def held(self) -> int:
        """Rows with an open question, each once however many are open about it."""
        return len({row for question in self.open_questions for row in question.rows})


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureLine:
    """One row as it will be planned: the control points of its deadline, and whether everybody is known."""

    row: int
    number: str
    title: str
    section: str
    deadline_text: str
    reading: str
    windows: tuple[Window, ...]
    due_on: tuple[date | None, ...]
    is_hard: bool
    pace: ControlPace | None = None
    """What is made of routine work; None for every other deadline."""
    read_by: tuple[AppliedRule, ...] = ()
    rule_set: str = LITERAL.name
    responsible_text: str
    is_named: bool
    has_duty: bool
    is_clear: bool
    is_confirmed: bool = False
    problems: tuple[Problem, ...]
    concerned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurePage:
    import_id: ImportId
    is_reviewed: bool
    page: int
    pages: int
    lines: tuple[MeasureLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingCard:
    """How one deadline was read and why it is asked about, if it is; `rows` say the same."""

    import_id: ImportId
    is_reviewed: bool
    line: MeasureLine
    because: AskedBecause | None
    rows: int
    is_asked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedDeadline:
    """A deadline put before a curator: the document it stands in, the measure, the reading.

    `understood` is what «верно» would take, "" where nothing was; `meaning` the answer, once there is one.
    """

    question_id: QuestionId
    import_id: ImportId
    document: str
    line: MeasureLine
    because: AskedBecause | None
    rows: int
    understood: str
    meaning: str
    answered_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutineLine:
    """A row of routine work with what was chosen for it; `points`: what each choice would come to."""

    row: int
    name: str
    deadline_text: str
    pace: ControlPace
    points: Mapping[ControlPace, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutineWork:
    """Every row of routine work of a document under review."""

    import_id: ImportId
    lines: tuple[RoutineLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneLine:
    """A date named inside another cell of a measure; `number` is its place among all such dates."""

    number: int
    measure: str
    text: str
    windows: tuple[Window, ...]
    is_taken: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestonePage:
    import_id: ImportId
    page: int
    pages: int
    taken: int
    total: int
    lines: tuple[MilestoneLine, ...]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionCard:
    """One question: `rows` counts its measures, `measures` names a few, `left` counts other open ones."""

    id: QuestionId
    import_id: ImportId
    kind: QuestionKind
    hint: ResponsibleKind | None
    words: str
    measures: tuple[str, ...]
    rows: int
    state: QuestionState
    meaning: str
    left: int
    is_approved: bool
    department_id: UnitId
    schools: int
    because: AskedBecause | None = None
    understood: str = ""
    alike: "UnitChoice | PersonChoice | None" = None
    """The known unit or person the words resemble most."""
    acceptable: str = ""
    """The reading, where it may be taken as the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitChoice:
    id: UnitId
    name: str
    kind: UnitKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChoice:
    id: PersonId
    name: str
    post: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Whom the words may mean: one page of units or of people, the likeliest first."""

    question_id: QuestionId
    words: str
    page: int
    pages: int
    units: tuple[UnitChoice, ...] = ()
    persons: tuple[PersonChoice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolMark:
    id: UnitId
    name: str
    is_marked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolMarks:
    """The schools a group is being made of; `group_id` None until the first is marked."""

    question_id: QuestionId
    words: str
    group_id: UnitId | None
    schools: tuple[SchoolMark, ...]
    page: int
    pages: int
    marked: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderstoodDates:
    """Typed words as the deadline reader took them, to be confirmed before they count."""

    question_id: QuestionId
    is_period: bool
    words: str
    reading: str
    windows: tuple[Window, ...]
    is_hard: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedMeasure:
    """A measure the document says is done, in its words, and how many duties that answers."""

    name: str
    done_on: date | None
    words: str
    duties: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentMarks:
    """What of the document's marks can be reported; `others` say that something is not or not wholly done."""

    import_id: ImportId
    done: tuple[MarkedMeasure, ...]
    others: int


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
