"""The document as a plan: road map, revision, section, measure, assignment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from roadmap.deadlines.control_pace import ControlPace
from roadmap.deadlines.deadline import Deadline
from roadmap.ids import (
    AssignmentId,
    ControlPointId,
    EditionId,
    MeasureId,
    PersonId,
    RoadMapId,
    SectionId,
    UnitId,
)
from roadmap.plan.evidence_rule import EvidenceRule


class RoadMapState(StrEnum):
    ACTIVE = "active"
    ARCHIVED = "archived"


class RoadMapKind(StrEnum):
    """Minutes are the instructions of one meeting: a signed road map changes by order only."""

    PLAN = "plan"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadMap:
    id: RoadMapId
    department_id: UnitId
    title: str
    short_name: str
    period_start: date
    period_end: date
    approval_number: str | None
    approval_on: date | None
    rule_set: str
    state: RoadMapState
    signers: str = ""
    """Lines under whatever is printed of it: posts and names of who signs."""
    kind: RoadMapKind = RoadMapKind.PLAN


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition of the document, as imported or as changed by hand."""

    id: EditionId
    road_map_id: RoadMapId
    number: int
    file_name: str
    file_key: str
    sha256: str
    approved_by: PersonId | None
    approved_at: datetime

    @property
    def is_by_hand(self) -> bool:
        """A day's changes made without a document."""
        return not self.file_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    id: SectionId
    road_map_id: RoadMapId
    position: int
    title: str


class MeasureStanding(StrEnum):
    """Whether the plan counts on a measure; what stands otherwise is owed by nobody."""

    IN_FORCE = "in_force"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    DROPPED = "dropped"


class CompletionRule(StrEnum):
    """When a measure of several assignees counts as done."""

    ALL = "all"
    ANY = "any"
    MAIN = "main"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One row of the table; `deadline_text` and `responsible_text` are the document's own words."""

    id: MeasureId
    road_map_id: RoadMapId
    section_id: SectionId | None
    parent_id: MeasureId | None
    position: int
    number: str
    title: str
    result: str
    deadline_text: str
    deadline: Deadline
    reading: str
    responsible_text: str
    attributes: Mapping[str, object]
    completion_rule: CompletionRule
    is_archived: bool
    pace: ControlPace
    evidence: EvidenceRule = EvidenceRule.WORDS
    standing: MeasureStanding = MeasureStanding.IN_FORCE
    standing_reason: str = ""


class AssignmentKind(StrEnum):
    MAIN = "main"
    CO = "co"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Who answers for a measure: a unit or a person, exactly one of them."""

    id: AssignmentId
    measure_id: MeasureId
    unit_id: UnitId | None
    person_id: PersonId | None
    kind: AssignmentKind
    days_earlier: int = 0
    """How much earlier than the measure is due a co-executor owes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlPoint:
    """One control point of a measure. `due_on` is None where nothing but the monitoring asks (ongoing)."""

    id: ControlPointId
    measure_id: MeasureId
    first_on: date
    last_on: date
    original_due_on: date | None
    due_on: date | None
