"""Deliveries are rendered at send time: a composer re-reads the state and says what there is to show."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from roadmap.delivery.outbox import Delivery
from services.notice import Notice
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The message no longer makes sense; the reason is kept with the row."""

    reason: str


Compose = Callable[[UnitOfWork, Delivery, datetime], Awaitable[object]]
"""Gives a view (a dataclass `texts.outgoing` can render) or `Cancelled`."""


class Present(Protocol):
    """From a view to the finished message: `texts.outgoing.present`."""

    def __call__(self, view: object, *, is_repeat: bool) -> Notice:
        """The message; a repeat says that it is one, since the first copy may have arrived."""
        ...
