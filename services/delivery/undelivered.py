"""What could not be delivered, for the coordinator to decide."""

from dataclasses import dataclass
from datetime import datetime

from roadmap.clock import Clock
from roadmap.delivery import MAYBE_ARRIVED, Delivery, DeliveryKind
from roadmap.errors import NotAllowed, NotFound
from roadmap.ids import DeliveryId
from roadmap.people import Actor, Role
from services.ports.unit_of_work import Store, UnitOfWork

PAGE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class UndeliveredLine:
    id: DeliveryId
    kind: DeliveryKind
    recipient: str
    planned_at: datetime
    may_have_arrived: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Undelivered:
    """A page of them, newest first; `page` counts from 0 and is always inside."""

    lines: tuple[UndeliveredLine, ...]
    count: int
    page: int
    pages: int
    time_zone: str


class UndeliveredService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def list(self, actor: Actor, page: int = 0) -> Undelivered:
        """The department's messages that were given up."""
        _require_coordinator(actor)
        async with self._store.read() as uow:
            count = await uow.deliveries.count_dead(actor.department_id)
            pages = max(1, -(-count // PAGE))
            page = min(page, pages - 1)
            dead = await uow.deliveries.dead(actor.department_id, PAGE, page * PAGE)
            lines = [await _line(uow, each) for each in dead]
        return Undelivered(lines=tuple(lines), count=count, page=page, pages=pages, time_zone=actor.time_zone)

    async def resend(self, actor: Actor, delivery_id: int) -> None:
        """Send it again; it says that it is a repeat if the first copy may have arrived."""
        _require_coordinator(actor)
        now = self._clock.now()
        async with self._store.write() as uow:
            if not await uow.deliveries.revive(DeliveryId(delivery_id), actor.department_id, now):
                raise NotFound
            await uow.audit.add(actor, now, "delivery.resent", ("delivery", delivery_id))
            await uow.commit()

    async def dismiss(self, actor: Actor, delivery_id: int) -> None:
        """It is not needed any more: take it off the list."""
        _require_coordinator(actor)
        now = self._clock.now()
        async with self._store.write() as uow:
            if not await uow.deliveries.dismiss(DeliveryId(delivery_id), actor.department_id, now):
                raise NotFound
            await uow.audit.add(actor, now, "delivery.dismissed", ("delivery", delivery_id))
            await uow.commit()


def _require_coordinator(actor: Actor) -> None:
    if not actor.has(Role.COORDINATOR):
        raise NotAllowed


async def _line(uow: UnitOfWork, delivery: Delivery) -> UndeliveredLine:
    person = await uow.people.person(delivery.recipient_id)
    return UndeliveredLine(
        id=delivery.id,
        kind=delivery.kind,
        recipient=person.name if person else "",
        planned_at=delivery.created_at,
        may_have_arrived=delivery.reason.startswith(MAYBE_ARRIVED),
        reason=delivery.reason,
    )
