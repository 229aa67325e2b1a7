"""INSERT … ON CONFLICT, spelled alike by SQLite and PostgreSQL but imported from different places."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import CursorResult
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.base import Row


def _insert(dialect: str, table: type[Row]) -> Any:
    return (sqlite if dialect == "sqlite" else postgresql).insert(table)


def upsert(
    connection: AsyncConnection,
    table: type[Row],
    values: Mapping[str, Any],
    *,
    keys: Sequence[str],
    update: Mapping[str, Any],
    where: Any = None,
) -> Any:
    """Insert the row, or change the one that has the same keys, if it is as `where` wants it."""
    statement = _insert(connection.dialect.name, table).values(**values)
    return statement.on_conflict_do_update(index_elements=list(keys), set_=dict(update), where=where)


def upsert_each(
    connection: AsyncConnection, table: type[Row], *, keys: Sequence[str], update: Sequence[str]
) -> Any:
    """As `upsert`, for a list of rows given at execution; `update` names the columns to change."""
    statement = _insert(connection.dialect.name, table)
    return statement.on_conflict_do_update(
        index_elements=list(keys), set_={name: statement.excluded[name] for name in update}
    )


async def insert_new(
    connection: AsyncConnection,
    table: type[Row],
    rows: Mapping[str, Any] | Sequence[Mapping[str, Any]],
    *,
    keys: tuple[str, ...] = (),
    returning: tuple[Any, ...] = (),
) -> CursorResult[Any]:
    """Insert what is not there yet; rows that meet a unique key are left out in silence."""
    statement = _insert_new(connection.dialect.name, table, keys)
    added: CursorResult[Any] = await connection.execute(
        statement.returning(*returning) if returning else statement, rows
    )
    return added


@cache
def _insert_new(dialect: str, table: type[Row], keys: tuple[str, ...]) -> Any:
    # Rows are given at execution: a statement with rows inside would be compiled anew every time.
    return _insert(dialect, table).on_conflict_do_nothing(index_elements=keys or None)
