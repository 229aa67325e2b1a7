"""The form in the very file of a plan: the last column is filled, the rest stays as it was signed."""

import io
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.shared import Twips

from documents.filling.docx_form import CannotFill, fill_docx
from documents.filling.docx_marks import marks_in
from documents.formats.archive import open_archive
from documents.formats.blocks import RawTable
from documents.reader import read_document, read_raw
from roadmap.ids import MeasureId
from roadmap.imports.proposal import Proposal
from roadmap.plan.measure_place import MeasurePlace
from roadmap.summary.form import FormContent, FormRow
from tests.documents.layouts import LAYOUTS, grid
from tests.documents.plans import word

SAMPLES = sorted(Path("samples").glob("*.docx"))
WORD_LAYOUTS = [layout for layout in LAYOUTS if layout.filename.endswith(".docx")]
FILES = {path.stem: path.read_bytes() for path in SAMPLES} | {each.name: each.data for each in WORD_LAYOUTS}
HEADING = ("Отчёт об исполнении дорожной карты", "за IV квартал 2026 года")
SIGNER = "Заведующий отделом ____________ Т. Р. Журавель"
COLUMN = "Отметка об исполнении"


def form(proposal: Proposal, *, kept: Callable[[int], bool] = lambda _: True, **changes: Any) -> FormContent:
    """The form of a plan as it was read: a mark of its own for each measure that is kept."""
    rows = [
        FormRow(
            measure_id=MeasureId(at + 1),
            section=measure.section,
            number=measure.number,
            title=measure.title,
            deadline=measure.deadline_text,
            responsible=measure.responsible_text,
            result=measure.expected_result,
            mark=f"Выполнено, запись {at + 1}.\nПодтверждения: № {at + 3}",
            place=measure.place,
        )
        for at, measure in enumerate(proposal.measures)
    ]
    content: dict[str, Any] = {
        "heading": HEADING,
        "title": proposal.title,
        "column": COLUMN,
        "rows": tuple(row for at, row in enumerate(rows) if kept(at)),
        "others": tuple(row.place for at, row in enumerate(rows) if not kept(at) and row.place),
        "signers": (SIGNER,),
    }
    return FormContent(**content | changes)


def tables(data: bytes) -> list[list[list[str]]]:
    """The words of every cell a reader sees, table by table."""
    blocks = read_raw(data, "план.docx").blocks
    return [
        [[cell.text for cell in row] for row in block.rows] for block in blocks if isinstance(block, RawTable)
    ]


def read(data: bytes) -> Proposal:
    return read_document(data, "план.docx")


def marks(data: bytes) -> Mapping[MeasureId, str]:
    return marks_in(open_archive(data))


@pytest.mark.parametrize("data", FILES.values(), ids=FILES)
def test_every_measure_gets_its_mark_and_nothing_else_changes(data: bytes) -> None:
    proposal = read(data)
    content = form(proposal)
    filled = fill_docx(data, content)
    alone = Counter((row.place.table, row.place.rows) for row in content.rows if row.place)
    for row in content.rows:
        assert row.place is not None
        if alone[row.place.table, row.place.rows] == 1:
            assert marks(filled)[row.measure_id] == row.mark
    plans = {row.place.table for row in content.rows if row.place}
    for number, (before, after) in enumerate(zip(tables(data), tables(filled), strict=True), 1):
        kept = len(before[0])
        assert [row[:kept] for row in after] == [row[:kept] for row in before]
        assert {len(row) for row in after} == {len(row) + (number in plans) for row in before}
    said = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(filled)).paragraphs)
    assert said.startswith("\n".join(HEADING))
    assert said.rstrip().endswith(SIGNER)


PLAN = [
    ["№", "Мероприятие", "Срок", "Ответственный"],
    ["1", "Смотр музеев", "март", "Завуч"],
    ["2", "Слёт краеведов", "май", "Тренер"],
    ["3", "Ярмарка", "июнь", "Завхоз"],
]


def plan(rows: list[list[Any]], columns: int = 4) -> bytes:
    def fill(document: Any) -> None:
        document.add_paragraph("План мероприятий Мошниковского округа на 2026 год")
        grid(document, columns, rows)

    return word(fill)


def test_a_column_kept_for_it_is_filled_and_none_is_added() -> None:
    heading, *rows = PLAN
    data = plan([[*heading, "Отметка об исполнении"], *([*row, ""] for row in rows)], 5)
    filled = tables(fill_docx(data, form(read(data))))
    assert [row[4] for row in filled[0]][1:] == [
        f"Выполнено, запись {n}.\nПодтверждения: № {n + 2}" for n in (1, 2, 3)
    ]
    assert {len(row) for row in filled[0]} == {5}


def test_rows_of_a_part_stay_and_a_section_without_any_goes() -> None:
    heading, first, second, third = PLAN
    data = plan([heading, [("I. Весна", 4)], first, second, [("II. Лето", 4)], third])
    filled = tables(fill_docx(data, form(read(data), kept=lambda at: at == 1)))
    assert [row[0] for row in filled[0]] == ["№", "I. Весна", "2"]


