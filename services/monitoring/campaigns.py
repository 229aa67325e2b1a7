"""Campaigns in time: answers are taken, people are asked, the silent reminded, the result is told."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from roadmap.clock import Clock, local_date
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.deadlines.period import Window
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import new_delivery
from roadmap.ids import PersonId
from roadmap.monitoring.campaign import (
    AskedPeriod,
    Campaign,
    CampaignSchedule,
    CampaignState,
    early_moment,
    next_early,
    next_nudge,
    next_opening,
    opening_moment,
    schedule,
    windows_to_ask,
)
from roadmap.monitoring.campaign_rows import EVERYBODY, AskableRoadMap, NewCampaign
from roadmap.monitoring.campaign_views import Addressee, Reach
from roadmap.people.department_staff import Staff
from roadmap.people.persons import Role, SystemActor, Through
from services.monitoring.mornings import AT_ONCE
from services.people.no_recipient import ALARMED, alarms
from storage.unit_of_work import Store, UnitOfWork

TODAY, AFTER_DIGEST = timedelta(hours=12), timedelta(minutes=5)
HEARING_RESULT = (Role.COORDINATOR, Role.HEAD)
"""Who of the department hears the result, and nothing before it."""
WHILE_OPEN = (DeliveryKind.CAMPAIGN_PROMPT, DeliveryKind.CAMPAIGN_NUDGE, DeliveryKind.CAMPAIGN_CARD)
"""So far from the end of a period the measure that is the monitoring may fall due for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Due:
    """A period whose campaign is to be opened, or at least to take answers; `present` is the one there is."""

    road_map: AskableRoadMap
    window: Window
    is_opening: bool
    present: Campaign | None


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
        """Open the campaigns whose time has come and prompt everybody asked; how many were opened.

        Those whose last month has begun take answers from now on.
        """
        now = self._clock.now()
        async with self._store.read() as uow:
            due = [
                each
                for road_map in await uow.campaigns.askable()
                for each in await self._due_of(uow, road_map, now)
            ]
        return sum([await self._advance(each, now) for each in due])

    async def _due_of(self, uow: UnitOfWork, road_map: AskableRoadMap, now: datetime) -> list[_Due]:
        rules, zone = road_map.rules, road_map.time_zone
        calendar = self._calendar.of(road_map.department_id)
        approved_on = local_date(road_map.approved_at, zone)
        found = []
        for window in windows_to_ask(road_map.period, local_date(now, zone), rules, calendar):
            is_opening = opening_moment(window, zone, rules, calendar) <= now
            if approved_on > window.last or not (is_opening or early_moment(window, zone) <= now):
                continue
            present = await uow.campaigns.of_period(road_map.id, rules.rhythm, window.first)
            if present is None or (is_opening and present.state is CampaignState.EARLY):
                found.append(_Due(road_map=road_map, window=window, is_opening=is_opening, present=present))
        return found

    async def _advance(self, due: _Due, now: datetime) -> bool:
        """Whether the campaign is open now."""
        road_map, rules = due.road_map, due.road_map.rules
        calendar = self._calendar.of(road_map.department_id)
        opens_at = now
        if not due.is_opening:
            opens_at = opening_moment(due.window, road_map.time_zone, rules, calendar)
        async with self._store.write(is_long=due.is_opening) as uow:
            period = AskedPeriod(window=due.window, due_on=rules.due_for(due.window))
            plan = schedule(period, opens_at, road_map.time_zone, rules, calendar)
            campaign = await self._take_answers(uow, due, plan, now)
            if campaign is None:
                return False
            if not due.is_opening:
                await uow.commit()
                return False
            opened = await uow.campaigns.open(campaign, plan)
            if opened is None:
                return False
            await open_campaign(uow, opened, now)
            await uow.commit()
        return True

    async def _take_answers(
        self, uow: UnitOfWork, due: _Due, plan: CampaignSchedule, now: datetime
    ) -> Campaign | None:
        """The campaign as it takes answers; None when somebody was quicker."""
        if due.present is not None:
            return due.present
        road_map = due.road_map
        approved = road_map.approved_at
        return await uow.campaigns.add(
            NewCampaign(
                road_map_id=road_map.id,
                department_id=road_map.department_id,
                rhythm=road_map.rules.rhythm,
                first_on=due.window.first,
                last_on=due.window.last,
                answers_from=min(now, max(approved, early_moment(due.window, road_map.time_zone))),
                schedule=plan,
                state=CampaignState.EARLY,
                measure_id=road_map.rules.measure_id,
            )
        )

    async def close_due(self) -> int:
        """Nudge the silent and close what is over; how many campaigns were touched."""
        now = self._clock.now()
        async with self._store.read() as uow:
            due = await uow.campaigns.due(now)
        over = [campaign for campaign in due if campaign.closes_at <= now]
        nudged = [await self._nudge(campaign, now) for campaign in due if campaign not in over]
        return sum(nudged) + sum([await self._close(group, now) for group in _closing_together(over)])

    async def next_at(self) -> datetime | None:
        """The nearest opening, nudge or close, or the day from which answers are taken."""
        now = self._clock.now()
        async with self._store.read() as uow:
            moments = [await uow.campaigns.next_moment(), await self._next_opening(uow)]
            moments += [
                next_early(road_map.period, now, road_map.time_zone, road_map.rules)
                for road_map in await uow.campaigns.askable()
            ]
        return min((moment for moment in moments if moment is not None), default=None)

    async def next_opening(self) -> datetime | None:
        """When the next monitoring of any road map opens."""
        async with self._store.read() as uow:
            return await self._next_opening(uow)

    async def _next_opening(self, uow: UnitOfWork) -> datetime | None:
        now = self._clock.now()
        moments = [
            next_opening(
                road_map.period,
                now,
                road_map.time_zone,
                road_map.rules,
                self._calendar.of(road_map.department_id),
            )
            for road_map in await uow.campaigns.askable()
        ]
        return min((moment for moment in moments if moment is not None), default=None)

    async def _nudge(self, campaign: Campaign, now: datetime) -> bool:
        async with self._store.write(is_long=True) as uow:
            rules = await uow.plan.monitoring_rules(campaign.road_map_id)
            header = await uow.campaigns.get(campaign.id)
            if header is None:
                return False
            times = campaign.nudges + 1
            following = next_nudge(
                campaign.opens_at, campaign.closes_at, times, header.time_zone, rules, self._calendar
            )
            if not await uow.campaigns.count_nudge(campaign, following):
                return False
            counted = replace(campaign, nudges=times)
            await ask(uow, counted, DeliveryKind.CAMPAIGN_NUDGE, now, occasion=str(times))
            await _audit(uow, campaign, now, "campaign.nudged", {})
            await uow.commit()
        return True

    async def _close(self, campaigns: Sequence[Campaign], now: datetime) -> int:
        """Close these at once and tell each curator the result of all of them in one message."""
        told: dict[PersonId, Campaign] = {}
        async with self._store.write(is_long=True) as uow:
            for campaign in campaigns:
                await uow.campaign_answers.freeze(campaign)
                if not await uow.campaigns.change_state(campaign, CampaignState.CLOSED):
                    return 0  # somebody is quicker: what is left is looked for anew
                for kind in WHILE_OPEN:
                    await uow.outbox.cancel(kind, campaign.id, "the campaign is over")
                hearing = await _watchers(uow, campaign) | await _heads(uow, campaign)
                told = {**dict.fromkeys(hearing, campaign), **told}
                await _audit(uow, campaign, now, "campaign.closed", {})
            for person, campaign in sorted(told.items()):
                await _send(uow, campaign, DeliveryKind.CAMPAIGN_RESULT, [person], now)
            await uow.commit()
        return len(campaigns)


