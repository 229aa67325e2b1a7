"""A change of a plan in force that one press or one table has made, and how the duties were before it."""

from dataclasses import dataclass
from datetime import date, datetime

from roadmap.control.duty import DutyState
from roadmap.ids import DutyId, EditionId, MeasureId, PersonId, PlanEditId, RoadMapId
from roadmap.people.persons import Through
from roadmap.plan.measure_content import Aspect, MeasureContent, aspects


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyBefore:
    """How a duty was before the change; while it has `left_version`, nothing else has happened to it."""

    duty_id: DutyId
    state: DutyState
    original_due_on: date | None
    due_on: date | None
    owed_by: date | None
    stopped_on: date | None
    left_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedMeasure:
    """One measure of an edit; `before` is None for one that was added."""

    measure_id: MeasureId
    before: MeasureContent | None
    after: MeasureContent
    duties: tuple[DutyBefore, ...] = ()

    @property
    def aspects(self) -> tuple[Aspect, ...]:
        """What it touches; nothing of a measure that is added."""
        return aspects(self.before, self.after) if self.before else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlanEdit:
    """An edit to be written; `told_at` is set where the people are told by other means."""

    road_map_id: RoadMapId
    edition_id: EditionId
    by: PersonId | None
    through: Through
    at: datetime
    told_at: datetime | None
    changes: tuple[ChangedMeasure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEdit:
    id: PlanEditId
    road_map_id: RoadMapId
    edition_id: EditionId
    by: PersonId | None
    through: Through
    at: datetime
    told_at: datetime | None
    undone_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureEdit:
    """A standing change of one measure with the edition it is a line of."""

    edit_id: PlanEditId
    edition_number: int
    at: datetime
    by: str
    before: MeasureContent | None
    after: MeasureContent
