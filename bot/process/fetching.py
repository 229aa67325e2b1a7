"""Files are fetched beside the chats: a slow one holds up nobody, and few are in memory at once."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from typing import Any, Generic, Protocol, TypeVar

import structlog

AT_ONCE = 4
"""Files held in memory at once, however many people send at the same time."""
LOOK_EVERY_SECONDS = 5.0

log = structlog.get_logger(__name__)


class OnItsWay(Protocol):
    """A file or document that a person has sent."""

    @property
    def id(self) -> Any: ...


F = TypeVar("F", bound=OnItsWay)


class Fetcher(Generic[F]):
    """Brings what is on its way, stepwise (`drain`) or until stopped (`run`).

    `claim` gives what is to be brought now, `bring` fetches one and says in its chat what became of it.
    """

    def __init__(
        self,
        claim: Callable[[int, frozenset[Any]], Awaitable[Sequence[F]]],
        bring: Callable[[F], Coroutine[Any, Any, None]],
    ) -> None:
        self._claim = claim
        self._bring = bring
        self._under_way: dict[asyncio.Task[None], Any] = {}
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
        claimed = await self._claim(room, frozenset(self._under_way.values()))
        for file in claimed:
            task = asyncio.create_task(self._bring(file), name=f"file {file.id}")
            self._under_way[task] = file.id
            task.add_done_callback(self._finished)
        return len(claimed)

    def _finished(self, task: asyncio.Task[None]) -> None:
        file_id = self._under_way.pop(task)
        self.wake()  # the next file of this draft may be fetched now
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("a file was left to its lease", file_id=file_id, exc_info=error)
