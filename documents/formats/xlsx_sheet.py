"""One sheet of a workbook → a table of what is seen, and the rest told."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from documents import limits
from documents.formats.blocks import RawCell, RawTable
from documents.formats.left_out import LeftOut, SourcePlace
from documents.formats.note_marks import raised
from documents.formats.xlsx_scan import Address, SheetScan
from documents.formats.xlsx_values import repair_numbers, shown, unescaped
from documents.understanding.words import plain

_NUMBER_COLUMNS = 2
_UNSEEN_WIDTH = 0.5
_UNSEEN_HEIGHT = 0.5
_UNSEEN_FORMAT = ";;;"


class SheetReader:
    """Reads the sheet once; `left_out` and `unsolved` (references of cells) are filled by it."""

    def __init__(self, sheet: Worksheet, scan: SheetScan) -> None:
        self.left_out: list[LeftOut] = []
        self.unsolved: list[str] = []
        self._sheet = sheet
        self._scan = scan

    def table(self) -> RawTable:
        """The rows and columns that are seen."""
        texts = self._texts()
        width = max(map(len, texts.values()), default=0)
        rows = [row for row in texts if not self._is_hidden_row(row)]
        hidden = self._hidden_columns()
        columns = [column for column in range(1, width + 1) if column not in hidden]
        covered = self._merge(texts, rows, columns)
        self._tell_hidden(texts, rows, columns)
        for (row, column), text in self._scan.covered.items():
            place = self._place(row=row, column=get_column_letter(column))
            self.left_out.append(LeftOut(code="covered-text", text=text, place=place))
        return RawTable(tuple(tuple(_row(row, texts[row], columns, covered)) for row in rows))

    def all_rows(self) -> dict[int, list[str]]:
        """Texts by row number, of hidden rows and columns too."""
        return self._texts()

    def all_text(self) -> LeftOut | None:
        """The words of a sheet that is not seen; None for an empty one."""
        words = _joined(text for row in self._texts().values() for text in row)
        return LeftOut(code="sheet-hidden", text=words, place=self._place()) if words else None

    # Texts

    def _texts(self) -> dict[int, list[str]]:
        last_row, last_column = self._extent()
        texts: dict[int, list[str]] = {}
        dates: dict[int, list[date | None]] = {}
        for cells in self._sheet.iter_rows(max_row=last_row, max_col=last_column) if last_row else ():
            number = cells[0].row
            if number is None:
                continue
            texts[number] = [self._text(cell, (number, column)) for column, cell in enumerate(cells, 1)]
            dates[number] = [cell.value if isinstance(cell.value, datetime) else None for cell in cells]
        for index in range(min(_NUMBER_COLUMNS, last_column)):
            column = repair_numbers(
                [row[index] for row in texts.values()], [row[index] for row in dates.values()]
            )
            for number, text in zip(texts, column, strict=True):
                texts[number][index] = text
        return texts

    def _extent(self) -> tuple[int, int]:
        """The last row and column that hold a value; formatting and spaces may reach much farther."""
        filled = [place for place, cell in self._sheet._cells.items() if not _is_blank(cell.value)]
        filled += self._scan.unsolved
        rows, columns = zip(*filled, strict=True) if filled else ((0,), (0,))
        return min(max(rows), limits.MAX_ROWS), min(max(columns), limits.MAX_COLUMNS)

    def _text(self, cell: Cell | MergedCell, at: Address) -> str:
        value = cell.value
        if isinstance(cell, MergedCell) or value is None:
            return self._formula(at) if self._scan.unsolved else ""
        text = self._runs(value, cell, at) if isinstance(value, CellRichText) else value
        number_format = str(cell.number_format or "")
        words = plain(unescaped(shown(text, number_format)))
        if number_format == _UNSEEN_FORMAT:
            return self._leave_out("hidden-text", words, at)
        if not isinstance(value, CellRichText) and _is_struck(cell):
            return self._leave_out("struck-out", words, at)
        return words

    def _formula(self, at: Address) -> str:
        """A formula stands for its result where the file holds none, so that its row is not lost."""
        formula = self._scan.unsolved.get(at, "")
        if formula:
            self.unsolved.append(f"{get_column_letter(at[1])}{at[0]}")
        return formula

    def _runs(self, runs: CellRichText, cell: Cell, at: Address) -> str:
        """Text of differently formatted runs, without those struck out; a run has its own line or none."""
        pieces: list[str] = []
        for run in runs:
            font = run.font if isinstance(run, TextBlock) else None
            text = run.text if isinstance(run, TextBlock) else str(run)
            if font.strike if font is not None else _is_struck(cell):
                self._leave_out("struck-out", plain(unescaped(text)), at)
            else:
                pieces.append(raised(text) if font is not None and font.vertAlign == "superscript" else text)
        return "".join(pieces)

    def _leave_out(self, code: str, text: str, at: Address) -> str:
        if text.strip():
            place = self._place(row=at[0], column=get_column_letter(at[1]))
            self.left_out.append(LeftOut(code=code, text=text, place=place))
        return ""

    # What is hidden

    def _is_hidden_row(self, row: int) -> bool:
        dimension = self._sheet.row_dimensions.get(row)
        if dimension is None:
            return False
        return bool(dimension.hidden) or (dimension.ht is not None and dimension.ht < _UNSEEN_HEIGHT)

    def _hidden_columns(self) -> set[int]:
        """Hidden, collapsed with their group, or drawn so narrow that nobody sees them."""
        hidden: set[int] = set()
        for dimension in self._sheet.column_dimensions.values():
            if dimension.hidden or dimension.width < _UNSEEN_WIDTH:
                first, last = dimension.min or 0, dimension.max or 0
                hidden.update(range(first, min(last, limits.MAX_COLUMNS) + 1))
        return hidden

    def _tell_hidden(self, texts: dict[int, list[str]], rows: list[int], columns: list[int]) -> None:
        shown_rows, shown_columns = set(rows), set(columns)
        for row, cells in texts.items():
            if row not in shown_rows and (words := _joined(cells)):
                self.left_out.append(LeftOut(code="rows-hidden", text=words, place=self._place(row=row)))
        width = max(map(len, texts.values()), default=0)
        for column in range(1, width + 1):
            words = _joined(texts[row][column - 1] for row in rows)
            if column not in shown_columns and words:
                place = self._place(column=get_column_letter(column))
                self.left_out.append(LeftOut(code="hidden-column", text=words, place=place))

    def _place(self, *, row: int = 0, column: str = "") -> SourcePlace:
        return SourcePlace(sheet=self._sheet.title, row=row, column=column)

    # Merged cells

    def _merge(
        self, texts: dict[int, list[str]], rows: list[int], columns: list[int]
    ) -> dict[tuple[int, int], tuple[bool, bool]]:
        """Cells of merged ranges except the first that is seen, which takes the text over."""
        covered: dict[tuple[int, int], tuple[bool, bool]] = {}
        for merged in self._sheet.merged_cells.ranges:
            seen_rows = _between(rows, merged.min_row, merged.max_row)
            seen_columns = _between(columns, merged.min_col, merged.max_col)
            if not seen_rows or not seen_columns:
                continue
            first_row, first_column = seen_rows[0], seen_columns[0]
            _move(texts, (merged.min_row, merged.min_col), (first_row, first_column))
            for row in seen_rows:
                for column in seen_columns:
                    if (row, column) != (first_row, first_column):
                        covered[row, column] = (row > first_row, column > first_column)
        return covered


def _between(sorted_numbers: list[int], first: int, last: int) -> list[int]:
    return sorted_numbers[bisect_left(sorted_numbers, first) : bisect_right(sorted_numbers, last)]


def _move(texts: dict[int, list[str]], corner: tuple[int, int], first: tuple[int, int]) -> None:
    """The text of a merged range is drawn wherever its first seen cell is."""
    if corner != first and corner[0] in texts:
        row, column = corner
        texts[first[0]][first[1] - 1] = texts[row][column - 1]
        texts[row][column - 1] = ""


def _row(
    number: int, row: list[str], columns: list[int], covered: dict[tuple[int, int], tuple[bool, bool]]
) -> Iterator[RawCell]:
    for column in columns:
        above, beside = covered.get((number, column), (False, False))
        yield RawCell("" if above or beside else row[column - 1], above=above, beside=beside)


def _is_struck(cell: Cell) -> bool:
    return cell.has_style and bool(cell.font.strike)


def _is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(filter(None, texts))
