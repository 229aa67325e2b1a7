"""Campaigns in time: opened over the last working days of a quarter, nudged, closed with a result."""

from collections.abc import Collection, Sequence
from datetime import datetime

from roadmap.clock import Clock, local_date
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.deadlines.period import Window
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import new_delivery
from roadmap.ids import PersonId
from roadmap.monitoring.campaign import (
    Campaign,
    CampaignState,
    next_opening,
    opening_moment,
    schedule,
    windows_to_ask,
)
from roadmap.monitoring.campaign_rows import EVERYBODY, AskableRoadMap, NewCampaign
from roadmap.monitoring.campaign_views import Addressee, Reach
from roadmap.people.department_staff import Staff
from roadmap.people.persons import SystemActor, Through
from services.people.no_recipient import ALARMED, alarms
from storage.unit_of_work import Store, UnitOfWork


class CampaignService:
    """What the beats call. Planning looks at state, so ticking twice or after an outage is harmless."""

    def __init__(self, store: Store, clock: Clock, calendar: WorkingCalendar) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar

    async def look(self) -> None:
        """The beat: open what has come due, then nudge and close."""
        await self.open_due()
        await self.close_due()

    async def open_due(self) -> int:
        """Open the campaigns whose time has come and prompt everybody asked; how many were opened."""
        now = self._clock.now()
        async with self._store.read() as uow:
            due = [
                (road_map, window)
                for road_map in await uow.campaigns.askable()
                for window in self._windows(road_map, now)
                if not await uow.campaigns.opened(road_map.id, window.first)
            ]
        return sum([await self._open(road_map, window, now) for road_map, window in due])

    def _windows(self, road_map: AskableRoadMap, now: datetime) -> list[Window]:
        approved_on = local_date(road_map.approved_at, road_map.time_zone)
        return [
            window
            for window in windows_to_ask(road_map.period, local_date(now, road_map.time_zone), self._calendar)
            if approved_on <= window.last
            and opening_moment(window, road_map.time_zone, self._calendar) <= now
        ]

    async def _open(self, road_map: AskableRoadMap, window: Window, now: datetime) -> bool:
        plan = schedule(window, now, road_map.time_zone, self._calendar)
        new = NewCampaign(
            road_map_id=road_map.id,
            department_id=road_map.department_id,
            first_on=window.first,
            last_on=window.last,
            schedule=plan,
            state=CampaignState.OPEN if plan.nudges_at > plan.opens_at else CampaignState.NUDGED,
        )
        async with self._store.write(is_long=True) as uow:
            campaign = await uow.campaigns.add(new)
            if campaign is None:
                return False
            asked = await self._ask(uow, campaign, DeliveryKind.CAMPAIGN_PROMPT, now)
            facts = {"quarter": str(campaign.quarter), "addressees": len(asked)}
            await self._audit(uow, campaign, now, "campaign.opened", facts)
            await uow.commit()
        return True

    async def close_due(self) -> int:
        """Nudge the silent and close what is over; how many campaigns were touched."""
        now = self._clock.now()
        async with self._store.read() as uow:
            due = await uow.campaigns.due(now)
        over = [campaign for campaign in due if campaign.closes_at <= now]
        nudged = [await self._nudge(campaign, now) for campaign in due if campaign not in over]
        return sum(nudged) + sum([await self._close(group, now) for group in _closing_together(over)])

    async def next_at(self) -> datetime | None:
        """The nearest opening, nudge or close."""
        async with self._store.read() as uow:
            moments = [await uow.campaigns.next_moment(), await self._next_opening(uow)]
        return min((moment for moment in moments if moment is not None), default=None)

    async def next_opening(self) -> datetime | None:
        """When the next monitoring of any road map opens."""
        async with self._store.read() as uow:
            return await self._next_opening(uow)

    async def _next_opening(self, uow: UnitOfWork) -> datetime | None:
        now = self._clock.now()
        moments = [
            next_opening(road_map.period, now, road_map.time_zone, self._calendar)
            for road_map in await uow.campaigns.askable()
        ]
        return min((moment for moment in moments if moment is not None), default=None)

    async def _nudge(self, campaign: Campaign, now: datetime) -> bool:
        async with self._store.write(is_long=True) as uow:
            if not await uow.campaigns.change_state(campaign, CampaignState.NUDGED):
                return False
            await self._ask(uow, campaign, DeliveryKind.CAMPAIGN_NUDGE, now)
            await self._audit(uow, campaign, now, "campaign.nudged", {})
            await uow.commit()
        return True

    async def _close(self, campaigns: Sequence[Campaign], now: datetime) -> int:
        """Close these at once and tell each curator the result of all of them in one message."""
        told: dict[PersonId, Campaign] = {}
        async with self._store.write(is_long=True) as uow:
            for campaign in campaigns:
                await uow.campaigns.freeze(campaign)
                if not await uow.campaigns.change_state(campaign, CampaignState.CLOSED):
                    return 0  # somebody is quicker: what is left is looked for anew
                for kind in (DeliveryKind.CAMPAIGN_PROMPT, DeliveryKind.CAMPAIGN_NUDGE):
                    await uow.outbox.cancel(kind, campaign.id, "the campaign is over")
                told = {**dict.fromkeys(await _watchers(uow, campaign), campaign), **told}
                await self._audit(uow, campaign, now, "campaign.closed", {})
            for person, campaign in sorted(told.items()):
                await _send(uow, campaign, DeliveryKind.CAMPAIGN_RESULT, [person], now)
            await uow.commit()
        return len(campaigns)

    async def _ask(
        self, uow: UnitOfWork, campaign: Campaign, kind: DeliveryKind, now: datetime
    ) -> list[Addressee]:
        """Write to everybody who still owes an answer; where nobody can be told, their curator is alarmed."""
        addressees = await uow.campaigns.addressees(campaign, EVERYBODY)
        owing = [addressee for addressee in addressees if addressee.answered < addressee.asked]
        await uow.campaigns.add_items(campaign.id, owing)
        staff = await uow.people.staff(campaign.department_id)
        homes = {a.home_unit_id for a in owing if a.reach is not Reach.REACHABLE}
        await uow.outbox.add_all(
            [
                alarm
                for home in sorted(homes)
                for alarm in alarms(campaign.department_id, home, staff.reachable_above(home, *ALARMED), now)
            ]
        )
        await _send(uow, campaign, kind, await _told(uow, owing, staff), now)
        return owing

    async def _audit(
        self, uow: UnitOfWork, campaign: Campaign, now: datetime, action: str, facts: dict[str, object]
    ) -> None:
        actor = SystemActor(department_id=campaign.department_id, through=Through.BEAT)
        await uow.audit.add(actor, now, action, ("campaign", campaign.id), facts)


