"""INSERT … ON CONFLICT, spelled alike by SQLite and PostgreSQL but imported from different places."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.base import Row


def _insert(connection: AsyncConnection, table: type[Row]) -> Any:
    return (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(table)


def upsert(
    connection: AsyncConnection,
    table: type[Row],
    values: Mapping[str, Any],
    *,
    keys: Sequence[str],
    update: Mapping[str, Any],
) -> Any:
    """Insert the row, or change the one that has the same keys."""
    statement = _insert(connection, table).values(**values)
    return statement.on_conflict_do_update(index_elements=list(keys), set_=dict(update))


def upsert_each(
    connection: AsyncConnection, table: type[Row], *, keys: Sequence[str], update: Sequence[str]
) -> Any:
    """As `upsert`, for a list of rows given at execution; `update` names the columns to change."""
    statement = _insert(connection, table)
    return statement.on_conflict_do_update(
        index_elements=list(keys), set_={name: statement.excluded[name] for name in update}
    )


def insert_new(
    connection: AsyncConnection,
    table: type[Row],
    values: Mapping[str, Any] | Sequence[Mapping[str, Any]],
    *,
    keys: Sequence[str] | None = None,
) -> Any:
    """Insert what is not there yet; rows that meet a unique key are left out in silence."""
    rows = [dict(values)] if isinstance(values, Mapping) else [dict(row) for row in values]
    statement = _insert(connection, table).values(rows)
    return statement.on_conflict_do_nothing(index_elements=list(keys) if keys else None)


def insert_each_new(connection: AsyncConnection, table: type[Row]) -> Any:
    """As `insert_new`, for a list of rows given at execution: compiled once, however many there are."""
    return _insert(connection, table).on_conflict_do_nothing()
