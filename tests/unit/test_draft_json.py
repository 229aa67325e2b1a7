"""A draft comes back from JSON as it was."""

import json
from pathlib import Path

import pytest

from documents.reader import read_document
from roadmap import answer_json, draft_json
from roadmap.ids import PersonId, UnitId
from roadmap.importing import Answer, Assigned, ForPeriod, Reworded
from roadmap.period import school_year

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.txt"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_draft_survives_the_database(path: Path) -> None:
    draft = read_document(path.read_bytes(), path.name)

    stored = json.loads(json.dumps(draft_json.to_json(draft)))

    assert draft_json.from_json(stored) == draft


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
