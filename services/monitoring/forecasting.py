"""What the monitoring is to send, told beforehand: openings, reminders of the silent, results, alarms."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from roadmap.clock import local_date
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.deadlines.period import Window
from roadmap.ids import CampaignId, PersonId, UnitId
from roadmap.monitoring.campaign import (
    AskedPeriod,
    Campaign,
    CampaignState,
    next_nudge,
    openings,
    schedule,
)
from roadmap.monitoring.campaign_rows import AskableRoadMap, AskedOf
from roadmap.monitoring.campaign_views import Addressee, Reach
from roadmap.people.department_staff import Staff
from roadmap.people.invites import Recipient
from roadmap.plan.monitoring_rules import MonitoringRules
from roadmap.reminding.expected import Expected, Occasion, Outlooked, Piece
from services.monitoring.campaigns import HEARING_RESULT
from services.people.expected_alarms import Alarms
from services.people.no_recipient import ALARMED
from storage.unit_of_work import UnitOfWork

NOT_YET = CampaignId(0)
"""Of a campaign that is not there yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToCome:
    """A campaign that goes on or is to open, with whom it asks as things are now."""

    campaign: Campaign
    rules: MonitoringRules
    time_zone: str
    owing: Sequence[Addressee]
    homes: Collection[UnitId]
    """Of everybody who is asked, whether they owe an answer or not."""
    named: Mapping[PersonId, Sequence[Recipient]]
    """Who is told for persons who are asked by name."""


async def read_campaigns(
    uow: UnitOfWork, of: Outlooked, calendar: WorkingCalendar, now: datetime, until: datetime
) -> list[ToCome]:
    """The campaigns of the department that write to anybody by then."""
    found = []
    for road_map in await uow.campaigns.askable():
        if road_map.department_id != of.department_id:
            continue
        for campaign in await _campaigns(uow, road_map, calendar, now, until):
            asked = AskedOf(roots=of.roots)
            every = await uow.campaign_answers.addressees(campaign, asked)
            owing = [each for each in every if each.answered < each.asked]
            named = [each.person_id for each in owing if each.person_id is not None]
            found.append(
                ToCome(
                    campaign=campaign,
                    rules=road_map.rules,
                    time_zone=road_map.time_zone,
                    owing=owing,
                    homes={each.home_unit_id for each in every},
                    named=await uow.recipients.told_for_each(named) if named else {},
                )
            )
    return found


async def _campaigns(
    uow: UnitOfWork, road_map: AskableRoadMap, calendar: WorkingCalendar, now: datetime, until: datetime
) -> list[Campaign]:
    """Those that are open, and those that open by then as they will be."""
    there = [header.campaign for header in await uow.campaigns.of_road_map(road_map.id)]
    found = [campaign for campaign in there if campaign.state is CampaignState.OPEN]
    rules, zone = road_map.rules, road_map.time_zone
    for window, opens_at in openings(road_map.period, now, zone, rules, calendar):
        if opens_at > until:
            break
        present = next((each for each in there if _is_of(each, rules, window)), None)
        is_over = present is not None and present.state is not CampaignState.EARLY
        if not is_over and local_date(road_map.approved_at, zone) <= window.last:
            found.append(_as_it_opens(road_map, window, opens_at, calendar, present))
    return found


def _is_of(campaign: Campaign, rules: MonitoringRules, window: Window) -> bool:
    return campaign.rhythm is rules.rhythm and campaign.first_on == window.first


def _as_it_opens(
    road_map: AskableRoadMap,
    window: Window,
    opens_at: datetime,
    calendar: WorkingCalendar,
    present: Campaign | None,
) -> Campaign:
    rules = road_map.rules
    period = AskedPeriod(window=window, due_on=rules.due_for(window))
    plan = schedule(period, opens_at, road_map.time_zone, rules, calendar)
    return Campaign(
        id=present.id if present else NOT_YET,
        road_map_id=road_map.id,
        department_id=road_map.department_id,
        rhythm=rules.rhythm,
        first_on=window.first,
        last_on=window.last,
        answers_from=present.answers_from if present else opens_at,
        opens_at=plan.opens_at,
        nudges_at=plan.nudges_at,
        closes_at=plan.closes_at,
        state=CampaignState.EARLY,
        measure_id=rules.measure_id,
    )


