"""What a merge changes, row by row, so that it can be taken back: read before it, compared after it."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Date, Table, UniqueConstraint, and_, delete, insert, or_, select, update

from storage.all_tables import METADATA
from storage.connection import Connection
from storage.delivery.tables import DeliveryRow
from storage.imports.tables import ImportRow, QuestionRow
from storage.people.tables import MergeRow, NameWordRow, PersonRow
from storage.process.tables import AuditRow
from storage.row import Row
from storage.types import Moment

_NOT_TAKEN_BACK = {each.__tablename__ for each in (AuditRow, NameWordRow, MergeRow)}
"""The journal goes on; words of names are written anew."""
_ONLY_WHOSE = {DeliveryRow.__tablename__}
"""What was sent was sent: only whom it is kept for is taken back."""
_UNDER_REVIEW = select(ImportRow.id).where(ImportRow.settled_at.is_(None))
_ONLY_GROW = {"version", "revision"}
"""A button pressed before must stay old."""
Cells = Mapping[str, Any]
Found = Mapping[str, Mapping[str, Cells]]
"""Rows of each table by their keys, as JSON has them."""


async def rows_about(connection: Connection, what: type[Row], ids: Sequence[int]) -> Found:
    """Every row that refers to one of these persons or units, and their own."""
    found: dict[str, Mapping[str, Cells]] = {}
    for table in METADATA.sorted_tables:
        if table.name in _NOT_TAKEN_BACK:
            continue
        about = [column.in_(ids) for column in _about(table, what)]
        if table.name == QuestionRow.__tablename__:
            about.append(and_(table.c.answer.is_not(None), table.c.import_id.in_(_UNDER_REVIEW)))
        if about:
            found[table.name] = await _read(connection, table, or_(*about), _kept_cells(table, what))
    return found


def _kept_cells(table: Table, what: type[Row]) -> list[Any]:
    if table.name in _ONLY_WHOSE:
        return [*table.primary_key, *_about(table, what)]
    return list(table.columns)


def differences(before: Found, after: Found) -> list[Any]:
    """What a merge has done to the rows: [table, row as it was or None, row as it is or None]."""
    return [
        [table, before[table].get(key), after[table].get(key)]
        for table in before
        for key in before[table].keys() | after[table].keys()
        if before[table].get(key) != after[table].get(key)
        if table not in _ONLY_WHOSE or (key in before[table] and key in after[table])
    ]


async def put_back(connection: Connection, changes: Sequence[Any]) -> None:
    """Give rows back what they had; what somebody has changed since is left as they made it."""
    tables = METADATA.tables
    for name, was, became in reversed(changes):  # what refers to others goes first
        if was is None:
            await _remove(connection, tables[name], became)
    for name, was, became in changes:
        if was is not None and became is not None:
            await _restore(connection, tables[name], was, became)
    for name, was, became in changes:
        if became is None:
            await _bring_back(connection, tables[name], was)


async def _remove(connection: Connection, table: Table, cells: Cells) -> None:
    await connection.execute(delete(table).where(_same(table, cells)))


async def _restore(connection: Connection, table: Table, was: Cells, became: Cells) -> None:
    present = await _read(connection, table, _same(table, became), table.columns)
    for now in present.values():
        values = {
            name: _from_json(table, name, cell)
            for name, cell in was.items()
            if cell != became[name] and now[name] == became[name] and name not in _ONLY_GROW
        }
        if values:
            await connection.execute(update(table).where(_same(table, became)).values(**values))


async def _bring_back(connection: Connection, table: Table, was: Cells) -> None:
    """Unless such a row is there again, or its place was taken."""
    for unique in [list(table.primary_key), *_unique(table)]:
        taken = and_(*(column == _from_json(table, column.name, was[column.name]) for column in unique))
        if await _read(connection, table, taken, table.columns):
            return
    values = {name: _from_json(table, name, cell) for name, cell in was.items()}
    await connection.execute(insert(table).values(**values))


def _unique(table: Table) -> Iterator[list[Any]]:
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield list(constraint.columns)


def _about(table: Table, what: type[Row]) -> Iterator[Any]:
    """Columns that refer to persons or units; the id of the row itself."""
    if table is what.__table__:
        yield table.c.id
        return
    for column in table.columns:
        is_reference = any(key.column.table is what.__table__ for key in column.foreign_keys)
        if (is_reference or _means(column, what)) and column.name != "department_id":
            yield column


def _means(column: Any, what: type[Row]) -> bool:
    return what is PersonRow and column.name == "for_person_id"


async def _read(
    connection: Connection, table: Table, where: ColumnElement[bool], columns: Iterable[Any]
) -> Mapping[str, Cells]:
    cells = list(columns)
    rows = (await connection.execute(select(*cells).where(where))).all()
    return {
        json.dumps([_to_json(row._mapping[key.name]) for key in table.primary_key]): {
            column.name: _to_json(row._mapping[column.name]) for column in cells
        }
        for row in rows
    }


def _same(table: Table, cells: Cells) -> ColumnElement[bool]:
    return and_(*(key == _from_json(table, key.name, cells[key.name]) for key in table.primary_key))


def _to_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _from_json(table: Table, name: str, cell: Any) -> Any:
    if not isinstance(cell, str):
        return cell
    kind = table.c[name].type
    if isinstance(kind, Moment):
        return datetime.fromisoformat(cell)
    return date.fromisoformat(cell) if isinstance(kind, Date) else cell
