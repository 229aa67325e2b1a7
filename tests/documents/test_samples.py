"""The sample road maps come out as written down by hand, from noisy text and from every typeset format."""

import json
from typing import Any

import pytest

from documents.reader import read_document
from reports.roadmap_json import roadmap_json
from tests.places import SAMPLES

NAMES = sorted(path.stem for path in SAMPLES.glob("*.json"))


def read(name: str, suffix: str) -> dict[str, Any]:
    path = SAMPLES / f"{name}{suffix}"
    if not path.exists():
        pytest.skip(f"{path.name} has not been built: python samples/build.py")
    return roadmap_json(read_document(path.read_bytes(), path.name))


def expected(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((SAMPLES / f"{name}.json").read_text("utf-8"))
    return content


@pytest.mark.parametrize("suffix", [".txt", ".docx", ".xlsx", ".pdf"])
@pytest.mark.parametrize("name", NAMES)
def test_a_sample_comes_out_as_written_down(name: str, suffix: str) -> None:
    found, wanted = read(name, suffix), expected(name)
    for key in ("title", "period", "approval", "sections", "risk_factors", "edition", "amendments"):
        assert found.get(key) == wanted.get(key, [] if key == "risk_factors" else None), key
    assert [measure["number"] for measure in found["measures"]] == [m["number"] for m in wanted["measures"]]
    for measure, wish in zip(found["measures"], wanted["measures"], strict=True):
        deadline = {key: measure["deadline"][key] for key in wish["deadline"]}
        assert {**{key: measure[key] for key in wish}, "deadline": deadline} == wish


def test_every_sample_has_eighteen_measures_at_least() -> None:
    assert len(NAMES) == 5
    assert all(len(expected(name)["measures"]) >= 18 for name in NAMES)
