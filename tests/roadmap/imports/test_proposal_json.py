"""A proposal comes back from JSON as it was."""

import json
from pathlib import Path

import pytest

from documents.reader import read_document
from roadmap.deadlines.period import school_year
from roadmap.ids import PersonId, UnitId
from roadmap.imports import answer_json, proposal_json
from roadmap.imports.questions import Answer, Assigned, ForPeriod, Reworded
from tests.places import SAMPLES

TEXTS = sorted(SAMPLES.glob("*.txt"))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_proposal_survives_the_database(path: Path) -> None:
    proposal = read_document(path.read_bytes(), path.name)

    stored = json.loads(json.dumps(proposal_json.to_json(proposal)))

    assert proposal_json.from_json(stored) == proposal


@pytest.mark.parametrize(
    "answer",
    [
        None,
        Assigned(unit_id=UnitId(3)),
        Assigned(person_id=PersonId(4)),
        Reworded(words="до 5 мая"),
        ForPeriod(period=school_year(2026)),
    ],
)
def test_an_answer_survives_the_database(answer: Answer | None) -> None:
    assert answer_json.from_json(json.loads(json.dumps(answer_json.to_json(answer)))) == answer
