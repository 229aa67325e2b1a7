"""INSERT in its kinds. Rows are given at execution: each statement is built once and compiled once.

ON CONFLICT is spelled alike by SQLite and PostgreSQL but imported from different places.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import insert
from sqlalchemy.dialects import postgresql, sqlite

from storage.connection import Connection, Rows
from storage.row import Row

Values = Mapping[str, Any]
SLICE = 500
"""Rows given to one statement where there may be thousands: between two of them others get their turn."""
T = TypeVar("T")


def slices(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    """The rows, so many at a time."""
    return (rows[start : start + SLICE] for start in range(0, len(rows), SLICE))


async def insert_one(connection: Connection, table: Any, values: Values) -> int:
    """Insert the row and give its id."""
    return int((await connection.execute(_insert_one(table), values)).scalar_one())


async def insert_all(connection: Connection, table: Any, rows: Sequence[Values]) -> list[int]:
    """Insert the rows and give their ids in the same order."""
    if not rows:
        return []
    return [int(new) for new in (await connection.execute(_insert_all(table), rows)).scalars()]


async def insert_new(
    connection: Connection,
    table: type[Row],
    rows: Values | Sequence[Values],
    *,
    keys: tuple[str, ...] = (),
    returning: tuple[Any, ...] = (),
) -> Rows:
    """Insert what is not there yet; rows that meet a unique key are left out in silence."""
    statement = _insert_new(connection.dialect.name, table, keys, returning)
    added: Rows = await connection.execute(statement, rows)
    return added


async def upsert(
    connection: Connection,
    table: type[Row],
    rows: Values | Sequence[Values],
    *,
    keys: tuple[str, ...],
    update: tuple[str, ...],
) -> None:
    """Insert each row, or give the one that has the same keys its values of the columns to `update`."""
    await connection.execute(_upsert(connection.dialect.name, table, keys, update), rows)


def insert_of(dialect: str, table: type[Row]) -> Any:
    """The dialect's own INSERT, which knows ON CONFLICT."""
    return (sqlite if dialect == "sqlite" else postgresql).insert(table)


@cache
def _insert_one(table: Any) -> Any:
    return insert(table).returning(table.id)


@cache
def _insert_all(table: Any) -> Any:
    return insert(table).returning(table.id, sort_by_parameter_order=True)


@cache
def _insert_new(dialect: str, table: type[Row], keys: tuple[str, ...], returning: tuple[Any, ...]) -> Any:
    statement = insert_of(dialect, table).on_conflict_do_nothing(index_elements=keys or None)
    return statement.returning(*returning) if returning else statement


@cache
def _upsert(dialect: str, table: type[Row], keys: tuple[str, ...], update: tuple[str, ...]) -> Any:
    statement = insert_of(dialect, table)
    return statement.on_conflict_do_update(
        index_elements=keys, set_={name: statement.excluded[name] for name in update}
    )
