"""A whole database into another, empty one: from a SQLite file to PostgreSQL, or back.

1. The source is read in one snapshot, the target is written in one transaction: all of it or nothing.
2. Tables go in the order their references ask for. A reference into its own table is filled in afterwards.
3. Rows are counted on both sides before the commit, and PostgreSQL's sequences go on after the last id.
"""

import sqlite3
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asyncpg import PostgresError
from sqlalchemy import Column, Table, bindparam, func, select, text, tuple_, update
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from roadmap.errors import BadInput
from storage.all_tables import METADATA
from storage.connection import WRITE
from storage.migrate import revisions
from storage.process.leases import is_worked_on

BATCH = 1000
Values = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiedTable:
    """How many rows of a table are in the target now: as many as in the source."""

    name: str
    rows: int


async def check_opens(engine: AsyncEngine) -> None:
    """BadInput when there is no database behind this engine."""
    try:
        async with engine.connect():
            pass
    except (SQLAlchemyError, OSError, sqlite3.Error, PostgresError) as error:
        raise BadInput("copy-source-closed", type(error).__name__) from None


async def copy_database(source: AsyncEngine, target: AsyncEngine, now: datetime) -> list[CopiedTable]:
    """Copy every table into a target that is migrated and empty; BadInput says why it cannot be done."""
    async with source.connect() as reading, target.connect() as writing:
        if source.dialect.name != "sqlite":
            await reading.execution_options(isolation_level="REPEATABLE READ")
        await writing.execution_options(**WRITE)
        await _check_source(reading, now)
        await _check_target(writing)
        copied = [await _copy(reading, writing, table) for table in METADATA.sorted_tables]
        if target.dialect.name == "postgresql":
            await _move_sequences(writing)
        await writing.commit()
        await writing.execute(text("ANALYZE"))  # the planner of statements knows nothing of the new rows yet
        await writing.commit()
    return copied


async def _check_source(reading: AsyncConnection, now: datetime) -> None:
    try:
        version = (await reading.execute(text("SELECT version_num FROM alembic_version"))).scalar_one()
    except SQLAlchemyError:
        raise BadInput("copy-not-ours") from None
    head, *older = revisions()
    if version != head:
        raise BadInput("copy-older-source" if version in older else "copy-newer-source")
    if await is_worked_on(reading, now):
        raise BadInput("copy-source-in-use")


async def _check_target(writing: AsyncConnection) -> None:
    """Empty now, and nobody may put anything into it before the copy is committed."""
    if writing.dialect.name == "postgresql":
        names = ", ".join(table.name for table in METADATA.sorted_tables)
        await writing.execute(text(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE"))
    for table in METADATA.sorted_tables:
        if (await writing.execute(select(*table.primary_key).limit(1))).first() is not None:
            raise BadInput("copy-target-not-empty", table.name)


async def _copy(reading: AsyncConnection, writing: AsyncConnection, table: Table) -> CopiedTable:
    own = own_references(table)
    try:
        async for rows in _batches(reading, table):
            await writing.execute(table.insert(), [row | dict.fromkeys(own) for row in rows])
        if own:
            async for rows in _batches(reading, table):
                await _fill_in(writing, table, own, rows)
    except DBAPIError as error:
        raise BadInput("copy-row-refused", f"{table.name}: {error.orig}") from error
    read, written = [await _count(connection, table) for connection in (reading, writing)]
    if read != written:
        raise BadInput("copy-counts-differ", f"{table.name}: {read} ≠ {written}")
    return CopiedTable(name=table.name, rows=written)


def own_references(table: Table) -> list[str]:
    """Columns that name another row of the same table: that row may come later."""
    return [
        each.name for each in table.columns if any(key.column.table is table for key in each.foreign_keys)
    ]


async def _batches(reading: AsyncConnection, table: Table) -> AsyncIterator[Sequence[Values]]:
    """The rows in the order of their key, so that memory stays flat however long the table is."""
    columns = list(table.primary_key)
    stored = [each for each in table.columns if each.computed is None]
    query = select(*stored).order_by(*columns).limit(BATCH)
    rows = [dict(row) for row in (await reading.execute(query)).mappings()]
    while rows:
        yield rows
        last = tuple(rows[-1][column.name] for column in columns)
        after = columns[0] > last[0] if len(columns) == 1 else tuple_(*columns) > last
        rows = [dict(row) for row in (await reading.execute(query.where(after))).mappings()]


async def _fill_in(
    writing: AsyncConnection, table: Table, own: Sequence[str], rows: Sequence[Values]
) -> None:
    (key,) = table.primary_key
    filled = [
        {"row": row[key.name], **{f"to_{name}": row[name] for name in own}}
        for row in rows
        if any(row[name] is not None for name in own)
    ]
    if filled:
        statement = update(table).where(key == bindparam("row"))
        await writing.execute(statement.values({name: bindparam(f"to_{name}") for name in own}), filled)


async def _count(connection: AsyncConnection, table: Table) -> int:
    return int((await connection.execute(select(func.count()).select_from(table))).scalar_one())


async def _move_sequences(writing: AsyncConnection) -> None:
    """What is added after the copy must not meet the ids that were copied."""
    for table in METADATA.sorted_tables:
        key: Column[Any] | None = table.autoincrement_column
        if key is None:
            continue
        sequence = func.pg_get_serial_sequence(table.name, key.name)
        last = select(func.max(key)).scalar_subquery()
        await writing.execute(select(func.setval(sequence, last)).where(last.is_not(None)))
