"""`vekha deadline "ТЕКСТ"`: how a deadline in words is understood; `--batch` reads JSON lines."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.arguments import plan_period
from bot.console import fail, print_json, print_text
from reports.roadmap_json import problem_json
from roadmap.deadlines.deadline import kind
from roadmap.deadlines.due_day import calendar_gaps, due_on
from roadmap.deadlines.of_plan import of_plan
from roadmap.deadlines.period import PlanPeriod
from roadmap.deadlines.rule_set import LITERAL, RULE_SETS, RuleSet
from roadmap.deadlines.windows import Placement, windows
from roadmap.language.phrase import phrase
from roadmap.language.reader import DeadlineReading, read_deadline
from roadmap.problem import Problem
from storage.calendars import russian_calendar
from texts import command_line as words
from texts.imports.deadline_text import deadline_text

USAGE_ERROR = 2


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("deadline", help=words.DEADLINE)
    parser.add_argument("phrase", nargs="?", metavar="TEXT", help=words.DEADLINE_PHRASE)
    parser.add_argument("--period", type=plan_period, metavar="A..B", help=words.DEADLINE_PERIOD)
    parser.add_argument("--rules", choices=tuple(RULE_SETS), default=LITERAL.name, help=words.RULES)
    parser.add_argument("--batch", action="store_true", help=words.BATCH)
    parser.add_argument("--json", action="store_true", help=words.AS_JSON)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    rules = RULE_SETS[args.rules]
    if args.batch:
        return _batch(rules)
    if args.phrase is None:
        fail(words.NO_PHRASE)
        return USAGE_ERROR
    reading, placed = _read(args.phrase, args.period)
    due_days, gaps = _due(reading, placed, rules)
    if args.json:
        print_json(_as_json(reading, placed, rules, due_days, gaps))
    else:
        problems = (*reading.problems, *placed.problems, *gaps)
        print_text(
            deadline_text(reading.deadline, reading.confidence, placed.windows, due_days, problems, rules)
        )
    return 0


def _batch(rules: RuleSet) -> int:
    """One object for each line of standard input; a line that is not a phrase and a period stops the work."""
    number = 0
    for number, line in enumerate(sys.stdin.buffer, start=1):
        if not line.strip():
            continue
        try:
            text, period = _asked(json.loads(line))
        except (ValueError, TypeError, KeyError):
            return fail(words.bad_line(number))
        reading, placed = _read(text, period)
        due_days, gaps = _due(reading, placed, rules)
        print_json(_as_json(reading, placed, rules, due_days, gaps), indent=None)
    return 0 if number else fail(words.NOTHING_TYPED)


def _asked(data: Mapping[str, Any]) -> tuple[str, PlanPeriod | None]:
    text, period = data["phrase"], data.get("period")
    if period is None:
        return str(text or ""), None
    start, end = period
    return str(text or ""), PlanPeriod(start=date.fromisoformat(start), end=date.fromisoformat(end))


def _read(text: str, period: PlanPeriod | None) -> tuple[DeadlineReading, Placement]:
    reading = read_deadline(text)
    reading = replace(reading, deadline=of_plan(reading.deadline, period))
    placed = windows(reading.deadline, period) if period else Placement(windows=(), problems=())
    return reading, placed


def _due(
    reading: DeadlineReading, placed: Placement, rules: RuleSet
) -> tuple[list[date | None], Sequence[Problem]]:
    calendar = russian_calendar()
    days = [due_on(window, reading.deadline, rules, calendar) for window in placed.windows]
    return days, calendar_gaps((day for day in days if day), rules, calendar)


def _as_json(
    reading: DeadlineReading,
    placed: Placement,
    rules: RuleSet,
    due_days: Sequence[date | None],
    gaps: Sequence[Problem],
) -> dict[str, object]:
    """The documented object; `due_on` beside the windows where another rule set is asked for."""
    data: dict[str, object] = {
        "kind": kind(reading.deadline),
        "windows": [[window.first.isoformat(), window.last.isoformat()] for window in placed.windows],
        "reading": phrase(reading.deadline),
        "confidence": reading.confidence,
        "problems": [problem_json(problem) for problem in (*reading.problems, *placed.problems, *gaps)],
    }
    if rules is not LITERAL:
        data["rules"] = rules.name
        data["due_on"] = [day.isoformat() if day else None for day in due_days]
    return data
