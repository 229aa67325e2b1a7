"""All services in one frozen dataclass: what entry points receive."""

from dataclasses import dataclass

from roadmap.clock import Clock
from services.campaigns import CampaignService
from services.delivery.service import DeliveryService
from services.inbox import InboxService
from services.joining import JoiningService
from services.monitoring import MonitoringService
from services.people import PeopleService


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    clock: Clock
    campaigns: CampaignService
    delivery: DeliveryService
    inbox: InboxService
    joining: JoiningService
    monitoring: MonitoringService
    people: PeopleService
