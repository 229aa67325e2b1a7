"""Which colour goes with which state; the word beside it says the same."""

from reports.xlsx.cells import Tint
from roadmap.control.duty import ReportOutcome
from roadmap.monitoring.campaign_views import CampaignQuestion
from roadmap.summary.summary_views import Standing

STANDING_TINTS = {
    Standing.OVERDUE: Tint.RED,
    Standing.OVERDUE_RETURNED: Tint.RED,
    Standing.OVERDUE_PARTIAL: Tint.RED,
    Standing.RETURNED: Tint.AMBER,
    Standing.CLOSED_UNDONE: Tint.RED,
    Standing.PASSED: Tint.AMBER,
    Standing.PARTIAL: Tint.AMBER,
    Standing.WAITING: Tint.BLUE,
    Standing.RUNNING: Tint.NONE,
    Standing.UPCOMING: Tint.NONE,
    Standing.PAUSED: Tint.GREY,
    Standing.ACCEPTED: Tint.GREEN,
    Standing.COVERED: Tint.GREEN,
    Standing.WITHDRAWN: Tint.GREY,
}
_OUTCOME_TINTS = {
    ReportOutcome.DONE: Tint.GREEN,
    ReportOutcome.ON_TRACK: Tint.GREEN,
    ReportOutcome.NOT_STARTED: Tint.GREY,
    ReportOutcome.PARTIAL: Tint.AMBER,
    ReportOutcome.DIFFICULTY: Tint.AMBER,
    ReportOutcome.NOT_DONE: Tint.RED,
}


def answer_tint(question: CampaignQuestion) -> Tint:
    """Of an answer to the monitoring; silence is red, what was returned waits."""
    if question.answer is None:
        return Tint.RED
    return Tint.AMBER if question.answer.is_returned else _OUTCOME_TINTS[question.answer.outcome]
