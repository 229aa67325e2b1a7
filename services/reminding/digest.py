"""The daily digest, composed at send time from what is still true of the stages put into it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from roadmap.clock import local_date
from roadmap.control.duty import WAITING_FOR_ASSIGNEE
from roadmap.control.duty_filter import DutyFilter
from roadmap.control.duty_lines import DutyLine
from roadmap.deadlines.calendar import ONE_DAY
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import ASKED_FOR, Delivery, NewDeliveryItem, dedupe_key
from roadmap.ids import DeliveryId, DutyId, PersonId, UnitId
from roadmap.people.persons import Actor, Role
from roadmap.reminding.reminders import MUST_SAY
from services.composing import Cancelled
from services.control.duties.cards import CardView, view_card
from services.delivery.undelivered import count_undelivered
from services.people.recipients import actor_of
from services.people.rights import is_assignee
from services.reminding.escalation import part_of
from storage.unit_of_work import UnitOfWork

SOON = timedelta(days=1)
MUST_SAY_KEYS = frozenset(f"{offset:+d}" for offset in MUST_SAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestView:
    """`own` the recipient has to do, `watched` is overdue in the units they curate, `led` reached the head.

    `card` is there when the digest is exactly one duty of their own. `open_duties` and `overdue_duties` count
    all of their own, said today or not; `undelivered` messages wait for a decision of theirs.
    """

    actor: Actor
    today: date
    own: tuple[DutyLine, ...]
    watched: tuple[DutyLine, ...]
    led: tuple[DutyLine, ...]
    card: CardView | None
    open_duties: int
    overdue_duties: int
    undelivered: int = 0


async def compose_digest(uow: UnitOfWork, delivery: Delivery, now: datetime) -> DigestView | Cancelled:
    """What is still to be said of this digest's stages and of earlier digests that never left."""
    waiting = await uow.reminders.waiting_digests(delivery.recipient_id, now)
    if waiting and waiting[-1] > delivery.id:
        return Cancelled("said in a later digest")
    actor = await actor_of(uow, delivery.recipient_id)
    if actor is None:
        return Cancelled("nobody to tell")
    items = await _items(uow, {*waiting, delivery.id})
    if delivery.is_repeat and not delivery.payload.get(ASKED_FOR):
        items = await _worth_repeating(uow, delivery.id, items, now)
    view = await _view(uow, actor, items, now)
    if not (view.own or view.watched or view.led):
        return Cancelled("everything in it is settled")
    return view


async def _items(uow: UnitOfWork, deliveries: Collection[DeliveryId]) -> list[NewDeliveryItem]:
    return [item for delivery_id in sorted(deliveries) for item in await uow.outbox.items(delivery_id)]


async def _worth_repeating(
    uow: UnitOfWork, repeated: DeliveryId, items: Sequence[NewDeliveryItem], now: datetime
) -> list[NewDeliveryItem]:
    """Without early reminders that may have arrived, where the next stage is said within a day anyway."""
    early = [item for item in await uow.outbox.items(repeated) if item.stage.startswith("-")]
    looks = await uow.reminders.next_looks({item.duty_id for item in early})
    soon = {duty for duty, look_at in looks.items() if look_at <= now + SOON}
    return [item for item in items if item not in early or item.duty_id not in soon]


async def _view(
    uow: UnitOfWork, actor: Actor, items: Collection[NewDeliveryItem], now: datetime
) -> DigestView:
    today = local_date(now, actor.time_zone)
    ids = {item.duty_id for item in items}
    found = await uow.duties.lines(DutyFilter(department_id=actor.department_id, ids=ids))
    duties = {duty.id: duty for duty in found}
    current = [item for item in items if _is_current(item, duties.get(item.duty_id))]
    snoozed = {duty for duty, person in await uow.reminders.snoozes(ids, now) if person == actor.person_id}
    own = [
        duty
        for duty in _told(Role.EXECUTOR, (i for i in current if _is_wanted(i, snoozed)), duties)
        if is_assignee(actor, duty) and duty.waits_for_assignee
    ]
    alarming = await alarming_of(uow, actor, found, today)
    watched = _told(Role.CURATOR, current, alarming)
    has_letter = await uow.reminders.is_planned(letter_key(actor.department_id, actor.person_id, today))
    led = [] if has_letter else _told(Role.HEAD, current, alarming)
    undelivered = await count_undelivered(uow, actor)
    alone = own[0] if len(own) == 1 and not (watched or led or undelivered) else None
    mine = DutyFilter(
        assigned_unit_ids=actor.own,
        assigned_person_ids=actor.persons,
        states=WAITING_FOR_ASSIGNEE,
        waits_for_curator=False,
        is_dated=True,
    )
    return DigestView(
        actor=actor,
        today=today,
        own=tuple(own),
        watched=tuple(watched),
        led=tuple(led),
        card=await view_card(uow, actor, alone.id, now) if alone else None,
        open_duties=await uow.duties.count(mine),
        overdue_duties=await uow.duties.count(replace(mine, owed_to=today - ONE_DAY)),
        undelivered=undelivered,
    )


def letter_key(department_id: UnitId, head_id: PersonId, morning: date) -> str:
    """The key of the head's weekly letter, which says the digest's part for the head that morning."""
    return dedupe_key(DeliveryKind.WEEKLY_LETTER, department_id, head_id, morning)


async def alarming_of(
    uow: UnitOfWork, actor: Actor, duties: Iterable[DutyLine], today: date
) -> dict[DutyId, DutyLine]:
    """Those still overdue, and still of a unit this person watches."""
    overdue = [duty for duty in duties if duty.is_overdue(today)]
    watched = await uow.people.watched(actor.roots, {duty.home_unit_id for duty in overdue})
    return {duty.id: duty for duty in overdue if duty.home_unit_id in watched}


def _is_current(item: NewDeliveryItem, duty: DutyLine | None) -> bool:
    return duty is not None and duty.revision == item.revision


def _is_wanted(item: NewDeliveryItem, snoozed: Collection[DutyId]) -> bool:
    return item.duty_id not in snoozed or item.stage in MUST_SAY_KEYS


def _told(role: Role, items: Iterable[NewDeliveryItem], duties: dict[DutyId, DutyLine]) -> list[DutyLine]:
    """Duties told in this capacity, each once, in the order of their dates."""
    ids = {item.duty_id for item in items if part_of(item.stage) is role}
    return [duty for duty in duties.values() if duty.id in ids]
