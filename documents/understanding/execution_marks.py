"""A filled «Отметка об исполнении»: the state it tells, the day it names, its words."""

import re

from documents.understanding.dates import DATE, date_of
from documents.understanding.words import flat, fold
from roadmap.imports.proposal import ExecutionMark
from roadmap.language.execution_words import execution_state

_DAY = re.compile(DATE, re.IGNORECASE)


def execution_mark(cell: str) -> ExecutionMark | None:
    """What a cell of such a column says; None for an empty one."""
    words = flat(cell)
    if not words:
        return None
    day = _DAY.search(words)
    state = execution_state(fold(words))
    return ExecutionMark(state=state, done_on=date_of(day) if day else None, words=words)
