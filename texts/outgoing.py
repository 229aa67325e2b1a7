"""From the view a composer gave to the finished message."""

from collections.abc import Callable
from typing import Any

from roadmap.monitoring.campaign_views import CampaignReminder, CampaignResult
from services.control.deciding.decisions import DecidedView
from services.control.reporting.announcing import GatheredView, SubmittedView
from services.control.requests.extension_views import ExtensionAsked, ExtensionDecided
from services.control.requests.reassignment_views import (
    DutyPassed,
    ReassignmentAsked,
    ReassignmentGranted,
    ReassignmentRefused,
)
from services.delivery.undelivered import UndeliveredNews
from services.delivery.views import CatchUp, Unreachable
from services.notice import Notice
from services.people.assignment_news import AssignedView
from services.people.joining import InviteTaken
from services.people.no_recipient import NoRecipientView
from services.reminding.digest import DigestView
from services.summary.letters import WeeklyLetter
from texts.control import boards, decisions, extensions, reassignments
from texts.delivery import delivery, undelivered
from texts.imports import imports
from texts.monitoring import campaign_board, questionnaire
from texts.people import people
from texts.reminding import digest
from texts.summary import letters

RENDERERS: dict[type, Callable[[Any], Notice]] = {
    AssignedView: imports.assigned,
    CampaignReminder: questionnaire.reminder,
    CampaignResult: campaign_board.result,
    CatchUp: lambda view: delivery.catch_up(view, render),
    DecidedView: decisions.decided,
    DigestView: digest.digest,
    DutyPassed: reassignments.duty_passed,
    ExtensionAsked: extensions.extension_asked,
    ExtensionDecided: extensions.extension_decided,
    GatheredView: decisions.gathered,
    InviteTaken: people.invite_taken,
    NoRecipientView: boards.no_recipient,
    ReassignmentAsked: reassignments.reassignment_asked,
    ReassignmentGranted: reassignments.reassignment_granted,
    ReassignmentRefused: reassignments.reassignment_refused,
    SubmittedView: decisions.submitted,
    UndeliveredNews: undelivered.news,
    Unreachable: delivery.unreachable,
    WeeklyLetter: letters.weekly_letter,
}
"""One text function per view type; each area adds its own lines here."""


def render(view: object) -> Notice:
    """The message for this view; an unknown type is a defect and raises KeyError."""
    return RENDERERS[type(view)](view)


def present(view: object, *, is_repeat: bool) -> Notice:
    """As `render`; a repeat says that it is one."""
    notice = render(view)
    return delivery.marked_repeat(notice) if is_repeat else notice
