"""Backups as the settings want them: made, rotated, looked after. They are put back by putting_back.py."""

import asyncio
import shutil
import sys
import tempfile
from datetime import datetime
from pathlib import Path

import structlog
from sqlalchemy.exc import DBAPIError

from bot.settings import Settings
from roadmap.clock import Clock
from roadmap.errors import BadInput, SettingsRefused
from roadmap.process.backups import BackupFacts, is_due, is_late, kept
from services.app import App
from storage.backups.archives import DATABASE, is_recipient, kept_files, seal
from storage.backups.folder import backups_in, name_of, remove_all_but
from storage.backups.snapshots import take_snapshot
from storage.database_errors import trouble_of
from storage.engine import create_engine
from storage.migrate import version_of

SNAPSHOT, RESTORE = ".snapshot-", ".restore-"
LEFT_OVER_SECONDS = 12 * 3600
"""No backup takes as long; the next night's is the first to see it."""

log = structlog.get_logger(__name__)


def recipient_of(settings: Settings) -> str:
    """The public key of backups; SettingsRefused when it cannot be one."""
    if not is_recipient(settings.backup.recipient):
        raise SettingsRefused("BACKUP__RECIPIENT", "backup-recipient")
    return settings.backup.recipient


async def make_backup(settings: Settings, folder: Path, now: datetime) -> Path:
    """One archive of database and files in this folder; the bot may be at work meanwhile."""
    recipient, files = recipient_of(settings), Path(settings.files_dir)
    schema = await _schema(settings)
    if schema is None:
        raise BadInput("backup-nothing")
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True, mode=0o700)
    target = folder / name_of(now)
    beside = await asyncio.to_thread(beside_database, settings)
    await asyncio.to_thread(_forget_left_over, beside, now)
    with tempfile.TemporaryDirectory(prefix=SNAPSHOT, dir=beside) as place:
        snapshot = Path(place) / DATABASE
        await take_snapshot(settings.database, snapshot)
        facts = await asyncio.to_thread(_facts, settings, schema, snapshot, now)
        await asyncio.to_thread(seal, target, recipient, facts, snapshot, files)
    return target


def rotate(settings: Settings, folder: Path) -> int:
    """Remove what need not be kept; how many."""
    keep = kept(backups_in(folder), settings.backup.days, settings.backup.weeks, settings.time_zone)
    return remove_all_but(folder, keep)


async def _schema(settings: Settings) -> str | None:
    file = settings.database_file
    if file is not None and not file.exists():
        return None
    engine = create_engine(settings.database.render_as_string(hide_password=False))
    try:
        return await version_of(engine)
    except DBAPIError as error:
        if trouble_of(error) == "broken":
            raise BadInput("backup-of-damaged") from error
        raise
    finally:
        await engine.dispose()


def _facts(settings: Settings, schema: str, snapshot: Path, now: datetime) -> BackupFacts:
    sizes = [path.stat().st_size for path in kept_files(Path(settings.files_dir))]
    return BackupFacts(
        made_at=now,
        database=settings.database.get_backend_name(),
        schema=schema,
        files=len(sizes),
        bytes=sum(sizes) + snapshot.stat().st_size,
    )


def beside_database(settings: Settings) -> Path:
    """Where the plain snapshot lies for a while: where plain data lies anyway, and there is room for it."""
    files = Path(settings.files_dir)
    of_files = files if files.is_dir() else files.parent  # a dry run makes no folder
    place = settings.database_file.parent if settings.database_file else of_files
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    return place


def _forget_left_over(beside: Path, now: datetime) -> None:
    """A backup or a restore that was killed has left the database there in the clear."""
    for prefix in (SNAPSHOT, RESTORE):
        for left in beside.glob(f"{prefix}*"):
            if now.timestamp() - left.stat().st_mtime > LEFT_OVER_SECONDS:
                shutil.rmtree(left, ignore_errors=True)


class BackupWatch:
    """Makes the nightly backup in a process of its own, and knows when one is missing."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._since = clock.now()
        self._making: asyncio.subprocess.Process | None = None

    @property
    def is_wanted(self) -> bool:
        return bool(self._settings.backup.dir)

    def last(self) -> datetime | None:
        """When the newest whole backup was made."""
        return max(backups_in(Path(self._settings.backup.dir)), default=None) if self.is_wanted else None

    @property
    def is_late(self) -> bool:
        return self.is_wanted and is_late(self.last(), self._since, self._clock.now())

    async def look(self, app: App) -> None:
        """Make today's backup once its hour has come; tell the coordinators when there has been none."""
        if not self.is_wanted:
            return
        backup, now = self._settings.backup, self._clock.now()
        if is_due(self.last(), now, backup.hour, self._settings.time_zone):
            await self._make()
        if self.is_late:
            log.error("there has been no backup for too long", fault="backup-late")
            await app.server_news.tell_backup(self.last())

    async def _make(self) -> None:
        """Beside this process: packing and encrypting would hold up whoever presses a button."""
        self._making = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "backup", stdout=asyncio.subprocess.DEVNULL
        )
        try:
            status = await self._making.wait()
        finally:
            self._making = None
        if status:
            log.error("the backup was not made", status=status)

    def stop(self) -> None:
        """A backup under way is left; the next start makes it."""
        if self._making is not None:
            self._making.terminate()
