"""What has gone to people and what became of it, as a read model."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import MAYBE_ARRIVED, NOT_BOUND, DeliveryState
from roadmap.ids import PersonId, RoadMapId, UnitId


class Fate(StrEnum):
    """What became of a message."""

    SENT = "sent"
    BLOCKED = "blocked"
    NO_CHAT = "no-chat"
    DOUBTFUL = "doubtful"
    FAILED = "failed"
    FOLDED = "folded"
    WAITING = "waiting"
    NEEDLESS = "needless"


_FATES = {
    DeliveryState.SENT: Fate.SENT,
    DeliveryState.FOLDED: Fate.FOLDED,
    DeliveryState.UNSURE: Fate.DOUBTFUL,
    DeliveryState.BLOCKED: Fate.BLOCKED,
    DeliveryState.DEAD: Fate.FAILED,
    DeliveryState.CANCELLED: Fate.NEEDLESS,
    DeliveryState.EXPIRED: Fate.NEEDLESS,
}
TOLD = frozenset(DeliveryState) - {DeliveryState.CANCELLED, DeliveryState.EXPIRED}
"""All but what was not needed any more when its time had come."""


def fate_of(state: DeliveryState, reason: str) -> Fate:
    """In a word for people."""
    if state is DeliveryState.BLOCKED and reason == NOT_BOUND:
        return Fate.NO_CHAT
    if state is DeliveryState.DEAD and reason.startswith(MAYBE_ARRIVED):
        return Fate.DOUBTFUL
    return _FATES.get(state, Fate.WAITING)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoneTo:
    """Of what it is asked what has gone: `people` None is everybody's, `road_map_id` None about anything."""

    department_id: UnitId
    people: Collection[PersonId] | None = None
    road_map_id: RoadMapId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingMessage:
    """One that is written and waits for its hour."""

    kind: DeliveryKind
    recipient_id: PersonId
    not_before: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class GoneLine:
    """One message and how it stands."""

    kind: DeliveryKind
    recipient: str
    at: datetime
    state: DeliveryState
    reason: str

    @property
    def fate(self) -> Fate:
        return fate_of(self.state, self.reason)
