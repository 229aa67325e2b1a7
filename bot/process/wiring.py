"""The composition root: services over a store, a clock, a calendar. Free of aiogram, which loads slowly."""

from documents.isolation import read_isolated
from reports.xlsx.summary import export_summary
from roadmap.clock import Clock
from roadmap.deadlines.calendar import WEEKENDS_ONLY, WorkingCalendar
from roadmap.delivery.kinds import DeliveryKind
from services.app import App, World
from services.composing import Compose
from services.control.reporting.announcing import compose_submitted
from services.control.requests.extension_views import compose_extension_asked, compose_extension_decided
from services.control.requests.reassignment_views import (
    compose_reassignment_asked,
    compose_reassignment_decided,
)
from services.delivery.undelivered import compose_undelivered
from services.delivery.views import compose_catch_up, compose_unreachable
from services.people.assignment_news import compose_assigned
from services.people.no_recipient import compose_no_recipient
from services.ports.files import FileStore
from services.reminding.digest import compose_digest
from services.summary.letters import compose_weekly_letter
from storage.unit_of_work import Store


def build_app(
    *, store: Store, clock: Clock, files: FileStore, calendar: WorkingCalendar = WEEKENDS_ONLY
) -> App:
    """Every service of the product over this store, clock, file store and working calendar."""
    world = World(
        clock=clock,
        files=files,
        read_document=read_isolated,
        export_summary=export_summary,
        calendar=calendar,
    )
    return App(store, world)


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
