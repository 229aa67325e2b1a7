"""What a delivery is, its states, and the rules of trying again. Source of the rules: docs/architecture."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from roadmap.delivery.kinds import DeliveryKind, Priority
from roadmap.ids import DeliveryId, DutyId, PersonId, UnitId
from roadmap.people.place import Place


class DeliveryState(StrEnum):
    PENDING = "pending"
    CLAIMED = "claimed"
    DISPATCHING = "dispatching"
    SENT = "sent"
    UNSURE = "unsure"
    DEAD = "dead"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    BLOCKED = "blocked"
    FOLDED = "folded"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDelivery:
    """A message to be sent; written in the transaction of the change that causes it."""

    dedupe_key: str
    kind: DeliveryKind
    subject_id: int
    department_id: UnitId
    recipient_id: PersonId
    priority: Priority
    not_before: datetime
    expires_at: datetime | None = None
    payload: Mapping[str, object] = field(default_factory=dict)


def new_delivery(
    kind: DeliveryKind,
    *,
    subject_id: int,
    department_id: UnitId,
    recipient_id: PersonId,
    not_before: datetime,
    occasion: object = None,
    expires_at: datetime | None = None,
    payload: Mapping[str, object] | None = None,
) -> NewDelivery:
    """A message of this kind about this subject to this person; its key and priority are the kind's own."""
    return NewDelivery(
        dedupe_key=dedupe_key(kind, subject_id, recipient_id, occasion),
        kind=kind,
        subject_id=subject_id,
        department_id=department_id,
        recipient_id=recipient_id,
        priority=kind.rules.priority,
        not_before=not_before,
        expires_at=expires_at,
        payload=payload or {},
    )


def dedupe_key(kind: DeliveryKind, subject_id: int, recipient_id: PersonId, occasion: object = None) -> str:
    """What a second message of the same kind, subject, recipient and occasion is known by.

    Kinds that are told of only once have no occasion, the others always one.
    """
    key = kind.rules.key
    assert ("{occasion}" in key) == (occasion is not None), f"{kind} is keyed by {key}"
    return key.format(kind=kind.value, subject=subject_id, recipient=recipient_id, occasion=occasion)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDeliveryItem:
    """One reminder stage that goes into somebody's digest."""

    duty_id: DutyId
    revision: int
    stage: str
    recipient_id: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A row of the outbox as a claimer sees it."""

    id: DeliveryId
    dedupe_key: str
    kind: DeliveryKind
    subject_id: int
    payload: Mapping[str, object]
    department_id: UnitId
    recipient_id: PersonId
    priority: int
    state: DeliveryState
    not_before: datetime
    expires_at: datetime | None
    attempts: int
    is_repeat: bool
    fence: int
    channel: str | None
    chat_id: int | None
    message_id: int | None
    reason: str
    created_at: datetime


LEASE = timedelta(seconds=60)
"""How long a claimer may hold a row before others take it for lost."""
UNSURE_WAIT = timedelta(seconds=120)
"""How long to wait for proof that a message with a lost answer arrived, before the one repeat."""
POISON_WAIT = timedelta(hours=1)
"""A row that cannot be rendered is pushed this far ahead, so that it never stops the queue."""
LATE = timedelta(hours=2)
"""Due for longer than this means the bot was down: what waits for one person is folded into one message."""
CROWD = 5
"""More due messages than this for one person are folded into one."""

NOT_BOUND = "not bound"
"""The reason of a delivery that stopped because the person has no chat."""
MAYBE_ARRIVED = "unknown"
"""How the reason of a dead delivery begins when it may have arrived all the same."""
ASKED_FOR = "asked_for"
"""In the payload of what a person has decided to send again: a repeat that leaves nothing out."""
GATHERED = "gathered"
"""In the payload of what tells of many at once."""
RESTORED = f"{MAYBE_ARRIVED}: restored from a copy"
"""The database is older than what was done: whether this was sent is not known to it."""

BACKOFF = tuple(timedelta(seconds=s) for s in (5, 15, 45, 120, 300))
BACKOFF_CAP = timedelta(minutes=10)


def backoff(attempts: int) -> timedelta:
    """How long to wait before the next try after this many failed ones (1 = the first has failed)."""
    return BACKOFF[attempts - 1] if 1 <= attempts <= len(BACKOFF) else BACKOFF_CAP


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatching:
    """About to leave: written before the first byte, so that a crash after it is known to be unsure."""

    id: DeliveryId
    fence: int
    place: Place
    at: datetime
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What a claimed delivery becomes. `not_before` is when to look again, for the states that wait."""

    id: DeliveryId
    fence: int
    state: DeliveryState
    at: datetime
    not_before: datetime | None = None
    attempts: int
    message_id: int | None = None
    reason: str = ""
