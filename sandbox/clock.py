"""The demo clock: ticks at real speed from an offset that tests and the page may move."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import monotonic

from sandbox.pulse import Pulse


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockReading:
    """What the clock shows; `version` grows with every move."""

    version: int
    now: datetime
    offset_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class IdleReport:
    """The bot's word that all due at `version` is done, and when its next reminder is due.

    `quarter_end` is what the end of a quarter means to it: there «to the end of the quarter» stops.
    """

    version: int
    next_at: datetime | None = None
    quarter_end: datetime | None = None


class SandboxClock:
    """Moves of the wall clock of the host do not reach it: it counts from its start by the monotonic one."""

    def __init__(self, start: datetime | None = None) -> None:
        self._born = datetime.now(UTC)
        self._born_tick = monotonic()
        self._offset = (start.astimezone(UTC) - self._born) if start else timedelta()
        self._changed = Pulse()
        self._reported = Pulse()
        self.version = 1
        self.idle: IdleReport | None = None

    def now(self) -> datetime:
        return self._born + self._offset + timedelta(seconds=monotonic() - self._born_tick)

    def unix(self) -> int:
        return int(self.now().timestamp())

    def read(self) -> ClockReading:
        return ClockReading(version=self.version, now=self.now(), offset_seconds=self._offset.total_seconds())

    def set(self, moment: datetime) -> ClockReading:
        return self.add(moment.astimezone(UTC) - self.now())

    def add(self, step: timedelta) -> ClockReading:
        self._offset += step
        self.version += 1
        self._changed.beat()
        return self.read()

    async def changed(self, after: int, timeout: float) -> ClockReading:
        """The reading once its version is past `after`, or the present one when the seconds ran out."""
        deadline = monotonic() + timeout
        while self.version <= after and await self._changed.wait(deadline - monotonic()):
            pass
        return self.read()

    def report_idle(self, report: IdleReport) -> None:
        if self.idle is None or report.version >= self.idle.version:
            self.idle = report
            self._reported.beat()

    async def idle_at(self, version: int, timeout: float) -> IdleReport | None:
        """The bot's report for `version` or a later one; None when it has not come in time."""
        deadline = monotonic() + timeout
        while self.idle is None or self.idle.version < version:
            if not await self._reported.wait(deadline - monotonic()):
                return None
        return self.idle
