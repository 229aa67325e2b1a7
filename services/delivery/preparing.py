"""Just before sending: is it still due, may the person be disturbed, and what is there to say now?"""

import asyncio
import hashlib
from collections import deque
from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.delivery.outbox import LEASE, NOT_BOUND, POISON_WAIT, Delivery, Settlement
from roadmap.ids import DeliveryId, PersonId
from roadmap.people.invites import Recipient
from roadmap.people.place import Place
from roadmap.reminding.quiet_hours import is_quiet, next_allowed
from services.buttons.packing import pack
from services.composing import Cancelled, Say, SayMany
from services.delivery.settling import block, bury, cancel, expire, wait
from services.notice import Notice
from storage.unit_of_work import Store, UnitOfWork

POISON_TRIES = 24
Said = Mapping[DeliveryId, Notice | Cancelled]
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """Rendered and addressed; what remains is to send it."""

    delivery: Delivery
    place: Place
    notice: Notice
    fingerprint: str
    prepared_at: datetime

    def is_stale(self, now: datetime) -> bool:
        """Too much time has passed, or the clock has jumped: what was true then is to be looked at again."""
        return abs(now - self.prepared_at) > LEASE


async def say_none(_uow: UnitOfWork, _deliveries: Sequence[Delivery], _now: datetime) -> Said:
    """Nothing is composed together."""
    return {}


class Preparer:
    def __init__(
        self, store: Store, say: Say, calendar: WorkingCalendar, say_many: SayMany = say_none
    ) -> None:
        self._store = store
        self._say = say
        self._say_many = say_many
        self._calendar = calendar

    async def prepare(
        self, claimed: Sequence[Delivery], now: datetime
    ) -> AsyncGenerator[Ready | Settlement, None]:
        """Each row as a finished message, or what becomes of it instead; one bad row spoils no other."""
        left, is_together = deque(claimed), True
        while left:
            async with self._store.read() as uow:
                recipients = await uow.recipients.recipients([each.recipient_id for each in left])
                said: Said = {}
                if is_together:
                    try:
                        said = await self._said_together(uow, left, recipients, now)
                    except Exception:  # one of them spoils it: each by itself, in another transaction
                        log.exception("deliveries cannot be rendered together")
                        is_together = False
                        continue
                is_sound = True
                while left and is_sound:
                    delivery = left.popleft()
                    recipient = recipients.get(delivery.recipient_id)
                    try:
                        yield await self._prepare(uow, delivery, recipient, said, now)
                    except Exception:
                        log.exception("delivery cannot be rendered", delivery_id=delivery.id)
                        is_sound = False  # what the error did to the transaction is unknown: take a new one
                        yield _poisoned(delivery, now)
                    await asyncio.sleep(0)  # reading may wait for nothing at all: let leave what is ready

    async def _said_together(
        self,
        uow: UnitOfWork,
        deliveries: Sequence[Delivery],
        recipients: Mapping[PersonId, Recipient],
        now: datetime,
    ) -> Said:
        unhindered = [
            each
            for each in deliveries
            if isinstance(self._way_to(each, recipients.get(each.recipient_id), now), Place)
        ]
        return await self._say_many(uow, unhindered, now)

    async def _prepare(
        self, uow: UnitOfWork, delivery: Delivery, recipient: Recipient | None, said: Said, now: datetime
    ) -> Ready | Settlement:
        way = self._way_to(delivery, recipient, now)
        if isinstance(way, Settlement):
            return way
        notice = said.get(delivery.id) or await self._say(uow, delivery, now)
        if isinstance(notice, Cancelled):
            return cancel(delivery, now, notice.reason)
        return Ready(
            delivery=delivery,
            place=way,
            notice=notice,
            fingerprint=fingerprint(_callback_data(notice)),
            prepared_at=now,
        )

    def _way_to(self, delivery: Delivery, recipient: Recipient | None, now: datetime) -> Place | Settlement:
        """Where it goes, or what hinders it whatever it says."""
        if delivery.expires_at is not None and delivery.expires_at <= now:
            return expire(delivery, now)
        if recipient is None:
            return cancel(delivery, now, "the recipient has left")
        if recipient.place is None:
            return block(delivery, now, NOT_BOUND)
        keeps = recipient.time_zone, self._calendar, recipient.quiet
        if not delivery.kind.rules.at_any_hour and is_quiet(now, *keeps):
            return wait(delivery, now, next_allowed(now, *keeps), "quiet hours")
        return recipient.place


def _poisoned(delivery: Delivery, now: datetime) -> Settlement:
    attempts = delivery.attempts + 1
    if attempts >= POISON_TRIES:
        return bury(delivery, now, "cannot be rendered")
    return wait(delivery, now, now + POISON_WAIT, "cannot be rendered", attempts=attempts)


def _callback_data(notice: Notice) -> Iterable[str]:
    return (pack(button.data) for row in notice.buttons for button in row if button.data is not None)


def fingerprint(callback_data: Iterable[str]) -> str:
    """Names a message by its buttons, so that a press can prove it arrived; empty without buttons."""
    packed = "\n".join(callback_data)
    return hashlib.sha256(packed.encode()).hexdigest()[:32] if packed else ""
