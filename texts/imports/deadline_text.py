"""A deadline read back to a person at a terminal."""

from collections.abc import Iterator, Sequence
from datetime import date

from roadmap.deadlines.control_pace import ControlPace
from roadmap.deadlines.deadline import Deadline, kind
from roadmap.deadlines.period import Window
from roadmap.deadlines.rule_set import LITERAL, RuleSet
from roadmap.language.phrase import phrase
from roadmap.language.reading_rules import rules_applied
from roadmap.problem import Problem
from texts.imports.problems import explain_problem
from texts.imports.windows import window as window_words
from texts.plan.reading_rules import rules_words
from texts.plural import day

KINDS = {
    "dated": "названные даты",
    "recurring": "повторяется",
    "ongoing": "постоянная работа",
    "unscheduled": "без дат: их назначает куратор",
}


def deadline_text(
    deadline: Deadline,
    confidence: float,
    windows: Sequence[Window],
    due_days: Sequence[date | None],
    problems: Sequence[Problem],
    rules: RuleSet = LITERAL,
) -> str:
    """How the words were understood and by what rule, the windows in the plan and what is doubtful."""
    return "\n".join(_lines(deadline, confidence, windows, due_days, problems, rules))


def _lines(
    deadline: Deadline,
    confidence: float,
    windows: Sequence[Window],
    due_days: Sequence[date | None],
    problems: Sequence[Problem],
    rules: RuleSet,
) -> Iterator[str]:
    if confidence and (known := KINDS.get(kind(deadline))):  # else the problem below says all there is
        yield f"Понято так: {phrase(deadline)}"
        yield f"{known}; уверенность {confidence:.0%}"
        read_by = rules_applied(deadline, rules, ControlPace.EACH)
        yield f"Правило: {rules_words(read_by, rules.name)}"
    for window, due in zip(windows, due_days, strict=True):
        moved = f", исполнить до {day(due)}" if due and due != window.last else ""
        yield f"  {window_words(window)}{moved}"
    for problem in problems:
        yield f"⚠ {explain_problem(problem)}"
