"""However spoilt, a document gives a proposal or a refusal (longer: `bench.fuzz_documents`)."""

import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.fuzz_documents import originals
from bench.mutations import WAYS, mutated
from documents.reader import read_raw
from documents.understanding.understanding import understand_with_ledger
from reports.roadmap_json import roadmap_json
from roadmap.errors import DocumentRefused
from roadmap.imports import proposal_json
from roadmap.imports.proposal import Proposal
from tests.documents.ledger_sums import check_sums
from tests.documents.plans import HEADING, text_plan

QUICK = 8
NUMBERS = ["", "1.", "2", "3.1", "II."]
WORDS = ["3.1. Анкеты", "Семинар", "- дети", "и родители", "учителей-", "школ", "<p>Курс</p>", "Раздел", "**"]
TIMES = ["март", "Май-август 2024", "постоянно", "по графику"]
NAMES = ["ИМЦ УО", "ОО", "(А.А.Сорокина)"]
PIECES = st.sampled_from([*NUMBERS, *WORDS, *TIMES, *NAMES])
ROWS = st.lists(st.lists(PIECES | st.text(max_size=12), min_size=1, max_size=7), max_size=12)


def read(data: bytes, name: str) -> Proposal | None:
    """Read, with the sums of its ledger; None where it is refused."""
    try:
        document = read_raw(data, name)
        proposal, ledger = understand_with_ledger(document)
    except DocumentRefused:
        return None
    check_sums(document, proposal, ledger)
    return proposal


def check(proposal: Proposal | None) -> None:
    """A proposal can be kept and printed, and is consistent with itself."""
    if proposal is None:
        return
    assert proposal_json.from_json(json.loads(json.dumps(proposal_json.to_json(proposal)))) == proposal
    printed = json.loads(json.dumps(roadmap_json(proposal), ensure_ascii=False))
    assert {measure["section"] for measure in printed["measures"]} <= {"", *printed["sections"]}
    assert all(not re.search(r"\s\s|^\s|\s$", measure["title"]) for measure in printed["measures"])


@pytest.mark.parametrize("suffix", sorted(WAYS))
@pytest.mark.parametrize("seed", range(QUICK))
def test_a_spoilt_document_gives_a_proposal_or_a_refusal(suffix: str, seed: int) -> None:
    sources = originals(suffix)
    check(read(mutated(suffix, sources[seed % len(sources)], 900_000 + seed), f"plan{suffix}"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ROWS)
def test_any_rows_under_a_heading_give_a_proposal_or_a_refusal(rows: list[list[str]]) -> None:
    check(read(text_plan(*["\t".join(row) for row in rows]).encode("utf-8", "surrogatepass"), "план.txt"))


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("\t\n;|1.№ аМС-«(<&\u00ad"), max_size=80))
def test_any_text_gives_a_proposal_or_a_refusal(text: str) -> None:
    for name in ("план.txt", "план.csv", "план.md"):
        check(read(f"{HEADING}\n{text}".encode(), name))
        check(read(text.encode(), name))
