"""How many messages of one press have arrived: for whoever has pressed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from roadmap.delivery.gone import Fate
from roadmap.delivery.outbox import Delivery
from roadmap.delivery.sent_rounds import SentRound
from services.composing import Cancelled
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class SentCounts:
    """What was sent, and how many of its messages have come to what by now."""

    round: SentRound
    counts: Mapping[Fate, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


async def compose_sent_counts(uow: UnitOfWork, delivery: Delivery, now: datetime) -> SentCounts | Cancelled:
    """The counts as they are at this moment."""
    found = await uow.sent_rounds.get(delivery.subject_id)
    if found is None:
        return Cancelled("the round is forgotten")
    counts = await uow.sent_rounds.counts(found.id)
    return SentCounts(round=found, counts=counts) if counts else Cancelled("its messages are forgotten")
