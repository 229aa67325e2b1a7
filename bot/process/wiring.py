"""The composition root: services over a store, a clock, a calendar. Free of aiogram, which loads slowly."""

from documents.isolation import read_isolated
from reports.xlsx.summary import export_summary
from roadmap.clock import Clock
from roadmap.deadlines.calendar import WEEKENDS_ONLY, WorkingCalendar
from roadmap.delivery.outbox import DeliveryKind
from services.app import App
from services.composing import Compose
from services.control.deciding.decisions import DecisionService
from services.control.duties.cards import CardService
from services.control.duties.duty_lists import ListService
from services.control.reporting.announcing import compose_submitted
from services.control.reporting.report_drafts import DraftService
from services.control.reporting.reporting import ReportingService
from services.control.requests.extension_views import compose_extension_asked, compose_extension_decided
from services.control.requests.extensions import ExtensionService
from services.control.requests.passing import PassingService
from services.control.requests.reassignment_views import (
    compose_reassignment_asked,
    compose_reassignment_decided,
)
from services.control.requests.reassignments import ReassignmentService
from services.delivery.recovery import DeliveryService
from services.delivery.undelivered import UndeliveredService, compose_undelivered
from services.delivery.views import compose_catch_up, compose_unreachable
from services.imports.importing import ImportService
from services.imports.questions import QuestionService
from services.imports.rolling import RollingService
from services.monitoring.campaigns import CampaignService
from services.monitoring.monitoring import MonitoringService
from services.people.assignment_news import compose_assigned
from services.people.directory import PeopleService
from services.people.joining import JoiningService
from services.people.no_recipient import compose_no_recipient
from services.plan.newcomers import NewcomerService
from services.ports.files import FileStore
from services.process.inbox import InboxService
from services.reminding.digest import compose_digest
from services.reminding.reminder_choices import ReminderChoiceService
from services.reminding.reminders import ReminderService
from services.summary.exporting import ExportService
from services.summary.letters import LetterService, compose_weekly_letter
from storage.unit_of_work import Store


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
        decisions=DecisionService(store, clock, calendar),
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
        DeliveryKind.ACCEPTED: app.decisions.compose_accepted,
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
        DeliveryKind.RETURNED: app.decisions.compose_returned,
        DeliveryKind.UNDELIVERED: compose_undelivered,
        DeliveryKind.WEEKLY_LETTER: compose_weekly_letter,
        DeliveryKind.UNREACHABLE: compose_unreachable,
    }
