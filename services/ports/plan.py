"""Road maps, their measures, assignments and control points."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from roadmap.deadline import Deadline
from roadmap.execution import Execution, Occurrence
from roadmap.ids import (
    AssignmentId,
    MeasureId,
    OccurrenceId,
    PersonId,
    RevisionId,
    RoadMapId,
    SectionId,
    UnitId,
)
from roadmap.measure import Assignment, AssignmentKind, Measure, Revision, RoadMap, Section
from services.ports.executions import NewExecution


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRoadMap:
    department_id: UnitId
    title: str
    period_start: date
    period_end: date
    approval_number: str | None
    approval_on: date | None
    rule_set: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRevision:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAssignment:
    measure_id: MeasureId
    unit_id: UnitId | None
    person_id: PersonId | None
    kind: AssignmentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOccurrence:
    measure_id: MeasureId
    first_on: date
    last_on: date
    original_due_on: date | None
    due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An assignee and how many duties of a road map wait for them."""

    road_map_id: RoadMapId
    unit_id: UnitId | None
    person_id: PersonId | None
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideSchool:
    """A school that is not in the group of all schools of its department."""

    department_id: UnitId
    group_id: UnitId
    school_id: UnitId


class PlanRepository(Protocol):
    async def add_road_map(self, new: NewRoadMap) -> RoadMapId: ...

    async def change_road_map(self, road_map_id: RoadMapId, new: NewRoadMap) -> None:
        """The heading of a new edition: title, period, order."""
        ...

    async def road_map(self, road_map_id: RoadMapId, department_id: UnitId) -> RoadMap | None:
        """A road map of this department; None for anybody else's."""
        ...

    async def road_maps(self, department_id: UnitId) -> Sequence[RoadMap]:
        """The active ones, oldest first."""
        ...

    async def add_revision(self, new: NewRevision) -> RevisionId: ...

    async def revisions(self, road_map_id: RoadMapId) -> Sequence[Revision]: ...

    async def add_sections(self, road_map_id: RoadMapId, titles: Sequence[str]) -> Sequence[SectionId]: ...

    async def sections(self, road_map_id: RoadMapId) -> Sequence[Section]: ...

    async def move_sections(self, positions: Mapping[SectionId, int]) -> None: ...

    async def add_measures(
        self, road_map_id: RoadMapId, records: Sequence[MeasureRecord]
    ) -> Sequence[MeasureId]: ...

    async def change_measures(self, records: Mapping[MeasureId, MeasureRecord]) -> None: ...

    async def set_parents(self, parents: Mapping[MeasureId, MeasureId | None]) -> None: ...

    async def set_deadline(
        self, measure_ids: Collection[MeasureId], deadline: Deadline, reading: str
    ) -> None: ...

    async def archive_measures(self, measure_ids: Collection[MeasureId]) -> None: ...

    async def measures(self, road_map_id: RoadMapId) -> Sequence[Measure]:
        """Those in force, in document order."""
        ...

    async def add_assignments(self, new: Sequence[NewAssignment]) -> None: ...

    async def assignments(self, road_map_id: RoadMapId) -> Sequence[Assignment]:
        """Those in force of measures in force, in the order they were named."""
        ...

    async def archive_assignments(self, assignment_ids: Collection[AssignmentId]) -> None: ...

    async def add_occurrences(self, new: Sequence[NewOccurrence]) -> None:
        """Add control points; those that are there already are left as they are."""
        ...

    async def move_occurrence(self, occurrence_id: OccurrenceId, to: NewOccurrence) -> None: ...

    async def remove_occurrences(self, occurrence_ids: Collection[OccurrenceId]) -> None:
        """Drop control points that never had an execution."""
        ...

    async def occurrences(self, road_map_id: RoadMapId) -> Sequence[Occurrence]: ...

    async def planned(self, road_map_id: RoadMapId) -> Collection[tuple[OccurrenceId, AssignmentId]]:
        """Which control points have been handed to which assignments and not taken back."""
        ...

    async def withdrawn(self, road_map_id: RoadMapId) -> Sequence[Execution]: ...

    async def reinstate(self, execution: Execution, duty: NewExecution) -> bool:
        """A withdrawn duty is wanted again: open, with these dates; version and revision grow."""
        ...

    async def executions(self, measure_ids: Collection[MeasureId]) -> Sequence[Execution]:
        """Every duty of these measures, settled ones too."""
        ...

    async def redate(
        self,
        execution: Execution,
        original_due_on: date | None,
        due_on: date | None,
        next_stage_at: datetime | None,
    ) -> bool:
        """The document names another day: version and revision grow; False when somebody was quicker."""
        ...

    async def waiting(self, department_id: UnitId) -> Sequence[Waiting]:
        """Who owes what in the department now: assignees with the number of duties that wait for them."""
        ...

    async def outside_schools(self, alias: str) -> Sequence[OutsideSchool]:
        """Active schools, of any department, missing from the group its department keeps under this alias."""
        ...
