"""Engines with the settings both databases need for claims to be safe."""

import socket
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.connection import WRITE
from storage.inline_sqlite import inline_connection, prepare

IDLE_SECONDS = 10
"""A server ends a transaction nobody has gone on with for so long: whoever held its locks is gone."""
STATEMENT_SECONDS = 20
"""No statement of ours takes so long: whoever was to answer is gone."""
POOL_SECONDS = 8
DEAD_AFTER_SECONDS = 10
KEEPALIVE = {"idle": 5, "interval": 2, "count": 3}
"""A peer that went without a word (power, network) is noticed in about so many seconds, on either side."""


def create_engine(url: str, *, is_patient: bool = False, idle_seconds: float = IDLE_SECONDS) -> AsyncEngine:
    """An engine for `sqlite+aiosqlite:///file` or `postgresql+asyncpg://…`.

    `is_patient`: its statements may take their time, as migrations and copies do.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return _postgres(parsed, is_patient=is_patient, idle_seconds=idle_seconds)
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    file = parsed.database or ":memory:"
    engine = create_async_engine(
        parsed, async_creator=lambda: inline_connection(file), pool_size=8, max_overflow=0, pool_timeout=60
    )
    event.listen(engine.sync_engine, "connect", lambda connection, _record: prepare(connection))
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _postgres(url: URL, *, is_patient: bool, idle_seconds: float) -> AsyncEngine:
    """A lost replica must not keep its locks: else the survivors wait for the kernel, for hours."""
    settings = {
        # Our statements take milliseconds; compiling one to machine code, as a server may choose, hundreds.
        "jit": "off",
        "tcp_keepalives_idle": str(KEEPALIVE["idle"]),
        "tcp_keepalives_interval": str(KEEPALIVE["interval"]),
        "tcp_keepalives_count": str(KEEPALIVE["count"]),
        "tcp_user_timeout": str(DEAD_AFTER_SECONDS * 1000),
    }
    if not is_patient:
        settings["idle_in_transaction_session_timeout"] = str(int(idle_seconds * 1000))
    arguments: dict[str, Any] = {"server_settings": settings, "timeout": DEAD_AFTER_SECONDS}
    if not is_patient:
        arguments["command_timeout"] = STATEMENT_SECONDS
    engine = create_async_engine(
        url,
        pool_size=10,
        max_overflow=10,
        pool_timeout=POOL_SECONDS,
        pool_pre_ping=True,
        connect_args=arguments,
    )
    event.listen(engine.sync_engine, "connect", lambda connection, _record: _keep_alive(connection))
    return engine


def _keep_alive(connection: Any) -> None:
    """Ask the kernel to notice a server that is gone. Asyncpg has no setting for it; a Unix socket none."""
    line = connection.driver_connection._transport.get_extra_info("socket")
    with suppress(OSError, AttributeError):  # another system names them differently
        line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, KEEPALIVE["idle"])
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, KEEPALIVE["interval"])
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPCNT, KEEPALIVE["count"])
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, DEAD_AFTER_SECONDS * 1000)


def _begin_sqlite(connection: Connection) -> None:
    # A plain BEGIN that writes later fails at once with «database is locked» in spite of the timeout.
    is_write = WRITE.items() <= connection.get_execution_options().items()
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_write else "BEGIN")
