"""Read models of duties: what a list line and a card show."""

from dataclasses import dataclass, field
from datetime import date, datetime

from roadmap.brevity import AssigneeName, Columns, MeasureWords, PersonName
from roadmap.control.duty import (
    ANSWERS,
    WAITING_FOR_ASSIGNEE,
    WAITING_FOR_CURATOR,
    DecisionKind,
    DutyState,
    ReportOutcome,
    ReportSource,
    WhoseMove,
)
from roadmap.control.entrusting import Entrustment
from roadmap.control.passed_up import PassedUp
from roadmap.deadlines.control_pace import ControlPace
from roadmap.deadlines.deadline import Deadline
from roadmap.ids import (
    DutyId,
    ExtensionId,
    MeasureId,
    PersonId,
    ReassignmentId,
    ReportId,
    RoadMapId,
    UnitId,
)
from roadmap.plan.evidence_rule import EvidenceRule


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedCount:
    """How many dated duties one assignee has to do, and how many of them are overdue."""

    unit_id: UnitId | None
    person_id: PersonId | None
    open: int
    overdue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCount:
    """What somebody owes on one day or in one month: `handed_in` is reported, `overdue` is not and late."""

    day: date
    total: int
    handed_in: int
    overdue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyLine(WhoseMove):
    """One assignee's duty with the words of its measure: enough for a line of a list or a digest.

    `percent` and `remaining` are of the last report while the duty is partly done.
    """

    id: DutyId
    road_map_id: RoadMapId
    measure_id: MeasureId
    state: DutyState
    version: int
    revision: int
    unit_id: UnitId | None
    person_id: PersonId | None
    home_unit_id: UnitId
    assignee: AssigneeName
    number: str
    title: MeasureWords
    section: MeasureWords
    result: MeasureWords
    deadline_text: str
    reading: str
    first_on: date
    last_on: date
    original_due_on: date | None
    due_on: date | None
    owed_by: date | None
    stopped_on: date | None
    evidence: EvidenceRule
    taken_on: date | None = None
    """Since when the assignee has it taken up."""
    percent: int | None = None
    remaining: str | None = None
    map_name: str = ""
    """The short name of its road map, where the department has several."""

    @property
    def is_ongoing(self) -> bool:
        """No hard date: asked about by the quarterly monitoring only."""
        return self.due_on is None and self.original_due_on is None

    @property
    def predates_work(self) -> bool:
        """Its day had passed before the road map was approved here: asked about, never overdue."""
        return self.original_due_on is not None and self.due_on is None

    def goes_on(self, today: date) -> bool:
        """Work without a date whose last day has not passed: it takes reports until then."""
        return self.is_ongoing and self.last_on >= today


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """A report as a card, a queue or an export shows it."""

    id: ReportId
    version: int
    outcome: ReportOutcome
    percent: int | None
    remaining: str
    text: str
    author_id: PersonId
    author: PersonName
    created_at: datetime
    retracted_at: datetime | None
    evidence_count: int
    decision: DecisionKind | None
    decision_comment: str
    decided_by: PersonName
    decided_at: datetime | None
    decided_by_id: PersonId | None = None
    source: ReportSource = ReportSource.CHAT
    left_version: int | None = None
    """The version of the duty that the decision left."""
    done_on: date | None = None
    """The day the work was done, where it was told apart from the report's own."""
    value: float | None = None
    """What the indicator of the measure has come to."""
    author_for: PersonName = ""
    decided_for: PersonName = ""
    """Whom the author, or the one who decided, stood in for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenExtension:
    id: ExtensionId
    to_due_on: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenReassignment:
    id: ReassignmentId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineReading:
    """What the rules are told from that the measure's deadline was read by."""

    deadline: Deadline
    pace: ControlPace
    rule_set: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyCard:
    """Everything one card shows; `reports` from the first version to the last."""

    duty: DutyLine
    reports: tuple[ReportLine, ...]
    extension: OpenExtension | None
    reassignment: OpenReassignment | None
    read_as: DeadlineReading | None = None
    entrusted: Entrustment | None = None
    """To whom of the organisation it is given, if it is."""
    attributes: Columns = field(default_factory=dict)
    """What further columns of the document say of the measure, by the keys of the road map's JSON."""
    passed_up: PassedUp | None = None
    is_in_force: bool = True
    """Whether the plan counts on the measure."""
    is_taken_off: bool = False
    settled_at: datetime | None = None
    """Whether a curator has withdrawn this very duty."""

    @property
    def last_report(self) -> ReportLine | None:
        """The latest report that was not taken back."""
        return next((line for line in reversed(self.reports) if line.retracted_at is None), None)

    @property
    def last_answer(self) -> ReportLine | None:
        """The latest report not taken back that says done, partial or not done."""
        standing = [line for line in self.reports if line.retracted_at is None and line.outcome in ANSWERS]
        return standing[-1] if standing else None

    @property
    def difficulty(self) -> ReportLine | None:
        """The latest report, where it tells of a difficulty that no curator has taken note of."""
        line = self.last_report if self.duty.state in WAITING_FOR_ASSIGNEE else None
        is_told = line is not None and line.outcome is ReportOutcome.DIFFICULTY
        return line if is_told and line is not None and line.decision is None else None

    @property
    def undecided(self) -> ReportLine | None:
        """The answer a curator may decide on now: the latest one, while the state waits for it."""
        line = self.last_answer if self.duty.state in WAITING_FOR_CURATOR else None
        return line if line is not None and line.decision is None else None
