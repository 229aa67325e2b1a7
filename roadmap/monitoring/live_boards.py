"""The card of a campaign in a curator's chat."""

from dataclasses import dataclass

from roadmap.delivery.outbox import Delivery
from roadmap.ids import DeliveryId
from roadmap.people.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveBoard:
    """`mark` is another whenever there is something new to draw; 0 once a campaign is over."""

    delivery: Delivery
    place: Place
    message_id: int
    mark: int

    @property
    def id(self) -> DeliveryId:
        return self.delivery.id
