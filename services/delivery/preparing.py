"""Just before sending: is it still due, may the person be disturbed, and what is there to say now?"""

import asyncio
import hashlib
from collections import deque
from collections.abc import AsyncGenerator, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.delivery.outbox import LEASE, POISON_WAIT, Delivery, Settlement
from roadmap.people.invites import Recipient
from roadmap.people.place import Place
from roadmap.reminding.quiet_hours import is_quiet, next_allowed
from services.buttons.packing import pack
from services.composing import Cancelled, Say
from services.delivery.settling import block, bury, cancel, expire, wait
from services.notice import Notice
from storage.unit_of_work import Store, UnitOfWork

POISON_TRIES = 24
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


class Preparer:
    def __init__(self, store: Store, say: Say, calendar: WorkingCalendar) -> None:
        self._store = store
        self._say = say
        self._calendar = calendar

    async def prepare(
        self, claimed: Sequence[Delivery], now: datetime
    ) -> AsyncGenerator[Ready | Settlement, None]:
        """Each row as a finished message, or what becomes of it instead; one bad row spoils no other."""
        left = deque(claimed)
        while left:
            async with self._store.read() as uow:
                recipients = await uow.people.recipients([each.recipient_id for each in left])
                is_sound = True
                while left and is_sound:
                    delivery = left.popleft()
                    try:
                        yield await self._prepare(uow, delivery, recipients.get(delivery.recipient_id), now)
                    except Exception:
                        log.exception("delivery cannot be rendered", delivery_id=delivery.id)
                        is_sound = False  # what the error did to the transaction is unknown: take a new one
                        yield _poisoned(delivery, now)
                    await asyncio.sleep(0)  # reading may wait for nothing at all: let leave what is ready

    async def _prepare(
        self, uow: UnitOfWork, delivery: Delivery, recipient: Recipient | None, now: datetime
    ) -> Ready | Settlement:
        if delivery.expires_at is not None and delivery.expires_at <= now:
            return expire(delivery, now)
        if recipient is None:
            return cancel(delivery, now, "the recipient has left")
        if recipient.place is None:
            return block(delivery, now, "not bound")
        if not delivery.kind.rules.at_any_hour and is_quiet(now, recipient.time_zone, self._calendar):
            return wait(delivery, now, next_allowed(now, recipient.time_zone, self._calendar), "quiet hours")
        notice = await self._say(uow, delivery, now)
        if isinstance(notice, Cancelled):
            return cancel(delivery, now, notice.reason)
        return Ready(
            delivery=delivery,
            place=recipient.place,
            notice=notice,
            fingerprint=fingerprint(_callback_data(notice)),
            prepared_at=now,
        )


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
