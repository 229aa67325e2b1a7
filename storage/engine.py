"""Engines with the settings both databases need for claims to be safe."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.inline_sqlite import near_connection

BUSY_TIMEOUT_MS = 10_000
WRITE = {"vekha_write": True}
"""Execution option of a connection that is going to write."""


def is_writing(connection: Connection | None) -> bool:
    """Whether this connection's transaction is going to write."""
    return connection is not None and bool(connection.get_execution_options().get("vekha_write"))


def create_engine(url: str) -> AsyncEngine:
    """An engine for `sqlite+aiosqlite:///file` or `postgresql+asyncpg://…`."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        # Our statements take milliseconds; compiling one to machine code, as a server may choose, hundreds.
        short = {"server_settings": {"jit": "off"}}
        return create_async_engine(
            parsed, pool_size=10, max_overflow=10, pool_pre_ping=True, connect_args=short
        )
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    file = parsed.database or ":memory:"
    engine = create_async_engine(
        parsed, async_creator=lambda: near_connection(file), pool_size=8, max_overflow=0, pool_timeout=60
    )
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own transactions start late and let two workers claim one row: we begin them ourselves.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",  # a committed report survives a power cut
        "foreign_keys=ON",
        "cache_size=-20000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A plain BEGIN that writes later fails at once with «database is locked» in spite of the timeout.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing(connection) else "BEGIN")
