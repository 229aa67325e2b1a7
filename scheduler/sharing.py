"""Beats of one of several processes: planning is done by whoever holds the lease, recovery by all."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

import structlog

from roadmap.clock import Clock
from roadmap.process.leases import LeaseLost, LeaseName
from scheduler.beats import Beat
from services.app import App
from services.process.leases import LeaseService

JUMP_SECONDS = 5.0
"""A clock that goes wrong by more than this within one look has jumped."""
CALM_SECONDS = 60.0
"""After a jump, so long: by then every claim from before it has been settled, renewed or truly lost."""

log = structlog.get_logger(__name__)


class Evenness:
    """Whether the clock has lately run evenly. Right after a jump the claims of everybody look lost."""

    def __init__(self, clock: Clock, steady: Callable[[], float]) -> None:
        self._clock = clock
        self._steady = steady
        self._lead = self._lead_now()
        self._jumped_at = float("-inf")

    def is_even(self) -> bool:
        lead, before = self._lead_now(), self._lead
        self._lead = lead
        if abs(lead - before) > JUMP_SECONDS:
            self._jumped_at = self._steady()
        return self._steady() - self._jumped_at >= CALM_SECONDS

    def _lead_now(self) -> float:
        return self._clock.now().timestamp() - self._steady()


def share(beats: Sequence[Beat], leases: LeaseService, evenness: Evenness) -> tuple[Beat, ...]:
    """The same beats, each looking only where and when it may."""
    return tuple(replace(beat, look=_shared(beat, leases, evenness)) for beat in beats)


def _shared(beat: Beat, leases: LeaseService, evenness: Evenness) -> Callable[[App], Awaitable[object]]:
    if beat.always:
        return beat.look
    return _while_even(beat, evenness) if beat.everywhere else _under_lease(beat, leases)


def _while_even(beat: Beat, evenness: Evenness) -> Callable[[App], Awaitable[object]]:
    async def look(app: App) -> None:
        if evenness.is_even():
            await beat.look(app)

    return look


def _under_lease(beat: Beat, leases: LeaseService) -> Callable[[App], Awaitable[object]]:
    async def look(app: App) -> None:
        lease = leases.held(LeaseName.PLANNING)
        if lease is not None:
            try:
                await beat.look(app.under(lease))
            except LeaseLost:  # nothing of it is stored; whoever has taken over looks too
                log.warning("a beat was left to another process", beat=beat.name)

    return look
