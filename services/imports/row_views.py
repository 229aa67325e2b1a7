"""Read models of the rows of a document: readings, routine work, dates inside other cells."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from roadmap.brevity import MeasureWords, PersonName
from roadmap.deadlines.control_pace import ControlPace
from roadmap.deadlines.period import Window
from roadmap.deadlines.rule_set import LITERAL
from roadmap.ids import ImportId, QuestionId
from roadmap.imports.answering import AskedBecause
from roadmap.language.reading_rules import AppliedRule
from roadmap.plan.evidence_rule import EvidenceRule
from roadmap.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureLine:
    """One row as it will be planned: the control points of its deadline, and whether everybody is known."""

    row: int
    number: str
    title: MeasureWords
    section: MeasureWords
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
    is_corrected: bool = False
    is_dropped: bool = False
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
    answered_by: PersonName


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
class EvidenceLine:
    """A row whose result names something to bring: the rule that follows from it, and the one in use."""

    row: int
    name: str
    result: str
    proposed: EvidenceRule
    rule: EvidenceRule


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedEvidence:
    """Every row of a document under review that names something to bring, or is asked for it."""

    import_id: ImportId
    lines: tuple[EvidenceLine, ...]


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
