"""One assignee's duty for one control point, and the table of its states."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from roadmap.control.own_time import OwnTime
from roadmap.errors import WrongState
from roadmap.ids import (
    AssignmentId,
    ControlPointId,
    DutyId,
    EvidenceId,
    MeasureId,
    PersonId,
    ReportId,
    RoadMapId,
    UnitId,
)

UNDO_WINDOW = timedelta(minutes=10)


class DutyState(StrEnum):
    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    PARTIAL = "partial"
    REPORTED = "reported"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    CLOSED_UNDONE = "closed_undone"
    WITHDRAWN = "withdrawn"
    PAUSED = "paused"
    COVERED = "covered"  # another assignee has done what any of them could do


WAITING_FOR_ASSIGNEE = frozenset(
    {DutyState.OPEN, DutyState.ACKNOWLEDGED, DutyState.PARTIAL, DutyState.RETURNED}
)
"""The states in which the assignee still owes a report: these are reminded and can be overdue."""


SILENT = frozenset({DutyState.OPEN, DutyState.ACKNOWLEDGED})
"""Of those, the states in which there is no report at all; in the others it is owed in part or anew."""


WAITING_FOR_CURATOR = frozenset({DutyState.REPORTED, DutyState.PARTIAL})
"""The states in which a report may be decided on."""


UNSETTLED = WAITING_FOR_ASSIGNEE | {DutyState.REPORTED}
"""The states in which somebody is still to do something."""


NOT_OWED = frozenset({DutyState.WITHDRAWN, DutyState.PAUSED, DutyState.COVERED})
"""The states in which the plan itself asks for nothing."""


class Step(StrEnum):
    """What may be done to a duty."""

    ACKNOWLEDGE = "acknowledge"
    REPORT_DONE = "report_done"
    REPORT_PARTIAL = "report_partial"
    REPORT_NOT_DONE = "report_not_done"
    REPORT_PROGRESS = "report_progress"
    REPORT_NOTHING = "report_nothing"
    ACCEPT = "accept"
    ACCEPT_PART = "accept_part"
    ACCEPT_AND_GO_ON = "accept_and_go_on"
    CLOSE_UNDONE = "close_undone"
    RETURN = "return"
    EXTEND = "extend"
    REASSIGN = "reassign"
    WITHDRAW = "withdraw"
    REINSTATE = "reinstate"
    PAUSE = "pause"
    COVER = "cover"


_S = DutyState
TRANSITIONS: dict[Step, dict[DutyState, DutyState]] = {
    Step.ACKNOWLEDGE: {_S.OPEN: _S.ACKNOWLEDGED},
    Step.REPORT_DONE: dict.fromkeys([*WAITING_FOR_ASSIGNEE, _S.REPORTED], _S.REPORTED),
    Step.REPORT_PARTIAL: dict.fromkeys(WAITING_FOR_ASSIGNEE, _S.PARTIAL),
    Step.REPORT_NOT_DONE: dict.fromkeys([*WAITING_FOR_ASSIGNEE, _S.REPORTED], _S.REPORTED),
    # Progress told to the monitoring takes the duty up but settles nothing: the report is still owed.
    Step.REPORT_PROGRESS: {state: state for state in WAITING_FOR_ASSIGNEE} | {_S.OPEN: _S.ACKNOWLEDGED},
    Step.REPORT_NOTHING: {state: state for state in WAITING_FOR_ASSIGNEE},
    Step.ACCEPT: {_S.REPORTED: _S.ACCEPTED},
    # A part that is accepted leaves the rest owed; work without a date goes on to its last day.
    Step.ACCEPT_PART: {_S.PARTIAL: _S.PARTIAL},
    Step.ACCEPT_AND_GO_ON: {_S.REPORTED: _S.ACKNOWLEDGED},
    Step.CLOSE_UNDONE: {_S.REPORTED: _S.CLOSED_UNDONE},
    Step.RETURN: {_S.REPORTED: _S.RETURNED, _S.PARTIAL: _S.RETURNED},
    Step.EXTEND: {state: state for state in WAITING_FOR_ASSIGNEE},
    Step.REASSIGN: dict.fromkeys(WAITING_FOR_ASSIGNEE, _S.OPEN),
    Step.WITHDRAW: dict.fromkeys([*WAITING_FOR_ASSIGNEE, _S.REPORTED, _S.PAUSED, _S.COVERED], _S.WITHDRAWN),
    Step.REINSTATE: {_S.WITHDRAWN: _S.OPEN},
    # From these two a duty comes back to the state it was set aside in.
    Step.PAUSE: dict.fromkeys(WAITING_FOR_ASSIGNEE, _S.PAUSED),
    Step.COVER: dict.fromkeys([*WAITING_FOR_ASSIGNEE, _S.REPORTED], _S.COVERED),
}


def advance(state: DutyState, step: Step) -> DutyState:
    """The state after this step; WrongState where the table does not allow it."""
    try:
        return TRANSITIONS[step][state]
    except KeyError:
        raise WrongState(state=state.value, step=step.value) from None


class HasOwnTime(Protocol):
    """A duty or a read model of one."""

    @property
    def state(self) -> DutyState: ...

    @property
    def owed_by(self) -> date | None: ...

    @property
    def stopped_on(self) -> date | None: ...


class WhoseMove:
    """The one rule of who is waited for, alike for duties and their read models; storage says the same."""

    __slots__ = ()

    @property
    def time(self: HasOwnTime) -> OwnTime:
        return OwnTime(owed_by=self.owed_by, stopped_on=self.stopped_on)

    @property
    def waits_for_assignee(self: HasOwnTime) -> bool:
        """A report is owed, and nothing the assignee has sent in time waits for a decision."""
        return self.state in WAITING_FOR_ASSIGNEE and self.stopped_on is None

    @property
    def waits_for_curator(self: HasOwnTime) -> bool:
        """Reported, or still owed while the assignee's time stands."""
        is_stopped = self.state in WAITING_FOR_ASSIGNEE and self.stopped_on is not None
        return is_stopped or self.state is DutyState.REPORTED

    @property
    def is_reported_late(self: HasOwnTime) -> bool:
        """A report sent after the due day waits: it stopped nothing, and returned it is overdue at once."""
        return self.state is DutyState.REPORTED and self.owed_by is not None and self.stopped_on is None

    def is_overdue(self: HasOwnTime, today: date) -> bool:
        """Overdue is computed, never stored: a report is owed and the assignee's own time is over."""
        time = OwnTime(owed_by=self.owed_by, stopped_on=self.stopped_on)
        return self.state in WAITING_FOR_ASSIGNEE and time.is_over(today)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty(WhoseMove):
    """`revision` grows when the deadline or the assignee changes; `version` with every change of state."""

    id: DutyId
    department_id: UnitId
    road_map_id: RoadMapId
    measure_id: MeasureId
    control_point_id: ControlPointId
    assignment_id: AssignmentId
    unit_id: UnitId | None
    person_id: PersonId | None
    home_unit_id: UnitId
    state: DutyState
    version: int
    revision: int
    original_due_on: date | None
    due_on: date | None
    owed_by: date | None
    stopped_on: date | None
    settled_at: datetime | None

    @property
    def is_ongoing(self) -> bool:
        """No hard date: asked about by the quarterly monitoring only."""
        return self.due_on is None and self.original_due_on is None

    @property
    def predates_work(self) -> bool:
        """Its day had passed before the road map was approved here: asked about, never overdue."""
        return self.original_due_on is not None and self.due_on is None


