"""Messages that were given up, for those who decide about them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from roadmap.delivery import Delivery
from roadmap.ids import DeliveryId, UnitId


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadScope:
    """Whose messages somebody decides about: a whole department's, or only those to the `watched` units."""

    department_id: UnitId
    watched: Collection[UnitId] | None = None


class DeadLetters(Protocol):
    async def count(self, scope: DeadScope) -> int:
        """How many wait for somebody to decide."""
        ...

    async def count_held(self, scope: DeadScope) -> int:
        """How many of them are held because the database was restored from a copy."""
        ...

    async def page(self, scope: DeadScope, limit: int, offset: int) -> Sequence[Delivery]:
        """The newest first."""
        ...

    async def newest(self) -> Sequence[tuple[UnitId, datetime]]:
        """The departments that have any, and when the last of each was given up."""
        ...

    async def revive(self, delivery_id: DeliveryId, scope: DeadScope, now: datetime) -> bool:
        """Into the queue again, as a repeat if it may have arrived; False when it is not among them."""
        ...

    async def dismiss(self, delivery_id: DeliveryId, scope: DeadScope, now: datetime) -> bool:
        """Settle it as not needed any more; False when it is not among them."""
        ...

    async def revive_held(self, scope: DeadScope, now: datetime) -> int:
        """All that are held, as `revive`; how many."""
        ...

    async def dismiss_held(self, scope: DeadScope, now: datetime) -> int:
        """All that are held, as `dismiss`; how many."""
        ...

    async def hold(self, until: datetime, now: datetime) -> int:
        """Give up whatever was due by then, or on its way: it may have been sent in another life."""
        ...
