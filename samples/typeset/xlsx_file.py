"""A printed sample as an Excel workbook, with what Excel does to months and numbers."""

import re
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from samples.typeset.printed import Printed, Row, groups

_MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
_MONTH = re.compile(rf"^({'|'.join(_MONTHS)}) (\d{{4}})$")
_NUMBER = re.compile(r"^(\d+(?:\.\d+)?)\.$")


def write(page: Printed, path: Path) -> None:
    """One sheet for the plan and one before it for the audit if there is any."""
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    if page.audit:
        sheet.title = "Проверка"
        sheet.append(page.audit_heading)
        _rows(sheet, [Row(cells) for cells in page.audit], len(page.audit_heading))
        sheet = workbook.create_sheet("План")
    width = len(page.heading)
    for line in (*page.approval, page.title, *page.edition):
        sheet.append([line])
        sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=width)
    sheet.append([])
    sheet.append(page.heading)
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
    _rows(sheet, page.rows, width)
    workbook.save(path)


def _rows(sheet: Worksheet, rows: list[Row], width: int) -> None:
    start = sheet.max_row + 1
    for number, row in enumerate(rows, start):
        for column, text in enumerate(row.cells, 1):
            _write(sheet, number, column, text)
        if row.level:
            sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=width)
    for column in range(width):
        for first, last in groups(rows, column):
            sheet.merge_cells(
                start_row=start + first, end_row=start + last, start_column=column + 1, end_column=column + 1
            )


def _write(sheet: Worksheet, row: int, column: int, text: str | None) -> None:
    cell = sheet.cell(row=row, column=column)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if text is None:
        return
    if month := _MONTH.match(text):
        cell.value = date(int(month.group(2)), _MONTHS.index(month.group(1)) + 1, 1)
        cell.number_format = "mmmm yyyy"
    elif column == 1 and (number := _NUMBER.match(text)):
        cell.value = float(number.group(1)) if "." in number.group(1) else int(number.group(1))
    else:
        cell.value = text
