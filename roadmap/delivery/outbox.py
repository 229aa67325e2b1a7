"""What a delivery is, its states, and the rules of trying again. Source of the rules: docs/architecture."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

from roadmap.ids import DeliveryId, DutyId, PersonId, UnitId


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


class DeliveryKind(StrEnum):
    """Everything the bot says without being asked. `subject_id` is the id of the thing named here."""

    DIGEST = "digest"  # the recipient's person id
    ASSIGNED = "assigned"  # road map: new duties of one person, told once
    RETURNED = "returned"  # execution report
    ACCEPTED = "accepted"  # execution report
    REPORT_SUBMITTED = "report_submitted"  # execution report: the curator decides
    EXTENSION_REQUESTED = "extension_requested"  # extension request
    EXTENSION_DECIDED = "extension_decided"  # extension request
    REASSIGNMENT_REQUESTED = "reassignment_requested"  # reassignment
    REASSIGNMENT_DECIDED = "reassignment_decided"  # reassignment
    CAMPAIGN_PROMPT = "campaign_prompt"  # campaign
    CAMPAIGN_NUDGE = "campaign_nudge"  # campaign: still silent before the close
    CAMPAIGN_RESULT = "campaign_result"  # campaign: to the curator
    INVITE_TAKEN = "invite_taken"  # invite: to the one who invited
    NO_RECIPIENT = "no_recipient"  # unit: a duty nobody can be told about
    UNREACHABLE = "unreachable"  # person who blocked the bot: to the curator
    CATCH_UP = "catch_up"  # the recipient's person id: «пока бот не работал…»
    WEEKLY_LETTER = "weekly_letter"  # department: to the head
    UNDELIVERED = "undelivered"  # department: something was given up, a coordinator decides


class Priority(IntEnum):
    """Smaller goes first: decisions and overdue first, digests last."""

    DECISION = 10
    ALERT = 20
    NEWS = 30
    CAMPAIGN = 40
    DIGEST = 50


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

MAYBE_ARRIVED = "unknown"
"""How the reason of a dead delivery begins when it may have arrived all the same."""
ASKED_FOR = "asked_for"
"""In the payload of what a person has decided to send again: a repeat that leaves nothing out."""
RESTORED = f"{MAYBE_ARRIVED}: restored from a copy"
"""The database is older than what was done: whether this was sent is not known to it."""

BACKOFF = tuple(timedelta(seconds=s) for s in (5, 15, 45, 120, 300))
BACKOFF_CAP = timedelta(minutes=10)

FOLDABLE = frozenset(
    {
        DeliveryKind.ASSIGNED,
        DeliveryKind.RETURNED,
        DeliveryKind.ACCEPTED,
        DeliveryKind.REPORT_SUBMITTED,
        DeliveryKind.EXTENSION_REQUESTED,
        DeliveryKind.EXTENSION_DECIDED,
        DeliveryKind.REASSIGNMENT_REQUESTED,
        DeliveryKind.REASSIGNMENT_DECIDED,
        DeliveryKind.CAMPAIGN_NUDGE,
        DeliveryKind.NO_RECIPIENT,
        DeliveryKind.UNREACHABLE,
        DeliveryKind.UNDELIVERED,
        DeliveryKind.INVITE_TAKEN,
    }
)
"""Kinds that may become a line of the catch-up message; digests and prompts are one message already."""

AT_ANY_HOUR = frozenset({DeliveryKind.INVITE_TAKEN})
"""Answers to what the recipient is doing right now; everything else keeps quiet hours."""


def backoff(attempts: int) -> timedelta:
    """How long to wait before the next try after this many failed ones (1 = the first has failed)."""
    return BACKOFF[attempts - 1] if 1 <= attempts <= len(BACKOFF) else BACKOFF_CAP


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatching:
    """About to leave: written before the first byte, so that a crash after it is known to be unsure."""

    id: DeliveryId
    fence: int
    chat_id: int
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