def _closing_together(campaigns: Sequence[Campaign]) -> list[list[Campaign]]:
    """Campaigns of one department and quarter that close at one moment, group by group."""
    groups: dict[tuple[object, ...], list[Campaign]] = {}
    for campaign in campaigns:
        key = (campaign.department_id, campaign.first_on, campaign.closes_at)
        groups.setdefault(key, []).append(campaign)
    return list(groups.values())


async def _watchers(uow: UnitOfWork, campaign: Campaign) -> set[PersonId]:
    """The curators nearest above everybody who was asked."""
    homes = {each.home_unit_id for each in await uow.campaigns.addressees(campaign, EVERYBODY)}
    staff = await uow.people.staff(campaign.department_id)
    return {person.person_id for home in homes for person in staff.reachable_above(home, *ALARMED)}


async def _told(uow: UnitOfWork, owing: Sequence[Addressee], staff: Staff) -> set[PersonId]:
    """Whoever of the addressees can be written to."""
    asked = [addressee.person_id for addressee in owing if addressee.person_id is not None]
    people = [*await uow.people.told_for(asked)] if asked else []
    for addressee in owing:
        if addressee.unit_id is not None:
            people += staff.executors(addressee.unit_id)
    return {person.person_id for person in people if person.place}


async def _send(
    uow: UnitOfWork, campaign: Campaign, kind: DeliveryKind, people: Collection[PersonId], now: datetime
) -> None:
    is_result = kind is DeliveryKind.CAMPAIGN_RESULT
    await uow.outbox.add_all(
        [
            new_delivery(
                kind,
                subject_id=campaign.id,
                department_id=campaign.department_id,
                recipient_id=person_id,
                not_before=now,
                expires_at=None if is_result else campaign.closes_at,
            )
            for person_id in sorted(people)
        ]
    )
