"""The plan as a workbook that is changed and sent back.

A hidden, locked column says whose row it is; drop-downs offer organisations, sections and states. Every other
cell is open, in the rows under the plan too.
"""

import io
from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reports.xlsx.cells import plain_text
from reports.xlsx.heights import row_height
from roadmap.language.table_words import COMPLETIONS, HEADINGS, NO, STANDINGS, YES, mark_of
from roadmap.plan.plan_tables import PlanTableSheet, TableColumn
from texts.control import plan_tables as words

COLUMNS = tuple(TableColumn)
WIDTHS = {
    TableColumn.MARK: 12,
    TableColumn.NUMBER: 8,
    TableColumn.SECTION: 22,
    TableColumn.TITLE: 46,
    TableColumn.RESULT: 30,
    TableColumn.DEADLINE: 24,
    TableColumn.MAIN: 26,
    TableColumn.CO: 28,
    TableColumn.EVIDENCE: 15,
    TableColumn.COMPLETION: 19,
    TableColumn.STANDING: 16,
    TableColumn.REASON: 24,
}
HEAD_ROW = 4
ROOM = 50
"""Open rows under the plan, for new measures."""
ROW_POINTS = 19.0
_CENTRED = frozenset({TableColumn.NUMBER, TableColumn.EVIDENCE, TableColumn.COMPLETION, TableColumn.STANDING})
_LINE = Side(style="thin", color="BFBFBF")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_PLAIN = Font(name="Calibri", size=10)
_HEAD = PatternFill("solid", fgColor="44546A")
_BAND = PatternFill("solid", fgColor="F2F5FA")
Styles = Mapping[tuple[TableColumn, bool], Any]


def export_plan_table(sheet: PlanTableSheet) -> bytes:
    """A workbook whose texts are text and that any office program may change."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = words.SHEET
    _lay_out(page, sheet)
    styles = _styles(page)
    for place, (measure_id, cells) in enumerate(sheet.rows):
        texts = [str(measure_id), *(cells.get(column, "") for column in COLUMNS[1:])]
        _write(page, HEAD_ROW + 1 + place, texts, styles, is_banded=bool(place % 2))
    last = HEAD_ROW + len(sheet.rows) + ROOM
    for number in range(HEAD_ROW + 1 + len(sheet.rows), last + 1):
        _write(page, number, [""] * len(COLUMNS), styles, is_banded=False)
    _offer(book, page, sheet, last)
    _protect(page)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _lay_out(page: Worksheet, sheet: PlanTableSheet) -> None:
    for number, column in enumerate(COLUMNS, 1):
        page.column_dimensions[get_column_letter(number)].width = WIDTHS[column]
        heading = mark_of(sheet.table_id) if column is TableColumn.MARK else HEADINGS[column]
        cell = page.cell(HEAD_ROW, number, heading)
        cell.font = Font(name="Calibri", size=10, bold=True, color="FFFFFF")
        cell.fill, cell.border = _HEAD, _GRID
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    page.column_dimensions["A"].hidden = True
    _banner(page, 1, sheet.title, Font(name="Calibri", size=14, bold=True), 2)
    _banner(page, 2, words.made(sheet), Font(name="Calibri", size=10, color="595959"), 1)
    _banner(page, 3, words.NOTE, Font(name="Calibri", size=10, color="595959"), 2)
    page.row_dimensions[HEAD_ROW].height = 30
    page.freeze_panes = f"E{HEAD_ROW + 1}"
    last = get_column_letter(len(COLUMNS))
    page.auto_filter.ref = f"B{HEAD_ROW}:{last}{HEAD_ROW + max(1, len(sheet.rows))}"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    page.page_setup.fitToHeight = 0
    page.page_margins.left = page.page_margins.right = 0.3
    page.page_margins.top = page.page_margins.bottom = 0.4
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    page.print_area = f"B1:{last}{HEAD_ROW + len(sheet.rows)}"


def _banner(page: Worksheet, number: int, text: str, font: Font, lines: int) -> None:
    page.merge_cells(start_row=number, end_row=number, start_column=2, end_column=len(COLUMNS))
    cell: Any = page.cell(number, 2, plain_text(text))
    cell.data_type = "s"
    cell.font = font
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    page.row_dimensions[number].height = 4 + lines * (font.size or 10) * 1.4


def _styles(page: Worksheet) -> Styles:
    """Looked up once: styling every cell anew costs more than writing it."""
    styles: dict[tuple[TableColumn, bool], Any] = {}
    for column in COLUMNS:
        for is_banded in (False, True):
            cell: Any = page.cell(HEAD_ROW + 1, 1)
            cell.font, cell.border, cell.number_format = _PLAIN, _GRID, "@"
            horizontal = "center" if column in _CENTRED else "left"
            cell.alignment = Alignment(horizontal=horizontal, vertical="top", wrap_text=True)
            cell.protection = Protection(locked=column is TableColumn.MARK)
            cell.fill = _BAND if is_banded else PatternFill()
            styles[column, is_banded] = copy(cell._style)
    return styles


def _write(page: Worksheet, number: int, texts: Sequence[str], styles: Styles, *, is_banded: bool) -> None:
    seen = zip(texts[1:], (WIDTHS[column] for column in COLUMNS[1:]), strict=True)
    page.row_dimensions[number].height = max(ROW_POINTS, row_height(seen))
    for place, (column, text) in enumerate(zip(COLUMNS, texts, strict=True), 1):
        cell: Any = page.cell(number, place)
        if text:
            cell.value = plain_text(text)
            cell.data_type = "s"  # whatever it begins with, it is no formula
        cell._style = styles[column, is_banded]


def _offer(book: Workbook, page: Worksheet, sheet: PlanTableSheet, last: int) -> None:
    """Drop-downs, fed from a hidden sheet: a list inside a rule may be no longer than 255 characters."""
    lists = book.create_sheet(words.LISTS)
    lists.sheet_state = "hidden"
    offers: tuple[tuple[TableColumn, Sequence[str], bool], ...] = (
        (TableColumn.SECTION, sheet.sections, False),
        (TableColumn.MAIN, sheet.units, False),
        (TableColumn.CO, sheet.units, False),
        (TableColumn.EVIDENCE, (YES, NO), True),
        (TableColumn.COMPLETION, tuple(COMPLETIONS.values()), True),
        (TableColumn.STANDING, tuple(STANDINGS.values()), True),
    )
    for place, (column, offered, is_strict) in enumerate(offers, 1):
        for number, text in enumerate(offered, 1):
            cell: Any = lists.cell(number, place, plain_text(text))
            cell.data_type = "s"
        letter = get_column_letter(place)
        rule = DataValidation(
            type="list",
            formula1=f"{words.LISTS}!${letter}$1:${letter}${max(1, len(offered))}",
            allow_blank=True,
            showErrorMessage=is_strict,
            errorTitle=HEADINGS[column],
            error=words.CHOOSE,
        )
        at = get_column_letter(COLUMNS.index(column) + 1)
        rule.add(f"{at}{HEAD_ROW + 1}:{at}{last}")
        page.add_data_validation(rule)


def _protect(page: Worksheet) -> None:
    """Without a password: a guard against slips, not against people."""
    protection = page.protection
    protection.sheet = True
    protection.formatCells = protection.formatColumns = protection.formatRows = False
    protection.insertRows = protection.insertColumns = protection.deleteRows = False
    protection.sort = protection.autoFilter = False
