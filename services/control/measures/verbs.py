"""What a person may do about a measure: by what it is, and by what they are to it.

Every button of the measure's card stands on this list; texts only label them.
"""

from dataclasses import dataclass
from enum import StrEnum

from roadmap.control.measure_views import AssigneeLine, MeasureFacts, PointLine
from roadmap.ids import QuestionId, UnitId
from roadmap.plan.measure import MeasureStanding, RoadMapState


class MeasureVerb(StrEnum):
    GIVE_DATES = "give dates"
    NAME_SOMEBODY = "name somebody"
    CHANGE = "change"
    SHOW_REPORTS = "show reports"
    SHOW_HISTORY = "show history"
    PRINT = "print"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureViewer:
    """What the person who looks at a measure is to it."""

    is_coordinator: bool
    is_curator: bool
    is_watching: bool
    """Whether they look at others' work: curators, the coordinator, the head."""


def measure_verbs(
    measure: MeasureFacts,
    points: tuple[PointLine, ...],
    assignees: tuple[AssigneeLine, ...],
    viewer: MeasureViewer,
    question_id: QuestionId | None,
) -> frozenset[MeasureVerb]:
    """The verbs open to this viewer; `question_id` asks who answers for the measure."""
    is_awaited = is_in_force(measure) and measure.standing is MeasureStanding.IN_FORCE
    may_plan = is_awaited and not measure.is_heading
    open_to = {
        MeasureVerb.GIVE_DATES: may_plan
        and (viewer.is_coordinator or viewer.is_curator)
        and bool(assignees)
        and not points,
        MeasureVerb.NAME_SOMEBODY: may_plan and viewer.is_coordinator and question_id is not None,
        MeasureVerb.SHOW_REPORTS: any(point.total for point in points),
        MeasureVerb.SHOW_HISTORY: True,
        MeasureVerb.PRINT: is_in_force(measure)
        and (viewer.is_coordinator or viewer.is_curator)
        and only_unit(assignees) is not None,
        MeasureVerb.CHANGE: viewer.is_coordinator and is_in_force(measure),
    }
    return frozenset(verb for verb, is_open in open_to.items() if is_open)


def only_unit(assignees: tuple[AssigneeLine, ...]) -> UnitId | None:
    """The organisation that alone answers for the measure: its list can be printed."""
    units = [one.unit_id for one in assignees if not one.is_group]
    return units[0] if len(assignees) == len(units) == 1 else None


def is_in_force(measure: MeasureFacts) -> bool:
    """Whether the measure may be changed: it and its road map are in force."""
    return not measure.is_archived and measure.map_state is RoadMapState.ACTIVE
