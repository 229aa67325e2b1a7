"""Rows of a road map to be written, and counts of what it has put on people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from roadmap.deadlines.control_pace import ControlPace
from roadmap.deadlines.deadline import Deadline
from roadmap.ids import (
    MeasureId,
    PersonId,
    RoadMapId,
    SectionId,
    UnitId,
)
from roadmap.plan.evidence_rule import EvidenceRule
from roadmap.plan.measure import AssignmentKind, CompletionRule, MeasureStanding, RoadMapKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRoadMap:
    department_id: UnitId
    title: str
    period_start: date
    period_end: date
    approval_number: str | None
    approval_on: date | None
    rule_set: str
    kind: RoadMapKind = RoadMapKind.PLAN


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledCounts:
    """How much of a road map is still owed or waits for a decision, and how much was done of all."""

    open: int
    done: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEdition:
    road_map_id: RoadMapId
    number: int
    file_name: str
    file_key: str
    sha256: str
    approved_by: PersonId | None
    approved_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRecord:
    """What a measure says, apart from its identity and its place in the tree."""

    section_id: SectionId | None
    position: int
    number: str
    title: str
    result: str
    deadline_text: str
    deadline: Deadline
    reading: str
    responsible_text: str
    attributes: Mapping[str, object]
    pace: ControlPace = ControlPace.ROUTINE
    evidence: EvidenceRule = EvidenceRule.WORDS
    completion_rule: CompletionRule = CompletionRule.ALL
    standing: MeasureStanding = MeasureStanding.IN_FORCE
    standing_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAssignment:
    measure_id: MeasureId
    unit_id: UnitId | None
    person_id: PersonId | None
    kind: AssignmentKind
    days_earlier: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NewControlPoint:
    measure_id: MeasureId
    first_on: date
    last_on: date
    original_due_on: date | None
    due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideSchool:
    """A school that is not in the group of all schools of its department."""

    department_id: UnitId
    group_id: UnitId
    school_id: UnitId


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedCount:
    """An assignee and how many duties of a road map wait for them."""

    road_map_id: RoadMapId
    unit_id: UnitId | None
    person_id: PersonId | None
    count: int
