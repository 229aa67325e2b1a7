"""What a person types about a measure that is over."""

from datetime import date

import pytest

from roadmap.imports.proposal import ExecutionState
from roadmap.language.execution_words import told_of_the_past

TODAY = date(2026, 9, 10)
DONE, PARTLY, NOT_DONE = ExecutionState.DONE, ExecutionState.PARTLY, ExecutionState.NOT_DONE


@pytest.mark.parametrize(
    ("words", "state", "day"),
    [
        ("12 марта", DONE, date(2026, 3, 12)),
        ("12 декабря", DONE, date(2025, 12, 12)),
        ("сделано, приказ № 5", DONE, None),
        ("провели 03.04.2026, приказ № 12 от 01.04.2026", DONE, date(2026, 4, 3)),
        ("не проводили", NOT_DONE, None),
        ("выполнено на 60 %", PARTLY, None),
        ("спасибо", ExecutionState.UNCLEAR, None),
    ],
)
def test_a_state_and_a_day_that_is_over_are_read(words: str, state: ExecutionState, day: date | None) -> None:
    mark = told_of_the_past(words, TODAY)
    assert (mark.state, mark.done_on, mark.words) == (state, day, words)
