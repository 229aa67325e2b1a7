"""The auditor: looks whether everything that should have happened has happened, and says so outside.

While all is well it pings a watcher; when it finds something it does not, and the watcher raises the alarm. A
process that hangs or is gone does not ping either.
"""

from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

import structlog

from roadmap.clock import Clock
from roadmap.delivery.outbox import DeliveryState
from roadmap.process.work_counts import Arrears, Backlog
from services.ports.heartbeat import Heartbeat
from storage.unit_of_work import Store

PATIENCE = timedelta(minutes=5)
"""What is late by more than this is no longer on its way."""
ABSENCE = 3 * PATIENCE
"""Who has not looked for so long was away (a suspended machine): what is late is late because of that."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """`silent_for` is how long the messenger has not answered; None where this process does not ask it.

    `probed` is what the last look at the database and the disks found (probing.py).
    """

    at: datetime
    arrears: Arrears
    backlog: Backlog
    silent_for: timedelta | None
    probed: Collection[str] = ()

    @property
    def inbox_lag(self) -> timedelta:
        """How long the oldest update has waited."""
        since = self.backlog.oldest_update_at
        return max(self.at - since, timedelta(0)) if since else timedelta(0)

    @property
    def troubles(self) -> dict[str, int]:
        """What somebody has to look at; empty when all is well. Counts of rows, or seconds."""
        found = asdict(self.arrears) | {
            "inbox_lag_seconds": _seconds_over(self.inbox_lag),
            "silent_seconds": _seconds_over(self.silent_for or timedelta(0)),
            **dict.fromkeys(sorted(self.probed), 1),
        }
        return {name: many for name, many in found.items() if many}

    @property
    def given_up(self) -> dict[str, int]:
        """What waits for a decision: told to the coordinator, no reason to alarm the administrator."""
        found = {
            "dead_deliveries": self.backlog.deliveries.get(DeliveryState.DEAD.value, 0),
            "dead_updates": self.backlog.dead_updates,
        }
        return {name: many for name, many in found.items() if many}


class Auditor:
    def __init__(
        self,
        store: Store,
        clock: Clock,
        *,
        heartbeat: Heartbeat | None = None,
        silence: Callable[[], float | None] = lambda: None,
        probed: Callable[[], Collection[str]] = tuple,
    ) -> None:
        self._store = store
        self._clock = clock
        self._heartbeat = heartbeat
        self._silence = silence
        self._probed = probed
        self._looked_at = clock.now()
        self.latest: Findings | None = None
        """What the last look has found."""

    async def look(self) -> None:
        """Look, and ping the watcher if all is well."""
        was_away = self._clock.now() - self._looked_at > ABSENCE
        findings = await self.findings()
        self._looked_at = findings.at
        if was_away:
            log.info("the auditor was away; what is late is looked at next time")
            return
        self.latest = findings
        if findings.troubles:
            log.error("the auditor has found something", **findings.troubles, **findings.given_up)
            return
        log.debug("the auditor is content", **findings.given_up)
        if self._heartbeat is not None:
            await self._heartbeat.ping()

    async def findings(self) -> Findings:
        """How things stand now."""
        now = self._clock.now()
        async with self._store.read() as uow:
            arrears = await uow.upkeep.arrears(now - PATIENCE)
            backlog = await uow.upkeep.backlog()
        silent_for = self._silence()
        return Findings(
            at=now,
            arrears=arrears,
            backlog=backlog,
            silent_for=timedelta(seconds=silent_for) if silent_for is not None else None,
            probed=self._probed(),
        )


def _seconds_over(wait: timedelta) -> int:
    return int(wait.total_seconds()) if wait > PATIENCE else 0
