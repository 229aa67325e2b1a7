"""All services in one frozen dataclass: what entry points receive."""

from dataclasses import dataclass

from roadmap.clock import Clock
from services.campaigns import CampaignService
from services.cards import CardService
from services.delivery.service import DeliveryService
from services.delivery.undelivered import UndeliveredService
from services.drafts import DraftService
from services.exporting import ExportService
from services.extensions import ExtensionService
from services.importing import ImportService
from services.inbox import InboxService
from services.joining import JoiningService
from services.letters import LetterService
from services.lists import ListService
from services.monitoring import MonitoringService
from services.newcomers import NewcomerService
from services.passing import PassingService
from services.people import PeopleService
from services.questions import QuestionService
from services.reassignments import ReassignmentService
from services.reminder_choices import ReminderChoiceService
from services.reminders import ReminderService
from services.reporting import ReportingService
from services.rolling import RollingService
from services.supervision import SupervisionService


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    clock: Clock
    campaigns: CampaignService
    cards: CardService
    delivery: DeliveryService
    drafts: DraftService
    exports: ExportService
    extensions: ExtensionService
    imports: ImportService
    inbox: InboxService
    joining: JoiningService
    letters: LetterService
    lists: ListService
    monitoring: MonitoringService
    newcomers: NewcomerService
    passing: PassingService
    people: PeopleService
    questions: QuestionService
    reassignments: ReassignmentService
    reminder_choices: ReminderChoiceService
    reminders: ReminderService
    reporting: ReportingService
    rolling: RollingService
    supervision: SupervisionService
    undelivered: UndeliveredService
