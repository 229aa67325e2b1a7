"""What the bot stands on: base, folders, disk, clock, zones, calendar. Nothing of it is changed."""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.checks.found import Found
from bot.process.clock import SystemClock
from bot.process.starting import WRITTEN_IN
from bot.settings import Settings
from roadmap.errors import BadInput, SettingsRefused
from roadmap.process.backups import is_late
from storage.backups.folder import backups_in
from storage.backups.snapshots import check_programs
from storage.calendars import russian_calendar
from storage.database_errors import trouble_of
from storage.disks import MEGABYTE, FolderDisks, free_bytes
from storage.engine import create_engine
from storage.migrate import Schema, schema_of
from storage.process.integrity import is_damaged
from texts.errors import explain, explain_trouble

OTHERS_MAY = 0o077
"""The rights of everybody but the owner."""


async def look_at_database(settings: Settings, *, thoroughly: bool) -> AsyncIterator[Found]:
    """Whether it opens, its schema is ours, its pages hold together, and only its owner may read it."""
    file = settings.database_file
    if file is not None and not file.exists():
        yield Found(about="database", is_well=None, seen="no-database-yet", detail=str(file))
        return
    opened = await _schema(settings)
    yield opened
    if file is None or opened.is_well is False:
        return
    try:
        damaged = await is_damaged(file, thoroughly=thoroughly)
    except sqlite3.Error as error:
        yield Found(about="pages", is_well=False, remedy="trouble", detail=_explained(error))
    else:
        yield Found(about="pages", is_well=not damaged, remedy="damaged" if damaged else "")
    yield look_at_rights(settings)


async def _schema(settings: Settings) -> Found:
    engine = create_engine(settings.database.render_as_string(hide_password=False))
    try:
        schema = await schema_of(engine)
    except Exception as error:
        return Found(about="database", is_well=False, remedy="trouble", detail=_explained(error))
    finally:
        await engine.dispose()
    is_well = schema in (Schema.OURS, Schema.EMPTY)
    return Found(about="database", is_well=is_well, remedy="" if is_well else f"schema-{schema.value}")


def look_at_rights(settings: Settings) -> Found:
    """Whether anybody but the owner may read the base, its marks and the files."""
    file = settings.database_file
    beside = list(file.parent.glob(f"{file.name}*")) if file else []
    places = [*beside, Path(settings.files_dir), Path(".env")]
    open_to_all = [str(each) for each in places if each.exists() and each.stat().st_mode & OTHERS_MAY]
    return Found(
        about="rights",
        is_well=not open_to_all,
        remedy="rights" if open_to_all else "",
        detail=" ".join(open_to_all),
    )


async def look_at_disk(settings: Settings) -> AsyncIterator[Found]:
    folder = Path(settings.files_dir)
    try:
        await FolderDisks(folder).try_write()
    except OSError as error:
        yield Found(about="files", is_well=False, remedy="trouble", detail=_explained(error))
    else:
        yield Found(about="files", is_well=True)
    file = settings.database_file
    free_mb = min(free_bytes(each) for each in (folder, *([file.parent] if file else []))) // MEGABYTE
    is_well = free_mb >= settings.disk.warn_mb
    remedy = "" if is_well else "room"
    yield Found(about="room", is_well=is_well, seen="room", remedy=remedy, detail=str(free_mb))


def look_at_backups(settings: Settings) -> Found:
    """Whether there is a fresh one, and whether it would outlive the disk of the base."""
    if not settings.backup.dir:
        return Found(about="backup", is_well=None, seen="no-backups")
    folder = Path(settings.backup.dir)
    made = backups_in(folder)
    if not made:
        return Found(about="backup", is_well=False, remedy="backup-none")
    now, last = SystemClock().now(), max(made)
    shown = f"{last.astimezone(ZoneInfo(settings.time_zone)):%d.%m.%Y %H:%M}"
    if is_late(last, last, now):
        return Found(about="backup", is_well=False, remedy="backup-late", detail=shown)
    file = settings.database_file
    is_together = file is not None and file.exists() and file.stat().st_dev == folder.stat().st_dev
    if is_together:
        return Found(about="backup", is_well=None, seen="backup-same-disk", detail=shown)
    return Found(about="backup", is_well=True, seen="backup", detail=shown)


async def look_at_backup_programs(settings: Settings) -> Found:
    """Whether a backup of PostgreSQL could be made here; no fault where the bot is to make none."""
    fault = None if not settings.backup.dir else False
    try:
        await check_programs(settings.database)
    except BadInput as refusal:
        return Found(about="backup-programs", is_well=fault, remedy="trouble", detail=explain(refusal))
    except Exception as error:
        return Found(about="backup-programs", is_well=False, remedy="trouble", detail=_explained(error))
    return Found(about="backup-programs", is_well=True)


def look_at_time(settings: Settings) -> list[Found]:
    """The clock, the zone of new units, and until when the working calendar is known."""
    now = SystemClock().now()
    last = max(russian_calendar().years)
    return [
        Found(
            about="clock",
            is_well=now.year >= WRITTEN_IN,
            seen="clock",
            remedy="" if now.year >= WRITTEN_IN else "clock",
            detail=f"{now:%d.%m.%Y %H:%M} UTC",
        ),
        _zone(settings),
        Found(
            about="calendar",
            is_well=last >= now.year,
            seen="calendar",
            remedy="" if last >= now.year else "calendar",
            detail=str(last),
        ),
    ]


def _zone(settings: Settings) -> Found:
    try:
        ZoneInfo(settings.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        refusal = SettingsRefused("TIME_ZONE", "time-zone")
        return Found(about="zone", is_well=False, remedy="trouble", detail=explain(refusal))
    return Found(about="zone", is_well=True, seen="as-set", detail=settings.time_zone)


def _explained(error: Exception) -> str:
    trouble = trouble_of(error)
    return explain_trouble(trouble) if trouble else type(error).__name__


def look_at_operator(settings: Settings) -> Found:
    """Who keeps the personal data has to be said to those who agree to it."""
    missing = [name for name, value in settings.operator.model_dump().items() if not value]
    if not missing:
        return Found(about="operator", is_well=True, seen="as-set", detail=settings.operator.name)
    names = ", ".join(f"OPERATOR__{name.upper()}" for name in missing)
    return Found(about="operator", is_well=None, seen="no-operator", detail=names)
