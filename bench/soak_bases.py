"""What a soaked district is kept in: one SQLite file, or a database of a PostgreSQL server."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bench.district import database_url
from bench.postgres import Postgres, postgres

NAME = "soak"
DUE = """SELECT (SELECT count(*) FROM inbox_updates WHERE state IN ('new', 'claimed', 'owed'))
 + (SELECT count(*) FROM deliveries WHERE phase IN ('open', 'doubtful')
    AND (state IN ('claimed', 'dispatching') OR not_before <= '{now}'))"""

PARTS = """SELECT relname, pg_total_relation_size(oid) FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"""


class Base(Protocol):
    @property
    def url(self) -> str: ...

    async def size(self) -> int:
        """Bytes of what it holds."""
        ...

    async def owed(self, now: datetime) -> int:
        """Updates nobody has worked off and messages that should have left by now."""
        ...

    async def connections(self) -> int:
        """Open at its server now."""
        ...

    async def parts(self) -> dict[str, int]:
        """Bytes of each table, its indexes with it, where the base can tell."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class FileBase:
    """Its one process says itself when nothing is left to do."""

    file: Path

    @property
    def url(self) -> str:
        return database_url(self.file)

    async def size(self) -> int:
        """Bytes of its pages that hold something."""
        with sqlite3.connect(self.file) as connection:
            pages, free, each = (
                connection.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("page_count", "freelist_count", "page_size")
            )
        return int((pages - free) * each)

    async def owed(self, now: datetime) -> int:
        return 0

    async def connections(self) -> int:
        return 0

    async def parts(self) -> dict[str, int]:
        return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerBase:
    server: Postgres

    @property
    def url(self) -> str:
        return self.server.url(NAME)

    async def size(self) -> int:
        """Bytes on its disk, rows that wait for autovacuum among them."""
        return await self._number(f"SELECT pg_database_size('{NAME}')")

    async def owed(self, now: datetime) -> int:
        return await self._number(DUE.format(now=now.isoformat()))

    async def connections(self) -> int:
        counted = "SELECT count(*) FROM pg_stat_activity WHERE datname = '{}' AND pid <> pg_backend_pid()"
        return await self._number(counted.format(NAME))

    async def parts(self) -> dict[str, int]:
        return {str(name): int(size) for name, size in await self.server.query(NAME, PARTS)}

    async def _number(self, statement: str) -> int:
        ((number,),) = await self.server.query(NAME, statement)
        return int(number)


@asynccontextmanager
async def base_of(laid: Path, database: str, now: datetime) -> AsyncIterator[Base]:
    """The laid file itself, or a server of our own with all that is in it."""
    if database == "sqlite":
        yield FileBase(file=laid)
        return
    async with postgres(laid.parent) as server:
        await server.lay(NAME, laid, now)
        yield ServerBase(server=server)
