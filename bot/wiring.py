"""The composition root: services over a store, a clock, a calendar. Free of aiogram, which loads slowly."""

from documents.isolation import read_isolated
from reports.xlsx.summary import export_summary
from roadmap.calendar import WEEKENDS_ONLY, WorkingCalendar
from roadmap.clock import Clock
from roadmap.delivery import DeliveryKind
from services.announcing import compose_submitted
from services.app import App
from services.assignment_news import compose_assigned
from services.campaigns import CampaignService
from services.cards import CardService
from services.delivery.service import DeliveryService
from services.delivery.undelivered import UndeliveredService, compose_undelivered
from services.delivery.views import compose_catch_up, compose_unreachable
from services.digest import compose_digest
from services.drafts import DraftService
from services.exporting import ExportService
from services.extension_views import compose_extension_asked, compose_extension_decided
from services.extensions import ExtensionService
from services.importing import ImportService
from services.inbox import InboxService
from services.joining import JoiningService
from services.letters import LetterService, compose_weekly_letter
from services.lists import ListService
from services.monitoring import MonitoringService
from services.newcomers import NewcomerService
from services.no_recipient import compose_no_recipient
from services.passing import PassingService
from services.people import PeopleService
from services.ports.composing import Compose
from services.ports.files import FileStore
from services.ports.unit_of_work import Store
from services.questions import QuestionService
from services.reassignment_views import compose_reassignment_asked, compose_reassignment_decided
from services.reassignments import ReassignmentService
from services.reminder_choices import ReminderChoiceService
from services.reminders import ReminderService
from services.reporting import ReportingService
from services.rolling import RollingService
from services.supervision import SupervisionService


def build_app(
    *, store: Store, clock: Clock, files: FileStore, calendar: WorkingCalendar = WEEKENDS_ONLY
) -> App:
    """Every service of the product over this store, clock, file store and working calendar."""
    return App(
        clock=clock,
        campaigns=CampaignService(store, clock, calendar),
        delivery=DeliveryService(store, clock),
        drafts=DraftService(store, clock, files),
        exports=ExportService(store, clock, export_summary),
        extensions=ExtensionService(store, clock, calendar),
        imports=ImportService(store, clock, files, read_isolated, calendar),
        inbox=InboxService(store, clock),
        joining=JoiningService(store, clock),
        monitoring=MonitoringService(store, clock),
        newcomers=NewcomerService(store, clock, calendar),
        passing=PassingService(store, clock, calendar),
        people=PeopleService(store, clock),
        questions=QuestionService(store, clock, calendar),
        reassignments=ReassignmentService(store, clock),
        reporting=ReportingService(store, clock, files, calendar),
        rolling=RollingService(store, clock, files),
        supervision=SupervisionService(store, clock, calendar),
        undelivered=UndeliveredService(store, clock),
        reminders=ReminderService(store, clock, calendar),
        reminder_choices=ReminderChoiceService(store, clock, calendar),
        lists=ListService(store, clock),
        letters=LetterService(store, clock, calendar),
        cards=CardService(store, clock),
    )


def build_composers(app: App) -> dict[DeliveryKind, Compose]:
    """Who says what there is to show for each kind of delivery."""
    return {
        DeliveryKind.ASSIGNED: compose_assigned,
        DeliveryKind.ACCEPTED: app.supervision.compose_accepted,
        DeliveryKind.CAMPAIGN_NUDGE: app.monitoring.compose_reminder,
        DeliveryKind.CAMPAIGN_PROMPT: app.monitoring.compose_reminder,
        DeliveryKind.CAMPAIGN_RESULT: app.monitoring.compose_result,
        DeliveryKind.CATCH_UP: compose_catch_up(lambda: build_composers(app)),
        DeliveryKind.DIGEST: compose_digest,
        DeliveryKind.EXTENSION_DECIDED: compose_extension_decided,
        DeliveryKind.EXTENSION_REQUESTED: compose_extension_asked,
        DeliveryKind.INVITE_TAKEN: app.joining.compose_invite_taken,
        DeliveryKind.NO_RECIPIENT: compose_no_recipient,
        DeliveryKind.REASSIGNMENT_DECIDED: compose_reassignment_decided,
        DeliveryKind.REASSIGNMENT_REQUESTED: compose_reassignment_asked,
        DeliveryKind.REPORT_SUBMITTED: compose_submitted,
        DeliveryKind.RETURNED: app.supervision.compose_returned,
        DeliveryKind.UNDELIVERED: compose_undelivered,
        DeliveryKind.WEEKLY_LETTER: compose_weekly_letter,
        DeliveryKind.UNREACHABLE: compose_unreachable,
    }
