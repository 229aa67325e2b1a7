"""Engines with the settings both databases need for claims to be safe."""

from pathlib import Path

from sqlalchemy import Connection, event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.connection import WRITE
from storage.inline_sqlite import inline_connection, prepare


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
        parsed, async_creator=lambda: inline_connection(file), pool_size=8, max_overflow=0, pool_timeout=60
    )
    event.listen(engine.sync_engine, "connect", lambda connection, _record: prepare(connection))
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _begin_sqlite(connection: Connection) -> None:
    # A plain BEGIN that writes later fails at once with «database is locked» in spite of the timeout.
    is_write = WRITE.items() <= connection.get_execution_options().items()
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_write else "BEGIN")
