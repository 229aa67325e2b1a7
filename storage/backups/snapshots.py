"""A database as one file while it is being worked with, and back into an empty place."""

import asyncio
import gzip
import os
import re
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import URL

from roadmap.errors import BadInput
from storage.engine import create_engine

COMPRESSION = 6
DUMP, RESTORE = "pg_dump", "pg_restore"
_VERSION = re.compile(r"\(PostgreSQL\) (\d+)")


async def check_programs(database: URL, program: str = DUMP) -> None:
    """BadInput where this program of PostgreSQL is not on the machine, or is older than the server."""
    if database.get_backend_name() == "sqlite":
        return
    said = await _said(program, database, ("--version",))
    own = int(match[1]) if (match := _VERSION.search(said)) else 0
    server = await _server_version(database)
    if own < server:
        raise BadInput("pg-dump-old", str(server))


async def _server_version(database: URL) -> int:
    """The first number of it: the client has to know this one or a later one."""
    engine = create_engine(database.render_as_string(hide_password=False))
    try:
        async with engine.connect() as connection:
            number = (await connection.execute(text("SHOW server_version_num"))).scalar_one()
    finally:
        await engine.dispose()
    return int(number) // 10_000


async def take_snapshot(database: URL, target: Path) -> None:
    """The database at one moment, into this file, while writers go on; BadInput where it cannot be done."""
    if database.get_backend_name() == "sqlite":
        await asyncio.to_thread(_vacuum_into, Path(database.database or ""), target)
    else:
        await check_programs(database)
        await _said(DUMP, database, ("--format=custom", f"--file={target}", "--no-password"))


async def put_back(snapshot: Path, database: URL) -> None:
    """Fill an empty PostgreSQL database from its snapshot: all of it or nothing."""
    await check_programs(database, RESTORE)
    arguments = ("--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error", "--no-password")
    where = (f"--dbname={database.database}", str(snapshot))
    await _said(RESTORE, database, (*arguments, *where))


def unpacked(snapshot: Path, target: Path) -> None:
    """The SQLite file within a snapshot."""
    with gzip.open(snapshot, "rb") as packed, target.open("wb") as plain:
        shutil.copyfileobj(packed, plain, 1 << 20)
        plain.flush()
        os.fsync(plain.fileno())


def _vacuum_into(file: Path, target: Path) -> None:
    plain = target.with_name(target.name + ".plain")
    try:
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            connection.execute("VACUUM INTO ?", (str(plain),))
        with closing(sqlite3.connect(plain)) as copy:
            if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise BadInput("backup-of-damaged")
        with plain.open("rb") as source, gzip.open(target, "wb", COMPRESSION) as packed:
            shutil.copyfileobj(source, packed, 1 << 20)
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise BadInput("backup-of-damaged") from error
        raise
    finally:
        plain.unlink(missing_ok=True)


async def _said(program: str, database: URL, arguments: Sequence[str]) -> str:
    """What the program prints.

    The password goes by the environment: whoever lists processes sees their arguments.
    """
    if shutil.which(program) is None:
        raise BadInput("no-pg-dump", program)
    process = await asyncio.create_subprocess_exec(
        program,
        *arguments,
        env={**os.environ, **_environment(database)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    printed, said = await process.communicate()
    if process.returncode:
        lines = said.decode("utf-8", "replace").strip().splitlines()
        raise BadInput("pg-dump-failed", lines[0] if lines else program)
    return printed.decode("utf-8", "replace")


def _environment(database: URL) -> dict[str, str]:
    query = {name: value for name, value in database.query.items() if isinstance(value, str)}
    known = {
        "PGHOST": query.get("host") or database.host,
        "PGPORT": query.get("port") or (str(database.port) if database.port else None),
        "PGUSER": database.username,
        "PGPASSWORD": database.password,
        "PGDATABASE": database.database,
        "PGSSLMODE": query.get("ssl"),
    }
    return {name: str(value) for name, value in known.items() if value}
