"""What a «Срок» cell may say: each line of the phrase files, kind and windows exactly."""

import pytest

from roadmap.deadlines.deadline import kind
from roadmap.deadlines.of_plan import of_plan
from roadmap.deadlines.windows import windows
from roadmap.language.phrase import phrase
from roadmap.language.reader import read_deadline
from samples.phrases.phrase_file import NEWCOMERS, STRANGERS, Expected, expectations

EXPECTATIONS = [*expectations(), *expectations(STRANGERS), *expectations(NEWCOMERS)]


@pytest.mark.parametrize("expected", EXPECTATIONS, ids=lambda e: f"{e.line}-{e.phrase}")
def test_a_phrase_gets_its_kind_and_exactly_its_windows(expected: Expected) -> None:
    deadline = of_plan(read_deadline(expected.phrase).deadline, expected.period)
    assert kind(deadline) == expected.kind
    assert windows(deadline, expected.period).windows == expected.windows


def test_every_reading_is_said_in_a_phrase_that_means_the_same() -> None:
    readings = {e.phrase: read_deadline(e.phrase).deadline for e in EXPECTATIONS}
    changed = {
        text: phrase(deadline)
        for text, deadline in readings.items()
        if read_deadline(phrase(deadline)).deadline != deadline
    }
    assert changed == {}


def test_the_set_is_wide() -> None:
    assert len({e.phrase for e in EXPECTATIONS}) >= 300
    assert {e.kind for e in EXPECTATIONS} == {"dated", "recurring", "ongoing", "unscheduled", "missing"}
