"""The digest with what waits this week: one message a morning for those who decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from roadmap.clock import local_date
from roadmap.delivery.outbox import Delivery
from roadmap.ids import DeliveryId, PersonId
from roadmap.people.persons import Actor
from services.composing import Cancelled
from services.monitoring.mornings import Morning, compose_mornings
from services.people.rights import CURATORS
from services.reminding.curator_desk import said_this_week
from services.reminding.digest import SETTLED
from services.summary.monday import FOR_WEEK, MondayView, waiting_for
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class DayStart:
    """The digest of one person, and in the first of a week what waits for them; one of the two at least."""

    morning: Morning | None
    monday: MondayView | None


async def compose_day_start(uow: UnitOfWork, delivery: Delivery, now: datetime) -> DayStart | Cancelled:
    """What the digest says by itself, and what waits."""
    return (await compose_day_starts(uow, [delivery], now))[delivery.id]


async def compose_day_starts(
    uow: UnitOfWork, digests: Sequence[Delivery], now: datetime
) -> Mapping[DeliveryId, DayStart | Cancelled]:
    """The same of many; what waits is counted for the few who decide, once a week."""
    mornings = await compose_mornings(uow, digests, now)
    weekly = await _weekly(uow, [each for each in digests if _may_speak(mornings[each.id])], now)
    said: dict[DeliveryId, DayStart | Cancelled] = {}
    for each in digests:
        view, actor = mornings[each.id], weekly.get(each.recipient_id)
        morning = view if isinstance(view, Morning) else None
        monday = await _monday(uow, actor, now) if actor and _may_speak(view) else None
        if monday is None and (morning is None or (each.payload.get(FOR_WEEK) and _is_idle(morning))):
            said[each.id] = view if isinstance(view, Cancelled) else SETTLED
        else:
            said[each.id] = DayStart(morning=morning, monday=monday)
    return said


def _is_idle(morning: Morning) -> bool:
    """Whether it says only how much is due soon: no reason to write to anybody."""
    digest, desk = morning.digest, morning.digest.desk
    if digest.own or digest.watched or digest.led or digest.undelivered:
        return False
    return desk is None or not (desk.waiting or (desk.week and desk.week.missing.total))


def _may_speak(view: Morning | Cancelled) -> bool:
    return not isinstance(view, Cancelled) or view == SETTLED


async def _weekly(uow: UnitOfWork, digests: Sequence[Delivery], now: datetime) -> Mapping[PersonId, Actor]:
    """Those who decide and have had no digest this week."""
    found = await uow.actors.actors_of({each.recipient_id for each in digests})
    deciding = {person_id: actor for person_id, actor in found.items() if actor.has(*CURATORS)}
    days = {person_id: local_date(now, actor.time_zone) for person_id, actor in deciding.items()}
    said = await said_this_week(uow, days)
    return {person_id: actor for person_id, actor in deciding.items() if person_id not in said}


async def _monday(uow: UnitOfWork, actor: Actor, now: datetime) -> MondayView | None:
    found = await waiting_for(uow, actor, now)
    return MondayView(waiting=found) if found else None
