"""Excel workbooks: every visible sheet a table, merged cells kept, hidden rows left out and said so."""

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from documents import limits
from documents.formats.blocks import Block, RawCell, RawDocument, RawRow, RawTable
from documents.formats.xlsx_scan import refuse_oversized
from documents.formats.xlsx_values import repair_numbers, shown
from documents.formats.xml_parts import refuse_doctypes
from documents.understanding.words import clean
from roadmap.errors import DocumentRefused
from roadmap.problem import Problem

_NUMBER_COLUMNS = 2


def read_xlsx(archive: zipfile.ZipFile, data: bytes) -> RawDocument:
    """The workbook as its reader sees it: stored results of formulas, displayed dates and numbers."""
    refuse_doctypes(archive)
    refuse_oversized(archive)
    problems: list[Problem] = []
    blocks: list[Block] = []
    for sheet in _sheets(data):
        if sheet.sheet_state != "visible":
            problems.append(Problem(code="sheet-hidden", facts={"sheet": sheet.title}))
            continue
        rows = _rows(sheet)
        hidden = [number for number in rows if sheet.row_dimensions[number].hidden]
        if hidden:
            problems.append(Problem(code="rows-hidden", facts={"sheet": sheet.title, "rows": len(hidden)}))
        blocks.append(RawTable(tuple(row for number, row in rows.items() if number not in set(hidden))))
    return RawDocument(tuple(blocks), problems=tuple(problems))


def _sheets(data: bytes) -> list[Worksheet]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions that do not matter here
            workbook = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
        return list(workbook.worksheets)
    except (DocumentRefused, MemoryError):
        raise
    except Exception as error:  # openpyxl lets whatever a broken part causes escape
        raise DocumentRefused("damaged", type(error).__name__) from error


def _rows(sheet: Worksheet) -> dict[int, RawRow]:
    covered = _covered(sheet)
    last_row, last_column = _extent(sheet)
    texts: dict[int, list[str]] = {}
    dates: dict[int, list[date | None]] = {}
    for cells in sheet.iter_rows(max_row=last_row, max_col=last_column) if last_row else ():
        number = cells[0].row
        if number is None:
            continue
        texts[number] = [_text(cell) for cell in cells]
        dates[number] = [cell.value if isinstance(cell.value, datetime) else None for cell in cells]
    for index in range(min(_NUMBER_COLUMNS, last_column)):
        column = repair_numbers(
            [row[index] for row in texts.values()], [row[index] for row in dates.values()]
        )
        for number, text in zip(texts, column, strict=True):
            texts[number][index] = text
    return {number: tuple(_cells(number, row, covered)) for number, row in texts.items()}


def _extent(sheet: Worksheet) -> tuple[int, int]:
    """The last row and column that hold a value; formatting alone reaches to the end of the sheet."""
    filled = [place for place, cell in sheet._cells.items() if cell.value is not None]
    rows, columns = zip(*filled, strict=True) if filled else ((0,), (0,))
    return min(max(rows), limits.MAX_ROWS), min(max(columns), limits.MAX_COLUMNS)


def _text(cell: Cell | MergedCell) -> str:
    if cell.value is None:
        return ""
    return clean(shown(cell.value, str(cell.number_format or "")))


def _cells(
    number: int, row: list[str], covered: dict[tuple[int, int], tuple[bool, bool]]
) -> Iterator[RawCell]:
    for column, text in enumerate(row, 1):
        above, beside = covered.get((number, column), (False, False))
        yield RawCell("" if above or beside else text, above=above, beside=beside)


def _covered(sheet: Worksheet) -> dict[tuple[int, int], tuple[bool, bool]]:
    """Cells of merged ranges except their corners: covered from above, from the side."""
    covered: dict[tuple[int, int], tuple[bool, bool]] = {}
    for merged in sheet.merged_cells.ranges:
        first_row, first_column = merged.min_row, merged.min_col
        for row in range(first_row, min(merged.max_row, limits.MAX_ROWS) + 1):
            for column in range(first_column, min(merged.max_col, limits.MAX_COLUMNS) + 1):
                if (row, column) != (first_row, first_column):
                    covered[row, column] = (row > first_row, column > first_column)
    return covered
