"""Which files the rows of a database speak of, whatever its schema."""

from collections.abc import Iterator

from sqlalchemy import Connection, Text, column, inspect, select, table
from sqlalchemy.ext.asyncio import AsyncEngine

KEY = "file_key"
"""Every column that names a kept file is called so."""


async def referenced_keys(engine: AsyncEngine) -> frozenset[str]:
    """The keys of all files some row speaks of; an edition made in the chat has none."""
    async with engine.connect() as connection:
        return frozenset(await connection.run_sync(lambda sync: set(_keys(sync))))


def _keys(connection: Connection) -> Iterator[str]:
    found = inspect(connection)
    for name in found.get_table_names():
        if any(each["name"] == KEY for each in found.get_columns(name)):
            named = table(name, key := column(KEY, Text))
            yield from connection.execute(select(key).select_from(named).where(key != "")).scalars()
