"""SQLite connections that wait for their next transaction."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing

from storage.inline_sqlite import BUSY_TIMEOUT_MS, InlineConnection, inline_connection, is_busy, prepare
from storage.statements import SqliteConnection

AT_ONCE = 8
"""Transactions under way; more wait for one of them to end."""


class SqlitePool:
    def __init__(self, file: str) -> None:
        self._file = file
        self._free: list[InlineConnection] = []
        self._room = asyncio.Semaphore(AT_ONCE)

    @asynccontextmanager
    async def transaction(self, *, is_write: bool, is_long: bool = False) -> AsyncIterator[SqliteConnection]:
        """A connection in a transaction of its own; leaving without a commit rolls back."""
        async with self._room:
            raw = self._free.pop() if self._free else await self._open()
            try:
                connection = SqliteConnection(raw)
                await connection.begin(is_write=is_write, is_long=is_long)
                yield connection
            finally:
                await self._give_back(raw)

    async def _open(self) -> InlineConnection:
        connection = inline_connection(self._file)
        await connection
        try:
            prepare(connection._conn)
        except sqlite3.Error:
            await connection.close()  # else each try would leave a thread and an open file behind
            raise
        return connection

    async def _give_back(self, raw: InlineConnection) -> None:
        try:
            await raw.leave_transaction()
        except sqlite3.Error:  # whatever is wrong with it, the next one is opened anew
            await raw.close()
        else:
            self._free.append(raw)

    async def write_anew(self) -> bool:
        """Rebuild the file and empty its log: no page of what is gone is left. False where somebody reads."""
        return await asyncio.to_thread(_write_anew, self._file)

    async def close(self) -> None:
        """Close what is not in use."""
        while self._free:
            await self._free.pop().close()


def _write_anew(file: str) -> bool:
    try:
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
            connection.execute("VACUUM")
            (is_read, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not is_read
    except sqlite3.OperationalError as error:
        if is_busy(error):
            return False
        raise
