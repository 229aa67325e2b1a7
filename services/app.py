"""All services in one frozen dataclass: what entry points receive."""

from dataclasses import dataclass

from roadmap.clock import Clock
from services.delivery.service import DeliveryService
from services.inbox import InboxService
from services.joining import JoiningService
from services.people import PeopleService


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    clock: Clock
    delivery: DeliveryService
    inbox: InboxService
    joining: JoiningService
    people: PeopleService
