"""What workbooks that are changed and sent back share: page, banners, drop-downs, a guard against slips."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reports.xlsx.cells import plain_text
from reports.xlsx.heights import row_height

ROW_POINTS = 19.0
_LINE = Side(style="thin", color="BFBFBF")
GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
BAND = PatternFill("solid", fgColor="F2F5FA")
HEAD = PatternFill("solid", fgColor="44546A")
TEXT_FORMAT = "@"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """The drop-down of a column, counted from 1; `is_strict`: nothing else is taken."""

    column: int
    heading: str
    texts: Sequence[str]
    is_strict: bool


def lay_page(page: Worksheet, *, columns: int, head_row: int, rows: int, frozen: str, margin: float) -> None:
    """A landscape page that repeats its headings; the first column, which says whose row it is, is hidden."""
    last = get_column_letter(columns)
    page.column_dimensions["A"].hidden = True
    page.freeze_panes = f"{frozen}{head_row + 1}"
    page.auto_filter.ref = f"B{head_row}:{last}{head_row + max(1, rows)}"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    page.page_setup.fitToHeight = 0
    page.page_margins.left = page.page_margins.right = margin
    page.page_margins.top = page.page_margins.bottom = margin + 0.1
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{head_row}:{head_row}"
    page.print_area = f"B1:{last}{head_row + rows}"


def add_heading(page: Worksheet, row: int, column: int, words: str, size: float) -> None:
    """The heading of a column."""
    cell = page.cell(row, column, words)
    cell.font = Font(name="Calibri", size=size, bold=True, color="FFFFFF")
    cell.fill, cell.border = HEAD, GRID
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def add_banner(page: Worksheet, row: int, words: str, font: Font, *, columns: int, height: float) -> None:
    """A line over the whole table."""
    page.merge_cells(start_row=row, end_row=row, start_column=2, end_column=columns)
    cell: Any = page.cell(row, 2, plain_text(words))
    cell.data_type = "s"
    cell.font = font
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    page.row_dimensions[row].height = height


def write_row(
    page: Worksheet, row: int, texts: Sequence[str], widths: Sequence[float], styles: Sequence[Any]
) -> None:
    """The texts of a row as texts, whatever they begin with; `styles` are those of its cells."""
    seen = zip(texts[1:], widths[1:], strict=True)
    page.row_dimensions[row].height = max(ROW_POINTS, row_height(seen))
    for column, (text, style) in enumerate(zip(texts, styles, strict=True), 1):
        cell: Any = page.cell(row, column)
        if text:
            cell.value = plain_text(text)
            cell.data_type = "s"
        cell._style = style


def add_offers(
    book: Workbook, page: Worksheet, offers: Sequence[Offer], *, lists: str, error: str, rows: range
) -> None:
    """Drop-downs, fed from a hidden sheet: a list inside a rule may be no longer than 255 characters."""
    hidden = book.create_sheet(lists)
    hidden.sheet_state = "hidden"
    for place, offer in enumerate(offers, 1):
        for number, text in enumerate(offer.texts, 1):
            cell: Any = hidden.cell(number, place, plain_text(text))
            cell.data_type = "s"
        letter = get_column_letter(place)
        rule = DataValidation(
            type="list",
            formula1=f"{lists}!${letter}$1:${letter}${max(1, len(offer.texts))}",
            allow_blank=True,
            showErrorMessage=offer.is_strict,
            errorTitle=offer.heading,
            error=error,
        )
        column = get_column_letter(offer.column)
        rule.add(f"{column}{rows.start}:{column}{rows.stop - 1}")
        page.add_data_validation(rule)


def protect(page: Worksheet) -> None:
    """Without a password: a guard against slips, not against people."""
    protection = page.protection
    protection.sheet = True
    protection.formatCells = protection.formatColumns = protection.formatRows = False
    protection.insertRows = protection.insertColumns = protection.deleteRows = False
    protection.sort = protection.autoFilter = False
