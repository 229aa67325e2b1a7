"""The deadlines of five real road maps, exactly; they lie outside the repository and may be absent."""

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from documents.reader import read_document
from roadmap.deadlines.deadline import kind
from roadmap.deadlines.period import PlanPeriod, Window
from roadmap.deadlines.windows import windows
from roadmap.language.reader import read_deadline
from samples.phrases.phrase_file import windows_of
from tests.places import SHARED

BY_HAND = Path(__file__).with_name("seed_deadlines.txt")

pytestmark = pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the real road maps are not here")


def _period(start: str, end: str) -> PlanPeriod:
    return PlanPeriod(start=date.fromisoformat(start), end=date.fromisoformat(end))


def _with_expected_output() -> Iterator[Any]:
    for path in sorted((SHARED / "gold").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        period = _period(gold["period"]["start"], gold["period"]["end"])
        for place, measure in enumerate(gold["measures"]):
            yield pytest.param(measure, period, id=f"{path.stem}-{measure['number']}-{place}")


def _by_hand() -> Iterator[Any]:
    seed, period = "", _period("2020-01-01", "2020-01-01")
    for line in BY_HAND.read_text("utf-8").splitlines():
        if line.startswith("="):
            seed = line[1:].strip()
        elif line.startswith("@"):
            period = _period(*line[1:].strip().split(".."))
        elif line and not line.startswith("#"):
            row, expected, spans = (part.strip() for part in line.split("|"))
            yield pytest.param(seed, int(row), period, expected, windows_of(spans), id=f"{seed}-{row}")


@cache
def _words(seed: str) -> tuple[str, ...]:
    """The deadlines of a document in its order."""
    (document,) = (SHARED / "seeds").glob(f"{seed}_*.txt")
    return tuple(m.deadline_text for m in read_document(document.read_bytes(), document.name).measures)


@pytest.mark.parametrize(("measure", "period"), list(_with_expected_output()))
def test_a_deadline_with_an_expected_output_comes_out_as_expected(measure: Any, period: PlanPeriod) -> None:
    reading = read_deadline(measure["deadline_text"])
    placed = [[w.first.isoformat(), w.last.isoformat()] for w in windows(reading.deadline, period).windows]
    assert kind(reading.deadline) == measure["deadline"]["kind"]
    assert placed == measure["deadline"]["windows"]


@pytest.mark.parametrize(("seed", "row", "period", "expected", "spans"), list(_by_hand()))
def test_a_deadline_read_by_hand_comes_out_the_same(
    seed: str, row: int, period: PlanPeriod, expected: str, spans: tuple[Window, ...]
) -> None:
    reading = read_deadline(_words(seed)[row - 1])
    assert kind(reading.deadline) == expected
    assert windows(reading.deadline, period).windows == spans
    assert reading.confidence == 1
