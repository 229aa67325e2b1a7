"""What a report says of a measure, in a word and a mark, and what was decided about it."""

import re

from roadmap.control.duty import DecisionKind, ExecutionReport, ReportOutcome
from roadmap.control.duty_lines import DutyLine, ReportLine
from roadmap.wording import normal
from texts.short import shortened

OUTCOME_WORDS = {
    ReportOutcome.DONE: "выполнено",
    ReportOutcome.PARTIAL: "выполнено частично",
    ReportOutcome.NOT_DONE: "не выполнено",
    ReportOutcome.ON_TRACK: "идёт по плану",
    ReportOutcome.DIFFICULTY: "есть трудности",
    ReportOutcome.NOT_STARTED: "не начато",
}

_BEGINNINGS = {
    ReportOutcome.DONE: r"выполнен|исполнен",
    ReportOutcome.PARTIAL: r"(выполнен\w* )?частично",
    ReportOutcome.NOT_DONE: r"не (выполнен|исполнен)",
    ReportOutcome.ON_TRACK: r"ид[еу]т\b",
    ReportOutcome.DIFFICULTY: r"(есть )?трудност",
    ReportOutcome.NOT_STARTED: r"(еще )?не нач",
}
"""How words begin that say the state themselves, as `normal` folds them."""

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


def state_and_words(outcome: ReportOutcome, text: str) -> str:
    """«Не начато. Проведём в ноябре»; the state is not said again where the words begin with it."""
    if text and re.match(_BEGINNINGS[outcome], normal(text)):
        return text[:1].upper() + text[1:]
    return f"{OUTCOME_WORDS[outcome].capitalize()}. {text}".removesuffix(". ")


def part_words(percent: int | None, remaining: str | None, limit: int) -> str:
    """«60 % (осталось: закупить книги)»: how much of the work is done; nothing where that was not asked."""
    if percent is None:
        return ""
    return f"{percent} % (осталось: {shortened(remaining, limit)})" if remaining else f"{percent} %"


def outcome_words(report: ReportLine | ExecutionReport, limit: int = 300) -> str:
    """What the report says; of a partial one also how much is done and what is left."""
    part = part_words(report.percent, report.remaining, limit)
    return f"{OUTCOME_WORDS[report.outcome]} на {part}" if part else OUTCOME_WORDS[report.outcome]
