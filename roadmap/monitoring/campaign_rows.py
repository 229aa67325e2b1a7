"""What a campaign is opened from, and whose questions a look at it is about."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from roadmap.deadlines.period import PlanPeriod
from roadmap.ids import MeasureId, PersonId, RoadMapId, SectionId, UnitId
from roadmap.monitoring.campaign import CampaignSchedule, CampaignState
from roadmap.plan.monitoring_rules import MonitoringRhythm, MonitoringRules


@dataclass(frozen=True, slots=True, kw_only=True)
class AskableRoadMap:
    """An active road map as the planner of campaigns sees it."""

    id: RoadMapId
    department_id: UnitId
    period: PlanPeriod
    time_zone: str
    rules: MonitoringRules
    approved_at: datetime
    """When its first edition was approved: quarters that ended before are never asked about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCampaign:
    road_map_id: RoadMapId
    department_id: UnitId
    rhythm: MonitoringRhythm
    first_on: date
    last_on: date
    answers_from: datetime
    schedule: CampaignSchedule
    state: CampaignState
    section_id: SectionId | None = None
    unit_ids: Sequence[UnitId] | None = None
    asked_by: PersonId | None = None
    measure_id: MeasureId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedOf:
    """Whose questions: of `unit_ids` or `person_ids`, and of units under `roots`; None leaves one out."""

    unit_ids: Collection[UnitId] | None = None
    person_ids: Collection[PersonId] | None = None
    roots: Collection[UnitId] | None = None


EVERYBODY = AskedOf()