async def open_campaign(uow: UnitOfWork, campaign: Campaign, now: datetime) -> int:
    """Ask everybody who owes an answer; how many units and people these are."""
    asked = await ask(uow, campaign, DeliveryKind.CAMPAIGN_PROMPT, now)
    await _send(uow, campaign, DeliveryKind.CAMPAIGN_CARD, await _watchers(uow, campaign), now)
    facts: dict[str, object] = {"quarter": str(campaign.quarter), "addressees": len(asked)}
    await _audit(uow, campaign, now, "campaign.opened", facts)
    return len(asked)


async def ask(
    uow: UnitOfWork, campaign: Campaign, kind: DeliveryKind, now: datetime, occasion: str | None = None
) -> list[Addressee]:
    """Write to everybody who still owes an answer; where nobody can be told, their curator is alarmed."""
    addressees = await uow.campaign_answers.addressees(campaign, EVERYBODY)
    owing = [addressee for addressee in addressees if addressee.answered < addressee.asked]
    await uow.campaigns.add_items(campaign.id, owing)
    staff = await uow.recipients.staff(campaign.department_id)
    homes = {a.home_unit_id for a in owing if a.reach is not Reach.REACHABLE}
    await uow.outbox.add_all(
        [
            alarm
            for home in sorted(homes)
            for role in ALARMED
            for alarm in alarms(
                campaign.department_id, home, staff.reachable_above(home, role), now, is_found=True
            )
        ]
    )
    await _send(uow, campaign, kind, await _told(uow, owing, staff), now, occasion)
    return owing


