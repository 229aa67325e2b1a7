"""A department's list of people, as spreadsheets of any office write it, into rows."""

from collections.abc import Iterable, Sequence

from documents.formats.blocks import RawDocument, RawTable
from documents.formats.sheet_rows import SheetRow, read_sheets
from documents.staff_words import StaffColumn, column_of, kind_of, role_of
from documents.understanding.columns import Field
from documents.understanding.columns import column_of as plan_column_of
from roadmap.errors import DocumentRefused
from roadmap.language.zones import zone_of
from roadmap.people.persons import Role
from roadmap.people.staff import StaffRow, StaffTable, UnreadRow

_HEADING_ROWS = 12
_NAMES = (StaffColumn.SURNAME, StaffColumn.FIRST_NAME, StaffColumn.PATRONYMIC)
_OF_PLAN = frozenset({Field.TITLE, Field.DEADLINE, Field.DEADLINE_END, Field.RESULT, Field.EXECUTION})
_WORDS = (StaffColumn.KIND, StaffColumn.ROLE, StaffColumn.ZONE)
"""Columns of which only some words are understood."""
Columns = dict[StaffColumn, int]


def is_staff_list(document: RawDocument) -> bool:
    """Whether some table names organisations and people and none has what only a plan has."""
    tables = [block for block in document.blocks if isinstance(block, RawTable)]
    heads = [
        [cell.text for cell in row] for table in tables for row in table.rows[:_HEADING_ROWS] if any(row)
    ]
    if any(_is_of_plan(cells) for cells in heads):
        return False
    return any(_is_head(_columns(cells)) for cells in heads)


def read_staff(data: bytes, filename: str = "list.csv") -> StaffTable:
    """The first table with a heading of its own: organisation and name, in any order and usual spellings.

    DocumentRefused where there is none.
    """
    for sheet in read_sheets(data, filename):
        for place, row in enumerate(sheet[:_HEADING_ROWS]):
            columns = _columns(row.cells)
            if _is_head(columns):
                return _table(row, columns, sheet[place + 1 :])
    raise DocumentRefused("no-staff-table")


def _columns(cells: Sequence[str]) -> Columns:
    found: Columns = {}
    for place, heading in enumerate(cells):
        column = column_of(heading)
        if column is not None:
            found.setdefault(column, place)
    return found


def _is_head(columns: Columns) -> bool:
    named = StaffColumn.PERSON in columns or StaffColumn.SURNAME in columns
    return named and StaffColumn.UNIT in columns


def _is_of_plan(cells: Iterable[str]) -> bool:
    fields = {plan_column_of(cell) for cell in cells if cell and column_of(cell) is None}
    return len(fields & _OF_PLAN) > 1


def _table(head: SheetRow, columns: Columns, body: Sequence[SheetRow]) -> StaffTable:
    rows: list[StaffRow] = []
    unread: list[UnreadRow] = []
    above = ""
    for row in body:
        cells = {column: _cell(row.cells, place) for column, place in columns.items()}
        if not any(cells.get(column) for column in (StaffColumn.UNIT, StaffColumn.PERSON, *_NAMES)):
            continue
        is_ours = bool(cells.get(StaffColumn.MARK))
        read = _row(row.number, cells, "" if is_ours else above)
        if isinstance(read, UnreadRow):
            unread.append(read)
        else:
            rows.append(read)
        above = cells.get(StaffColumn.UNIT) or above
    known = set(columns.values())
    ignored = [cell for place, cell in enumerate(head.cells) if cell and place not in known]
    return StaffTable(rows=tuple(rows), unread=tuple(unread), ignored=tuple(ignored))


def _row(line: int, cells: dict[StaffColumn, str], above: str) -> StaffRow | UnreadRow:
    unit, person = cells.get(StaffColumn.UNIT, ""), _person(cells)
    said = {column: cells.get(column, "") for column in _WORDS}
    kind, role = kind_of(said[StaffColumn.KIND]), role_of(said[StaffColumn.ROLE])
    zone = zone_of(said[StaffColumn.ZONE])
    for column, understood in zip(_WORDS, (kind, role, zone), strict=True):
        if said[column] and understood is None:
            reason = f"unknown-{column.value}"
            return UnreadRow(line=line, words=person or unit, reason=reason, detail=said[column])
    return StaffRow(
        line=line,
        unit=unit or (above if role in (None, Role.EXECUTOR) else ""),
        kind=kind,
        time_zone=zone or "",
        person=person,
        post=cells.get(StaffColumn.POST, ""),
        role=role,
        mark=cells.get(StaffColumn.MARK, ""),
    )


def _cell(cells: Sequence[str], place: int) -> str:
    return " ".join(cells[place].split()) if place < len(cells) else ""


def _person(cells: dict[StaffColumn, str]) -> str:
    whole = cells.get(StaffColumn.PERSON, "")
    return whole or " ".join(filter(None, (cells.get(column, "") for column in _NAMES)))
