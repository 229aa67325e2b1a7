"""aiosqlite that asks its thread only for what may take long.

A statement answered from the page cache takes some ten microseconds; handing it to a thread and back takes
hundreds, four times over for every statement (docs/decisions/0009). So statements run where they are awaited,
and what may wait runs on the thread: a write lock that somebody else holds, the commit with its fsync, and
everything of a transaction that is known to be long.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

import aiosqlite

BUSY_TIMEOUT_MS = 10_000
"""How long a statement waits on the thread for a lock; where statements run, nothing waits at all."""
MANY_ROWS = 500
CHUNK = 64
STATEMENTS = 512
"""Kept ready by a connection: more than the product has."""


class InlineCursor:
    """What SQLAlchemy's adapter needs of a cursor; all rows are fetched by `execute`."""

    __slots__ = ("_connection", "_cursor", "_rows", "arraysize")

    def __init__(self, connection: "InlineConnection") -> None:
        self._connection = connection
        self._cursor = connection._conn.cursor()
        self._rows: Sequence[Any] = ()
        self.arraysize = 1

    async def __aenter__(self) -> "InlineCursor":
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
            await self._connection.aside(lambda: self._execute_patiently(statement, parameters))
            return
        if self._connection.is_long:
            await self._connection.aside(lambda: self._execute(statement, parameters))
            return
        try:
            self._execute(statement, parameters)
        except sqlite3.OperationalError as error:
            if not is_busy(error):
                raise
            await self._connection.aside(lambda: self._execute_patiently(statement, parameters))

    def _execute_patiently(self, statement: str, parameters: Any) -> None:
        """On the thread: waiting for a lock stops nobody there."""
        self._cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        try:
            self._execute(statement, parameters)
        finally:
            self._cursor.execute("PRAGMA busy_timeout=0")

    def _execute(self, statement: str, parameters: Any) -> None:
        self._cursor.execute(statement, parameters)
        if self._cursor.description:
            self._rows = self._cursor.fetchall()

    async def executemany(self, statement: str, parameters: Sequence[Any]) -> None:
        if len(parameters) > MANY_ROWS or self._connection.is_busy or self._connection.is_long:
            await self._connection.aside(lambda: self._execute_each(statement, parameters))
        else:
            self._execute_each(statement, parameters)

    def _execute_each(self, statement: str, parameters: Sequence[Any]) -> None:
        self._cursor.executemany(statement, parameters)

    async def fetchall(self) -> Sequence[Any]:
        return self._rows

    async def close(self) -> None:
        self._cursor.close()


class InlineConnection(aiosqlite.Connection):
    """While something is on the thread, everything else queues behind it: the order is never changed."""

    is_long = False
    """The transaction under way has statements that take long: all of them run on the thread."""
    _asked = 0
    _carried_out = 0
    """One is counted by the event loop only, the other by the thread only: no count is ever lost."""

    @property
    def is_busy(self) -> bool:
        """Also true for work whose awaiter was cancelled: the thread still carries it out."""
        return self._asked != self._carried_out

    async def _connect(self) -> "InlineConnection":
        try:
            await super()._connect()
        except BaseException:
            await asyncio.to_thread(self._thread.join)  # its last word must find the event loop open
            raise
        return self

    def cursor(self) -> InlineCursor:  # type: ignore[override]
        return InlineCursor(self)

    async def begin(self, *, is_write: bool, is_long: bool = False) -> None:
        """Start a transaction; one that is going to write takes the write lock at once.

        A plain BEGIN that writes later fails with «database is locked» in spite of any timeout.
        """
        self.is_long = is_long
        await self.cursor().execute("BEGIN IMMEDIATE" if is_write else "BEGIN")

    async def leave_transaction(self) -> None:
        """Roll back what is not committed."""
        if self.is_busy or self._conn.in_transaction:
            await self.rollback()

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


def is_busy(error: sqlite3.OperationalError) -> bool:
    """Whether somebody else holds the lock; the extended code says what they do with it."""
    return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY


def prepare(connection: Any) -> None:
    """Settings of a fresh connection, before its first transaction."""
    # The driver's own transactions start late and let two workers claim one row: we begin them ourselves.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "busy_timeout=0",  # what finds a lock taken is tried again on the thread
        "journal_mode=WAL",
        "synchronous=FULL",  # a committed report survives a power cut
        "foreign_keys=ON",
        "cache_size=-20000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def inline_connection(file: str) -> InlineConnection:
    """Awaiting it opens the file; its thread ends with the process."""
    connection = InlineConnection(
        lambda: sqlite3.connect(file, check_same_thread=False, cached_statements=STATEMENTS), CHUNK
    )
    connection._thread.daemon = True
    return connection
