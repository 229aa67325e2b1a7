"""Words → Deadline. Total: any text gives a deadline, a confidence and the doubts."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from roadmap.deadlines.deadline import Basis, Dated, Day, Deadline, Missing, Unscheduled
from roadmap.language.grammar import parse
from roadmap.language.meaning import understand
from roadmap.language.rearranged import rearranged
from roadmap.language.repair import repair, without_noise
from roadmap.language.token import Kind, Token
from roadmap.language.tokens import LONGEST_TEXT, tokenize
from roadmap.problem import Problem

DOUBT = {
    "deadline-words-ignored": 0.9,
    "deadline-word-guessed": 0.8,
    "deadline-dash-assumed": 0.8,
    "deadline-approximate": 0.8,
    "deadline-year-assumed": 0.8,
    "deadline-rhythm-assumed": 0.8,
    "deadline-except-holidays": 0.8,
    "deadline-except-ignored": 0.6,
    "deadline-repaired": 0.9,
    "deadline-calendar-units": 1.0,
    "deadline-next-year": 0.5,
    "deadline-impossible-date": 0.4,
    "deadline-year-misprinted": 0.4,
    "deadline-serial": 0.4,
    "deadline-day-unread": 0.4,
    "deadline-range-reversed": 0.5,
}
"""What is left of the confidence after each doubt; they multiply."""

SERIAL = re.compile(r"([34567]\d{4})(?:[.,]0+)?")
LAST_SERIAL = 73_050
"""The last day of 2099: no plan is for a later one."""
SERIAL_ZERO = date(1899, 12, 30)
CLEAR_ENOUGH = 0.5
"""A deadline read with less confidence is asked about even though it has windows."""
LAST_RESORT = "deadline-unread"
EMPTY = frozenset({Kind.DASH, Kind.NOTHING, Kind.PERIOD, Kind.SEPARATOR, Kind.QUIET})


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineReading:
    """What the words say; confidence from 0 (not read) to 1 (every word understood)."""

    deadline: Deadline
    confidence: float
    problems: tuple[Problem, ...] = ()


UNREAD = Unscheduled(basis=Basis.UNREAD)
NOT_SAID = DeadlineReading(deadline=Missing(), confidence=1.0, problems=(Problem(code="deadline-missing"),))


def read_deadline(text: str) -> DeadlineReading:
    """Read a «Срок» cell. Never raises; what is not understood is Unscheduled with a problem."""
    reading = _read(text[:LONGEST_TEXT])
    if len(text) <= LONGEST_TEXT:
        return reading
    unseen = Problem(code="deadline-words-ignored", facts={"words": ("…",)})
    confidence = round(reading.confidence * DOUBT[unseen.code], 2)
    return replace(reading, confidence=confidence, problems=(*reading.problems, unseen))


@lru_cache(maxsize=4096)
def _read(text: str) -> DeadlineReading:
    """Kept, because a plan says «в течение года» a hundred times."""
    if (serial := SERIAL.fullmatch(text.strip())) and int(serial[1]) <= LAST_SERIAL:
        return _of_serial(int(serial[1]))
    if text.lstrip().startswith("="):  # a formula without its result: its numbers are no words of a deadline
        return _unread(text)
    tokens, was_repaired = tokenize(text)
    if _is_empty(text, tokens):
        return NOT_SAID
    problems = [Problem(code="deadline-repaired")] if was_repaired else []
    if [token for token in tokens if token.kind is Kind.UNKNOWN]:
        tokens, guesses = repair(tokens)
        problems += guesses
    cursor = parse(rearranged(without_noise(tokens)))
    deadline, doubts = understand(cursor.items)
    if deadline == UNREAD:
        return _unread(text)
    problems += cursor.problems
    problems += doubts
    if cursor.ignored:
        problems.append(Problem(code="deadline-words-ignored", facts={"words": tuple(cursor.ignored)}))
    return DeadlineReading(deadline=deadline, confidence=_confidence(problems), problems=tuple(problems))


def _unread(text: str) -> DeadlineReading:
    problem = Problem(code=LAST_RESORT, facts={"text": text})
    return DeadlineReading(deadline=UNREAD, confidence=0.0, problems=(problem,))


def _of_serial(number: int) -> DeadlineReading:
    """A day as a spreadsheet keeps it, offered as the date it is."""
    day = SERIAL_ZERO + timedelta(days=number)
    problem = Problem(code="deadline-serial", facts={"number": number, "day": day.isoformat()})
    deadline = Dated(times=(Day(year=day.year, month=day.month, day=day.day),))
    return DeadlineReading(deadline=deadline, confidence=DOUBT[problem.code], problems=(problem,))


def _confidence(problems: list[Problem]) -> float:
    confidence = 1.0
    for problem in problems:
        confidence *= DOUBT[problem.code]
    return round(confidence, 2)


def _is_empty(text: str, tokens: list[Token]) -> bool:
    """Nothing, a dash, or «не указан»."""
    if not tokens:
        return not any(sign.isalnum() for sign in text)
    if tokens[0].kind not in EMPTY:
        return False
    kinds = {token.kind for token in tokens}
    return kinds <= EMPTY and (Kind.NOTHING in kinds or kinds <= {Kind.DASH, Kind.SEPARATOR})
