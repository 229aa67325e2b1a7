"""What is looked at before anything starts, so that a bad ground is refused in one sentence."""

import errno
from datetime import datetime
from pathlib import Path

import structlog

from bot.settings import Settings
from roadmap.errors import ClockWrong, DatabaseUnusable, SettingsRefused
from storage.backups.folder import backups_in
from storage.disks import MEGABYTE, FolderDisks
from storage.process.integrity import is_damaged

WRITTEN_IN = 2026
"""No machine has run this program in an earlier year: its clock has lost the time."""
LARGE_BYTES = 50 * MEGABYTE
"""A larger database is looked through beside the work: it takes seconds."""

log = structlog.get_logger(__name__)


async def check_ground(settings: Settings, now: datetime) -> None:
    """ClockWrong, SettingsRefused or DatabaseUnusable for what the bot cannot stand on."""
    if now.year < WRITTEN_IN and not settings.sandbox_clock_url:
        raise ClockWrong(f"{now:%d.%m.%Y}")
    await _check_folder(settings)
    file = settings.database_file
    if file is not None and not is_large(file) and await is_damaged(file):
        raise DatabaseUnusable(str(file), "broken", newest_backup(settings))


def newest_backup(settings: Settings) -> str:
    made = backups_in(Path(settings.backup.dir)) if settings.backup.dir else {}
    return str(made[max(made)]) if made else ""


def is_large(file: Path) -> bool:
    return file.exists() and file.stat().st_size > LARGE_BYTES


async def look_through(file: Path) -> bool:
    """Whether a large database is damaged; said in the journal."""
    damaged = await is_damaged(file)
    if damaged:
        log.critical("the database is damaged", fault="damaged")
    return damaged


async def _check_folder(settings: Settings) -> None:
    """A full disk is waited out by the running bot; a place it may not write to is a wrong setting."""
    try:
        await FolderDisks(Path(settings.files_dir)).try_write()
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise SettingsRefused("FILES_DIR", "folder") from None
