"""A backup is put back: looked through first, the former database kept, nothing sent a second time.

1. The whole archive is decrypted beside the database and looked through; a damaged one changes nothing.
2. A former SQLite file is set aside under a name of its own; PostgreSQL has to be given an empty database.
3. Files are added to those that are there: their names are unique.
4. A mark beside them says that everything due until now may have been sent: the next start holds it.
"""

import asyncio
import os
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.process.backups import RESTORE, beside_database
from bot.process.restoring import mark_files
from bot.settings import Settings
from roadmap.errors import BadInput
from roadmap.process.backups import BackupFacts
from roadmap.process.watermark import Watermark
from storage.backups.archives import DATABASE, kept_files, opened
from storage.backups.snapshots import put_back, unpacked
from storage.engine import create_engine
from storage.file_keys import referenced_keys
from storage.migrate import Schema, is_known, schema_of
from storage.process.integrity import is_damaged

FORMER = ".before-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """`missing` files are spoken of in the database and lie nowhere; `aside` is the former database."""

    facts: BackupFacts
    missing: int
    aside: Path | None = None


async def restore(settings: Settings, archive: Path, secret: str, now: datetime, *, is_dry: bool) -> Restored:
    """Put database and files back, or (`is_dry`) only look the archive through."""
    beside = await asyncio.to_thread(beside_database, settings)
    with tempfile.TemporaryDirectory(prefix=RESTORE, dir=beside) as place:
        facts = await asyncio.to_thread(_unpack, archive, secret, Path(place))
        if not is_known(facts.schema):
            raise BadInput("backup-newer")
        if facts.database != settings.database.get_backend_name():
            raise BadInput("backup-other-database", facts.database)
        if settings.database_file is None:
            return await _to_server(settings, Path(place), facts, now, is_dry=is_dry)
        return await _to_file(settings, settings.database_file, Path(place), facts, now, is_dry=is_dry)


def _unpack(archive: Path, secret: str, place: Path) -> BackupFacts:
    with opened(archive, secret) as (facts, members):
        for member in members:
            target = place / member.name
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as out:
                while chunk := member.data.read(1 << 20):
                    out.write(chunk)
    if not (place / DATABASE).exists():
        raise BadInput("backup-damaged")
    return facts


async def _to_file(
    settings: Settings, file: Path, place: Path, facts: BackupFacts, now: datetime, *, is_dry: bool
) -> Restored:
    plain = place / "plain.db"
    await asyncio.to_thread(unpacked, place / DATABASE, plain)
    if await is_damaged(plain, thoroughly=True):
        raise BadInput("backup-damaged")
    engine = create_engine(f"sqlite+aiosqlite:///{plain}")
    missing = await _missing(engine, place / "files", Path(settings.files_dir))
    number = await _number(engine)
    await engine.dispose()
    if is_dry:
        return Restored(facts=facts, missing=missing)
    await asyncio.to_thread(_add_files, place / "files", Path(settings.files_dir))
    await _mark(settings, number, now)
    aside = await asyncio.to_thread(_replace, file, plain, now)
    return Restored(facts=facts, missing=missing, aside=aside)


async def _to_server(
    settings: Settings, place: Path, facts: BackupFacts, now: datetime, *, is_dry: bool
) -> Restored:
    engine = create_engine(settings.database.render_as_string(hide_password=False))
    try:
        if await schema_of(engine) is not Schema.EMPTY:
            raise BadInput("restore-not-empty")
        if is_dry:
            return Restored(facts=facts, missing=0)
        await put_back(place / DATABASE, settings.database)
        await asyncio.to_thread(_add_files, place / "files", Path(settings.files_dir))
        await _mark(settings, await _number(engine), now)
        return Restored(facts=facts, missing=await _missing(engine, Path(settings.files_dir)))
    finally:
        await engine.dispose()


async def _missing(engine: AsyncEngine, *folders: Path) -> int:
    """How many files the database speaks of and nobody has."""
    there = {path.name for folder in folders for path in kept_files(folder)}
    return len(await referenced_keys(engine) - there)


async def _number(engine: AsyncEngine) -> int:
    """The watermark the database was given last."""
    async with engine.connect() as connection:
        number = (await connection.execute(text("SELECT max(number) FROM watermarks"))).scalar()
    return int(number or 0)


async def _mark(settings: Settings, number: int, now: datetime) -> None:
    """Written before the database is replaced: a death in between holds too much rather than too little."""
    files = mark_files(settings)
    known = await files.read()
    await files.write(Watermark(number=max(number + 1, known.number if known else 0), at=now))


def _add_files(source: Path, target: Path) -> None:
    for path in kept_files(source):
        place = target / path.relative_to(source)
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.replace(place)


def _replace(file: Path, plain: Path, now: datetime) -> Path | None:
    """The new file comes in one step; the former one keeps its pages under another name."""
    aside = None
    if file.exists():
        aside = file.with_name(f"{file.name}{FORMER}{now:%Y%m%dT%H%M%S}")
        _fold_log(file)
        os.link(file, aside)
        for suffix in ("-wal", "-shm"):  # left where the log could not be folded in: the file is damaged
            _move(file.with_name(file.name + suffix), aside.with_name(aside.name + suffix))
    plain.replace(file)
    _to_disk(file.parent)
    return aside


def _fold_log(file: Path) -> None:
    """Put the write-ahead log into the file; a damaged file is kept as it is."""
    try:
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error:
        return


def _move(source: Path, target: Path) -> None:
    if source.exists():
        source.replace(target)


def _to_disk(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
