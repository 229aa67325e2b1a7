"""Read models of the plan in force: its road maps, sections, measures, and what came of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from roadmap.control.duty_lines import DeadlineReading
from roadmap.ids import ControlPointId, DutyId, MeasureId, PersonId, RoadMapId, SectionId, UnitId
from roadmap.plan.evidence_rule import EvidenceRule
from roadmap.plan.measure import AssignmentKind, CompletionRule, MeasureStanding, RoadMapKind, RoadMapState


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureScope:
    """Whose measures are looked at: the whole department's, or those of these units and people.

    `roots` None is everything, else whatever stands under these units; of units that are `own`, what they
    answer for themselves.
    """

    department_id: UnitId
    roots: frozenset[UnitId] | None
    own: frozenset[UnitId]
    persons: frozenset[PersonId]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLine:
    """A road map and how many of its measures the viewer may see."""

    id: RoadMapId
    title: str
    short_name: str
    period_start: date
    period_end: date
    state: RoadMapState
    edition: int
    approved_at: datetime | None
    measures: int
    kind: RoadMapKind = RoadMapKind.PLAN


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionLine:
    """A section with how many measures the viewer may see; id None: those that stand in no section."""

    id: SectionId | None
    title: str
    measures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureLine:
    """A measure in a list; a heading is a row that only introduces the rows below it."""

    id: MeasureId
    road_map_id: RoadMapId
    number: str
    title: str
    deadline_text: str
    map_name: str
    is_heading: bool
    is_assigned: bool
    has_points: bool
    is_overdue: bool
    is_settled: bool
    standing: MeasureStanding


@dataclass(frozen=True, slots=True, kw_only=True)
class AssigneeLine:
    """Who answers for a measure; of a group, how many units it stands for."""

    name: str
    kind: AssignmentKind
    unit_id: UnitId | None
    person_id: PersonId | None
    is_group: bool
    members: int
    days_earlier: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PointLine:
    """A control point and its duties by what they are now, each counted once."""

    id: ControlPointId
    first_on: date
    last_on: date
    original_due_on: date | None
    due_on: date | None
    total: int
    accepted: int
    closed_undone: int
    waiting: int
    overdue: int
    only_duty: DutyId | None
    """The one duty there is, where there is one."""

    @property
    def owed(self) -> int:
        """Those whose report is still to come, in time or without a date."""
        return self.total - self.accepted - self.closed_undone - self.waiting - self.overdue


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureFacts:
    """What the document says of a measure, and where it stands."""

    id: MeasureId
    department_id: UnitId
    road_map_id: RoadMapId
    map_name: str
    map_state: RoadMapState
    section_id: SectionId | None
    section: str
    number: str
    title: str
    result: str
    deadline_text: str
    reading: str
    read_as: DeadlineReading
    responsible_text: str
    attributes: Mapping[str, object]
    completion_rule: CompletionRule
    evidence: EvidenceRule
    is_archived: bool
    is_heading: bool
    standing: MeasureStanding
    standing_reason: str
