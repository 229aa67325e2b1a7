"""Files of drafts are fetched beside the chats: a slow one holds up nobody, and few are in memory at once."""

import asyncio
from contextlib import suppress

import structlog

from handlers.control.file_arrivals import show_arrival
from roadmap.control.incoming_files import IncomingFile
from roadmap.errors import BadInput
from roadmap.ids import IncomingFileId
from services.control.reporting.receiving import ReceivingService
from services.ports.messenger import Screens

AT_ONCE = 4
"""Files held in memory at once, however many people send at the same time."""
LOOK_EVERY_SECONDS = 5.0

log = structlog.get_logger(__name__)


class Fetcher:
    """Fetches what is on its way, stepwise (`drain`) or until stopped (`run`)."""

    def __init__(self, receiving: ReceivingService, screens: Screens) -> None:
        self._receiving = receiving
        self._screens = screens
        self._under_way: dict[asyncio.Task[None], IncomingFileId] = {}
        self._woken = asyncio.Event()
        self._is_stopping = False

    def wake(self) -> None:
        """Something may be on its way."""
        self._woken.set()

    def stop(self) -> None:
        """Begin nothing more."""
        self._is_stopping = True
        self.wake()

    async def drain(self) -> int:
        """Until nothing waits that may be fetched now; how many were begun."""
        total = 0
        while True:
            begun = await self._launch()
            if self._under_way:
                await asyncio.wait(self._under_way)
            elif begun == 0:
                return total
            total += begun

    async def run(self, patience: float) -> None:
        """Until `stop`, then until running downloads have ended, for at most `patience` seconds."""
        while not self._is_stopping:
            self._woken.clear()
            try:
                begun = await self._launch()
            except Exception:
                log.exception("files on their way could not be looked for")
                begun = 0
            if begun == 0:
                await self._rest()
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=patience)
        for task in self._under_way:
            task.cancel()  # it is fetched anew by whoever comes next

    async def _rest(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(LOOK_EVERY_SECONDS):
                await self._woken.wait()

    async def _launch(self) -> int:
        room = AT_ONCE - len(self._under_way)
        if room <= 0:
            return 0
        claimed = await self._receiving.claim(room, frozenset(self._under_way.values()))
        for file in claimed:
            task = asyncio.create_task(self._fetch(file), name=f"file {file.id}")
            self._under_way[task] = file.id
            task.add_done_callback(self._finished)
        return len(claimed)

    def _finished(self, task: asyncio.Task[None]) -> None:
        file_id = self._under_way.pop(task)
        self.wake()  # the next file of this draft may be fetched now
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("a file was left to its lease", file_id=file_id, exc_info=error)

    async def _fetch(self, file: IncomingFile) -> None:
        try:
            data = await self._screens.fetch(file.ref, file.size)
            arrival = await self._receiving.arrived(file, data)
        except BadInput as error:
            arrival = await self._receiving.refused(file, error)
        except Exception as error:
            log.warning("a file was not fetched", cause=error, attempt=file.attempts)
            arrival = await self._receiving.failed(file)
        if arrival is not None:
            await show_arrival(self._screens, arrival)
