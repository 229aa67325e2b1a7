"""What a report says of a measure, in a word and a mark."""

from roadmap.control.duty import ReportOutcome

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
