"""Alembic migrations over an async engine: up at start and by `vekha migrate`.

A base that is up to date needs no Alembic: a start does not wait for it to load.
"""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.connection import WRITE
from storage.database_errors import SchemaUnknown

if TYPE_CHECKING:
    from alembic.config import Config

SCRIPTS = Path(__file__).parent / "migrations"
VERSION_TABLE = "alembic_version"

MIGRATING = 7_302_401
"""The key of the database's own lock under which the schema is changed."""


def _config(connection: Connection | None = None) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def revisions() -> list[str]:
    """Every revision of the schema this code knows, the newest first."""
    from alembic.script import ScriptDirectory

    return [each.revision for each in ScriptDirectory.from_config(_config()).walk_revisions()]


@cache
def newest() -> str:
    """The revision no other follows, read from the migrations' own lines."""
    known, followed = _written()
    (head,) = known - followed
    return head


@cache
def _written() -> tuple[frozenset[str], frozenset[str]]:
    """All revisions, and those that another follows."""
    said = "\n".join(path.read_text() for path in (SCRIPTS / "versions").glob("*.py"))
    followed = re.findall(r'^down_revision = "(.+)"$', said, re.MULTILINE)
    return frozenset(re.findall(r'^revision = "(.+)"$', said, re.MULTILINE)), frozenset(followed)


def steps_from(version: str | None) -> list[tuple[str, str]]:
    """The migrations that lead from this revision to the newest, in order, and what each is about."""
    following = {}
    for path in (SCRIPTS / "versions").glob("*.py"):
        said = path.read_text("utf-8")
        if found := re.search(r'^revision = "(.+)"$', said, re.MULTILINE):
            down = re.search(r'^down_revision = "(.+)"$', said, re.MULTILINE)
            about = said.partition('"""')[2].partition('"""')[0].strip().splitlines()[0]
            following[down[1] if down else None] = (found[1], about)
    steps = []
    while (step := following.get(version)) is not None:
        steps.append(step)
        version = step[0]
    return steps


class Schema(StrEnum):
    """How the schema of a database stands to the one this program was written for."""

    EMPTY = "empty"
    OLDER = "older"
    OURS = "ours"
    NEWER = "newer"


async def schema_of(engine: AsyncEngine) -> Schema:
    version = await version_of(engine)
    if version is None:
        return Schema.EMPTY
    if version == newest():
        return Schema.OURS
    return Schema.OLDER if version in _written()[0] else Schema.NEWER


def is_known(revision: str) -> bool:
    """Whether this program can bring a database of that revision up to date."""
    return revision in _written()[0]


async def is_ours(engine: AsyncEngine) -> bool:
    return await schema_of(engine) is Schema.OURS


async def version_of(engine: AsyncEngine) -> str | None:
    """The revision of the database; None before the first migration."""
    async with engine.connect() as connection:
        if not await connection.run_sync(lambda sync: inspect(sync).has_table(VERSION_TABLE)):
            return None
        return (await connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}"))).scalar()  # noqa: S608


async def migrate(engine: AsyncEngine, revision: str = "head") -> None:
    """Bring the database up to this revision of the schema; nothing to do is fine.

    SchemaUnknown where a newer program has been at work.
    """
    schema = await schema_of(engine)
    if schema is Schema.NEWER:
        raise SchemaUnknown
    if revision == "head" and schema is Schema.OURS:
        return
    from alembic import command

    await _run(engine, command.upgrade, revision)


async def downgrade(engine: AsyncEngine, revision: str = "base") -> None:
    """Take the schema back to an earlier revision."""
    from alembic import command

    await _run(engine, command.downgrade, revision)


async def _run(engine: AsyncEngine, step: object, revision: str) -> None:
    async with engine.connect() as connection, _references_at_rest(connection):
        await connection.execution_options(**WRITE)
        if engine.dialect.name == "postgresql":  # several processes may start at once
            await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATING})
        await connection.run_sync(lambda sync: step(_config(sync), revision))  # type: ignore[operator]
        await _check_references(connection)
        await connection.commit()


@asynccontextmanager
async def _references_at_rest(connection: AsyncConnection) -> AsyncIterator[None]:
    """SQLite makes a table anew to change it; dropping the old one must not count as deleting its rows."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = (await connection.get_raw_connection()).driver_connection
    assert driver is not None
    await driver.execute("PRAGMA foreign_keys=OFF")  # before the transaction: inside one it does nothing
    try:
        yield
    finally:
        await connection.rollback()  # after the commit there is nothing to take back
        await driver.execute("PRAGMA foreign_keys=ON")


async def _check_references(connection: AsyncConnection) -> None:
    """What SQLite did not watch meanwhile: a migration that breaks a reference is not committed."""
    if connection.dialect.name == "sqlite":
        broken = (await connection.exec_driver_sql("PRAGMA foreign_key_check")).all()
        if broken:
            raise RuntimeError(f"migrating would break references: {broken[:5]}")
