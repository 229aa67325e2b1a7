"""A document is opened in a process of its own; what it does there harms nobody."""

import os
from pathlib import Path

import pytest

from documents import isolation, limits
from documents.isolation import read_isolated
from documents.reader import read_document
from roadmap.deadlines.period import calendar_year
from roadmap.errors import DocumentRefused
from tests.documents import hostile

WORKERS = Path(__file__).parent / "workers"


@pytest.mark.parametrize(
    ("make", "name"),
    [(hostile.good_docx, "план.docx"), (hostile.good_xlsx, "план.xlsx"), (hostile.good_text, "план.txt")],
)
async def test_the_draft_is_the_same_as_read_here(make: object, name: str) -> None:
    data = make()  # type: ignore[operator]
    assert await read_isolated(data, name) == read_document(data, name)


async def test_the_period_is_passed_on() -> None:
    draft = await read_isolated(hostile.good_text(), "план.txt", period=calendar_year(2031))
    assert draft.period == calendar_year(2031)


async def test_a_refusal_comes_back_with_its_reason() -> None:
    with pytest.raises(DocumentRefused) as refused:
        await read_isolated(hostile.entities(), "план.docx")
    assert refused.value.reason == "doctype"


async def test_a_plain_refusal_needs_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation.sys, "executable", "/nowhere/python")
    with pytest.raises(DocumentRefused) as refused:
        await read_isolated(hostile.bomb(), "план.docx")
    assert refused.value.reason == "archive-bomb"


async def test_a_process_that_wants_too_much_memory_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VEKHA_TEST", "1")
    monkeypatch.setattr(isolation, "_MODULE", "tests.documents.workers.greedy")
    with pytest.raises(DocumentRefused) as refused:
        await read_isolated(hostile.good_text(), "план.txt")
    assert refused.value.reason == "too-heavy"


async def test_a_process_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "_MODULE", "tests.documents.workers.hanging")
    monkeypatch.setattr(limits, "WORKER_SECONDS", 1)
    with pytest.raises(DocumentRefused) as refused:
        await read_isolated(hostile.good_text(), "план.txt")
    assert refused.value.reason == "too-heavy"


async def test_a_process_that_falls_over_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "_MODULE", "tests.documents.workers.broken")
    with pytest.raises(DocumentRefused) as refused:
        await read_isolated(hostile.good_text(), "план.txt")
    assert refused.value.reason == "damaged"


async def test_what_a_library_prints_does_not_spoil_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "_MODULE", "tests.documents.workers.chatty")
    assert (await read_isolated(hostile.good_text(), "план.txt")).measures


async def test_no_secret_reaches_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "123:secret")
    monkeypatch.setattr(isolation, "_MODULE", "tests.documents.workers.telling")
    with pytest.raises(DocumentRefused) as refused:
        await read_isolated(hostile.good_text(), "план.txt")
    told = refused.value.detail
    assert "PYTHONPATH" in told and "BOT_TOKEN" not in told and os.environ["HOME"] not in told.split()
