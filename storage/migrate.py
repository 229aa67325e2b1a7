"""Alembic migrations over an async engine: up at start and by `vekha migrate`."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import WRITE


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


async def migrate(engine: AsyncEngine, revision: str = "head") -> None:
    """Bring the database up to this revision of the schema; nothing to do is fine."""
    await _run(engine, command.upgrade, revision)


async def downgrade(engine: AsyncEngine, revision: str = "base") -> None:
    """Take the schema back to an earlier revision."""
    await _run(engine, command.downgrade, revision)


async def _run(engine: AsyncEngine, step: object, revision: str) -> None:
    async with engine.connect() as connection:
        await connection.execution_options(**WRITE)
        await connection.run_sync(lambda sync: step(_config(sync), revision))  # type: ignore[operator]
        await connection.commit()
