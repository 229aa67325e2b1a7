"""What a report says of a measure, in a word and a mark, and what was decided about it."""

from roadmap.control.duty import DecisionKind, ExecutionReport, ReportOutcome
from roadmap.control.duty_lines import DutyLine, ReportLine
from texts.short import shortened

OUTCOME_WORDS = {
    ReportOutcome.DONE: "выполнено",
    ReportOutcome.PARTIAL: "выполнено частично",
    ReportOutcome.NOT_DONE: "не выполнено",
    ReportOutcome.ON_TRACK: "идёт по плану",
    ReportOutcome.DIFFICULTY: "есть трудности",
    ReportOutcome.NOT_STARTED: "не начато",
}


OUTCOME_MARKS = {
    ReportOutcome.DONE: "✅",
    ReportOutcome.PARTIAL: "☑️",
    ReportOutcome.NOT_DONE: "⛔",
    ReportOutcome.ON_TRACK: "▶️",
    ReportOutcome.DIFFICULTY: "⚠️",
    ReportOutcome.NOT_STARTED: "⏸",
}


def decision_words(report: ReportLine, duty: DutyLine) -> str:
    """What the curator's decision made of the duty; nothing while there is none."""
    if report.decision is None:
        return ""
    if report.decision is DecisionKind.RETURN:
        return "возвращено на доработку"
    match report.outcome:
        case ReportOutcome.NOT_DONE:
            return "закрыто как невыполненное"
        case ReportOutcome.PARTIAL:
            return "часть принята"
        case ReportOutcome.DIFFICULTY:
            return "принято к сведению"
        case _:
            return "отчёт принят" if duty.is_ongoing else "снято с контроля"


def part_words(percent: int | None, remaining: str | None, limit: int) -> str:
    """«60 % (осталось: закупить книги)»: how much of the work is done; nothing where that was not asked."""
    if percent is None:
        return ""
    return f"{percent} % (осталось: {shortened(remaining, limit)})" if remaining else f"{percent} %"


def outcome_words(report: ReportLine | ExecutionReport, limit: int = 300) -> str:
    """What the report says; of a partial one also how much is done and what is left."""
    part = part_words(report.percent, report.remaining, limit)
    return f"{OUTCOME_WORDS[report.outcome]} на {part}" if part else OUTCOME_WORDS[report.outcome]
