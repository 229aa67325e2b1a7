"""What a report says of a measure, in a word and a mark, and what was decided about it."""

from roadmap.control.duty import DecisionKind, ReportOutcome
from roadmap.control.duty_lines import ReportLine

OUTCOME_WORDS = {
    ReportOutcome.DONE: "выполнено",
    ReportOutcome.PARTIAL: "выполнено частично",
    ReportOutcome.NOT_DONE: "не выполнено",
    ReportOutcome.ON_TRACK: "идёт по плану",
    ReportOutcome.DIFFICULTY: "есть трудности",
}


OUTCOME_MARKS = {
    ReportOutcome.DONE: "✅",
    ReportOutcome.PARTIAL: "☑️",
    ReportOutcome.NOT_DONE: "⛔",
    ReportOutcome.ON_TRACK: "▶️",
    ReportOutcome.DIFFICULTY: "⚠️",
}


def decision_words(report: ReportLine) -> str:
    """What the curator's decision made of the duty; nothing while there is none."""
    match report.decision:
        case None:
            return ""
        case DecisionKind.RETURN:
            return "возвращено на доработку"
        case DecisionKind.ACCEPT:
            is_undone = report.outcome is ReportOutcome.NOT_DONE
            return "закрыто как невыполненное" if is_undone else "снято с контроля"
