"""The plan's table as any office program sends it back: known by its hidden mark, read by its headings."""

from collections.abc import Sequence

from documents.formats.archive import open_archive, read_part
from documents.formats.encoding import decode
from documents.formats.kinds import FileKind, kind_of
from documents.formats.sheet_rows import SheetRow, read_sheets
from documents.formats.xml_parts import xml_names
from documents.understanding.words import fold
from roadmap.errors import DocumentRefused
from roadmap.ids import PlanTableId
from roadmap.language.table_words import HEADINGS, marked
from roadmap.plan.plan_tables import SentTable, TableColumn, TableRow

HEADING_ROWS = 12
ENOUGH = 4
"""A heading row names at least so many of our columns."""
_SIGN = b"vekha-plan-"
_KNOWN = {fold(heading): column for column, heading in HEADINGS.items()}


def is_plan_table(data: bytes, filename: str) -> bool:
    """Whether the mark of a table we gave out stands somewhere in this workbook or text."""
    match kind_of(data, filename):
        case FileKind.XLSX:
            archive = open_archive(data)
            return any(_SIGN in (read_part(archive, name) or b"") for name in xml_names(archive))
        case FileKind.CSV | FileKind.TEXT:
            return _SIGN.decode() in decode(data)
        case _:
            return False


def read_plan_table(data: bytes, filename: str) -> SentTable:
    """The table as it came back; DocumentRefused where the mark stands over no column of it."""
    for sheet in read_sheets(data, filename):
        table_id = _mark(sheet[:HEADING_ROWS])
        if table_id is not None:
            return _table(table_id, sheet)
    raise DocumentRefused("plan-table-headings")


def _mark(rows: Sequence[SheetRow]) -> PlanTableId | None:
    found = (marked(cell) for row in rows for cell in row.cells if cell)
    return next((number for number in found if number is not None), None)


def _table(table_id: PlanTableId, sheet: Sequence[SheetRow]) -> SentTable:
    """DocumentRefused where the headings are lost: without them no cell says what it is."""
    for place, row in enumerate(sheet[:HEADING_ROWS]):
        columns = _columns(row.cells)
        if len(columns) >= ENOUGH:
            known = set(columns.values())
            ignored = [cell for at, cell in enumerate(row.cells) if cell and at not in known]
            rows = tuple(_row(each, columns) for each in sheet[place + 1 :])
            return SentTable(
                table_id=table_id,
                rows=tuple(each for each in rows if any(each.cells.values())),
                ignored=tuple(ignored),
            )
    raise DocumentRefused("plan-table-headings")


def _columns(cells: Sequence[str]) -> dict[TableColumn, int]:
    """Where each of our columns stands; the mark stands over the hidden one."""
    found: dict[TableColumn, int] = {}
    for at, heading in enumerate(cells):
        column = TableColumn.MARK if marked(heading) else _KNOWN.get(fold(heading))
        if column is not None:
            found.setdefault(column, at)
    return found


def _row(row: SheetRow, columns: dict[TableColumn, int]) -> TableRow:
    cells = {column: row.cells[at].strip() if at < len(row.cells) else "" for column, at in columns.items()}
    return TableRow(line=row.number, cells=cells)
