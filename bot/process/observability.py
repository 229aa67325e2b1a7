"""What watches over the work: the auditor, the watermark, the counters; and the beats they ride on."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from time import monotonic

import structlog

from bot.process.backups import BackupWatch
from bot.process.clock import steady_seconds
from bot.process.heartbeat import HttpHeartbeat
from bot.process.restoring import open_erasures, open_watermark
from bot.settings import Settings
from bot.telegram.metering import metered
from roadmap.clock import Clock
from scheduler.beats import Beat
from services.app import App
from services.process.auditor import PATIENCE, Auditor
from services.process.probing import LOOK_EVERY, Prober, Room, Trouble
from services.process.tidying import Terms, TidyingService
from services.process.watermark import MARK_EVERY
from storage.disks import FolderDisks
from storage.file_keys import referenced_keys
from storage.files import FolderFiles
from storage.migrate import is_ours
from storage.unit_of_work import Store
from web.metrics import Metrics

NO_BACKUP = "no backup for a day and a half"
TIDY_EVERY = timedelta(hours=1)
"""How often it is asked whether it is time."""
ERASE_EVERY = timedelta(seconds=15)
LOOK_FOR_BACKUP = timedelta(minutes=5)

log = structlog.get_logger(__name__)


class Observability:
    """`silence` tells how long the messenger has not answered; None while this process does not ask it."""

    def __init__(self, settings: Settings, store: Store, clock: Clock) -> None:
        address = settings.heartbeat_url.get_secret_value()
        self.metrics = Metrics()
        self.silence: Callable[[], float | None] = lambda: None
        self.auditor = Auditor(
            store,
            clock,
            heartbeat=HttpHeartbeat(address) if address else None,
            silence=self._silent_for,
            probed=self._troubles,
        )
        self.watermark = open_watermark(settings, store, clock)
        self.erasures = open_erasures(settings, store, clock)
        self.backups = BackupWatch(settings, clock)
        self.tidying = TidyingService(
            store,
            clock,
            FolderFiles(Path(settings.files_dir)),
            _terms(settings),
            spoken_of=lambda: referenced_keys(store.engine),
        )
        self.prober = Prober(
            store,
            clock,
            _disks(settings),
            Room(warn_mb=settings.disk.warn_mb, stop_mb=settings.disk.stop_mb),
            is_schema_ours=lambda: is_ours(store.engine),
            steady=steady_seconds,
        )

    def beats(self, others: Sequence[Beat]) -> tuple[Beat, ...]:
        """These beats and our own, all of them counted."""
        own = (
            Beat(name="audit", period=PATIENCE, look=lambda _: self.auditor.look()),
            Beat(name="keep the watermark", period=MARK_EVERY, look=lambda _: self.watermark.keep()),
            Beat(name="tidy up", period=TIDY_EVERY, look=lambda _: self.tidying.look()),
            Beat(name="erase", period=ERASE_EVERY, look=lambda _: self.erasures.look()),
            Beat(name="back up", period=LOOK_FOR_BACKUP, look=self.backups.look),
            Beat(name="probe", period=LOOK_EVERY, look=self.probe, always=True),
        )
        return tuple(metered(beat, self.metrics) for beat in (*others, *own))

    async def probe(self, app: App) -> None:
        """Try what the bot stands on; tell the coordinators about the disk while there is room to."""
        await self.prober.look()
        free_mb = self.prober.free_mb
        if free_mb is not None and self.prober.is_short_of_room:
            takes_files = Trouble.NO_ROOM not in self.prober.troubles
            await app.server_news.tell_room(free_mb, takes_files=takes_files)

    def _troubles(self) -> Collection[str]:
        return self.prober.troubles | ({NO_BACKUP} if self.backups.is_late else frozenset())

    def _silent_for(self) -> float | None:
        return self.silence()

    async def leave(self) -> None:
        """The last mark; a database that is away is no reason to end in an error."""
        try:
            await self.watermark.keep()
        except Exception:
            log.exception("the last watermark could not be kept")

    def findings(self) -> Mapping[str, int]:
        """What the auditor has found last."""
        latest = self.auditor.latest
        return {**latest.troubles, **latest.given_up} if latest else {}


def _terms(settings: Settings) -> Terms:
    keep = settings.keep
    return Terms(
        updates=timedelta(days=keep.updates),
        deliveries=timedelta(days=keep.deliveries),
        tables=timedelta(days=keep.tables),
        attempts=timedelta(days=keep.attempts),
        files=timedelta(days=keep.orphans),
        reports=timedelta(days=keep.reports),
        evidence=timedelta(days=keep.evidence),
        audit=timedelta(days=keep.audit),
    )


def _disks(settings: Settings) -> FolderDisks:
    file = settings.database_file
    return FolderDisks(Path(settings.files_dir), [file.parent] if file else [])


def since_start(answered: Callable[[], float | None]) -> Callable[[], float]:
    """Silence counts from the start of the process until the first answer."""
    began = monotonic()

    def silence() -> float:
        known = answered()
        return known if known is not None else monotonic() - began

    return silence
