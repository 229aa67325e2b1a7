"""What a workbook holds and Excel does not show is left out, and every letter of it is reported."""

from typing import Any

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from documents.formats.left_out import LeftOut, SourcePlace
from documents.reader import read_document, read_raw
from tests.documents import hostile
from tests.documents.plans import EXCEL_HEADING, EXCEL_ROW, TITLE, cells, codes, excel

OLD_DEADLINE = ("№", "Мероприятие", "Срок (старый)", "Срок", "Ответственные")
ROWS: list[tuple[Any, ...]] = [
    (TITLE, None, None, None, None),
    OLD_DEADLINE,
    (1, "Неделя книги", "январь", "март", "ОО"),
    (2, "Смотр кабинетов", "февраль", "май", "ОО"),
]
SHEET = "xl/worksheets/sheet1.xml"


def hide(sheet: Worksheet) -> None:
    sheet.column_dimensions["C"].hidden = True


def narrow(sheet: Worksheet) -> None:
    sheet.column_dimensions["C"].width = 0.1


def collapse(sheet: Worksheet) -> None:
    sheet.column_dimensions.group("C", outline_level=1, hidden=True)


@pytest.mark.parametrize("unseen", [hide, narrow, collapse])
def test_a_column_nobody_sees_is_left_out_with_all_its_words(unseen: Any) -> None:
    data = excel(ROWS, unseen)
    assert cells(read_document(data, "план.xlsx").measures, "deadline_text") == [("март",), ("май",)]
    assert read_raw(data, "план.xlsx").left_out == (
        LeftOut(
            code="hidden-column",
            text="Срок (старый)\nянварь\nфевраль",
            place=SourcePlace(sheet="Sheet", column="C"),
        ),
    )


def test_a_title_merged_over_a_hidden_column_is_still_the_title() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.merge_cells("A1:E1")
        sheet.column_dimensions["A"].hidden = True

    assert read_document(excel(ROWS, fill), "план.xlsx").title == TITLE


def test_a_row_without_height_is_hidden() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.row_dimensions[4].height = 0.1

    proposal = read_document(excel(ROWS, fill), "план.xlsx")
    assert cells(proposal.measures, "title") == [("Неделя книги",)]
    assert "rows-hidden" in codes(proposal)


def test_struck_cells_and_runs_are_left_out() -> None:
    def fill(sheet: Worksheet) -> None:
        for cell in sheet[2]:
            cell.font = Font(strike=True)
        sheet["C3"] = CellRichText(TextBlock(InlineFont(strike=True), "до 1 мая "), "до 15 мая")

    data = excel([EXCEL_HEADING, EXCEL_ROW, (2, "Смотр", "май", "ОО")], fill)
    assert cells(read_document(data, "план.xlsx").measures, "number", "deadline_text") == [("2", "до 15 мая")]
    struck = [one.text for one in read_raw(data, "план.xlsx").left_out if one.code == "struck-out"]
    assert struck == ["1", "Открытие клуба", "март", "ОО", "до 1 мая"]


def test_a_raised_figure_after_a_word_is_dropped_and_after_a_unit_kept() -> None:
    def fill(sheet: Worksheet) -> None:
        raised = InlineFont(vertAlign="superscript")
        sheet["B3"] = CellRichText("Неделя книги", TextBlock(raised, "1"))
        sheet["B4"] = CellRichText("Зал 30 м", TextBlock(raised, "2"))

    proposal = read_document(excel(ROWS, fill), "план.xlsx")
    assert cells(proposal.measures, "title") == [("Неделя книги",), ("Зал 30 м²",)]
    assert "note-marks" in codes(proposal)


def test_a_formula_without_a_value_keeps_its_row_and_says_what_to_do() -> None:
    rows = [EXCEL_HEADING, (1, '="Неделя "&"книги"', "март", "ОО"), (2, "Смотр", "=C2", "=D2")]
    proposal = read_document(excel(rows), "план.xlsx")
    assert cells(proposal.measures, "title") == [('="Неделя "&"книги"',), ("Смотр",)]
    [said] = [problem for problem in proposal.problems if problem.code == "formula-without-value"]
    assert (said.facts["count"], said.facts["cells"]) == (3, "B2, C3, D3")


def test_an_empty_result_of_a_formula_is_a_value() -> None:
    data = excel([EXCEL_HEADING, EXCEL_ROW])
    sheet = hostile.parts_of(data)[SHEET]
    cell = b'<c r="E2" t="str"><f>IF(1,"","x")</f><v></v></c></row></sheetData>'
    changed = hostile.with_part(data, SHEET, sheet.replace(b"</row></sheetData>", cell))
    assert "formula-without-value" not in codes(read_document(changed, "план.xlsx"))


def test_values_under_a_merged_cell_are_reported() -> None:
    data = excel([EXCEL_HEADING, EXCEL_ROW, (2, "Смотр", "май", "ОО")])
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="C2:C3"/></mergeCells>'
    sheet = hostile.parts_of(data)[SHEET].replace(b"</sheetData>", merged)
    [covered] = read_raw(hostile.with_part(data, SHEET, sheet), "план.xlsx").left_out
    assert (covered.code, covered.text, covered.place.row, covered.place.column) == (
        "covered-text",
        "май",
        3,
        "C",
    )


def test_a_space_far_away_is_no_row() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["B60000"] = " "

    assert len(read_document(excel(ROWS, fill), "план.xlsx").measures) == 2


def test_escaped_line_ends_are_undone() -> None:
    data = excel([EXCEL_HEADING, (1, "Неделя_x000D_\nкниги", "март", "ОО")])
    assert cells(read_document(data, "план.xlsx").measures, "title") == [("Неделя книги",)]


def test_a_bare_number_under_a_deadline_is_the_date_it_is() -> None:
    proposal = read_document(excel([EXCEL_HEADING, (1, "Сбор 46458", 46458, "ОО")]), "план.xlsx")
    assert cells(proposal.measures, "title", "deadline_text") == [("Сбор 46458", "12.03.2027")]
    assert "serial-date" in codes(proposal)
