"""What `vekha roadmap read` prints: the documented JSON, or a page for a person."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.cli import run_command
from documents.reader import read_document
from reports.roadmap_json import roadmap_json
from roadmap.errors import DocumentRefused
from roadmap.problem import Problem
from tests.documents.layouts import layout
from tests.documents.plans import read_rows, text_plan
from tests.places import ROOT
from texts.imports.document_problems import explain_document_problem
from texts.imports.document_refusals import explain_document_refusal
from texts.imports.problems import explain_problem
from texts.imports.roadmap_text import roadmap_text

SAMPLE = ROOT / "samples" / "olkhorechye.txt"


def test_every_documented_key_is_there() -> None:
    content = roadmap_json(read_rows("1\tКурс\tмарт\tИМЦ\tСправка"))
    assert set(content) == {
        "title",
        "period",
        "approval",
        "sections",
        "measures",
        "risk_factors",
        "problems",
        "accounted",
    }
    (measure,) = content["measures"]  # type: ignore[misc]
    assert set(measure) == {
        "number", "parent", "section", "title", "deadline_text", "deadline_inherited", "responsible_text",
        "responsibles", "expected_result", "attributes", "deadline", "problems",
    }  # fmt: skip
    assert measure["deadline"] == {
        "kind": "dated",
        "windows": [["2024-03-01", "2024-03-31"]],
        "reading": "март",
        "confidence": 1.0,
    }


def test_problems_stand_beside_their_measure_and_in_the_list() -> None:
    content: Any = roadmap_json(read_rows("5\tКурс\t\tИМЦ\t"))
    (problem,) = content["problems"]
    assert (problem["code"], problem["measure"]) == ("deadline-missing", "5")
    assert content["measures"][0]["problems"] == [problem]


def test_a_plan_without_a_period_has_no_windows() -> None:
    content: Any = roadmap_json(read_rows("1\tКурс\tмарт\tИМЦ\t", title="Дорожная карта"))
    assert content["period"] is None
    assert content["measures"][0]["deadline"]["windows"] == []


def test_the_command_prints_json_and_nothing_else(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run_command(["roadmap", "read", str(SAMPLE), "--json"]) == 0
    out, err = capfdbinary.readouterr()
    assert json.loads(out) == roadmap_json(read_document(SAMPLE.read_bytes(), SAMPLE.name))
    assert err == b""


def test_the_period_of_the_command_wins(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    run_command(["roadmap", "read", str(SAMPLE), "--json", "--period", "2030-01-01..2030-12-31"])
    assert json.loads(capfdbinary.readouterr().out)["period"] == {"start": "2030-01-01", "end": "2030-12-31"}


def test_without_json_a_person_reads_doubts_first(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run_command(["roadmap", "read", str(SAMPLE)]) == 0
    page = capfdbinary.readouterr().out.decode()
    assert page.index("Проверьте:") < page.index("Изучение потребностей школ")
    assert "срок: Апрель-июнь 2023 → с апреля по июнь 2023 года" in page


def test_a_refused_file_is_a_sentence_on_standard_error(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "план.docx"
    path.write_bytes(b"")
    assert run_command(["roadmap", "read", str(path), "--json"]) == 1
    out, err = capfdbinary.readouterr()
    assert out == b"" and "пустой" in err.decode()


def test_a_file_that_is_not_there_is_refused(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run_command(["roadmap", "read", "/nowhere/план.docx"]) == 1
    assert "не открывается" in capfdbinary.readouterr().err.decode()


@pytest.mark.parametrize("period", ["2024", "2024-01-01..2023-01-01", "2024-13-01..2024-12-31", ".."])
def test_a_wrong_period_is_wrong_usage(period: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["vekha", "roadmap", "read", str(SAMPLE), "--period", period])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2


FACTS: dict[str, dict[str, Any]] = {
    "period-guessed": {"start": "2024-01-01", "end": "2024-12-31", "source": "deadlines"},
    "number-misprinted": {"number": "11.1", "parent": "13"},
    "number-doubled": {"number": "5"},
    "risk-code-unknown": {"codes": ("1.1", "9.9")},
    "cell-doubled": {"text": "Сентиорь"},
    "heading-mended": {"text": "1. Поддержка образов | ательных учре | ждений"},
    "column-not-understood": {"heading": "Смета", "table": 1, "row": 2, "words": "5 тыс."},
    "several-items": {"count": 2},
    "several-plans": {"titles": ("План на 2021 год", "План на 2022 год")},
    "formula-without-value": {"sheet": "План", "count": 8, "cells": "B3, C3, A4, D4, A5 …"},
    "serial-date": {"count": 2, "text": "46458", "date": "12.03.2027"},
    "pictures-unread": {"count": 2},
    "converted": {"format": ".odt"},
    "pages-scanned": {"pages": ("2", "3")},
}


def reported_codes() -> list[str]:
    sources = (path.read_text("utf-8") for path in (ROOT / "documents").rglob("*.py"))
    return sorted({code for text in sources for code in re.findall(r'Problem\(\s*code="([a-z-]+)"', text)})


@pytest.mark.parametrize("code", reported_codes())
def test_every_doubt_about_a_document_has_a_sentence(code: str) -> None:
    problem = Problem(code=code, facts=FACTS.get(code, {}))
    sentence = explain_document_problem(problem)
    assert sentence is not None and sentence == explain_problem(problem)
    assert len(sentence) <= 160 and "{" not in sentence


LEFT_OUT = {
    "hidden-column": {"sheet": "План мероприятий на год", "column": "AB", "count": 12},
    "rows-hidden": {"sheet": "План мероприятий на год", "row": 1200, "count": 12},
    "sheet-hidden": {"sheet": "Черновик", "count": 1},
    "hidden-text": {"table": 1, "row": 12, "count": 2},
    "struck-out": {"table": 1, "row": 12, "count": 20},
    "deleted-text": {"count": 2},
    "covered-text": {"sheet": "План", "row": 7, "column": "C", "count": 2},
    "note-marks": {"table": 1, "row": 12, "count": 20},
    "symbol-unknown": {"table": 1, "row": 12, "count": 2},
    "notes-below": {"count": 2},
    "text-beside-table": {"page": 12, "count": 2},
}


@pytest.mark.parametrize("code", sorted(LEFT_OUT))
def test_what_is_left_out_is_said_with_its_place_and_first_words(code: str) -> None:
    problem = Problem(code=code, facts=LEFT_OUT[code] | {"text": "Неделя книги в школах района " * 3})
    sentence = explain_problem(problem)
    assert "Неделя книги" in sentence and len(sentence) <= 160


def test_the_same_text_gives_the_same_draft() -> None:
    data = text_plan("1\tКурс\tмарт\tИМЦ\t", "Кадры\t\t\t\t", "2\tСеминар\tмай\tОО\t").encode()
    assert read_document(data, "план.txt") == read_document(data, "план.txt")


def test_a_person_reads_every_plan_of_a_file_and_the_rests_first() -> None:
    several = layout("plans of two periods in one file")
    page = roadmap_text(read_document(several.data, several.filename))
    assert page.index("несколько планов") < page.index("Осмотр здания") < page.index("Инструктаж")
    foreign = layout("tables of something else")
    page = roadmap_text(read_document(foreign.data, foreign.filename))
    assert page.index("похожа на анкету") < page.index("Урок дороги")


def test_a_document_that_is_no_plan_is_refused_with_what_it_looks_like() -> None:
    with pytest.raises(DocumentRefused) as refused:
        read_document("Анкета\nВопрос\tДа\tНет\nХорошо ли?\t\t\n".encode(), "план.txt")
    assert refused.value.reason == "not-a-plan"
    assert "похож на анкету" in explain_document_refusal(refused.value.reason, refused.value.detail)
