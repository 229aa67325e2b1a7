"""A filled «Отметка об исполнении»: the state it tells, the day it names, its words."""

import re

from documents.understanding.dates import DATE, date_of
from documents.understanding.words import flat, fold
from roadmap.imports.proposal import ExecutionMark, ExecutionState

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
_DAY = re.compile(DATE, re.IGNORECASE)


def execution_mark(cell: str) -> ExecutionMark | None:
    """What a cell of such a column says; None for an empty one."""
    words = flat(cell)
    if not words:
        return None
    folded = fold(words)
    state = next((state for state, pattern in _COMPILED if pattern.search(folded)), ExecutionState.UNCLEAR)
    day = _DAY.search(words)
    return ExecutionMark(state=state, done_on=date_of(day) if day else None, words=words)
