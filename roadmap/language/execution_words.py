"""What somebody wrote of a measure that is over: the state it tells, the day it names, its words."""

import re
from datetime import date, timedelta

from roadmap.deadlines.period import PlanPeriod
from roadmap.deadlines.windows import windows
from roadmap.imports.proposal import ExecutionMark, ExecutionState
from roadmap.language.reader import read_deadline

# The first that matches tells; folded words («й» as «и», «ё» as «е»).
_STATES = (
    (
        ExecutionState.NOT_DONE,
        r"\bне (?:был\w* )?(?:выполн|исполн|провед|проводил|состоял|сделан)",
    ),
    (ExecutionState.NOT_DONE, r"отмен|^нет$|^-$"),
    (ExecutionState.DONE, r"\b100 ?%"),
    (
        ExecutionState.PARTLY,
        r"частичн|в работе|в процессе|выполняет|исполняет|не в полном|продолжа|начат|\d ?%",
    ),
    (ExecutionState.DONE, r"выполн|исполн|провед|состоял|заверш|сделан|реализован|издан|размещ"),
    (ExecutionState.DONE, r"^(?:да|\+|✓|✔|√|v)$|^\d{1,2}\.\d{1,2}\.\d{2,4}|утвержден|\bприказ"),
)
_COMPILED = tuple((state, re.compile(pattern)) for state, pattern in _STATES)
_MONTHS = "янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек"
_DAY = re.compile(
    rf"\b\d{{1,2}}(?:\.\d{{1,2}}\b|\s+(?:{_MONTHS})\w*)(?:\.?\s*\d{{4}}\b|\.\d{{2}}\b)?", re.IGNORECASE
)
_FOLDED = str.maketrans({"й": "и", "ё": "е"})
YEARS_BACK = timedelta(days=3 * 366)


def execution_state(folded: str) -> ExecutionState:
    """What folded words say of the work; UNCLEAR where they name no state."""
    return next((state for state, pattern in _COMPILED if pattern.search(folded)), ExecutionState.UNCLEAR)


def told_of_the_past(words: str, today: date) -> ExecutionMark:
    """«12 марта», «сделано, приказ № 5»: a bare day means that it was done then; a day ahead is none."""
    day = _past_day(words, today)
    state = execution_state(words.casefold().translate(_FOLDED))
    if state is ExecutionState.UNCLEAR and day is not None:
        state = ExecutionState.DONE
    return ExecutionMark(state=state, done_on=day, words=words)


def _past_day(words: str, today: date) -> date | None:
    """The day named, the latest such that is not ahead."""
    said = _DAY.search(words)
    if said is None:
        return None
    lately = PlanPeriod(start=today - YEARS_BACK, end=today)
    found = windows(read_deadline(said[0]).deadline, lately).windows
    return found[-1].last if found and found[-1].first == found[-1].last else None
