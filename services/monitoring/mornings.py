"""The digest with what the monitoring still asks: one message a morning, whatever asks in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from roadmap.clock import local_date
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import Delivery, dedupe_key
from roadmap.ids import CampaignId, DeliveryId, PersonId, UnitId
from roadmap.monitoring.campaign import Campaign, CampaignState
from roadmap.monitoring.campaign_rows import AskedOf
from roadmap.monitoring.campaign_views import CampaignHeader
from roadmap.people.persons import Actor
from services.composing import Cancelled
from services.reminding.digest import DigestView, compose_digests
from storage.unit_of_work import UnitOfWork

AT_ONCE = "at_once"
"""In the payload of what somebody has asked for just now: it does not wait for a morning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StillAsked:
    """How much the monitoring still asks one person; the campaign is the one that closes first."""

    campaign_id: CampaignId
    remaining: int
    closes_at: datetime
    maps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Morning:
    """The digest of one person, with what the monitoring asks of them, if it does."""

    digest: DigestView
    asked: StillAsked | None
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class _Owing:
    """A campaign with how many answers each unit and person owes."""

    header: CampaignHeader
    by_unit: Mapping[UnitId, int]
    by_person: Mapping[PersonId, int]

    def of(self, actor: Actor) -> int:
        """How many this person owes."""
        units = sum(self.by_unit.get(unit, 0) for unit in actor.own)
        return units + sum(self.by_person.get(person, 0) for person in actor.persons)


async def compose_morning(uow: UnitOfWork, delivery: Delivery, now: datetime) -> Morning | Cancelled:
    """The digest, where it says anything by itself, and the monitoring in it."""
    return (await compose_mornings(uow, [delivery], now))[delivery.id]


async def compose_mornings(
    uow: UnitOfWork, digests: Sequence[Delivery], now: datetime
) -> Mapping[DeliveryId, Morning | Cancelled]:
    """The same of many digests, read together: statements do not grow with their number."""
    views = await compose_digests(uow, digests, now)
    actors = [view.actor for view in views.values() if isinstance(view, DigestView)]
    departments = {actor.department_id for actor in actors}
    owing = {each: await _owing(uow, each, actors, now) for each in sorted(departments)}
    return {
        delivery_id: view
        if isinstance(view, Cancelled)
        else Morning(digest=view, asked=_asked(view.actor, owing[view.actor.department_id]), now=now)
        for delivery_id, view in views.items()
    }


async def _owing(
    uow: UnitOfWork, department_id: UnitId, actors: Iterable[Actor], now: datetime
) -> list[_Owing]:
    told = [actor for actor in actors if actor.department_id == department_id]
    of = AskedOf(
        unit_ids=sorted(frozenset[UnitId]().union(*(actor.own for actor in told))),
        person_ids=sorted(frozenset[PersonId]().union(*(actor.persons for actor in told))),
    )
    found = []
    for header in await uow.campaigns.of_present(department_id, now):
        if _is_asking(header, now):
            counts = await uow.campaigns.owing(header.campaign, of)
            by_unit = {unit: left for unit, _, left in counts if unit is not None}
            by_person = {person: left for unit, person, left in counts if unit is None and person is not None}
            found.append(_Owing(header=header, by_unit=by_unit, by_person=by_person))
    return sorted(found, key=lambda each: (each.header.campaign.closes_at, each.header.campaign.id))


def _is_asking(header: CampaignHeader, now: datetime) -> bool:
    """It goes on, or opens today: what opens later in the morning is said in the digest already."""
    campaign, zone = header.campaign, header.time_zone
    opens_today = local_date(campaign.opens_at, zone) == local_date(now, zone)
    return campaign.state is CampaignState.OPEN or (campaign.state is CampaignState.EARLY and opens_today)


def _asked(actor: Actor, owing: Sequence[_Owing]) -> StillAsked | None:
    asking = [(each.header, left) for each in owing if (left := each.of(actor)) > 0]
    if not asking:
        return None
    first = asking[0][0].campaign
    return StillAsked(
        campaign_id=first.id,
        remaining=sum(left for _, left in asking),
        closes_at=first.closes_at,
        maps=tuple(dict.fromkeys(header.map_name for header, _ in asking if header.map_name)),
    )


async def is_said_this_morning(
    uow: UnitOfWork, actor: Actor, campaign: Campaign, delivery: Delivery, now: datetime
) -> bool:
    """Whether the digest that has left today, or, of a reminder, is just leaving, asks this already.

    What was asked for by hand is said at once.
    """
    today = local_date(now, actor.time_zone)
    if campaign.is_by_hand or delivery.payload.get(AT_ONCE):
        return False
    if local_date(campaign.answers_from, actor.time_zone) >= today:
        return False
    key = dedupe_key(DeliveryKind.DIGEST, actor.person_id, actor.person_id, today)
    if await uow.reminders.sent([key]):
        return True
    is_nudge = delivery.kind is DeliveryKind.CAMPAIGN_NUDGE
    return is_nudge and bool(await uow.reminders.waiting_digests([actor.person_id], now))