def test_rows_that_are_grown_together_are_not_torn_apart() -> None:
    def fill(document: Any) -> None:
        document.add_paragraph("План мероприятий Мошниковского округа на 2026 год")
        table = grid(document, 4, PLAN)
        table.cell(1, 3).merge(table.cell(2, 3)).text = "Завуч"

    data = word(fill)
    proposal = read(data)
    with pytest.raises(CannotFill):
        fill_docx(data, form(proposal, kept=lambda at: at == 0))
    assert len(marks(fill_docx(data, form(proposal)))) == 3


def test_a_measure_added_later_stands_at_the_end_of_its_section() -> None:
    heading, first, second, third = PLAN
    data = plan([heading, [("I. Весна", 4)], first, second, [("II. Лето", 4)], third])
    content = form(read(data))
    section = content.rows[0].section
    added = FormRow(
        measure_id=MeasureId(9),
        section=section,
        number="2.1",
        title="Посадка аллеи",
        deadline="до 20 мая",
        responsible="Ботаник",
        result="",
        mark="В работе",
    )
    filled = tables(fill_docx(data, form(read(data), rows=(*content.rows, added))))
    assert [row[0] for row in filled[0]] == ["№", "I. Весна", "1", "2", "2.1", "II. Лето", "3"]
    assert filled[0][4] == ["2.1", "Посадка аллеи", "до 20 мая", "Ботаник", "В работе"]


def test_changed_words_stand_after_the_printed_ones() -> None:
    data = plan([*map(list, PLAN)])
    content = form(read(data))
    amended = replace(content.rows[0], amended={"deadline": "в ред. от 01.02.2026: апрель"})
    filled = tables(fill_docx(data, form(read(data), rows=(amended, *content.rows[1:]))))
    assert filled[0][1][2] == "март\nв ред. от 01.02.2026: апрель"


def test_measures_that_share_a_row_are_told_apart_in_its_cell() -> None:
    data = plan([*map(list, PLAN)])
    content = form(read(data))
    first = content.rows[0]
    part = replace(first, number="", title="Сбор заявок", mark="В работе")
    filled = tables(fill_docx(data, form(read(data), rows=(first, part, *content.rows[1:]))))
    assert filled[0][1][4] == f"1: {first.mark}\nСбор заявок: В работе"


def test_an_upright_page_is_laid_on_its_side_and_the_table_is_as_wide_as_its_text() -> None:
    data = plan([*map(list, PLAN)])
    section = Document(io.BytesIO(fill_docx(data, form(read(data))))).sections[0]
    assert section.page_width > section.page_height
    table = Document(io.BytesIO(fill_docx(data, form(read(data))))).tables[0]
    room = section.page_width - section.left_margin - section.right_margin
    assert sum(cell.width for cell in table.rows[1].cells) == pytest.approx(room, rel=0.01)


@pytest.mark.parametrize("data", [b"%PDF-1.4", b"PK\x03\x04", Path("samples/dalnepolye.xlsx").read_bytes()])
def test_another_kind_of_file_cannot_carry_the_form(data: bytes) -> None:
    with pytest.raises(CannotFill):
        fill_docx(data, form(read_document(plan([*map(list, PLAN)]), "план.docx")))


def test_a_place_that_the_file_does_not_have_is_refused() -> None:
    data = plan([*map(list, PLAN)])
    content = form(read(data))
    astray = replace(content.rows[0], place=MeasurePlace(table=5, rows=(2,)))
    with pytest.raises(CannotFill):
        fill_docx(data, form(read(data), rows=(astray,)))


def laid(document: Any, widths: Sequence[int]) -> None:
    """A plan of four columns of these widths, in twentieths of a point."""
    document.add_paragraph("План мероприятий Мошниковского округа на 2027 год")
    table = grid(
        document,
        4,
        [
            ["№", "Мероприятие", "Срок", "Ответственный"],
            ["1", "Неделя книги с выставкой, чтениями и встречей с автором в каждой школе", "Март", "Завуч"],
            ["2", "Чтецкий конкурс среди учеников пятых и шестых классов района", "Май", "Школа № 5"],
        ],
    )
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Twips(width)
        for cell in column.cells:
            cell.width = Twips(width)


def widths_of(widths: Sequence[int]) -> tuple[list[int], list[int]]:
    """Of the form's columns: what the grid says, and what the cells of the last row say."""
    data = word(lambda document: laid(document, widths))
    table = Document(io.BytesIO(fill_docx(data, form(read(data))))).tables[0]
    cells = [cell.width.twips for cell in table.rows[-1].cells if cell.width]
    return [column.width.twips for column in table.columns if column.width], cells


def test_columns_that_were_all_alike_follow_their_words() -> None:
    found, cells = widths_of([2400] * 4)
    number, title, due, body, mark = found
    assert cells == found
    assert number < due < body < title
    assert mark >= 2000 and number < 900


def test_columns_that_somebody_has_laid_stay_as_they_were_to_each_other() -> None:
    given = [700, 3500, 2300, 3100]
    *found, _ = widths_of(given)[0]
    assert [round(now / found[1], 2) for now in found] == [round(was / given[1], 2) for was in given]


def test_a_heading_stands_on_each_page_of_the_form() -> None:
    data = word(lambda document: laid(document, [2400] * 4))
    rows = Document(io.BytesIO(fill_docx(data, form(read(data))))).tables[0].rows
    assert ["w:tblHeader" in row._tr.xml for row in rows] == [True, False, False]
