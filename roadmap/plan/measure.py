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


class RoadMapState(StrEnum):
    ACTIVE = "active"
    ARCHIVED = "archived"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition of the document, as imported."""

    id: EditionId
    road_map_id: RoadMapId
    number: int
    file_name: str
    file_key: str
    sha256: str
    approved_by: PersonId | None
    approved_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    id: SectionId
    road_map_id: RoadMapId
    position: int
    title: str


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlPoint:
    """One control point of a measure. `due_on` is None where nothing but the monitoring asks (ongoing)."""

    id: ControlPointId
    measure_id: MeasureId
    first_on: date
    last_on: date
    original_due_on: date | None
    due_on: date | None
