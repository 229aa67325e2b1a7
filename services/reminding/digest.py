"""The daily digest, composed at send time from what is still true of the stages put into it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from roadmap.clock import local_date
from roadmap.control.duty_filter import DutyFilter
from roadmap.control.duty_lines import DutyLine, OwedCount
from roadmap.control.entrusting import Entrustment
from roadmap.control.report_drafts import ReportDraft, UnsentDraft
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import ASKED_FOR, Delivery, NewDeliveryItem, dedupe_key
from roadmap.ids import DeliveryId, DutyId, PersonId, UnitId
from roadmap.people.persons import Actor, Role
from roadmap.reminding.ladders import MUST_SAY
from services.composing import Cancelled
from services.control.duties.cards import CardView, view_of
from services.delivery.undelivered import count_undelivered
from services.people.rights import is_asked, is_assignee
from services.reminding.curator_desk import Desk, desks_of
from services.reminding.escalation import part_of
from storage.unit_of_work import UnitOfWork

SOON = timedelta(days=1)
SETTLED = Cancelled("everything in it is settled")
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
    desk: Desk | None = None
    """Of those who decide about anything."""
    unsent: UnsentDraft | None = None
    """A report that was begun: about any of their own said here, or about nothing yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What is asked about many digests at once. `duties` are those of each department."""

    waiting: Mapping[PersonId, Sequence[DeliveryId]]
    actors: Mapping[PersonId, Actor]
    items: Mapping[DeliveryId, Sequence[NewDeliveryItem]]
    duties: Mapping[UnitId, Mapping[DutyId, DutyLine]]
    snoozed: Collection[tuple[DutyId, PersonId]]
    desks: Mapping[PersonId, Desk]
    given: Mapping[DutyId, Entrustment]
    drafts: Mapping[PersonId, ReportDraft]

    def items_of(self, digest: Delivery) -> list[NewDeliveryItem]:
        """Its own stages and those of the recipient's earlier digests that never left."""
        said = {*self.waiting.get(digest.recipient_id, ()), digest.id}
        return [item for delivery_id in sorted(said) for item in self.items.get(delivery_id, ())]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """What a digest says; how much more there is to do is counted afterwards."""

    actor: Actor
    today: date
    own: tuple[DutyLine, ...]
    watched: tuple[DutyLine, ...]
    led: tuple[DutyLine, ...]
    undelivered: int
    desk: Desk | None
    unsent: UnsentDraft | None

    @property
    def says_nothing(self) -> bool:
        return not (self.own or self.watched or self.led) and (self.desk is None or self.desk.is_empty)

    @property
    def alone(self) -> DutyId | None:
        """The one duty it is about, where it says nothing else."""
        others = self.watched or self.led or self.undelivered or not (self.desk is None or self.desk.is_empty)
        return self.own[0].id if len(self.own) == 1 and not others else None


async def compose_digest(uow: UnitOfWork, delivery: Delivery, now: datetime) -> DigestView | Cancelled:
    """What is still to be said of this digest's stages and of earlier digests that never left."""
    return (await compose_digests(uow, [delivery], now))[delivery.id]


async def compose_digests(
    uow: UnitOfWork, digests: Sequence[Delivery], now: datetime
) -> Mapping[DeliveryId, DigestView | Cancelled]:
    """The same of many digests, read together: statements do not grow with their number."""
    read = await _read(uow, digests, now)
    found = {each.id: await _parts(uow, each, read, now) for each in digests}
    views = await _views(uow, [each for each in found.values() if isinstance(each, _Parts)], now)
    return {
        delivery_id: each if isinstance(each, Cancelled) else next(views)
        for delivery_id, each in found.items()
    }


async def _read(uow: UnitOfWork, digests: Sequence[Delivery], now: datetime) -> _Read:
    recipients = {each.recipient_id for each in digests}
    actors = await uow.actors.actors_of(recipients)
    waiting = await uow.reminders.waiting_digests(recipients, now)
    items = await uow.outbox.items({each.id for each in digests}.union(*waiting.values()))
    by_department: dict[UnitId, set[DutyId]] = {}
    for each in digests:
        if actor := actors.get(each.recipient_id):
            told = by_department.setdefault(actor.department_id, set())
            for delivery_id in {each.id, *waiting.get(each.recipient_id, ())}:
                told.update(item.duty_id for item in items.get(delivery_id, ()))
    duties = {
        department_id: {
            duty.id: duty for duty in await uow.duties.lines(DutyFilter(department_id=department_id, ids=ids))
        }
        for department_id, ids in by_department.items()
    }
    told = set[DutyId]().union(*by_department.values())
    snoozed = await uow.reminders.snoozes(told, now)
    given = await uow.entrusting.of_duties(told)
    return _Read(
        waiting=waiting,
        actors=actors,
        items=items,
        duties=duties,
        snoozed=snoozed.keys(),
        desks=await desks_of(uow, actors.values(), now),
        given=given,
        drafts=await uow.reports.drafts_of(recipients),
    )


async def _parts(uow: UnitOfWork, digest: Delivery, read: _Read, now: datetime) -> _Parts | Cancelled:
    waiting = read.waiting.get(digest.recipient_id, ())
    if waiting and waiting[-1] > digest.id:
        return Cancelled("said in a later digest")
    actor = read.actors.get(digest.recipient_id)
    if actor is None:
        return Cancelled("nobody to tell")
    items = read.items_of(digest)
    if digest.is_repeat and not digest.payload.get(ASKED_FOR):
        items = await _worth_repeating(uow, read.items.get(digest.id, ()), items, now)
    parts = await _told_to(uow, actor, items, read, now)
    if parts.says_nothing:
        return SETTLED
    return parts


