"""All services in one frozen dataclass: what entry points receive."""

from dataclasses import dataclass

from roadmap.clock import Clock
from services.campaigns import CampaignService
from services.cards import CardService
from services.delivery.service import DeliveryService
from services.inbox import InboxService
from services.joining import JoiningService
from services.letters import LetterService
from services.lists import ListService
from services.monitoring import MonitoringService
from services.people import PeopleService
from services.reminder_choices import ReminderChoiceService
from services.reminders import ReminderService


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    clock: Clock
    campaigns: CampaignService
    cards: CardService
    delivery: DeliveryService
    inbox: InboxService
    joining: JoiningService
    letters: LetterService
    lists: ListService
    monitoring: MonitoringService
    people: PeopleService
    reminder_choices: ReminderChoiceService
    reminders: ReminderService
