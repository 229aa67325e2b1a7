"""The plan as a workbook that is changed and sent back.

A hidden, locked column says whose row it is; drop-downs offer organisations, sections and states. Every other
cell is open, in the rows under the plan too.
"""

import io
from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reports.xlsx.open_table import (
    BAND,
    GRID,
    TEXT_FORMAT,
    Offer,
    add_banner,
    add_heading,
    add_offers,
    lay_page,
    protect,
    write_row,
)
from roadmap.language.table_words import COMPLETIONS, EVIDENCES, HEADINGS, STANDINGS, mark_of
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
_CENTRED = frozenset({TableColumn.NUMBER, TableColumn.EVIDENCE, TableColumn.COMPLETION, TableColumn.STANDING})
_PLAIN = Font(name="Calibri", size=10)
Styles = Mapping[bool, Sequence[Any]]
"""Of the cells of a row, plain or banded."""


def export_plan_table(sheet: PlanTableSheet) -> bytes:
    """A workbook whose texts are text and that any office program may change."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = words.SHEET
    _lay_out(page, sheet)
    styles, widths = _styles(page), [WIDTHS[column] for column in COLUMNS]
    for place, (measure_id, cells) in enumerate(sheet.rows):
        texts = [str(measure_id), *(cells.get(column, "") for column in COLUMNS[1:])]
        write_row(page, HEAD_ROW + 1 + place, texts, widths, styles[bool(place % 2)])
    rows = range(HEAD_ROW + 1, HEAD_ROW + 1 + len(sheet.rows) + ROOM)
    for number in rows[len(sheet.rows) :]:
        write_row(page, number, [""] * len(COLUMNS), widths, styles[False])
    add_offers(book, page, _offers(sheet), lists=words.LISTS, error=words.CHOOSE, rows=rows)
    protect(page)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _lay_out(page: Worksheet, sheet: PlanTableSheet) -> None:
    for number, column in enumerate(COLUMNS, 1):
        page.column_dimensions[get_column_letter(number)].width = WIDTHS[column]
        heading = mark_of(sheet.table_id) if column is TableColumn.MARK else HEADINGS[column]
        add_heading(page, HEAD_ROW, number, heading, 10)
    grey = Font(name="Calibri", size=10, color="595959")
    add_banner(
        page, 1, sheet.title, Font(name="Calibri", size=14, bold=True), columns=len(COLUMNS), height=43
    )
    add_banner(page, 2, words.made(sheet), grey, columns=len(COLUMNS), height=18)
    add_banner(page, 3, words.NOTE, grey, columns=len(COLUMNS), height=32)
    page.row_dimensions[HEAD_ROW].height = 30
    lay_page(page, columns=len(COLUMNS), head_row=HEAD_ROW, rows=len(sheet.rows), frozen="E", margin=0.3)


def _styles(page: Worksheet) -> Styles:
    """Looked up once: styling every cell anew costs more than writing it."""
    return {is_banded: [_style(page, column, is_banded) for column in COLUMNS] for is_banded in (False, True)}


def _style(page: Worksheet, column: TableColumn, is_banded: bool) -> Any:
    cell: Any = page.cell(HEAD_ROW + 1, 1)
    cell.font, cell.border, cell.number_format = _PLAIN, GRID, TEXT_FORMAT
    horizontal = "center" if column in _CENTRED else "left"
    cell.alignment = Alignment(horizontal=horizontal, vertical="top", wrap_text=True)
    cell.protection = Protection(locked=column is TableColumn.MARK)
    cell.fill = BAND if is_banded else PatternFill()
    return copy(cell._style)


def _offers(sheet: PlanTableSheet) -> list[Offer]:
    offers: tuple[tuple[TableColumn, Sequence[str], bool], ...] = (
        (TableColumn.SECTION, sheet.sections, False),
        (TableColumn.MAIN, sheet.units, False),
        (TableColumn.CO, sheet.units, False),
        (TableColumn.EVIDENCE, tuple(EVIDENCES.values()), True),
        (TableColumn.COMPLETION, tuple(COMPLETIONS.values()), True),
        (TableColumn.STANDING, tuple(STANDINGS.values()), True),
    )
    return [
        Offer(column=COLUMNS.index(column) + 1, heading=HEADINGS[column], texts=texts, is_strict=is_strict)
        for column, texts, is_strict in offers
    ]