async def _worth_repeating(
    uow: UnitOfWork, repeated: Sequence[NewDeliveryItem], items: Sequence[NewDeliveryItem], now: datetime
) -> list[NewDeliveryItem]:
    """Without early reminders that may have arrived, where the next stage is said within a day anyway."""
    early = [item for item in repeated if item.stage.startswith("-")]
    looks = await uow.reminders.next_looks({item.duty_id for item in early})
    soon = {duty for duty, look_at in looks.items() if look_at <= now + SOON}
    return [item for item in items if item not in early or item.duty_id not in soon]


async def _told_to(
    uow: UnitOfWork, actor: Actor, items: Collection[NewDeliveryItem], read: _Read, now: datetime
) -> _Parts:
    today = local_date(now, actor.time_zone)
    ids = {item.duty_id for item in items}
    every = read.duties.get(actor.department_id, {})
    duties = {duty_id: duty for duty_id, duty in every.items() if duty_id in ids}
    current = [item for item in items if _is_current(item, duties.get(item.duty_id))]
    snoozed = {duty_id for duty_id in ids if (duty_id, actor.person_id) in read.snoozed}
    own = [
        duty
        for duty in _told(Role.EXECUTOR, (i for i in current if _is_wanted(i, snoozed)), duties)
        if is_assignee(actor, duty)
        and duty.waits_for_assignee
        and is_asked(actor, duty, read.given.get(duty.id))
    ]
    alarming = await alarming_of(uow, actor, duties.values(), today)
    led = _told(Role.HEAD, current, alarming)
    if led and await uow.reminders.is_planned(letter_key(actor.department_id, actor.person_id, today)):
        led = []
    return _Parts(
        actor=actor,
        today=today,
        own=tuple(own),
        watched=tuple(_told(Role.CURATOR, current, alarming)),
        led=tuple(led),
        undelivered=await count_undelivered(uow, actor),
        desk=read.desks.get(actor.person_id),
        unsent=_unsent(read.drafts.get(actor.person_id), own),
    )


def _unsent(draft: ReportDraft | None, own: Sequence[DutyLine]) -> UnsentDraft | None:
    """The draft, where it is about one of these or about nothing yet."""
    if draft is None or not own or draft.replaces_id is not None:
        return None
    is_of_them = any(duty.id in draft.covers for duty in own)
    if not (is_of_them or draft.is_unaddressed):
        return None
    return UnsentDraft(id=draft.id, covers=draft.covers, begun_at=draft.begun_at)


async def _views(uow: UnitOfWork, digests: Sequence[_Parts], now: datetime) -> Iterator[DigestView]:
    """The finished views in the same order: with the cards, and with all that is still to do."""
    cards = await uow.duties.cards([each.alone for each in digests if each.alone is not None])
    owed = {day: await _owed(uow, digests, day) for day in {each.today for each in digests}}
    views = []
    for each in digests:
        counts = [(count.open, count.overdue) for count in owed[each.today] if is_assignee(each.actor, count)]
        views.append(
            DigestView(
                actor=each.actor,
                today=each.today,
                own=each.own,
                watched=each.watched,
                led=each.led,
                card=await view_of(uow, each.actor, cards.get(each.alone), now) if each.alone else None,
                open_duties=sum(is_open for is_open, _ in counts),
                overdue_duties=sum(overdue for _, overdue in counts),
                undelivered=each.undelivered,
                desk=each.desk,
                unsent=each.unsent,
            )
        )
    return iter(views)


async def _owed(uow: UnitOfWork, digests: Sequence[_Parts], today: date) -> Sequence[OwedCount]:
    actors = [each.actor for each in digests if each.today == today]
    units = frozenset[UnitId]().union(*(actor.own for actor in actors))
    persons = frozenset[PersonId]().union(*(actor.persons for actor in actors))
    return await uow.duties.owed(units, persons, today)


def letter_key(department_id: UnitId, head_id: PersonId, morning: date) -> str:
    """The key of the head's weekly letter, which says the digest's part for the head that morning."""
    return dedupe_key(DeliveryKind.WEEKLY_LETTER, department_id, head_id, morning)


async def alarming_of(
    uow: UnitOfWork, actor: Actor, duties: Iterable[DutyLine], today: date
) -> dict[DutyId, DutyLine]:
    """Those still overdue, and still of a unit this person watches."""
    overdue = [duty for duty in duties if duty.is_overdue(today)]
    watched = await uow.actors.watched(actor.roots, {duty.home_unit_id for duty in overdue})
    return {duty.id: duty for duty in overdue if duty.home_unit_id in watched}


def _is_current(item: NewDeliveryItem, duty: DutyLine | None) -> bool:
    return duty is not None and duty.revision == item.revision


def _is_wanted(item: NewDeliveryItem, snoozed: Collection[DutyId]) -> bool:
    return item.duty_id not in snoozed or item.stage in MUST_SAY_KEYS


def _told(role: Role, items: Iterable[NewDeliveryItem], duties: dict[DutyId, DutyLine]) -> list[DutyLine]:
    """Duties told in this capacity, each once, in the order of their dates."""
    ids = {item.duty_id for item in items if part_of(item.stage) is role}
    return [duty for duty in duties.values() if duty.id in ids]
