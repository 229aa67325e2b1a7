"""Statements as SQLite's cursor is given them."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from storage.inline_sqlite import InlineCursor


@contextmanager
def statements_said() -> Iterator[list[str]]:
    """Every statement of the block; one given many rows is one."""
    said: list[str] = []
    execute, executemany = InlineCursor.execute, InlineCursor.executemany

    async def once(cursor: InlineCursor, statement: str, parameters: object = ()) -> None:
        said.append(statement)
        await execute(cursor, statement, parameters)

    async def often(cursor: InlineCursor, statement: str, parameters: list[object]) -> None:
        said.append(statement)
        await executemany(cursor, statement, parameters)

    with patch.object(InlineCursor, "execute", once), patch.object(InlineCursor, "executemany", often):
        yield said
