"""From the view a composer gave to the finished message."""

from collections.abc import Callable
from typing import Any

from services.announcing import GatheredView, SubmittedView
from services.assignment_news import AssignedView
from services.delivery.undelivered import UndeliveredNews
from services.delivery.views import CatchUp, Unreachable
from services.digest import DigestView
from services.extension_views import ExtensionAsked, ExtensionDecided
from services.joining import InviteTaken
from services.letters import WeeklyLetter
from services.monitoring_views import CampaignReminder, CampaignResult
from services.no_recipient import NoRecipientView
from services.notice import Notice
from services.reassignment_views import (
    DutyPassed,
    ReassignmentAsked,
    ReassignmentGranted,
    ReassignmentRefused,
)
from services.supervision import DecidedView
from texts import (
    boards,
    campaigns,
    delivery,
    digest,
    extensions,
    imports,
    letters,
    monitoring_board,
    people,
    reassignments,
    supervision,
    undelivered,
)

RENDERERS: dict[type, Callable[[Any], Notice]] = {
    AssignedView: imports.assigned,
    CampaignReminder: campaigns.reminder,
    CampaignResult: monitoring_board.result,
    CatchUp: lambda view: delivery.catch_up(view, render),
    DecidedView: supervision.decided,
    DigestView: digest.digest,
    DutyPassed: reassignments.duty_passed,
    ExtensionAsked: extensions.extension_asked,
    ExtensionDecided: extensions.extension_decided,
    GatheredView: supervision.gathered,
    InviteTaken: people.invite_taken,
    NoRecipientView: boards.no_recipient,
    ReassignmentAsked: reassignments.reassignment_asked,
    ReassignmentGranted: reassignments.reassignment_granted,
    ReassignmentRefused: reassignments.reassignment_refused,
    SubmittedView: supervision.submitted,
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