class ReportOutcome(StrEnum):
    """ON_TRACK, DIFFICULTY and NOT_STARTED are told to the monitoring; they wait for no decision."""

    DONE = "done"
    PARTIAL = "partial"
    NOT_DONE = "not_done"
    ON_TRACK = "on_track"
    DIFFICULTY = "difficulty"
    NOT_STARTED = "not_begun"


PROGRESS = (ReportOutcome.ON_TRACK, ReportOutcome.DIFFICULTY)
"""How work without a date goes: told to the monitoring or on its card, any day of the year."""

ANSWERS = (ReportOutcome.DONE, ReportOutcome.PARTIAL, ReportOutcome.NOT_DONE)
"""Outcomes a decision may be made on; the others are progress told to the monitoring."""

REPORT_STEPS = {
    ReportOutcome.DONE: Step.REPORT_DONE,
    ReportOutcome.PARTIAL: Step.REPORT_PARTIAL,
    ReportOutcome.NOT_DONE: Step.REPORT_NOT_DONE,
    ReportOutcome.ON_TRACK: Step.REPORT_PROGRESS,
    ReportOutcome.DIFFICULTY: Step.REPORT_PROGRESS,
    ReportOutcome.NOT_STARTED: Step.REPORT_NOTHING,
}


def step_of_accepting(outcome: ReportOutcome, *, goes_on: bool) -> Step:
    """What accepting a report of this outcome does; `goes_on`: the work has no date and is not over yet."""
    match outcome:
        case ReportOutcome.NOT_DONE:
            return Step.CLOSE_UNDONE
        case ReportOutcome.PARTIAL:
            return Step.ACCEPT_PART
        case _:
            return Step.ACCEPT_AND_GO_ON if goes_on else Step.ACCEPT


class ReportSource(StrEnum):
    CHAT = "chat"
    CAMPAIGN = "campaign"
    COMMAND_LINE = "cli"
    DOCUMENT = "document"
    """A filled «Отметка об исполнении» of the plan, reported by the coordinator who approved it."""
    BEFORE_WORK = "before_work"
    """What was done before the road map came here, told by the coordinator and decided by the same."""
    CURATOR = "curator"
    """What the assignee said by telephone or on paper, written down by their curator."""
    FILE = "file"
    """A row of a form of the monitoring that came back filled in."""
    RESULT = "result"
    """The result of a campaign, written by the bot as the report of the measure that is the monitoring."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutionReport:
    """What the assignee sent. Version 1 stays when it is returned; the next one is version 2.

    `percent` is how much of the work a partial report is of, `remaining` what is left to do; `value` is what
    the measure's indicator has come to.
    """

    id: ReportId
    duty_id: DutyId
    version: int
    outcome: ReportOutcome
    percent: int | None
    remaining: str
    text: str
    value: float | None = None
    author_id: PersonId
    source: ReportSource
    created_at: datetime
    retracted_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A file of a report: bytes in the file store under `file_key`, their SHA-256 beside."""

    id: EvidenceId
    kind: str
    file_key: str
    sha256: str
    name: str
    size: int
    mime: str


class DecisionKind(StrEnum):
    ACCEPT = "accept"
    RETURN = "return"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    report_id: ReportId
    kind: DecisionKind
    by: PersonId
    comment: str
    created_at: datetime
    for_person_id: PersonId | None = None
    """Whom the one who decided stood in for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeDecision:
    """How the duty was before a decision; `left_version` is the one the decision left it with."""

    state: DutyState
    time: OwnTime
    left_version: int
