"""A database restored from a copy is noticed before anything is sent. Free of aiogram, which loads slowly."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import structlog

from bot.settings import Settings
from roadmap.clock import Clock
from scheduler.beats import BEATS
from services.app import App
from services.control.leaving.erasing import ErasureWork
from services.process.watermark import StillClock, WatermarkService
from storage.calendars import russian_calendar
from storage.files import FolderFiles
from storage.process.erased_people import ErasedFiles
from storage.process.watermarks import WatermarkFiles
from storage.unit_of_work import Store

MARK_NAME = ".watermark.json"
ERASED_NAME = ".erased.json"

log = structlog.get_logger(__name__)


def open_watermark(settings: Settings, store: Store, clock: Clock) -> WatermarkService:
    return WatermarkService(store, clock, mark_files(settings))


def mark_files(settings: Settings) -> WatermarkFiles:
    """Kept with the files, and beside the database: whichever is not restored with it tells."""
    places = [Path(settings.files_dir) / MARK_NAME]
    file = settings.database_file
    if file is not None:
        places.append(file.with_name(file.name + MARK_NAME))
    return WatermarkFiles(places)


def open_erasures(settings: Settings, store: Store, clock: Clock) -> ErasureWork:
    """Erasing, with the numbers of the erased kept where the marks are, and with the backups."""
    places = [Path(settings.files_dir)]
    if (file := settings.database_file) is not None:
        places.append(file.parent)
    if settings.backup.dir:
        places.append(Path(settings.backup.dir))
    files = ErasedFiles([place / ERASED_NAME for place in dict.fromkeys(places)])
    return ErasureWork(store, clock, FolderFiles(Path(settings.files_dir)), files, russian_calendar())


async def hold_restored(
    watermark: WatermarkService, app_at: Callable[[Clock], App], erasures: ErasureWork
) -> int:
    """In a database restored from a copy, erase anew who was erased since, and hold what may have been sent
    already; how many messages. Killed in between, the next start begins again."""
    until = await watermark.lived_until()
    if until is None:
        return 0
    again = await erasures.erase_again()
    if again:
        log.warning("people erased since the copy were erased again", people=again)
    held = await hold_until(until, watermark, app_at)
    log.warning("the database was restored from a copy", was_at_work_until=until.isoformat(), held=held)
    return held


async def hold_until(until: datetime, watermark: WatermarkService, app_at: Callable[[Clock], App]) -> int:
    """Plan everything as of that moment, so that what fell due by then is known, and hold it."""
    app = app_at(StillClock(until))
    for beat in BEATS:
        await beat.look(app)
    return await watermark.hold(until)
