"""The written analysis as a file: its pictures and the same in words; what it says is the read model's."""

import io
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from docx import Document
from docx.shared import Cm

from bot.process.wiring import export_analysis
from reports.docx.analysis import write_analysis
from reports.pictures import isolation
from roadmap.monitoring.campaign import CalendarQuarter
from roadmap.summary.discipline import discipline
from roadmap.summary.summary_views import Standing
from tests.reports.xlsx.test_columns import SOURCE, SUMMARY
from tests.summary_rows import measure, owed, point
from texts.pictures import Picture
from texts.summary.analysis_words import analysis

TWO_SECTIONS = replace(
    SOURCE,
    summary=replace(
        SUMMARY,
        measures=(
            *SUMMARY.measures,
            replace(
                measure("2.1", "Смотр", point(owed(Standing.OVERDUE, assignee="Школа № 21"))), section="2"
            ),
        ),
    ),
)


def told(data: bytes) -> list[str]:
    return [paragraph.text.replace("\xa0", " ") for paragraph in Document(io.BytesIO(data)).paragraphs]


def pictures(data: bytes) -> list[Any]:
    return [shape._inline.docPr for shape in Document(io.BytesIO(data)).inline_shapes]


def test_progress_and_discipline_are_drawn_with_the_same_in_words() -> None:
    data = export_analysis(TWO_SECTIONS)
    titles = [each.get("title") for each in pictures(data)]
    assert titles == ["Исполнение по разделам", "Кто как держит сроки"]
    for each in pictures(data):
        said = each.get("descr")
        assert said.startswith(("Снято с контроля по разделам.", "Сроки, начиная с худших."))
        assert said.replace("\xa0", " ") in told(data)
    for shape in Document(io.BytesIO(data)).inline_shapes:
        assert shape.width <= Cm(16.6) and shape.height <= Cm(19.1)


def test_where_nothing_could_be_drawn_the_words_stand_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def falls(_: Sequence[Picture]) -> list[bytes]:
        raise subprocess.CalledProcessError(1, "reports.pictures")

    monkeypatch.setattr(isolation, "draw_isolated", falls)
    data = export_analysis(TWO_SECTIONS)
    assert pictures(data) == []
    assert any(line.startswith("Сроки, начиная с худших.") for line in told(data))


def test_every_sentence_of_the_analysis_stands_in_the_file() -> None:
    text = analysis(TWO_SECTIONS)
    data = write_analysis(TWO_SECTIONS)
    lines = told(data)
    for passage in text.passages:
        assert passage.heading in lines
        assert set(passage.paragraphs) <= set(lines)
        assert all(f"{number}. {item}" in lines for number, item in enumerate(passage.items, 1))
    (table,) = Document(io.BytesIO(data)).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    assert rows == [[each.number, each.meaning, each.source] for each in text.figures]


def test_every_number_of_the_totals_is_the_read_models() -> None:
    counts = discipline(SUMMARY.duties, "UTC")
    totals = analysis(SOURCE).passages[0].paragraphs
    assert f"подлежало {counts.planned}" in totals[1] or f"подлежали {counts.planned}" in totals[1]
    assert f"исполнено {counts.done} (" in totals[1]
    assert f"просрочено — {counts.overdue}" in totals[2]
    assert f"закрыто как невыполненное — {counts.undone}" in totals[2]


def test_a_quarter_is_held_against_the_one_before() -> None:
    header = replace(SUMMARY.header, quarter=CalendarQuarter(2026, 4))
    before = (owed(Standing.OVERDUE), owed(Standing.CLOSED_UNDONE))
    quarter = replace(SOURCE, summary=replace(SUMMARY, header=header, before=before))
    said = (
        "Для сравнения, за III квартал 2026 года: подлежало исполнению 2, исполнено 0 (0 %), из них в срок 0."
    )
    assert said in analysis(quarter).passages[0].paragraphs
