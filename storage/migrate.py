"""Alembic migrations over an async engine: up at start and by `vekha migrate`."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import WRITE

MIGRATING = 7_302_401
"""The key of the database's own lock under which the schema is changed."""


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def revisions() -> list[str]:
    """Every revision of the schema this code knows, the newest first."""
    return [each.revision for each in ScriptDirectory.from_config(_config()).walk_revisions()]


async def migrate(engine: AsyncEngine, revision: str = "head") -> None:
    """Bring the database up to this revision of the schema; nothing to do is fine."""
    await _run(engine, command.upgrade, revision)


async def downgrade(engine: AsyncEngine, revision: str = "base") -> None:
    """Take the schema back to an earlier revision."""
    await _run(engine, command.downgrade, revision)


async def _run(engine: AsyncEngine, step: object, revision: str) -> None:
    async with engine.connect() as connection:
        await connection.execution_options(**WRITE)
        if engine.dialect.name == "postgresql":  # several processes may start at once
            await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATING})
        await connection.run_sync(lambda sync: step(_config(sync), revision))  # type: ignore[operator]
        await connection.commit()
