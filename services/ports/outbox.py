"""What services may say to the outbox while they change something. The engine's side is in `delivery.py`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from roadmap.delivery import DeliveryKind, NewDelivery, NewDeliveryItem
from roadmap.ids import DeliveryId, ExecutionId, PersonId


class Outbox(Protocol):
    async def add(self, delivery: NewDelivery) -> bool:
        """Put it in line; False when its key is already there (planning twice is harmless)."""
        ...

    async def add_to_digest(self, digest: NewDelivery, items: Sequence[NewDeliveryItem]) -> None:
        """Add stages to the recipient's digest that is still waiting under this key, or open the next one."""
        ...

    async def add_to_digests(self, digests: Sequence[tuple[NewDelivery, Sequence[NewDeliveryItem]]]) -> None:
        """The same for several people at once."""
        ...

    async def cancel_for_execution(self, execution_id: ExecutionId, reason: str) -> None:
        """Take this execution's stages out of digests that are not sent; an emptied digest is cancelled."""
        ...

    async def cancel(self, kind: DeliveryKind, subject_id: int, reason: str) -> None:
        """Cancel what is not sent yet about this subject."""
        ...

    async def count(
        self, kind: DeliveryKind, recipient_id: PersonId, since: datetime, until: datetime
    ) -> int:
        """How many of a kind fell due for one person in this time, whatever became of them."""
        ...

    async def items(self, delivery_id: DeliveryId) -> Sequence[NewDeliveryItem]: ...
