"""Campaigns as services read and change them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from roadmap.campaign import Campaign, CampaignItem, CampaignSchedule, CampaignState
from roadmap.ids import CampaignId, CampaignItemId, ExecutionId, PersonId, RoadMapId, UnitId
from roadmap.period import PlanPeriod
from services.monitoring_views import Addressee, CampaignAnswer, CampaignHeader


@dataclass(frozen=True, slots=True, kw_only=True)
class AskableRoadMap:
    """An active road map as the planner of campaigns sees it."""

    id: RoadMapId
    department_id: UnitId
    period: PlanPeriod
    time_zone: str
    approved_at: datetime
    """When its first edition was approved: quarters that ended before are never asked about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCampaign:
    road_map_id: RoadMapId
    department_id: UnitId
    first_on: date
    last_on: date
    schedule: CampaignSchedule
    state: CampaignState


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedOf:
    """Whose questions: of `unit_ids` or `person_ids`, and inside `watched_unit_ids`; None leaves one out."""

    unit_ids: Collection[UnitId] | None = None
    person_ids: Collection[PersonId] | None = None
    watched_unit_ids: Collection[UnitId] | None = None


EVERYBODY = AskedOf()


class CampaignRepository(Protocol):
    """«Asked» is a duty whose window has begun by the quarter's end, still owed or already answered; after
    the close it is what had been asked then.

    An answer is the latest report that was not taken back: one given to this campaign, or an ordinary one
    sent while it lasted.
    """

    async def askable(self) -> Sequence[AskableRoadMap]: ...

    async def opened(self, road_map_id: RoadMapId, first_on: date) -> bool: ...

    async def add(self, campaign: NewCampaign) -> Campaign | None:
        """Open it; None when this quarter of the road map has one already."""
        ...

    async def add_items(self, campaign_id: CampaignId, addressees: Sequence[Addressee]) -> None:
        """Put these on the list of the asked; those who are on it stay as they are."""
        ...

    async def item(
        self, campaign_id: CampaignId, unit_id: UnitId | None, person_id: PersonId | None
    ) -> CampaignItemId:
        """The item of this unit or person, put on the list if need be."""
        ...

    async def items(self, campaign_id: CampaignId) -> Sequence[CampaignItem]: ...

    async def get(self, campaign_id: CampaignId) -> CampaignHeader | None: ...

    async def latest(self, road_map_id: RoadMapId) -> Campaign | None: ...

    async def of_department(self, department_id: UnitId, limit: int) -> Sequence[CampaignHeader]:
        """Campaigns of its road maps, the newest first."""
        ...

    async def of_road_map(self, road_map_id: RoadMapId) -> Sequence[CampaignHeader]:
        """All campaigns of a road map, the oldest first."""
        ...

    async def due(self, now: datetime) -> Sequence[Campaign]:
        """Campaigns whose nudge or close has come."""
        ...

    async def next_moment(self) -> datetime | None:
        """The nearest nudge or close of any campaign."""
        ...

    async def change_state(self, campaign: Campaign, state: CampaignState) -> bool:
        """Compare-and-set; False when somebody was quicker."""
        ...

    async def freeze(self, campaign: Campaign) -> None:
        """Keep what is asked at this moment, before the campaign is marked closed."""
        ...

    async def asked(self, campaign: Campaign, of: AskedOf) -> Sequence[ExecutionId]: ...

    async def answers(self, campaign: Campaign, of: AskedOf) -> Sequence[CampaignAnswer]: ...

    async def addressees(self, campaign: Campaign, of: AskedOf) -> Sequence[Addressee]:
        """Everybody asked, by name, with counts."""
        ...
