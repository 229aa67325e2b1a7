"""aiosqlite that asks its thread only for what may take long.

A statement answered from the page cache takes some ten microseconds; handing it to a thread and back takes
hundreds, four times over for every statement (docs/decisions/0009). So statements run where they are awaited,
and what may wait runs on the thread: a write lock that somebody else holds, and the commit with its fsync.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

import aiosqlite

TAKES_THE_LOCK = "BEGIN IMMEDIATE"
MANY_ROWS = 500
CHUNK = 64


class NearCursor:
    """What SQLAlchemy's adapter needs of a cursor; all rows are fetched by `execute`."""

    __slots__ = ("_connection", "_cursor", "_rows", "arraysize")

    def __init__(self, connection: "NearConnection") -> None:
        self._connection = connection
        self._cursor = connection._conn.cursor()
        self._rows: Sequence[Any] = ()
        self.arraysize = 1

    async def __aenter__(self) -> "NearCursor":
        return self

    @property
    def description(self) -> Any:
        return self._cursor.description

    @property
    def rowcount(self) -> int:
        return self._cursor.rowcount

    @property
    def lastrowid(self) -> int | None:
        return self._cursor.lastrowid

    async def execute(self, statement: str, parameters: Any = ()) -> None:
        if self._connection.is_busy:
            await self._connection.aside(lambda: self._execute(statement, parameters))
        elif statement != TAKES_THE_LOCK:
            self._execute(statement, parameters)
        elif not self._takes_a_free_lock():
            await self._connection.aside(lambda: self._execute(statement, parameters))

    def _takes_a_free_lock(self) -> bool:
        """Whether the write lock was free and is ours now; nothing has been waited for."""
        (patience,) = self._cursor.execute("PRAGMA busy_timeout").fetchone()
        self._cursor.execute("PRAGMA busy_timeout=0")
        try:
            self._cursor.execute(TAKES_THE_LOCK)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:  # the rest says what it is busy with
                raise
            return False
        finally:
            self._cursor.execute(f"PRAGMA busy_timeout={patience}")
        return True

    def _execute(self, statement: str, parameters: Any) -> None:
        self._cursor.execute(statement, parameters)
        if self._cursor.description:
            self._rows = self._cursor.fetchall()

    async def executemany(self, statement: str, parameters: Sequence[Any]) -> None:
        if len(parameters) > MANY_ROWS or self._connection.is_busy:
            await self._connection.aside(lambda: self._cursor.executemany(statement, parameters))
        else:
            self._cursor.executemany(statement, parameters)

    async def fetchall(self) -> Sequence[Any]:
        return self._rows

    async def close(self) -> None:
        self._cursor.close()


class NearConnection(aiosqlite.Connection):
    """While something is on the thread, everything else queues behind it: the order is never changed."""

    _asked = 0
    _carried_out = 0
    """One is counted by the event loop only, the other by the thread only: no count is ever lost."""

    @property
    def is_busy(self) -> bool:
        """Also true for work whose awaiter was cancelled: the thread still carries it out."""
        return self._asked != self._carried_out

    async def _connect(self) -> "NearConnection":
        try:
            await super()._connect()
        except BaseException:
            await asyncio.to_thread(self._thread.join)  # its last word must find the event loop open
            raise
        return self

    def cursor(self) -> NearCursor:  # type: ignore[override]
        return NearCursor(self)

    async def commit(self) -> None:
        await self.aside(self._conn.commit)

    async def rollback(self) -> None:
        if self.is_busy:
            await self.aside(self._conn.rollback)
        else:
            self._conn.rollback()

    async def aside(self, work: Callable[[], object]) -> None:
        """On the thread, after what is there already."""

        def carry_out() -> None:
            try:
                work()
            finally:
                self._carried_out += 1

        self._asked += 1
        await self._execute(carry_out)  # type: ignore[no-untyped-call]


def near_connection(file: str) -> NearConnection:
    """Awaiting it opens the file; its thread ends with the process."""
    connection = NearConnection(lambda: sqlite3.connect(file, check_same_thread=False), CHUNK)
    connection._thread.daemon = True
    return connection
