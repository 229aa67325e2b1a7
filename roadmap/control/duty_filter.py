"""A duty to be written, and which duties are asked for."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from roadmap.control.duty import DutyState
from roadmap.ids import (
    AssignmentId,
    ControlPointId,
    DutyId,
    MeasureId,
    PersonId,
    RoadMapId,
    UnitId,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDuty:
    """`home_unit_id` is the unit whose curator watches it: the assignee unit, or the person's own.

    `original_due_on` without `due_on`: the day had passed before the work began here.
    """

    department_id: UnitId
    road_map_id: RoadMapId
    measure_id: MeasureId
    control_point_id: ControlPointId
    assignment_id: AssignmentId
    unit_id: UnitId | None
    person_id: PersonId | None
    home_unit_id: UnitId
    original_due_on: date | None
    due_on: date | None
    next_stage_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyFilter:
    """Conditions joined by «and»; None leaves one out. `assigned_*` are joined by «or» with each other.

    `roots`: the home unit is one of these or stands under one.
    """

    road_map_id: RoadMapId | None = None
    department_id: UnitId | None = None
    assigned_unit_ids: Collection[UnitId] | None = None
    assigned_person_ids: Collection[PersonId] | None = None
    roots: Collection[UnitId] | None = None
    home_unit_id: UnitId | None = None
    home_unit_ids: Collection[UnitId] | None = None
    ids: Collection[DutyId] | None = None
    measure_ids: Collection[MeasureId] | None = None
    states: Collection[DutyState] | None = None
    owed_from: date | None = None
    owed_to: date | None = None
    waits_for_curator: bool | None = None
    is_dated: bool | None = None
    predates_work: bool | None = None
    starts_by: date | None = None
    asked_of: Collection[PersonId] | None = None
    """Given to nobody of the organisation, or to or by one of these, who has not answered."""
    given_away_by: Collection[PersonId] | None = None
    """Of an organisation, and asked of none of these."""
    is_next: bool | None = None
    """Of the control points of one measure and assignee the first that is owed since `owed_from`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingCounts:
    """What is open in a road map about to be closed: overdue, still to come, waiting for a decision."""

    overdue: int
    ahead: int
    waiting: int
