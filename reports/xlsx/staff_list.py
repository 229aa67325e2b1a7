"""The list of people as a workbook that is changed and sent back.

A hidden, protected column says which row is whose; drop-downs offer organisations, kinds and roles. Every
other cell is open, below the last row too.
"""

import io
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reports.xlsx.cells import plain_text
from reports.xlsx.heights import row_height
from roadmap.language.zones import OFFERED, zone_words
from roadmap.people.staff import StaffRow, StaffSheet
from texts.people import staff_sheet as words

ROOM = 300
"""Open rows under the list."""
HEAD_ROW = 3
ROW_POINTS = 19.0
_LINE = Side(style="thin", color="BFBFBF")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_PLAIN = Font(name="Calibri", size=11)
_GREY = Font(name="Calibri", size=11, color="7F7F7F")
_BAND = PatternFill("solid", fgColor="F2F5FA")
_HEAD = PatternFill("solid", fgColor="44546A")
_TEXT_FORMAT = "@"


@dataclass(frozen=True, slots=True)
class _Column:
    heading: str
    width: float
    text: Callable[[StaffRow], str]
    is_open: bool = True


_COLUMNS = (
    _Column(words.MARK, 12, lambda row: row.mark, is_open=False),
    _Column(words.UNIT, 38, lambda row: row.unit),
    _Column(words.KIND, 13, words.kind_words),
    _Column(words.ZONE, 15, lambda row: zone_words(row.time_zone) if row.time_zone else ""),
    _Column(words.PERSON, 34, lambda row: row.person),
    _Column(words.POST, 34, lambda row: row.post),
    _Column(words.ROLE, 15, words.role_words),
)
_STATE = _Column(words.STATE, 9, lambda row: "", is_open=False)
Styles = dict[tuple[bool, bool], Any]
_WIDTH = len(_COLUMNS) + 1


def export_staff(sheet: StaffSheet) -> bytes:
    """A workbook whose texts are text and that any office program may change."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = words.TITLE
    _lay_out(page, sheet)
    styles = _styles(page)
    for place, row in enumerate(sheet.rows):
        texts = [column.text(row) for column in _COLUMNS]
        texts.append(words.state_words(row, has_joined=place in sheet.joined))
        _write(page, HEAD_ROW + 1 + place, texts, styles, is_banded=bool(place % 2))
    last = HEAD_ROW + len(sheet.rows) + ROOM
    for number in range(HEAD_ROW + 1 + len(sheet.rows), last + 1):
        _write(page, number, [""] * _WIDTH, styles, is_banded=False)
    _offer(book, page, sheet, last)
    _protect(page)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _lay_out(page: Worksheet, sheet: StaffSheet) -> None:
    for number, column in enumerate((*_COLUMNS, _STATE), 1):
        page.column_dimensions[get_column_letter(number)].width = column.width
        cell = page.cell(HEAD_ROW, number, column.heading)
        cell.font = Font(name="Calibri", size=11, bold=True, color="FFFFFF")
        cell.fill, cell.border = _HEAD, _GRID
        cell.alignment = Alignment(horizontal="center", vertical="center")
    page.column_dimensions["A"].hidden = True
    _banner(page, 1, words.TITLE, Font(name="Calibri", size=16, bold=True), 26)
    _banner(page, 2, words.subtitle(sheet.department), Font(name="Calibri", size=10, color="595959"), 32)
    page.row_dimensions[HEAD_ROW].height = 22
    page.freeze_panes = f"C{HEAD_ROW + 1}"
    page.auto_filter.ref = f"B{HEAD_ROW}:{get_column_letter(_WIDTH)}{HEAD_ROW + max(1, len(sheet.rows))}"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    page.page_setup.fitToHeight = 0
    page.page_margins.left = page.page_margins.right = 0.4
    page.page_margins.top = page.page_margins.bottom = 0.5
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    page.print_area = f"B1:{get_column_letter(_WIDTH)}{HEAD_ROW + len(sheet.rows)}"


def _banner(page: Worksheet, number: int, text: str, font: Font, height: float) -> None:
    page.merge_cells(start_row=number, end_row=number, start_column=2, end_column=_WIDTH)
    cell = page.cell(number, 2, plain_text(text))
    cell.data_type = "s"
    cell.font = font
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    page.row_dimensions[number].height = height


def _styles(page: Worksheet) -> Styles:
    """Looked up once: styling every cell anew costs more than writing it."""
    styles: Styles = {}
    for is_open in (False, True):
        for is_banded in (False, True):
            cell: Any = page.cell(HEAD_ROW + 1, 1)
            cell.font = _PLAIN if is_open else _GREY
            cell.border, cell.number_format = _GRID, _TEXT_FORMAT
            cell.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
            cell.protection = Protection(locked=not is_open)
            cell.fill = _BAND if is_banded else PatternFill()
            styles[is_open, is_banded] = copy(cell._style)
    return styles


def _write(page: Worksheet, number: int, texts: Sequence[str], styles: Styles, *, is_banded: bool) -> None:
    columns = (*_COLUMNS, _STATE)
    seen = zip(texts[1:], (column.width for column in columns[1:]), strict=True)
    page.row_dimensions[number].height = max(ROW_POINTS, row_height(seen))
    for place, (column, text) in enumerate(zip(columns, texts, strict=True), 1):
        cell: Any = page.cell(number, place)
        if text:
            cell.value = plain_text(text)
            cell.data_type = "s"  # whatever it begins with, it is no formula
        cell._style = styles[column.is_open, is_banded]


def _offer(book: Workbook, page: Worksheet, sheet: StaffSheet, last: int) -> None:
    """Drop-downs, fed from a hidden sheet: a list inside a rule may be no longer than 255 characters."""
    lists = book.create_sheet(words.LISTS)
    lists.sheet_state = "hidden"
    offers = (
        (words.UNIT, sheet.units, False),
        (words.KIND, tuple(words.KINDS.values()), True),
        (words.ZONE, OFFERED, False),
        (words.ROLE, words.ROLES, True),
    )
    headings = [column.heading for column in _COLUMNS]
    for place, (heading, offered, is_strict) in enumerate(offers, 1):
        for number, text in enumerate(offered, 1):
            cell = lists.cell(number, place, plain_text(text))
            cell.data_type = "s"
        letter = get_column_letter(place)
        rule = DataValidation(
            type="list",
            formula1=f"{words.LISTS}!${letter}$1:${letter}${max(1, len(offered))}",
            allow_blank=True,
            showErrorMessage=is_strict,
            errorTitle=heading,
            error=words.CHOOSE,
        )
        column = get_column_letter(headings.index(heading) + 1)
        rule.add(f"{column}{HEAD_ROW + 1}:{column}{last}")
        page.add_data_validation(rule)


def _protect(page: Worksheet) -> None:
    """Without a password: a guard against slips, not against people."""
    protection = page.protection
    protection.sheet = True
    protection.formatCells = protection.formatColumns = protection.formatRows = False
    protection.insertRows = protection.insertColumns = protection.deleteRows = False
    protection.sort = protection.autoFilter = False