async def _audit(
    uow: UnitOfWork, campaign: Campaign, now: datetime, action: str, facts: dict[str, object]
) -> None:
    actor = SystemActor(department_id=campaign.department_id, through=Through.BEAT)
    await uow.audit.add(actor, now, action, ("campaign", campaign.id), facts)


def _closing_together(campaigns: Sequence[Campaign]) -> list[list[Campaign]]:
    """Campaigns of one department and period that close at one moment, group by group."""
    groups: dict[tuple[object, ...], list[Campaign]] = {}
    for campaign in campaigns:
        key: tuple[object, ...] = (campaign.id,)
        if not campaign.is_by_hand:
            key = (campaign.department_id, campaign.rhythm, campaign.first_on, campaign.closes_at)
        groups.setdefault(key, []).append(campaign)
    return list(groups.values())


async def _watchers(uow: UnitOfWork, campaign: Campaign) -> set[PersonId]:
    """The curators nearest above everybody who was asked."""
    homes = {each.home_unit_id for each in await uow.campaign_answers.addressees(campaign, EVERYBODY)}
    staff = await uow.recipients.staff(campaign.department_id)
    return {person.person_id for home in homes for person in staff.reachable_above(home, *ALARMED)}


async def _heads(uow: UnitOfWork, campaign: Campaign) -> set[PersonId]:
    """The coordinators and heads of the department: they hear the result, and nothing before it."""
    staff = await uow.recipients.staff(campaign.department_id)
    return {
        person.person_id
        for role in HEARING_RESULT
        for person in staff.reachable_above(campaign.department_id, role)
    }


async def remind(
    uow: UnitOfWork, campaign: Campaign, silent: Sequence[Addressee], occasion: str, now: datetime
) -> int:
    """Write to these once more; how many people it is."""
    staff = await uow.recipients.staff(campaign.department_id)
    told = await _told(uow, silent, staff)
    await _send(uow, campaign, DeliveryKind.CAMPAIGN_NUDGE, told, now, occasion, is_at_once=True)
    return len(told)


async def _told(uow: UnitOfWork, owing: Sequence[Addressee], staff: Staff) -> set[PersonId]:
    """Whoever of the addressees can be written to."""
    asked = [addressee.person_id for addressee in owing if addressee.person_id is not None]
    people = [*await uow.recipients.told_for(asked)] if asked else []
    for addressee in owing:
        if addressee.unit_id is not None:
            people += staff.executors(addressee.unit_id)
    return {person.person_id for person in people if person.place}


async def _send(
    uow: UnitOfWork,
    campaign: Campaign,
    kind: DeliveryKind,
    people: Collection[PersonId],
    now: datetime,
    occasion: str | None = None,
    *,
    is_at_once: bool = False,
) -> None:
    is_result = kind is DeliveryKind.CAMPAIGN_RESULT
    # A reminder waits for the digest that is still to come that day, and is not sent where that has said it.
    joins = kind is DeliveryKind.CAMPAIGN_NUDGE and not (is_at_once or campaign.is_by_hand)
    slots = await uow.reminders.waiting_slots(people, now, now + TODAY) if joins else {}
    await uow.outbox.add_all(
        [
            new_delivery(
                kind,
                subject_id=campaign.id,
                department_id=campaign.department_id,
                recipient_id=person_id,
                not_before=slots[person_id] + AFTER_DIGEST if person_id in slots else now,
                expires_at=None if is_result else campaign.closes_at,
                occasion=occasion,
                payload={AT_ONCE: True} if is_at_once else None,
            )
            for person_id in sorted(people)
        ]
    )
