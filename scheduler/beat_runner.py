"""APScheduler as a plain alarm clock: it wakes beats up and decides nothing."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from scheduler.beats import Beat
from services.app import App

LOOK_FAILED = "a beat failed"
log = structlog.get_logger(__name__)


class BeatRunner:
    """Runs each beat at its period, never twice at once, from `start` to `stop`."""

    def __init__(self, beats: Sequence[Beat], app: App) -> None:
        self._app = app
        self._beats = tuple(beats)
        self._ticking = [asyncio.Lock() for _ in self._beats]
        # The library's defaults drop a job that is one second late; a late look is as good as a punctual one.
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        self._is_stopped = False

    def start(self) -> None:
        """Wake every beat from now on, each at its own period."""
        for index, beat in enumerate(self._beats):
            trigger = IntervalTrigger(seconds=max(1, int(beat.period / timedelta(seconds=1))), timezone=UTC)
            self._scheduler.add_job(self._tick, trigger, args=(index,), id=beat.name)
        self._scheduler.start()

    async def tick_all(self) -> None:
        """One look of every beat, now and in order."""
        for index in range(len(self._beats)):
            await self._tick(index)

    async def stop(self) -> None:
        """Wake nothing more and let running beats finish: the library's own shutdown would cancel them."""
        self._is_stopped = True
        if self._scheduler.running:
            self._scheduler.pause()
        for ticking in self._ticking:
            async with ticking:
                pass
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def _tick(self, index: int) -> None:
        beat = self._beats[index]
        async with self._ticking[index]:
            if self._is_stopped:
                return
            try:
                await beat.look(self._app)
            except Exception:
                log.exception(LOOK_FAILED, beat=beat.name)
