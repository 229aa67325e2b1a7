"""The consolidated summary of a road map: a read model for reports, computed, never stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from roadmap.clock import local_date
from roadmap.control.duty import DutyState, ReportOutcome, ReportSource
from roadmap.control.duty_lines import DutyLine, ReportLine
from roadmap.ids import DutyId, EvidenceId, MeasureId, RoadMapId
from roadmap.monitoring.campaign import CalendarQuarter
from roadmap.monitoring.campaign_views import CampaignBoard, CampaignQuestion
from roadmap.plan.document_words import DOCUMENT_DEADLINE
from roadmap.plan.measure import CompletionRule, MeasureStanding


class Standing(StrEnum):
    """How a duty stands on the day of the report, worst first."""

    OVERDUE = "overdue"
    OVERDUE_RETURNED = "overdue_returned"
    OVERDUE_PARTIAL = "overdue_partial"
    RETURNED = "returned"
    CLOSED_UNDONE = "closed_undone"
    PASSED = "passed"
    PARTIAL = "partial"
    WAITING = "waiting"
    RUNNING = "running"
    UPCOMING = "upcoming"
    PAUSED = "paused"
    ACCEPTED = "accepted"
    COVERED = "covered"
    WITHDRAWN = "withdrawn"


ORDER = tuple(Standing)
OVERDUE = frozenset({Standing.OVERDUE, Standing.OVERDUE_RETURNED, Standing.OVERDUE_PARTIAL})
"""Past the due day: without a report, with one to be corrected, with a part of the work."""
_SETTLED = frozenset({Standing.ACCEPTED, Standing.COVERED, Standing.WITHDRAWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryHeader:
    """`quarter` None means the whole period of the plan."""

    road_map_id: RoadMapId
    title: str
    department: str
    period_start: date
    period_end: date
    approval_number: str | None
    approval_on: date | None
    time_zone: str
    made_at: datetime
    quarter: CalendarQuarter | None
    section: str = ""
    """Of a report of one section: which; the title names it too."""

    @property
    def today(self) -> date:
        return local_date(self.made_at, self.time_zone)

    def is_of_period(self, due_on: date | None) -> bool:
        """What has no day is of every period it is shown in."""
        return not self.is_carried(due_on) and not self.is_after(due_on)

    def is_carried(self, due_on: date | None) -> bool:
        """Of a quarter: whether this day had passed before it."""
        return self.quarter is not None and due_on is not None and due_on < self.quarter.first_on

    def is_after(self, due_on: date | None) -> bool:
        """Of a quarter: whether this day is of a later one."""
        return self.quarter is not None and due_on is not None and due_on > self.quarter.last_on


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLine:
    """A file of a report; `id` is the number people quote."""

    id: EvidenceId
    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryReport:
    """A report whose moments are in the department's zone."""

    line: ReportLine
    duty_id: DutyId
    source: ReportSource
    evidence: tuple[EvidenceLine, ...]

    @property
    def day(self) -> date:
        """When the work was done, where that is said, else when the report was sent."""
        return self.line.done_on or self.line.created_at.date()


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryDuty:
    duty: DutyLine
    standing: Standing
    is_main: bool
    reports: tuple[SummaryReport, ...]

    @property
    def last_report(self) -> SummaryReport | None:
        """The latest report that was not taken back."""
        return next((report for report in reversed(self.reports) if report.line.retracted_at is None), None)

    @property
    def difficulty(self) -> str:
        """What its assignee last said is in the way; nothing once the work is done or the word taken back."""
        report = self.last_report
        is_told = report is not None and report.line.outcome is ReportOutcome.DIFFICULTY
        return report.line.text if report and is_told and self.standing not in _SETTLED else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryPoint:
    """A control point of a measure with everybody's duty for it."""

    first_on: date
    last_on: date
    original_due_on: date | None
    due_on: date | None
    rule: CompletionRule
    duties: tuple[SummaryDuty, ...]
    settled: tuple[SummaryDuty, ...] = ()
    """Of a quarter: those for the same point that were settled before it; its figures leave them out."""

    @property
    def everyone(self) -> tuple[SummaryDuty, ...]:
        """All who owe it, or owed it before the quarter: what is said of it is said of them."""
        return (*self.duties, *self.settled)

    @property
    def counts(self) -> dict[Standing, int]:
        """How many of all stand how, worst first."""
        found = [duty.standing for duty in self.everyone]
        return {standing: found.count(standing) for standing in ORDER if standing in found}

    @property
    def moved(self) -> tuple[SummaryDuty, ...]:
        """Those whose day is another than planned."""
        return tuple(
            duty
            for duty in self.everyone
            if duty.duty.due_on != duty.duty.original_due_on and duty.duty.due_on is not None
        )

    @property
    def is_moved(self) -> bool:
        return bool(self.moved)

    @property
    def common_due_on(self) -> date | None:
        """The day of most who owe it: where it was moved for a few only, theirs is said beside it."""
        days = [duty.duty.due_on for duty in self.everyone if duty.duty.due_on]
        return max(days, key=lambda day: (days.count(day), day), default=self.due_on)

    @property
    def standing(self) -> Standing:
        """Of the whole point: done by its completion rule, else the worst of what is owed."""
        deciding = [e.standing for e in self.everyone if e.standing is not Standing.WITHDRAWN]
        if not deciding:
            return Standing.WITHDRAWN
        if self.rule is CompletionRule.MAIN:
            main = [e.standing for e in self.everyone if e.is_main and e.standing is not Standing.WITHDRAWN]
            deciding = main or deciding
        if self.rule is CompletionRule.ANY and Standing.ACCEPTED in deciding:
            return Standing.ACCEPTED
        return min(deciding, key=ORDER.index)


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryMeasure:
    """One row of the document with its control points; none where nothing could be planned.

    `has_parts`: rows under it carry its work; `is_assigned`: somebody answers for it.
    """

    id: MeasureId
    section: str
    number: str
    title: str
    result: str
    deadline_text: str
    responsible_text: str
    has_parts: bool
    is_assigned: bool
    points: tuple[SummaryPoint, ...]
    attributes: Mapping[str, object] = field(default_factory=dict)
    standing: MeasureStanding = MeasureStanding.IN_FORCE
    standing_reason: str = ""
    is_elsewhere: bool = False
    """Others answer for it, whom the reader does not see."""

    @property
    def printed_deadline(self) -> str:
        """The document's own words, whatever was changed by hand since."""
        kept = self.attributes.get(DOCUMENT_DEADLINE)
        return kept if isinstance(kept, str) else self.deadline_text

    @property
    def amended_deadline(self) -> str:
        """The words in force where the document says others."""
        return self.deadline_text if self.deadline_text != self.printed_deadline else ""

    @property
    def is_collective(self) -> bool:
        """Several units answer for it, each on its own."""
        units = {e.duty.unit_id for point in self.points for e in point.everyone}
        return len(units - {None}) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignRound:
    """One quarterly round with every question and answer."""

    board: CampaignBoard
    questions: tuple[CampaignQuestion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadMapSummary:
    header: SummaryHeader
    measures: tuple[SummaryMeasure, ...]
    rounds: tuple[CampaignRound, ...]
    before: tuple[SummaryDuty, ...] = ()
    """Of a quarter: what fell due in the one before it."""
    boards_before: tuple[CampaignBoard, ...] = ()
    """Of a quarter: the campaigns of the one before it."""
    is_partial: bool = False
    """The reader sees some of the organisations only."""

    @property
    def duties(self) -> tuple[SummaryDuty, ...]:
        """Every duty in the document's order."""
        return tuple(e for measure in self.measures for point in measure.points for e in point.duties)

    @property
    def due(self) -> tuple[SummaryDuty, ...]:
        """Those whose day is in the period: neither debts of earlier quarters nor the work of later ones."""
        return tuple(e for e in self.duties if self.header.is_of_period(e.duty.due_on))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedRoadMap:
    """A road map in a list to choose from."""

    id: RoadMapId
    title: str
    short_name: str
    period_start: date
    period_end: date
    quarters: tuple[CalendarQuarter, ...]


def standing_of(duty: DutyLine, today: date) -> Standing:
    match duty.state:
        case DutyState.ACCEPTED:
            return Standing.ACCEPTED
        case DutyState.CLOSED_UNDONE:
            return Standing.CLOSED_UNDONE
        case DutyState.WITHDRAWN:
            return Standing.WITHDRAWN
        case DutyState.PAUSED:
            return Standing.PAUSED
        case DutyState.COVERED:
            return Standing.COVERED
        case _ if duty.waits_for_curator:
            return Standing.WAITING
        case DutyState.RETURNED:
            return Standing.OVERDUE_RETURNED if duty.is_overdue(today) else Standing.RETURNED
        case DutyState.PARTIAL:
            return Standing.OVERDUE_PARTIAL if duty.is_overdue(today) else Standing.PARTIAL
        case _ if duty.is_overdue(today):
            return Standing.OVERDUE
        case _ if duty.predates_work:
            return Standing.PASSED
        case _:
            return Standing.UPCOMING if duty.first_on > today else Standing.RUNNING
