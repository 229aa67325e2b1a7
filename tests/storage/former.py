"""A base of the version before the migration of 2026-11-29: its schema, and rows as its code stored them."""

from pathlib import Path
from string import Template

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.engine import WRITE

FORMER = "0002"
ROWS = Template(Path(__file__).with_name("former_rows.sql").read_text())
Tables = dict[str, list[tuple[object, ...]]]


async def put_former_rows(engine: AsyncEngine, **chats_and_messages: int) -> None:
    async with engine.connect() as connection:
        await connection.execution_options(**WRITE)
        is_postgres = engine.dialect.name == "postgresql"
        if is_postgres:
            await connection.exec_driver_sql("SET LOCAL TIME ZONE 'UTC'")
        for statement in ROWS.substitute(chats_and_messages).split(";\n"):
            if statement.strip():
                await connection.exec_driver_sql(statement)
        if is_postgres:
            await _move_sequences(connection)
        await connection.commit()


async def _move_sequences(connection: AsyncConnection) -> None:
    """As if the database itself had given the ids."""
    numbered = "SELECT table_name FROM information_schema.columns WHERE column_default LIKE 'nextval%'"
    for table in (await connection.exec_driver_sql(numbered)).scalars().all():
        last = f"(SELECT max(id) FROM {table})"
        await connection.exec_driver_sql(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {last})")


async def everything(engine: AsyncEngine) -> Tables:
    """Every row of every table as it lies there, whatever the schema; columns in the order of their names."""
    found = sa.MetaData()
    async with engine.connect() as connection:
        await connection.run_sync(found.reflect)
        queries = {
            table.name: sa.select(*sorted(table.columns, key=lambda column: column.name))
            for table in found.sorted_tables
        }
        return {
            name: sorted((tuple(row) for row in await connection.execute(query)), key=str)
            for name, query in queries.items()
        }
