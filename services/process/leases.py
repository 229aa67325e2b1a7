"""What this process may do alone among several: take what is free, renew what is held, let go on leaving.

Two guards keep one who slept through its lease harmless. `holds` counts by a counter no clock can move, so
that a process knows by itself when its lease has ended; and what is done under a lease is committed only
while nobody has taken it over.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from roadmap.clock import Clock
from roadmap.process.leases import Lease, LeaseName
from storage.unit_of_work import Store

LEASE_SECONDS = 15.0
RENEW_EVERY_SECONDS = 5.0

log = structlog.get_logger(__name__)


def is_free(lease: Lease, now: datetime) -> bool:
    """It has ended; or it is from a future that never came, because the clock was set back."""
    return not now < lease.until_at <= now + 2 * timedelta(seconds=LEASE_SECONDS)


@dataclass(slots=True)
class _Held:
    lease: Lease
    taken_at: float


class LeaseService:
    """`steady` counts seconds evenly, also while the machine is suspended."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        holder: str,
        *,
        steady: Callable[[], float],
        names: Collection[LeaseName] = tuple(LeaseName),
    ) -> None:
        self._store = store
        self._clock = clock
        self._holder = holder
        self._steady = steady
        self._names = sorted(names)  # in one order everywhere: two processes never wait for each other
        self._held: dict[LeaseName, _Held] = {}

    def held(self, name: LeaseName) -> Lease | None:
        """Ours, for as long as it surely is."""
        held = self._held.get(name)
        if held is None or self._steady() - held.taken_at >= LEASE_SECONDS:
            return None
        return held.lease

    def holds(self, name: LeaseName) -> bool:
        return self.held(name) is not None

    async def look(self) -> None:
        """Take what is free, and renew what is ours when it is time."""
        at, now = self._steady(), self._clock.now()
        async with self._store.read() as uow:
            known = {lease.name: lease for lease in await uow.leases.known()}
        wanted = [name for name in self._names if self._is_wanted(known.get(name), name, at)]
        if not wanted:
            return
        until_at = now + timedelta(seconds=LEASE_SECONDS)
        async with self._store.write() as uow:
            await uow.leases.hurry()
            fences = {name: await uow.leases.take(name, self._holder, now, until_at) for name in wanted}
            await uow.commit()
        for name, fence in fences.items():
            if fence is None:
                self._forget(name)
                continue
            lease = Lease(name=name, holder=self._holder, fence=fence, until_at=until_at)
            if not self.holds(name):
                log.info("lease taken", lease=name.value, fence=fence)
            self._held[name] = _Held(lease, at)

    async def let_go(self, names: Collection[LeaseName] = tuple(LeaseName)) -> None:
        """Ours no longer: another process may take over at once."""
        ours = [name for name in names if self._held.pop(name, None) is not None]
        self._names = [name for name in self._names if name not in names]
        if ours:
            async with self._store.write() as uow:
                await uow.leases.hurry()
                await uow.leases.let_go(ours, self._holder, self._clock.now())
                await uow.commit()

    def _is_wanted(self, known: Lease | None, name: LeaseName, at: float) -> bool:
        if known is None:
            return True
        if known.holder != self._holder:
            self._forget(name)
            return is_free(known, self._clock.now())
        held = self._held.get(name)
        return held is None or at - held.taken_at >= RENEW_EVERY_SECONDS

    def _forget(self, name: LeaseName) -> None:
        if self._held.pop(name, None) is not None:
            log.warning("lease lost: another process has taken over", lease=name.value)
