"""Who would hear nothing: the board of what stands between the plan and its people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from roadmap.clock import Clock
from roadmap.control.reach import Gap, GapLine
from roadmap.errors import NotFound
from roadmap.people.persons import Actor, Role
from services.control.duties.duty_lists import PAGE, Paging, paging_of
from services.people.directory import require
from services.people.rights import CURATORS
from storage.unit_of_work import Store, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachBoard:
    """How many there are of each gap that is open for this person."""

    counts: Mapping[Gap, int]
    may_change: bool

    @property
    def is_well(self) -> bool:
        """Whether everybody can be reached."""
        return not any(self.counts.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class GapPage:
    gap: Gap
    lines: tuple[GapLine, ...]
    count: int
    paging: Paging
    may_change: bool


class ReachService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def board(self, actor: Actor) -> ReachBoard:
        """What is open in the department, for a curator in the units they watch."""
        require(actor, *CURATORS)
        async with self._store.read() as uow:
            counts = await uow.reach.counts(actor, self._clock.now())
        return ReachBoard(counts=counts, may_change=actor.has(Role.COORDINATOR))

    async def gap(self, actor: Actor, name: str, page: int) -> GapPage:
        """A page of one gap; NotFound for one there is not."""
        require(actor, *CURATORS)
        if name not in set(Gap):
            raise NotFound
        gap, now = Gap(name), self._clock.now()
        async with self._store.read() as uow:
            count = (await uow.reach.counts(actor, now))[gap]
            paging = paging_of(count, page)
            lines = await uow.reach.lines(gap, actor, now, limit=PAGE, offset=paging.offset)
        return GapPage(
            gap=gap,
            lines=tuple(lines),
            count=count,
            paging=paging,
            may_change=actor.has(Role.COORDINATOR),
        )


async def count_gaps(uow: UnitOfWork, actor: Actor, now: datetime) -> int:
    """How many people, units and measures nothing would reach: for messages that count what waits."""
    return sum((await uow.reach.counts(actor, now)).values())
