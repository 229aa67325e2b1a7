"""What is looked at before anything starts, so that a bad ground is refused in one sentence."""

import errno
import socket
from datetime import datetime
from pathlib import Path

import structlog

from bot.settings import Settings
from roadmap.errors import ClockWrong, DatabaseUnusable, SettingsRefused
from storage.backups.archives import is_recipient
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
    if settings.backup.dir and not is_recipient(settings.backup.recipient):
        raise SettingsRefused("BACKUP__RECIPIENT", "backup-recipient")
    await _check_folder(settings)
    _check_ports(settings)
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


def _check_ports(settings: Settings) -> None:
    """A port somebody has taken is a wrong setting, not a defect."""
    health, webhook, open_part = settings.health, settings.webhook, settings.open_part
    wanted = {
        "HEALTH__PORT": (health.host, health.port),
        "WEBHOOK__PORT": (webhook.host, webhook.port if webhook.url else 0),
        "OPEN_PART__PORT": (open_part.host, open_part.port if open_part.url else 0),
    }
    for name, (host, port) in wanted.items():
        if port and not _is_free(host, port):
            raise SettingsRefused(name, "port-taken")


def _is_free(host: str, port: int) -> bool:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
    except OSError:
        return False
    return True


async def _check_folder(settings: Settings) -> None:
    """A full disk is waited out by the running bot; a place it may not write to is a wrong setting."""
    try:
        await FolderDisks(Path(settings.files_dir)).try_write()
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise SettingsRefused("FILES_DIR", "folder") from None
