"""What watches over the work: the auditor, the watermark, the counters; and the beats they ride on."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import monotonic

import structlog

from bot.process.clock import steady_seconds
from bot.process.heartbeat import HttpHeartbeat
from bot.process.restoring import open_watermark
from bot.settings import Settings
from bot.telegram.metering import metered
from roadmap.clock import Clock
from scheduler.beats import Beat
from services.app import App
from services.process.auditor import PATIENCE, Auditor
from services.process.probing import LOOK_EVERY, Prober, Room, Trouble
from services.process.watermark import MARK_EVERY
from storage.disks import FolderDisks
from storage.migrate import is_ours
from storage.unit_of_work import Store
from web.metrics import Metrics

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
            probed=lambda: self.prober.troubles,
        )
        self.watermark = open_watermark(settings, store, clock)
        self.prober = Prober(
            store,
            clock,
            _disks(settings),
            Room(**settings.disk.model_dump()),
            is_schema_ours=lambda: is_ours(store.engine),
            steady=steady_seconds,
        )

    def beats(self, others: Sequence[Beat]) -> tuple[Beat, ...]:
        """These beats and our own, all of them counted."""
        own = (
            Beat(name="audit", period=PATIENCE, look=lambda _: self.auditor.look()),
            Beat(name="keep the watermark", period=MARK_EVERY, look=lambda _: self.watermark.keep()),
            Beat(name="probe", period=LOOK_EVERY, look=self.probe, always=True),
        )
        return tuple(metered(beat, self.metrics) for beat in (*others, *own))

    async def probe(self, app: App) -> None:
        """Try what the bot stands on; tell the coordinators about the disk while there is room to."""
        await self.prober.look()
        free_mb = self.prober.free_mb
        if free_mb is not None and self.prober.is_short_of_room:
            takes_files = Trouble.NO_ROOM not in self.prober.troubles
            await app.room.tell(free_mb, takes_files=takes_files)

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
