"""The list of people as a workbook that is changed and sent back.

A hidden, protected column says which row is whose; drop-downs offer organisations, kinds and roles. Every
other cell is open, below the last row too.
"""

import io
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
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
from roadmap.language.zones import OFFERED, zone_words
from roadmap.people.staff import StaffRow, StaffSheet
from texts.people import staff_sheet as words

ROOM = 300
"""Open rows under the list."""
HEAD_ROW = 3
_PLAIN = Font(name="Calibri", size=11)
_GREY = Font(name="Calibri", size=11, color="7F7F7F")


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
    _Column(words.STATE, 9, lambda row: "", is_open=False),
)
"""The last is filled from who has joined."""
Styles = Mapping[bool, Sequence[Any]]
"""Of the cells of a row, plain or banded."""


def export_staff(sheet: StaffSheet) -> bytes:
    """A workbook whose texts are text and that any office program may change."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = words.TITLE
    _lay_out(page, sheet)
    styles, widths = _styles(page), [column.width for column in _COLUMNS]
    for place, row in enumerate(sheet.rows):
        texts = [column.text(row) for column in _COLUMNS]
        texts[-1] = words.state_words(row, has_joined=place in sheet.joined)
        write_row(page, HEAD_ROW + 1 + place, texts, widths, styles[bool(place % 2)])
    rows = range(HEAD_ROW + 1, HEAD_ROW + 1 + len(sheet.rows) + ROOM)
    for number in rows[len(sheet.rows) :]:
        write_row(page, number, [""] * len(_COLUMNS), widths, styles[False])
    add_offers(book, page, _offers(sheet), lists=words.LISTS, error=words.CHOOSE, rows=rows)
    protect(page)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _lay_out(page: Worksheet, sheet: StaffSheet) -> None:
    for number, column in enumerate(_COLUMNS, 1):
        page.column_dimensions[get_column_letter(number)].width = column.width
        add_heading(page, HEAD_ROW, number, column.heading, 11)
    title, grey = Font(name="Calibri", size=16, bold=True), Font(name="Calibri", size=10, color="595959")
    add_banner(page, 1, words.TITLE, title, columns=len(_COLUMNS), height=26)
    add_banner(page, 2, words.subtitle(sheet.department), grey, columns=len(_COLUMNS), height=32)
    page.row_dimensions[HEAD_ROW].height = 22
    lay_page(page, columns=len(_COLUMNS), head_row=HEAD_ROW, rows=len(sheet.rows), frozen="C", margin=0.4)


def _styles(page: Worksheet) -> Styles:
    """Looked up once: styling every cell anew costs more than writing it."""
    return {banded: [_style(page, column, banded) for column in _COLUMNS] for banded in (False, True)}


def _style(page: Worksheet, column: _Column, is_banded: bool) -> Any:
    cell: Any = page.cell(HEAD_ROW + 1, 1)
    cell.font = _PLAIN if column.is_open else _GREY
    cell.border, cell.number_format = GRID, TEXT_FORMAT
    cell.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
    cell.protection = Protection(locked=not column.is_open)
    cell.fill = BAND if is_banded else PatternFill()
    return copy(cell._style)


def _offers(sheet: StaffSheet) -> list[Offer]:
    offers: tuple[tuple[str, Sequence[str], bool], ...] = (
        (words.UNIT, sheet.units, False),
        (words.KIND, tuple(words.KINDS.values()), True),
        (words.ZONE, OFFERED, False),
        (words.ROLE, words.ROLES, True),
    )
    headings = [column.heading for column in _COLUMNS]
    return [
        Offer(column=headings.index(heading) + 1, heading=heading, texts=texts, is_strict=is_strict)
        for heading, texts, is_strict in offers
    ]
