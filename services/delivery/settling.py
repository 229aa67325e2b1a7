"""What a claimed delivery becomes after an attempt: the outcome table, as a pure rule."""

from datetime import datetime, timedelta
from typing import assert_never

from roadmap.delivery.outbox import MAYBE_ARRIVED, UNSURE_WAIT, Delivery, DeliveryState, Settlement, backoff
from services.ports.messenger import (
    Blocked,
    Migrated,
    NotSent,
    Refused,
    SendOutcome,
    Sent,
    Unauthorized,
    Unsure,
)


def settle(delivery: Delivery, outcome: SendOutcome, now: datetime) -> Settlement:
    """The row after this outcome. Only «surely not sent» is tried again without a mark."""
    match outcome:
        case Sent(message_id=message_id):
            return _final(delivery, DeliveryState.SENT, now, message_id=message_id)
        case NotSent(reason=reason, retry_after=timedelta() as pause):
            return wait(delivery, now, now + pause, reason)
        case NotSent(reason=reason):
            attempts = delivery.attempts + 1
            return wait(delivery, now, now + backoff(attempts), reason, attempts=attempts)
        case Unsure(reason=reason):
            return _unsure(delivery, reason, now)
        case Refused(reason=reason):
            return _final(delivery, DeliveryState.DEAD, now, reason)
        case Blocked(reason=reason):
            return _final(delivery, DeliveryState.BLOCKED, now, reason)
        case Migrated():
            return wait(delivery, now, now, "the chat has moved")
        case Unauthorized(reason=reason):
            return wait(delivery, now, now, reason)
        case _:
            assert_never(outcome)


def _unsure(delivery: Delivery, reason: str, now: datetime) -> Settlement:
    """Once: wait for proof, then one marked repeat. A repeat that is unsure too is given up."""
    if delivery.is_repeat:
        return _final(delivery, DeliveryState.DEAD, now, f"{MAYBE_ARRIVED}: {reason}")
    return Settlement(
        id=delivery.id,
        fence=delivery.fence,
        state=DeliveryState.UNSURE,
        at=now,
        not_before=now + UNSURE_WAIT,
        attempts=delivery.attempts + 1,
        reason=reason,
    )


def cancel(delivery: Delivery, now: datetime, reason: str) -> Settlement:
    return _final(delivery, DeliveryState.CANCELLED, now, reason)


def expire(delivery: Delivery, now: datetime) -> Settlement:
    return _final(delivery, DeliveryState.EXPIRED, now, delivery.reason or "too late")


def block(delivery: Delivery, now: datetime, reason: str) -> Settlement:
    return _final(delivery, DeliveryState.BLOCKED, now, reason)


def bury(delivery: Delivery, now: datetime, reason: str) -> Settlement:
    return _final(delivery, DeliveryState.DEAD, now, reason)


def wait(
    delivery: Delivery, now: datetime, until: datetime, reason: str = "", *, attempts: int | None = None
) -> Settlement:
    """Back into the queue, to be looked at again at that moment; costs no attempt unless said."""
    return Settlement(
        id=delivery.id,
        fence=delivery.fence,
        state=DeliveryState.PENDING,
        at=now,
        not_before=until,
        attempts=delivery.attempts if attempts is None else attempts,
        reason=reason,
    )


def _final(
    delivery: Delivery,
    state: DeliveryState,
    now: datetime,
    reason: str = "",
    *,
    message_id: int | None = None,
) -> Settlement:
    return Settlement(
        id=delivery.id,
        fence=delivery.fence,
        state=state,
        at=now,
        attempts=delivery.attempts + (state in (DeliveryState.SENT, DeliveryState.DEAD)),
        message_id=message_id,
        reason=reason,
    )
