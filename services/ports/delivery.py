"""The engine's side of the outbox: claims, marks, settlements. Services that only write use `outbox.py`."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from roadmap.delivery import Delivery, Dispatching, Settlement
from roadmap.ids import DeliveryId, PersonId


class DeliveryQueue(Protocol):
    async def claim(
        self, now: datetime, lease_until: datetime, limit: int, *, held: Collection[PersonId] = ()
    ) -> Sequence[Delivery]:
        """Take the most urgent due rows, `unsure` ones as repeats; others get them only after the lease.

        Rows of `held` recipients are left where they are.
        """
        ...

    async def mark_dispatching(self, marks: Sequence[Dispatching]) -> set[DeliveryId]:
        """The ids that are still ours and may be sent now."""
        ...

    async def settle(self, settlements: Sequence[Settlement]) -> int:
        """Write what became of claimed rows, and how many were ours: a row whose fence moved on stays."""
        ...

    async def renew(self, deliveries: Collection[DeliveryId], lease_until: datetime) -> None:
        """Those that are still held are not lost."""
        ...

    async def recover(
        self, now: datetime, *, is_alone: bool, spared: Collection[DeliveryId] = ()
    ) -> tuple[int, int]:
        """Take back rows whose holder is lost, but not the spared: `(returned to the queue, unsure)`.

        With `is_alone` every held row is lost: this process has just started and no other may run.
        """
        ...

    async def fold_crowds(self, now: datetime, recipients: Collection[PersonId]) -> set[DeliveryId]:
        """Fold what is due for crowded or late recipients into one catch-up each; gives the folded ids."""
        ...

    async def folded(self, catch_up: DeliveryId) -> Sequence[Delivery]:
        """What a catch-up message stands for, oldest first."""
        ...

    async def block_waiting(self, recipient: PersonId, now: datetime, reason: str) -> None:
        """Nothing more can reach this person: settle what waits for them as blocked."""
        ...

    async def revive(self, recipient: PersonId, now: datetime) -> None:
        """The person can be reached again: what was settled as blocked waits once more, due now.

        All but `assigned`: what is theirs by now is to be said anew.
        """
        ...

    async def unsure_chats(self, chat_ids: Collection[int]) -> Collection[int]:
        """Those of them into which something was sent that still waits for proof."""
        ...

    async def prove_sent(self, chat_id: int, message_id: int, fingerprint: str, now: datetime) -> bool:
        """A press on that message shows that it arrived: an unsure row it came from is settled as sent."""
        ...

    async def next_due(self) -> datetime | None:
        """When the next waiting row becomes due."""
        ...
