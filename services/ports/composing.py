"""Deliveries are rendered at send time: a composer re-reads the state and says what there is to show."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from roadmap.delivery import Delivery
from services.ports.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The message no longer makes sense; the reason is kept with the row."""

    reason: str


Compose = Callable[[UnitOfWork, Delivery, datetime], Awaitable[object]]
"""Gives a view (a dataclass `texts.outgoing` can render) or `Cancelled`."""
