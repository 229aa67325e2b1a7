"""What could not be delivered: told to the coordinator once a day, and listed for those who may decide."""

from dataclasses import dataclass
from datetime import datetime

from roadmap.clock import Clock, local_date
from roadmap.delivery.dead_letters import DeadScope
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import MAYBE_ARRIVED, RESTORED, Delivery, NewDelivery, new_delivery
from roadmap.errors import NotAllowed, NotFound
from roadmap.ids import DeliveryId, UnitId
from roadmap.people.persons import Actor, Role
from services.composing import Cancelled
from services.people.no_recipient import reachable_above
from services.people.recipients import actor_of
from storage.unit_of_work import Store, UnitOfWork

PAGE = 5
CURATORS = (Role.COORDINATOR, Role.CURATOR)
"""Coordinators decide about everybody's messages, curators about those to the units they watch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UndeliveredLine:
    """`is_held`: the database was restored from a copy, and this may have been sent before that."""

    id: DeliveryId
    kind: DeliveryKind
    recipient: str
    planned_at: datetime
    may_have_arrived: bool
    is_held: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Undelivered:
    """A page of them, newest first; `page` counts from 0 and is always inside. `held` is of all pages."""

    lines: tuple[UndeliveredLine, ...]
    count: int
    held: int
    page: int
    pages: int
    time_zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UndeliveredNews:
    """To the coordinator: so many wait for a decision, so many of them since the restoring from a copy."""

    count: int
    held: int


class UndeliveredService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def tell_due(self) -> int:
        """Put the news in line for departments where something was given up; once for each day of it."""
        async with self._store.read() as uow:
            newest = await uow.dead_letters.newest()
            news = [each for found in newest for each in await _news(uow, *found, self._clock.now())]
            fresh = [each for each in news if not await uow.reminders.is_planned(each.dedupe_key)]
        if not fresh:
            return 0
        async with self._store.write() as uow:
            added = [await uow.outbox.add(each) for each in fresh]
            await uow.commit()
        return sum(added)

    async def list(self, actor: Actor, page: int = 0) -> Undelivered:
        """The messages given up that this person may decide about."""
        scope = dead_scope(actor)
        if scope is None:
            raise NotAllowed
        async with self._store.read() as uow:
            count = await uow.dead_letters.count(scope)
            pages = max(1, -(-count // PAGE))
            page = min(page, pages - 1)
            dead = await uow.dead_letters.page(scope, PAGE, page * PAGE)
            return Undelivered(
                lines=tuple([await _line(uow, each) for each in dead]),
                count=count,
                held=await uow.dead_letters.count_held(scope),
                page=page,
                pages=pages,
                time_zone=actor.time_zone,
            )

    async def resend(self, actor: Actor, delivery_id: int) -> None:
        """Send it again; it says that it is a repeat if the first copy may have arrived."""
        await self._decide(actor, delivery_id, is_wanted=True)

    async def dismiss(self, actor: Actor, delivery_id: int) -> None:
        """It is not needed any more: take it off the list."""
        await self._decide(actor, delivery_id, is_wanted=False)

    async def resend_held(self, actor: Actor) -> int:
        """Everything held since the restoring, as repeats; how many."""
        return await self._decide_held(actor, is_wanted=True)

    async def dismiss_held(self, actor: Actor) -> int:
        """Nothing held since the restoring is needed; how many."""
        return await self._decide_held(actor, is_wanted=False)

    async def _decide(self, actor: Actor, delivery_id: int, *, is_wanted: bool) -> None:
        scope = dead_scope(actor)
        if scope is None:
            raise NotAllowed
        now = self._clock.now()
        async with self._store.write() as uow:
            decide = uow.dead_letters.revive if is_wanted else uow.dead_letters.dismiss
            if not await decide(DeliveryId(delivery_id), scope, now):
                raise NotFound
            action = "delivery.resent" if is_wanted else "delivery.dismissed"
            await uow.audit.add(actor, now, action, ("delivery", delivery_id))
            await uow.commit()

    async def _decide_held(self, actor: Actor, *, is_wanted: bool) -> int:
        scope = dead_scope(actor)
        if scope is None:
            raise NotAllowed
        now = self._clock.now()
        async with self._store.write() as uow:
            decide = uow.dead_letters.revive_held if is_wanted else uow.dead_letters.dismiss_held
            if decided := await decide(scope, now):
                action = "delivery.held_resent" if is_wanted else "delivery.held_dismissed"
                await uow.audit.add(actor, now, action, ("unit", actor.department_id), {"count": decided})
            await uow.commit()
        return decided


def dead_scope(actor: Actor) -> DeadScope | None:
    """Whose messages this person decides about; None for nobody's."""
    if actor.has(Role.COORDINATOR):
        return DeadScope(department_id=actor.department_id)
    if actor.has(*CURATORS):
        return DeadScope(department_id=actor.department_id, roots=actor.roots)
    return None


async def count_undelivered(uow: UnitOfWork, actor: Actor, _: datetime | None = None) -> int:
    """How many wait for a decision of this person."""
    scope = dead_scope(actor)
    return await uow.dead_letters.count(scope) if scope is not None else 0


async def compose_undelivered(
    uow: UnitOfWork, delivery: Delivery, now: datetime
) -> UndeliveredNews | Cancelled:
    actor = await actor_of(uow, delivery.recipient_id)
    scope = dead_scope(actor) if actor is not None else None
    if scope is None:
        return Cancelled("no longer the one who decides")
    count = await uow.dead_letters.count(scope)
    if not count:
        return Cancelled("everything is decided")
    return UndeliveredNews(count=count, held=await uow.dead_letters.count_held(scope))


async def _news(
    uow: UnitOfWork, department_id: UnitId, last_at: datetime, now: datetime
) -> list[NewDelivery]:
    return [
        new_delivery(
            DeliveryKind.UNDELIVERED,
            subject_id=department_id,
            department_id=department_id,
            recipient_id=person.person_id,
            occasion=local_date(last_at, person.time_zone),
            not_before=now,
        )
        for person in await reachable_above(uow, department_id, *CURATORS)
    ]


async def _line(uow: UnitOfWork, delivery: Delivery) -> UndeliveredLine:
    person = await uow.people.person(delivery.recipient_id)
    return UndeliveredLine(
        id=delivery.id,
        kind=delivery.kind,
        recipient=person.name if person else "",
        planned_at=delivery.created_at,
        may_have_arrived=delivery.reason.startswith(MAYBE_ARRIVED),
        is_held=delivery.reason == RESTORED,
        reason=delivery.reason,
    )
