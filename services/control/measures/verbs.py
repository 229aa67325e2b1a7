"""What a person may do about a measure: by what it is, and by what they are to it.

Every button of the measure's card stands on this list; texts only label them.
"""

from dataclasses import dataclass
from enum import StrEnum

from roadmap.control.measure_views import MeasureFacts, PointLine
from roadmap.plan.measure import RoadMapState


class MeasureVerb(StrEnum):
    SHOW_POINTS = "show points"
    CHANGE = "change"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureViewer:
    """What the person who looks at a measure is to it."""

    is_coordinator: bool
    is_watching: bool
    """Whether they look at others' work: curators, the coordinator, the head."""


def measure_verbs(
    measure: MeasureFacts, points: tuple[PointLine, ...], viewer: MeasureViewer
) -> frozenset[MeasureVerb]:
    """The verbs open to this viewer."""
    open_to = {
        MeasureVerb.SHOW_POINTS: bool(points),
        MeasureVerb.CHANGE: viewer.is_coordinator and is_in_force(measure),
    }
    return frozenset(verb for verb, is_open in open_to.items() if is_open)


def is_in_force(measure: MeasureFacts) -> bool:
    """Whether the measure may be changed: it and its road map are in force."""
    return not measure.is_archived and measure.map_state is RoadMapState.ACTIVE
