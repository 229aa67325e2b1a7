"""A fresh database for every seed: a copy of the ground, a SQLite file or one of a PostgreSQL server."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from builders.databases import PostgresServer
from proof.ground import Ground, lay
from storage.engine import create_engine
from storage.migrate import migrate

GROUND = "vekha_ground"


class Databases(Protocol):
    """Where seeds get their databases from."""

    ground: Ground

    async def fresh(self, name: str) -> str:
        """The address of a copy of the ground under this name."""
        ...

    async def drop(self, name: str) -> None: ...


async def _lay(url: str, folder: Path) -> Ground:
    engine = create_engine(url)
    await migrate(engine)
    await engine.dispose()
    return await lay(url, folder)


@dataclass(slots=True, kw_only=True)
class SqliteCopies:
    folder: Path
    ground: Ground

    @classmethod
    async def open(cls, folder: Path) -> "SqliteCopies":
        ground = await _lay(f"sqlite+aiosqlite:///{folder}/ground.db", folder)
        return cls(folder=folder, ground=ground)

    async def fresh(self, name: str) -> str:
        shutil.copy(self.folder / "ground.db", self._file(name))
        return f"sqlite+aiosqlite:///{self._file(name)}"

    async def drop(self, name: str) -> None:
        for file in self.folder.glob(f"{name}.db*"):
            file.unlink()

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.db"


@dataclass(slots=True, kw_only=True)
class PostgresCopies:
    server: PostgresServer
    ground: Ground

    @classmethod
    async def open(cls, server: PostgresServer, folder: Path) -> "PostgresCopies":
        await server.execute(f"CREATE DATABASE {GROUND}")
        return cls(server=server, ground=await _lay(server.url(GROUND), folder))

    async def fresh(self, name: str) -> str:
        await self.server.execute(f"CREATE DATABASE {name} TEMPLATE {GROUND} STRATEGY FILE_COPY")
        return self.server.url(name)

    async def drop(self, name: str) -> None:
        await self.server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
