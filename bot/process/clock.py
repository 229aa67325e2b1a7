"""The real clocks: the one place in the product that asks the machine what time it is."""

import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251  the clock itself


def steady_seconds() -> float:
    """Seconds that nobody can set; they go on while the machine is suspended, where the system knows them."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


class SharedClock:
    """The clock of a server that several machines share, carried on by our own even seconds.

    However wrong the clocks of the machines are, all processes live in one time: nobody takes the claims of
    others for lost, or reminds three hours early, because somebody set a clock.
    """

    def __init__(
        self, ask: Callable[[], Awaitable[datetime]], steady: Callable[[], float] = steady_seconds
    ) -> None:
        self._ask = ask
        self._steady = steady
        self._lead: float | None = None

    async def set(self) -> None:
        """Ask the server. What we show is believed until the answer proves it wrong."""
        before = self._steady()
        shown = (await self._ask()).timestamp()
        after = self._steady()
        least, most = shown - after, shown - before  # it was read somewhere between asking and hearing
        middle = (least + most) / 2
        self._lead = middle if self._lead is None else min(max(self._lead, least), most)

    def now(self) -> datetime:
        if self._lead is None:
            raise RuntimeError("the clock has not been set yet")
        return datetime.fromtimestamp(self._lead + self._steady(), UTC)
