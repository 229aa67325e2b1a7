"""What the screens of changing a plan are drawn from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from roadmap.deadlines.planned_points import PlannedPoint
from roadmap.ids import MeasureId, PlanEditId, RoadMapId
from roadmap.imports.questions import Assigned
from roadmap.plan.measure_content import MeasureContent
from roadmap.plan.plan_edits import ChangedMeasure


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureEditor:
    """A measure about to be changed. `names` of everybody who answers or may answer; `undoable`: what the
    viewer has just done to it."""

    measure_id: MeasureId
    road_map_id: RoadMapId
    content: MeasureContent
    names: Mapping[Assigned, str]
    undoable: PlanEditId | None
    dates: int
    """How many control points the measure has ahead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBack:
    """A deadline in typed words, as it would be planned."""

    measure_id: MeasureId
    content: MeasureContent
    words: str
    reading: str
    points: tuple[PlannedPoint, ...]
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """What one edit has changed, while it can be undone; no `edit_id` where everything was so already."""

    edit_id: PlanEditId | None
    road_map_id: RoadMapId
    changes: tuple[ChangedMeasure, ...]
    names: Mapping[Assigned, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A unit or a person who could answer for a measure."""

    assigned: Assigned
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """A page of those who could answer instead of `instead`, or beside those who do."""

    measure_id: MeasureId
    content: MeasureContent
    instead: Assigned | None
    instead_name: str
    found: tuple[Candidate, ...]
    words: str
    page: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """One assignee about to be put in the place of another, and where else the other stands."""

    measure_id: MeasureId
    content: MeasureContent
    old: Candidate
    new: Candidate
    elsewhere: int
    """In how many further measures of the road map the old one answers."""