def expected_of_campaigns(
    found: Sequence[ToCome], staff: Staff, calendar: WorkingCalendar, now: datetime, until: datetime
) -> list[Expected]:
    """One message per person and moment, however many road maps ask at once; a card is of one of them."""
    pieces: dict[tuple[datetime, PersonId, object], list[Piece]] = {}
    people: dict[PersonId, Recipient] = {}
    for each in found:
        for at, occasion in _moments(each, calendar, now, until):
            for person, unit_id in TOLD[occasion](each, staff):
                people[person.person_id] = person
                piece = Piece(occasion=occasion, road_map_id=each.campaign.road_map_id, unit_id=unit_id)
                message = (occasion, each.campaign.road_map_id) if occasion is Occasion.CARD else occasion
                line = pieces.setdefault((at, person.person_id, message), [])
                if piece not in line:
                    line.append(piece)
    return [
        Expected(
            recipient=people[person_id],
            at=at,
            on=local_date(at, people[person_id].time_zone),
            pieces=tuple(line),
        )
        for (at, person_id, _), line in pieces.items()
    ]


def add_alarms(
    alarms: Alarms,
    found: Sequence[ToCome],
    staff: Staff,
    calendar: WorkingCalendar,
    now: datetime,
    until: datetime,
) -> None:
    """Whenever a campaign asks, about those none of whom can be told."""
    for each in found:
        homes = {a.home_unit_id for a in each.owing if a.reach is not Reach.REACHABLE}
        for at, occasion in _moments(each, calendar, now, until):
            if occasion in (Occasion.PROMPT, Occasion.NUDGE):
                for home in sorted(homes):
                    for role in ALARMED:
                        alarms.add(home, staff.reachable_above(home, role), at)


def _moments(
    each: ToCome, calendar: WorkingCalendar, now: datetime, until: datetime
) -> Iterator[tuple[datetime, Occasion]]:
    campaign = each.campaign
    if campaign.state is CampaignState.EARLY:
        yield campaign.opens_at, Occasion.PROMPT
        yield campaign.opens_at, Occasion.CARD
    times, at = campaign.nudges, campaign.nudges_at
    while at is not None and at <= until:
        if at >= now - timedelta(days=1):
            yield max(at, now), Occasion.NUDGE
        times += 1
        at = next_nudge(campaign.opens_at, campaign.closes_at, times, each.time_zone, each.rules, calendar)
    if campaign.closes_at <= until:
        yield campaign.closes_at, Occasion.RESULT


def _asked(each: ToCome, staff: Staff) -> Iterator[tuple[Recipient, UnitId]]:
    for addressee in each.owing:
        if addressee.unit_id is not None:
            people: Iterable[Recipient] = staff.executors(addressee.unit_id)
        else:
            people = each.named.get(addressee.person_id, ()) if addressee.person_id is not None else ()
        yield from ((person, addressee.home_unit_id) for person in people if person.place)


def _watching(each: ToCome, staff: Staff) -> Iterator[tuple[Recipient, UnitId]]:
    for home in sorted(each.homes):
        yield from ((person, home) for person in staff.reachable_above(home, *ALARMED))


def _result(each: ToCome, staff: Staff) -> Iterator[tuple[Recipient, UnitId]]:
    yield from _watching(each, staff)
    department_id = each.campaign.department_id
    for role in HEARING_RESULT:
        yield from ((person, department_id) for person in staff.reachable_above(department_id, role))


TOLD: Mapping[Occasion, Callable[[ToCome, Staff], Iterator[tuple[Recipient, UnitId]]]] = {
    Occasion.PROMPT: _asked,
    Occasion.NUDGE: _asked,
    Occasion.CARD: _watching,
    Occasion.RESULT: _result,
}
"""Whom each step of a campaign is for, and about which unit."""
