"""What watches over the work: the auditor, the watermark, the counters; and the beats they ride on."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import monotonic

import structlog

from bot.heartbeat import HttpHeartbeat
from bot.metering import metered
from bot.settings import Settings
from roadmap.clock import Clock
from scheduler.beats import Beat, beats
from services.app import App
from services.auditor import PATIENCE, Auditor
from services.ports.unit_of_work import Store
from services.watermark import MARK_EVERY, StillClock, WatermarkService
from storage.watermarks import WatermarkFiles
from web.metrics import Metrics

MARK_NAME = ".watermark.json"

log = structlog.get_logger(__name__)


class Overseer:
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
        )
        self.watermark = WatermarkService(store, clock, WatermarkFiles(_mark_places(settings)))

    def beats(self, others: Sequence[Beat]) -> tuple[Beat, ...]:
        """These beats and our own, all of them counted."""
        own = (
            Beat(name="audit", period=PATIENCE, look=self.auditor.look),
            Beat(name="keep the watermark", period=MARK_EVERY, look=self.watermark.keep),
        )
        return tuple(metered(beat, self.metrics) for beat in (*others, *own))

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


async def hold_restored(watermark: WatermarkService, app_at: Callable[[Clock], App]) -> int:
    """In a database restored from a copy, hold what may have been sent already; how many messages.

    Everything is planned as of the last moment the newer database was at work: what fell due until then
    is known before anything is sent.
    """
    until = await watermark.lived_until()
    if until is None:
        return 0
    for beat in beats(app_at(StillClock(until))):
        await beat.look()
    held = await watermark.hold(until)
    log.warning("the database was restored from a copy", was_at_work_until=until.isoformat(), held=held)
    return held


def since_start(answered: Callable[[], float | None]) -> Callable[[], float]:
    """Silence counts from the start of the process until the first answer."""
    began = monotonic()

    def silence() -> float:
        known = answered()
        return known if known is not None else monotonic() - began

    return silence


def _mark_places(settings: Settings) -> list[Path]:
    """With the files, and beside the database: whichever is not restored with it tells."""
    places = [Path(settings.files_dir) / MARK_NAME]
    file = settings.database_file
    if file is not None:
        places.append(file.with_name(file.name + MARK_NAME))
    return places
