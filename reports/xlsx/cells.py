"""Cells that are safe to open and readable as they are: looks, widths, text that stays text."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import IO, Any, cast
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.chart import Reference
from openpyxl.chart._chart import ChartBase
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from reports.inert import FORMULA_START
from reports.xlsx.heights import PADDING_POINTS, row_height
from reports.xlsx.rows import RowFile, put_rows
from texts.short import shortened
from texts.summary.summary_words import PAGE_FOOTER

MAX_TEXT = 32_000
"""A cell holds 32,767 characters."""
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")


Content = str | int | float | date | datetime | None


class Look(Enum):
    """What a cell is for."""

    TITLE = "title"
    NOTE = "note"
    HEAD = "head"
    VERTICAL_HEAD = "vertical-head"
    SECTION = "section"
    TEXT = "text"
    CENTRE = "centre"
    DATE = "date"
    MOMENT = "moment"
    NUMBER = "number"
    SHARE = "share"
    TOTAL = "total"

    __hash__ = object.__hash__  # looked up for every cell; an enumeration's own is written in Python


class Tint(Enum):
    """Background colours; a word always says the same."""

    NONE = ""
    RED = "F8CBAD"
    AMBER = "FFE699"
    GREEN = "C6E0B4"
    BLUE = "DDEBF7"
    GREY = "E7E6E6"

    __hash__ = object.__hash__


@dataclass(frozen=True, slots=True)
class Value:
    """What to put into one cell."""

    content: Content
    look: Look = Look.TEXT
    tint: Tint = Tint.NONE


_LINE = Side(style="thin", color="BFBFBF")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_BAND = Border(top=_LINE, bottom=_LINE)
_BARE = {Look.TITLE, Look.NOTE}
_TALL = {*_BARE, Look.SECTION}
"""Over the whole width: their own cell says nothing of the height."""
TALL_POINTS = 20.0
PAGE_WIDTH = 124.0
"""Columns together no wider than this are printed at nine points or more on a sheet of A4."""
BANNER_WIDTH = PAGE_WIDTH
"""A heading is no wider than a screen."""
TITLE_SCALE = 1.45
NARROW_SCALE = 1.25
"""In a few columns a long word leaves much of a line empty."""
NARROW_TITLE = 80
_FONTS = {
    Look.TITLE: Font(name="Calibri", size=14, bold=True),
    Look.NOTE: Font(name="Calibri", size=10, color="595959"),
    Look.HEAD: Font(name="Calibri", size=10, bold=True, color="FFFFFF"),
    Look.VERTICAL_HEAD: Font(name="Calibri", size=9, bold=True, color="FFFFFF"),
    Look.SECTION: Font(name="Calibri", size=11, bold=True),
    Look.TOTAL: Font(name="Calibri", size=10, bold=True),
}
_PLAIN = Font(name="Calibri", size=10)
_CENTRED = {Look.CENTRE, Look.DATE, Look.MOMENT, Look.NUMBER, Look.SHARE, Look.TOTAL}
_FORMATS = {Look.DATE: "DD.MM.YYYY", Look.MOMENT: "DD.MM.YYYY HH:MM", Look.SHARE: "0%", Look.TEXT: "@"}
_HEAD_FILL, _SECTION_FILL = "44546A", "D9E1F2"


class Book:
    """A workbook written row by row: memory does not grow with the styles of every cell."""

    def __init__(self, time_zone: str) -> None:
        self._workbook = Workbook(write_only=True)
        self._zone = ZoneInfo(time_zone)
        self._looks: dict[tuple[Look, Tint, bool], int] = {}
        self._rows: list[tuple[Worksheet, RowFile]] = []
        self._tables = 0
        self.lines: dict[tuple[str, float], int] = {}
        """How many lines a text takes at a width, once counted."""

    @property
    def names(self) -> tuple[str, ...]:
        """Of its sheets."""
        return tuple(self._workbook.sheetnames)

    def save(self, target: IO[bytes]) -> None:
        """The whole file; nothing can be added after it."""
        skeleton = io.BytesIO()
        self._workbook.save(skeleton)
        put_rows(skeleton.getvalue(), {sheet.path[1:]: rows for sheet, rows in self._rows}, target)

    def table_name(self) -> str:
        """A name no other table of this book has."""
        self._tables += 1
        return f"Table{self._tables}"

    def sheet(
        self, title: str, widths: Sequence[float], *, frozen: str, repeated: str | None = None
    ) -> "Sheet":
        """A landscape page that fits its width; `frozen` is the first cell that scrolls.

        Where `repeated` names columns, what is too wide for a page goes on beside them on the next.
        """
        worksheet = cast(Worksheet, self._workbook.create_sheet(title))  # it has all that is used here
        for number, width in enumerate(widths, 1):
            worksheet.column_dimensions[get_column_letter(number)].width = width
        worksheet.freeze_panes = frozen
        worksheet.page_setup.orientation = "landscape"
        worksheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
        worksheet.page_setup.fitToHeight = 0
        worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=repeated is None)
        worksheet.print_title_cols = repeated
        worksheet.page_margins.left = worksheet.page_margins.right = 0.4
        worksheet.page_margins.top, worksheet.page_margins.bottom = 0.4, 0.75
        assert worksheet.oddFooter is not None
        worksheet.oddFooter.center.text = PAGE_FOOTER
        rows = RowFile()
        self._rows.append((worksheet, rows))
        held = range_boundaries(repeated)[2] if repeated else None
        return Sheet(self, worksheet, rows, widths, held)

    def local(self, moment: datetime) -> str:
        """The moment as people of the department read it."""
        return f"{moment.astimezone(self._zone):%d.%m.%Y %H:%M}"

    def cell(self, worksheet: Worksheet, value: Value) -> tuple[Content, int]:
        """What stands in the file, and the number of its look; a text is never a formula."""
        content = value.content
        if isinstance(content, str):
            content = plain_text(content)
            key = (value.look, value.tint, content.startswith(FORMULA_START))
        else:
            content = self._fit(content)
            key = (value.look, value.tint, False)
        look = self._looks.get(key)
        return content, self._new_look(worksheet, *key) if look is None else look

    def _fit(self, content: Content) -> Content:
        if isinstance(content, datetime):
            return content.astimezone(self._zone).replace(tzinfo=None, microsecond=0)
        return content

    def _new_look(self, worksheet: Worksheet, look: Look, tint: Tint, is_quoted: bool) -> int:
        sample: Any = WriteOnlyCell(worksheet)
        sample.font = _FONTS.get(look, _PLAIN)
        sample.alignment = _alignment(look)
        sample.border = _border(look)
        if colour := _colour(look, tint):
            sample.fill = PatternFill("solid", fgColor=colour)
        sample.number_format = _FORMATS.get(look, "General")
        sample.quotePrefix = is_quoted
        found: int = sample.style_id
        self._looks[look, tint, is_quoted] = found
        return found


class Sheet:
    """Rows from top to bottom."""

    def __init__(
        self,
        book: Book,
        worksheet: Worksheet,
        rows: RowFile,
        widths: Sequence[float],
        held: int | None = None,
    ) -> None:
        """`held`: how many first columns stand on every page; a heading goes over no others."""
        self._book = book
        self._held = held
        self._worksheet = worksheet
        self._rows = rows
        self._widths = widths
        self._left = 0

    @property
    def rows(self) -> int:
        """How many there are by now."""
        return self._rows.count

    def add(self, *values: Value | None, height: float | None = None) -> None:
        """The next row; None leaves a cell out."""
        cells = [self._book.cell(self._worksheet, value) if value else None for value in values]
        self._rows.add(cells, height or self._height(values))

    def banner(self, text: str, look: Look) -> None:
        """A line over the first columns, wrapped where it is longer than they are wide."""
        columns = self._held or self._on_a_screen()
        room = sum(self._widths[:columns])
        if look is Look.TITLE:
            text = shortened(text, NARROW_TITLE) if self._held else text
            room /= TITLE_SCALE * (NARROW_SCALE if self._held else 1)
        self.add(Value(text, look), height=max(TALL_POINTS, row_height([(text, room)]) + PADDING_POINTS))
        self._worksheet.merged_cells.add(f"A{self.rows}:{get_column_letter(columns)}{self.rows}")

    def _on_a_screen(self) -> int:
        columns = 1
        while columns < len(self._widths) and sum(self._widths[: columns + 1]) <= BANNER_WIDTH:
            columns += 1
        return columns

    def _height(self, values: Sequence[Value | None]) -> float:
        if any(value and value.look in _TALL for value in values):
            return TALL_POINTS
        wrapped = zip(values, self._widths, strict=False)
        texts = ((v.content, width) for v, width in wrapped if v and isinstance(v.content, str))
        return row_height(texts, self._book.lines)

    def head(self, *headings: Value, height: float | None = None) -> None:
        """Column headings, repeated on every printed page."""
        self.add(*headings, height=height)
        self._worksheet.print_title_rows = f"{self.rows}:{self.rows}"

    def finish(self) -> None:
        """What is printed is the columns, not what runs over them."""
        self._worksheet.print_area = f"A1:{get_column_letter(len(self._widths))}{self.rows + self._left}"

    def table(self, headings: Sequence[str], head_row: int) -> None:
        """Makes a table of what stands from the headings down to here, with filters and its own name."""
        last = f"{get_column_letter(len(headings))}{self.rows}"
        ref = f"A{head_row}:{last}"
        # Left to itself it would look for the headings in rows that are already written.
        columns = [TableColumn(id=place, name=heading) for place, heading in enumerate(headings, 1)]
        table = Table(
            displayName=self._book.table_name(), ref=ref, tableColumns=columns, autoFilter=AutoFilter(ref=ref)
        )
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
        self._worksheet.tables.add(table)

    def chart(self, chart: ChartBase, anchor: str) -> None:
        """A chart of cells of this sheet, its corner at this cell."""
        self._worksheet.add_chart(chart, anchor)

    def new_page(self) -> None:
        """What follows is printed from the top of a page."""
        self._worksheet.row_breaks.append(Break(id=self.rows))

    def leave(self, rows: int) -> None:
        """So many rows below the last are printed too: a chart lies over them."""
        self._left += rows

    def cells(self, columns: tuple[int, int], rows: tuple[int, int]) -> Reference:
        """Cells of this sheet for a chart: first and last column and row, counted from 1."""
        return Reference(
            self._worksheet, min_col=columns[0], max_col=columns[1], min_row=rows[0], max_row=rows[1]
        )

    def on_one_page(self) -> None:
        """The whole sheet is printed on one page."""
        self._worksheet.page_setup.fitToHeight = 1

    def filter(self, columns: int, head_row: int) -> None:
        """Filter arrows over the table that ends here."""
        last = get_column_letter(columns)
        self._worksheet.auto_filter.ref = f"A{head_row}:{last}{max(self.rows, head_row + 1)}"


def plain_text(words: str) -> str:
    """What a cell can hold of these words."""
    return _FORBIDDEN.sub("", words)[:MAX_TEXT]


def _alignment(look: Look) -> Alignment:
    if look is Look.VERTICAL_HEAD:
        return Alignment(text_rotation=90, horizontal="center", vertical="bottom", wrap_text=True)
    if look in _TALL:
        return Alignment(vertical="center", wrap_text=look in _BARE)
    centred = look in _CENTRED or look is Look.HEAD
    return Alignment(
        horizontal="center" if centred else "left",
        vertical="center" if look is Look.HEAD else "top",
        wrap_text=True,
    )


def _border(look: Look) -> Border:
    if look in _BARE:
        return Border()
    return _BAND if look is Look.SECTION else _GRID


def _colour(look: Look, tint: Tint) -> str:
    if look in (Look.HEAD, Look.VERTICAL_HEAD):
        return _HEAD_FILL
    if look is Look.SECTION:
        return _SECTION_FILL
    return tint.value
