"""Deliveries are rendered at send time: a composer re-reads the state and says what there is to show."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from roadmap.delivery.outbox import Delivery
from services.notice import Notice
from storage.unit_of_work import UnitOfWork

View = TypeVar("View")


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The message no longer makes sense; the reason is kept with the row."""

    reason: str


Compose = Callable[[UnitOfWork, Delivery, datetime], Awaitable[View | Cancelled]]
"""Gives what there is to show at this moment: a view for the text of its kind."""

Say = Compose[Notice]
"""Gives the finished message: `texts.outgoing.say`."""
