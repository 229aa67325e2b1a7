"""What Excel does to a plan: months become dates, 3.10 becomes 3.1, rows are hidden, cells are merged."""

from datetime import date, datetime

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from documents.formats.xlsx_values import shown
from documents.reader import read_document
from roadmap.imports.proposal import Proposal
from tests.documents.plans import EXCEL_HEADING, EXCEL_ROW, TITLE, cells, codes, excel


def day(year: int, month: int, number: int) -> datetime:
    """A day as Excel keeps it: a moment without a zone."""
    return datetime(year, month, number)  # noqa: DTZ001


def read(data: bytes) -> Proposal:
    return read_document(data, "план.xlsx")


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (day(2024, 5, 1), "mmm-yy", "май 2024"),
        (day(2024, 9, 1), "[$-419]mmmm\\ yyyy;@", "сентябрь 2024"),
        (day(2024, 9, 1), "mmmm", "сентябрь"),
        (day(2024, 5, 7), "d-mmm", "7 мая"),
        (day(2024, 5, 7), "dd.mm.yyyy", "07.05.2024"),
        (day(2024, 5, 7), "General", "07.05.2024"),
        (date(2024, 5, 7), "yyyy", "2024"),
        (3.1, "0.00", "3.10"),
        (3.0, "General", "3"),
        (3.1, "General", "3.1"),
        (0.5, "0%", "50%"),
        (7, "General", "7"),
        (10**400, "General", "1" + "0" * 39),
        (10**400, "0.00", "1" + "0" * 39),
        (float("inf"), "General", "inf"),
        (True, "General", "да"),
        ("#REF!", "General", "#REF!"),
        (None, "General", ""),
    ],
)
def test_a_value_is_what_the_person_sees(value: object, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text


def test_numbers_that_excel_has_spoilt_are_whole_again() -> None:
    numbers = [3, *[float(f"3.{index}") for index in range(1, 10)], 3.1, 3.11, day(2024, 2, 1)]
    rows = [(number, f"Дело {index}", "март", "ОО") for index, number in enumerate(numbers)]
    proposal = read(excel([EXCEL_HEADING, *rows]))
    expected = ["3", *[f"3.{index}" for index in range(1, 12)], "1.2"]
    assert [measure.number for measure in proposal.measures] == expected


def test_cells_merged_in_either_direction_are_one_value() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.merge_cells("A2:D2")
        sheet.merge_cells("C3:C4")

    rows = [EXCEL_HEADING, ("Кадры",), (1, "Курс", "март", "ИМЦ"), (2, "Семинар", None, "ОО")]
    proposal = read(excel(rows, fill))
    assert cells(proposal.measures, "section", "deadline_text", "deadline_inherited") == [
        ("Кадры", "март", False), ("Кадры", "март", True),
    ]  # fmt: skip


def test_hidden_rows_are_left_out_and_said() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.row_dimensions[3].hidden = True

    proposal = read(excel([EXCEL_HEADING, EXCEL_ROW, (2, "Черновик", "май", "ОО")], fill))
    assert len(proposal.measures) == 1
    assert "rows-hidden" in codes(proposal)


def test_a_hidden_sheet_is_left_out_and_said() -> None:
    def fill(sheet: Worksheet) -> None:
        other = sheet.parent.create_sheet("Старый план")
        other.append(list(EXCEL_HEADING))
        other.append([1, "Старое", "март", "ОО"])
        other.sheet_state = "hidden"

    proposal = read(excel([EXCEL_HEADING, EXCEL_ROW], fill))
    assert cells(proposal.measures, "title") == [("Открытие клуба",)]
    assert "sheet-hidden" in codes(proposal)


def test_the_title_and_the_order_are_found_in_rows_above_the_table() -> None:
    rows = [
        (None, None, None, "Утверждён приказом от 09.01.2024 № 3"),
        (TITLE,),
        (),
        EXCEL_HEADING,
        EXCEL_ROW,
    ]
    proposal = read(excel(rows))
    assert proposal.title == TITLE
    assert proposal.approval is not None and proposal.approval.number == "3"
    assert proposal.period is not None and proposal.period.start == date(2024, 1, 1)


def test_formulas_are_read_by_their_stored_results_and_errors_as_text() -> None:
    proposal = read(excel([EXCEL_HEADING, (1, "Курс", "#REF!", "ОО")]))
    assert cells(proposal.measures, "deadline_text") == [("#REF!",)]


def test_a_far_empty_formatted_cell_does_no_harm() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.cell(row=900_000, column=200).number_format = "0.00"

    assert len(read(excel([EXCEL_HEADING, EXCEL_ROW], fill)).measures) == 1
