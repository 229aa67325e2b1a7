"""«Собрать сейчас»: a road map, a section of it or some organisations are asked by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from roadmap.clock import Clock, local_date
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.errors import BadInput, NotFound
from roadmap.ids import CampaignId, RoadMapId, SectionId, UnitId
from roadmap.monitoring.campaign import CLOSING_HOUR, CampaignSchedule, CampaignState, next_nudge
from roadmap.monitoring.campaign_rows import NewCampaign
from roadmap.people.persons import Actor, Role
from roadmap.plan.measure import RoadMap, Section
from roadmap.plan.monitoring_rules import MonitoringRhythm, period_of
from services.monitoring.campaigns import open_campaign
from services.people.directory import require
from services.plan.changing import map_to_change
from storage.unit_of_work import Store

DAYS = (1, 2, 3, 5)
"""How many working days people may be given, today not counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectView:
    """What can be asked about by hand; `units` are the organisations that answer for anything of it."""

    road_map: RoadMap
    sections: tuple[Section, ...]
    units: tuple[tuple[UnitId, str], ...]
    today: date
    closing: tuple[tuple[int, date], ...]
    """The days on offer, each with the date it comes to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    campaign_id: CampaignId
    asked: int
    closes_on: date


class CollectingService:
    def __init__(self, store: Store, clock: Clock, calendar: WorkingCalendar) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar

    async def open(self, actor: Actor, road_map_id: RoadMapId) -> CollectView:
        """The parts of a road map in force that can be asked about."""
        require(actor, Role.COORDINATOR)
        today = local_date(self._clock.now(), actor.time_zone)
        async with self._store.read() as uow:
            road_map = await map_to_change(uow, actor, road_map_id)
            return CollectView(
                road_map=road_map,
                sections=tuple(await uow.plan.sections(road_map_id)),
                units=tuple(await uow.summaries.units(road_map_id, None)),
                today=today,
                closing=tuple((days, self._calendar.add_working_days(today, days)) for days in DAYS),
            )

    async def collect(
        self,
        actor: Actor,
        road_map_id: RoadMapId,
        section_id: SectionId | None,
        unit_ids: Sequence[UnitId] | None,
        days: int,
    ) -> Collected:
        """Ask everybody concerned now.

        BadInput without an organisation, or where nobody owes anything.
        """
        require(actor, Role.COORDINATOR)
        if days not in DAYS:
            raise NotFound
        now = self._clock.now()
        async with self._store.write(is_long=True) as uow:
            await map_to_change(uow, actor, road_map_id)
            if unit_ids == ():
                raise BadInput("no-unit-chosen")
            known = {None, *(each.id for each in await uow.plan.sections(road_map_id))}
            if section_id not in known:
                raise NotFound
            department = await uow.people.unit(actor.department_id)
            assert department is not None
            rules = await uow.plan.monitoring_rules(road_map_id)
            today = local_date(now, department.time_zone)
            closes_on = self._calendar.add_working_days(today, days)
            closes_at = datetime.combine(closes_on, CLOSING_HOUR, ZoneInfo(department.time_zone))
            nudge = next_nudge(now, closes_at, 0, department.time_zone, rules, self._calendar)
            new = NewCampaign(
                road_map_id=road_map_id,
                department_id=actor.department_id,
                rhythm=MonitoringRhythm.BY_HAND,
                first_on=period_of(MonitoringRhythm.BY_HAND, today).first,
                last_on=today,
                answers_from=now,
                schedule=CampaignSchedule(opens_at=now, nudges_at=nudge, closes_at=closes_at),
                state=CampaignState.OPEN,
                section_id=section_id,
                unit_ids=unit_ids,
                asked_by=actor.person_id,
            )
            campaign = await uow.campaigns.add(new)
            assert campaign is not None, "by hand it is asked as often as somebody wants"
            asked = await open_campaign(uow, campaign, now)
            if not asked:
                raise BadInput("nobody-to-ask")
            about = ("campaign", campaign.id)
            await uow.audit.add(actor, now, "campaign.collected", about, {"addressees": asked})
            await uow.commit()
        return Collected(campaign_id=campaign.id, asked=asked, closes_on=closes_on)
