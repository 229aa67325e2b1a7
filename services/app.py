"""All services in one frozen dataclass: what entry points receive."""

from dataclasses import dataclass

from roadmap.clock import Clock
from services.control.deciding.decisions import DecisionService
from services.control.duties.cards import CardService
from services.control.duties.duty_lists import ListService
from services.control.reporting.report_drafts import DraftService
from services.control.reporting.reporting import ReportingService
from services.control.requests.extensions import ExtensionService
from services.control.requests.passing import PassingService
from services.control.requests.reassignments import ReassignmentService
from services.delivery.recovery import DeliveryService
from services.delivery.undelivered import UndeliveredService
from services.imports.importing import ImportService
from services.imports.questions import QuestionService
from services.imports.rolling import RollingService
from services.monitoring.campaigns import CampaignService
from services.monitoring.monitoring import MonitoringService
from services.people.directory import PeopleService
from services.people.joining import JoiningService
from services.plan.newcomers import NewcomerService
from services.process.inbox import InboxService
from services.reminding.reminder_choices import ReminderChoiceService
from services.reminding.reminders import ReminderService
from services.summary.exporting import ExportService
from services.summary.letters import LetterService


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
    decisions: DecisionService
    undelivered: UndeliveredService
