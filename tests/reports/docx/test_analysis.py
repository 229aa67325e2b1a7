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

TWENTY_SCHOOLS = replace(
    SOURCE,
    summary=replace(
        SUMMARY,
        measures=tuple(
            replace(
                measure(
                    f"{section}.1",
                    "Смотр",
                    point(
                        *(
                            owed(Standing.OVERDUE, unit=n, assignee=f"Школа № {n}", section=section)
                            for n in range(1, 21)
                        )
                    ),
                ),
                section=section,
            )
            for section in "1234567"
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
        assert any(line.startswith(said.replace("\xa0", " ").rstrip(".")) for line in told(data))
    assert [line for line in told(data) if line.startswith("Рисунок")] == [
        "Рисунок 1. Исполнение по разделам",
        "Рисунок 2. Кто как держит сроки",
    ]
    assert any(line.endswith("(рисунок 2).") for line in told(data))


def test_pictures_stand_behind_the_text_on_pages_of_two() -> None:
    document = Document(io.BytesIO(export_analysis(TWENTY_SCHOOLS)))
    tags = [child.tag.rsplit("}", 1)[1] for child in document.element.body]
    last_table = max(place for place, tag in enumerate(tags) if tag == "tbl")
    drawn = [place for place, child in enumerate(document.element.body) if child.xpath(".//w:drawing")]
    assert drawn and min(drawn) > last_table, "no picture leaves a page of text half empty"
    room = (Cm(29.7) - 2 * Cm(1.5)) / 2
    for shape in document.inline_shapes:
        assert shape.width <= Cm(16.6) and shape.height <= room - Cm(1)


def test_where_nothing_could_be_drawn_the_words_stand_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def falls(_: Sequence[Picture], **__: bool) -> list[bytes]:
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


def test_a_quarters_numbers_stand_beside_the_former_ones() -> None:
    header = replace(SUMMARY.header, quarter=CalendarQuarter(2026, 4))
    first, second = SUMMARY.measures[0].section, "2"
    done = replace(owed(Standing.OVERDUE, section=first), reports=())
    summary = replace(TWO_SECTIONS.summary, header=header, before=(done, owed(Standing.CLOSED_UNDONE)))
    quarter = replace(TWO_SECTIONS, summary=summary)
    by_section = next(each for each in analysis(quarter).passages if each.heading == "По разделам")
    assert "(за III квартал 2026 года: 0 из 2)" in by_section.paragraphs[0]
    assert f"«{second}»" in by_section.paragraphs[-1]
    assert "(за III квартал 2026 года: сроков не было)" in by_section.paragraphs[-1]
    (table,) = Document(io.BytesIO(write_analysis(quarter))).tables
    assert [cell.text for cell in table.rows[0].cells] == ["Число", "За 3 кв. 2026", "Что это", "Откуда"]
    former = {row.cells[2].text: row.cells[1].text for row in table.rows[1:]}
    assert (former["подлежало исполнению"], former["просрочено"], former["файлов приложено"]) == (
        "2",
        "1",
        "—",
    )


def test_what_a_list_leaves_out_is_said_below_it_and_is_no_item() -> None:
    late = [
        replace(measure(f"3.{n}", f"Дело {n}", point(owed(Standing.OVERDUE, measure_id=n))), section="3")
        for n in range(20)
    ]
    source = replace(SOURCE, summary=replace(SUMMARY, measures=tuple(late)))
    lines = told(write_analysis(source))
    assert "И ещё 8 поручений: полный список в книге Excel." in lines
    assert not any(line.startswith("13. ") for line in lines)


def test_those_who_owe_the_same_by_the_same_day_share_an_item() -> None:
    owing = [owed(Standing.OVERDUE, unit=n, id=n, assignee=f"Школа № {n}") for n in range(1, 13)]
    source = replace(SOURCE, summary=replace(SUMMARY, measures=(measure("1.1", "Дело", point(*owing)),)))
    (item,) = [line for line in told(write_analysis(source)) if line.startswith("1. п. 1.1")]
    silent = ", ".join(f"Школа № {n}" for n in range(2, 10))
    assert "срок 13.11.2026: Школа № 1 — «Нет мастера»; причина не сообщена — " + silent in item
    assert item.endswith("и ещё 3")


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
