"""Deliveries are rendered at send time: a composer re-reads the state and says what there is to show."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from roadmap.delivery.outbox import Delivery
from roadmap.ids import DeliveryId
from services.notice import Notice
from storage.unit_of_work import UnitOfWork

View = TypeVar("View")


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The message no longer makes sense; the reason is kept with the row."""

    reason: str


Compose = Callable[[UnitOfWork, Delivery, datetime], Awaitable[View | Cancelled]]
"""Gives what there is to show at this moment: a view for the text of its kind."""

ComposeMany = Callable[
    [UnitOfWork, Sequence[Delivery], datetime], Awaitable[Mapping[DeliveryId, View | Cancelled]]
]
"""The same for many deliveries at once, by statements that do not grow with their number."""

Say = Compose[Notice]
"""Gives the finished message: `texts.outgoing.say`."""

SayMany = ComposeMany[Notice]
"""Gives those finished messages that are composed together: `texts.outgoing.say_many`."""
