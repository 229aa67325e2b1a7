"""What a delivery is, its states, and the rules of trying again. Source of the rules: docs/architecture."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

from roadmap.ids import DeliveryId, ExecutionId, PersonId, UnitId


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
    CAMPAIGN_PROMPT = "campaign_prompt"  # campaign item
    CAMPAIGN_NUDGE = "campaign_nudge"  # campaign item: still silent before the close
    CAMPAIGN_RESULT = "campaign_result"  # campaign: to the curator
    INVITE_TAKEN = "invite_taken"  # invite: to the one who invited
    NO_RECIPIENT = "no_recipient"  # unit: a duty nobody can be told about
    UNREACHABLE = "unreachable"  # person who blocked the bot: to the curator
    CATCH_UP = "catch_up"  # the recipient's person id: «пока бот не работал…»
    WEEKLY_LETTER = "weekly_letter"  # department: to the head


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

    execution_id: ExecutionId
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


BACKOFF = tuple(timedelta(seconds=s) for s in (5, 15, 45, 120, 300))
BACKOFF_CAP = timedelta(minutes=10)


def backoff(attempts: int) -> timedelta:
    """How long to wait before the next try after this many failed ones (1 = the first has failed)."""
    return BACKOFF[attempts - 1] if 1 <= attempts <= len(BACKOFF) else BACKOFF_CAP
