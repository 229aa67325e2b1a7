"""What one press has sent to many, to be counted for whoever has pressed."""

from dataclasses import dataclass
from enum import StrEnum

from roadmap.ids import UnitId


class SentAbout(StrEnum):
    """What was sent: reminders to the silent of a measure or of a unit, news of a plan."""

    MEASURE_NUDGE = "measure_nudge"
    UNIT_NUDGE = "unit_nudge"
    PLAN_NEWS = "plan_news"


@dataclass(frozen=True, slots=True, kw_only=True)
class SentRound:
    """`name` is the number of the measure, the name of the unit or the short name of the road map."""

    id: int
    department_id: UnitId
    about: SentAbout
    name: str
