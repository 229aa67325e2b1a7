"""Rows of a table with their numbers, hidden rows and columns too: for lists that we gave out ourselves."""

from collections.abc import Mapping
from dataclasses import dataclass

from documents.formats.archive import open_archive
from documents.formats.csv_file import read_csv
from documents.formats.encoding import decode
from documents.formats.kinds import FileKind, kind_of
from roadmap.errors import DocumentRefused


@dataclass(frozen=True, slots=True)
class SheetRow:
    """`number` is what the office program shows beside it."""

    number: int
    cells: tuple[str, ...]


def read_sheets(data: bytes, filename: str) -> tuple[tuple[SheetRow, ...], ...]:
    """Every sheet of a workbook, or the one table of a text; DocumentRefused for other kinds of files."""
    match kind_of(data, filename):
        case FileKind.XLSX:
            from documents.formats.xlsx_file import all_sheets  # its library takes half a second to load

            return tuple(_rows(sheet) for sheet in all_sheets(open_archive(data), data))
        case FileKind.CSV | FileKind.TEXT:
            (table,) = read_csv(decode(data)).blocks
            texts = [[cell.text for cell in row] for row in getattr(table, "rows", ())]
            return (_rows(dict(enumerate(texts, 1))),)
        case _:
            raise DocumentRefused("not-a-table")


def _rows(texts: Mapping[int, list[str]]) -> tuple[SheetRow, ...]:
    return tuple(SheetRow(number, tuple(cells)) for number, cells in texts.items() if any(cells))
