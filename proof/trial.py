"""One seed from its first life to the hour when nothing is left to do."""

import asyncio
import os
import signal
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from time import monotonic

from sqlalchemy import Select, func, select, union_all
from sqlalchemy.ext.asyncio import AsyncEngine

from proof.counting import Tally, count, read_records
from proof.databases import Databases
from proof.draw import Fate, Step, draw
from proof.fork_server import Nursery
from proof.life import Life
from proof.people import Crowd
from proof.points import EPITAPH, OUTSIDE, Point
from sandbox.calls import CallLog, LoggedCall
from sandbox.chronicle import happenings, readable
from sandbox.faults import FaultRule
from sandbox.running import DEFAULT_TOKEN, DEFAULT_USERNAME, serve
from sandbox.world import World
from scheduler.beat_runner import LOOK_FAILED
from storage.delivery.tables import DeliveryRow
from storage.engine import create_engine
from storage.imports.tables import IncomingDocumentRow
from storage.process.tables import InboxUpdateRow

DAYS = (datetime(2026, 10, 5, 6, 0, tzinfo=UTC), datetime(2026, 10, 7, 5, 59, 30, tzinfo=UTC))
"""Nine o'clock in Moscow on the day of approval, and just before it on the day of the first reminders."""
CLAIMS_PASS = timedelta(seconds=121)
"""Longer than claims of both outbox and inbox are held for."""
READING_PASSES = timedelta(minutes=21)
"""Longer than a document is left to one process."""
LEASES_PASS = timedelta(seconds=16)
"""Longer than polling, planning or sending is left to one process without a word from it."""
HORIZON = timedelta(hours=3)
"""What is not due by then belongs to another day."""
STEP, STEP_SECONDS = timedelta(seconds=6), 0.1
"""How fast time goes by among several processes; a lease is renewed after five seconds and lasts fifteen."""
LOOK_SECONDS = 0.02
STUCK_SECONDS = 0.4
READING_SECONDS = 4.0
"""Longer than a document is read, in a process of its own, while the clock stands."""
ROUNDS = 200
PATIENCE_SECONDS = 240.0


class NeverRests(Exception):
    """The bot has not come to rest: something waits forever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a seed is run on."""

    database: str
    workers: int
    policy: str


class WatchedCalls(CallLog):
    """Strikes a worker dead at a moment on the wire: its request has come, or has been carried out."""

    def __init__(self, strike: "Strike") -> None:
        super().__init__()
        self._strike = strike

    def open(self, bot_id: int, method: str, at: datetime, note: str = "") -> LoggedCall:
        call = super().open(bot_id, method, at, note)
        self._strike(call, Point.REQUESTED)
        return call

    def accept(self, call: LoggedCall) -> None:
        super().accept(call)
        self._strike(call, Point.ACCEPTED)


@dataclass(slots=True)
class Worker:
    """A place where lives follow each other."""

    number: int
    pid: int = 0
    death: "asyncio.Future[int] | None" = None
    journal: Path = Path()
    fuses: dict[Point, int] = field(default_factory=dict)
    """What is left to pass, of the points that are struck from outside."""
    point: Point | None = None
    """Where it was struck from outside."""

    def pass_by(self, point: Point) -> None:
        """Strike it dead when it is its time."""
        if point in self.fuses:
            self.fuses[point] -= 1
            if self.fuses[point] == 0 and self.point is None:
                self.point = point
                os.kill(self.pid, signal.SIGKILL)

    @property
    def idle_at(self) -> int:
        """The version of the clock it has done all for."""
        told = self.journal.with_name(f"idle-{self.number}")
        return int(told.read_text() or 0) if told.exists() else 0

    def epitaph(self) -> Point:
        """Where it died."""
        if self.point is not None:
            return self.point
        last = self.journal.read_text("utf-8").splitlines()[-1]
        return Point(last.removeprefix(EPITAPH))


@dataclass(slots=True)
class Strike:
    workers: list[Worker]

    def __call__(self, call: LoggedCall, point: Point) -> None:
        if call.note and call.method == "sendMessage":
            self.workers[int(call.note.split()[1])].pass_by(point)


@dataclass(slots=True, kw_only=True)
class Trial:
    setting: Setting
    fate: Fate
    nursery: Nursery
    world: World
    crowd: Crowd
    url: str
    database: str
    folder: Path
    engine: AsyncEngine
    workers: list[Worker]
    lives: Iterator[Mapping[Point, int]]
    kills: Counter[Point] = field(default_factory=Counter)

    async def run(self) -> Tally:
        for rule in self.fate.faults:
            self.world.faults.add(FaultRule(**rule))
        for worker in self.workers:
            await self._bear(worker)
        for moment, day in zip(DAYS, self.fate.days, strict=True):
            self.world.clock.set(moment)
            await self._live_through(day)
        return count(await read_records(self.database), self.world, self.crowd, self.kills)

    async def _live_through(self, day: tuple[Step, ...]) -> None:
        for step in day:
            for deed in step.deeds:
                self.crowd.act(deed)
            for errand in step.errands:
                self.crowd.office.begin(errand)
            for worker in self.workers:
                worker.pass_by(Point.ANY_MOMENT)
            await self._rest(timedelta(seconds=step.seconds))
            self.crowd.react()
        for _ in range(ROUNDS):
            await self._rest(timedelta(seconds=5))
            if self.crowd.react():
                continue
            next_at = await self._next_at()
            if next_at is None:
                return
            await self._pass(max(next_at - self.world.clock.now(), timedelta()) + timedelta(seconds=1))
        raise NeverRests(f"after {ROUNDS} rounds")

    # Lives

    async def _bear(self, worker: Worker) -> None:
        fuses = next(self.lives, {})
        worker.fuses = {point: nth for point, nth in fuses.items() if point in OUTSIDE}
        (self.folder / f"idle-{worker.number}").unlink(missing_ok=True)
        worker.point, worker.journal = None, self.folder / f"worker-{worker.number}.log"
        life = Life(
            worker=worker.number,
            url=self.url,
            token=DEFAULT_TOKEN,
            database=self.database,
            folder=str(self.folder),
            policy=self.setting.policy,
            fuses={point: nth for point, nth in fuses.items() if point not in OUTSIDE},
        )
        worker.pid, worker.death = await self.nursery.bear(life, worker.journal)

    async def _bury(self) -> bool:
        """Replace those who died; whether anybody had."""
        dead = [worker for worker in self.workers if worker.death is not None and worker.death.done()]
        for worker in dead:
            assert worker.death is not None
            status = worker.death.result()
            if not os.WIFSIGNALED(status) or os.WTERMSIG(status) != signal.SIGKILL:
                raise NeverRests(f"worker {worker.number} ended by itself, wait status {status}")
            self.kills[worker.epitaph()] += 1
            await self._bear(worker)
        return bool(dead)

    # Rest

    async def _rest(self, passed: timedelta) -> None:
        """Let this much time pass and wait until nothing due is left undone, whoever dies meanwhile."""
        await self._pass(passed)
        deadline, stuck_at = monotonic() + PATIENCE_SECONDS, monotonic() + STUCK_SECONDS
        while not await self._is_at_rest():
            if await self._bury():
                stuck_at = monotonic() + STUCK_SECONDS
            elif monotonic() > stuck_at:
                await self._all_are_idle()
                if not await self._is_at_rest():
                    await self._wait_out()
                stuck_at = monotonic() + STUCK_SECONDS
            if monotonic() > deadline:
                raise NeverRests(f"after {PATIENCE_SECONDS:.0f} seconds")
            await asyncio.sleep(LOOK_SECONDS)

    async def _wait_out(self) -> None:
        """Nothing moves: let claims run out, and with nobody reading any more the claim of a document."""
        patient_until = monotonic() + READING_SECONDS
        while await self._is_read() and monotonic() < patient_until and not self._has_died:
            await asyncio.sleep(LOOK_SECONDS)
        if await self._is_read():
            self.world.clock.add(READING_PASSES)
        else:
            await self._pass(CLAIMS_PASS if await self._is_held() else LEASES_PASS)

    @property
    def _has_died(self) -> bool:
        return any(worker.death is not None and worker.death.done() for worker in self.workers)

    async def _pass(self, passed: timedelta) -> None:
        """Time goes by: among several processes slowly enough for those who live to renew their leases."""
        while len(self.workers) > 1 and passed > STEP:
            self.world.clock.add(STEP)
            passed -= STEP
            await self._all_are_idle()
            await asyncio.sleep(STEP_SECONDS)
        self.world.clock.add(passed)

    async def _all_are_idle(self) -> None:
        """Until every process has done what is due at this time; one that has died is not waited for."""
        version, deadline = self.world.clock.version, monotonic() + PATIENCE_SECONDS
        while monotonic() < deadline:
            alive = [
                worker for worker in self.workers if worker.death is not None and not worker.death.done()
            ]
            if len(alive) < len(self.workers) or all(each.idle_at >= version for each in alive):
                return
            await asyncio.sleep(LOOK_SECONDS)

    async def _is_at_rest(self) -> bool:
        version = self.world.clock.version
        (bot,) = self.world.bots.values()
        if bot.updates.pending or self.world.under_way:
            return False
        if any(worker.idle_at < version for worker in self.workers):
            return False
        now = self.world.clock.now()
        queries = (_due(DeliveryRow, ("pending", "unsure"), now), _due(InboxUpdateRow, ("new",), now))
        return not await self._is_there(*queries) and not await self._is_held()

    async def _is_held(self) -> bool:
        """Whether somebody, alive or dead, holds a delivery, an update or a document."""
        return (
            await self._is_there(
                select(DeliveryRow.id).where(DeliveryRow.state.in_(("claimed", "dispatching"))),
                select(InboxUpdateRow.id).where(InboxUpdateRow.state == "claimed"),
            )
            or await self._is_read()
        )

    async def _is_read(self) -> bool:
        """Whether a document that was sent is on its way to the desk, or was when its process died."""
        return await self._is_there(select(IncomingDocumentRow.id))

    async def _is_there(self, *queries: Select[int]) -> bool:
        async with self.engine.connect() as connection:
            return (await connection.execute(union_all(*queries).limit(1))).first() is not None

    async def _next_at(self) -> datetime | None:
        """When the next waiting thing of today becomes due."""
        moments: list[datetime | None] = []
        async with self.engine.connect() as connection:
            for table, states in ((DeliveryRow, ("pending", "unsure")), (InboxUpdateRow, ("new",))):
                query = select(func.min(table.not_before)).where(table.state.in_(states))
                moments.append((await connection.execute(query)).scalar_one())
        limit = self.world.clock.now() + HORIZON
        return min((moment for moment in moments if moment is not None and moment < limit), default=None)


async def run_seed(
    seed: int, setting: Setting, databases: Databases, nursery: Nursery, folder: Path
) -> Tally:
    """The tally of a seed; its journals and the transcript stay in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"seed_{seed}_{setting.workers}_{setting.policy.replace('-', '_')}"
    fate = draw(seed, databases.ground)
    url = await databases.fresh(name)
    async with _stage(databases, fate) as (world, crowd, address, workers):
        engine = create_engine(url)
        trial = Trial(
            setting=setting,
            fate=fate,
            nursery=nursery,
            world=world,
            crowd=crowd,
            url=address,
            database=url,
            folder=folder,
            engine=engine,
            workers=workers,
            lives=iter(fate.lives),
        )
        workers += [Worker(number) for number in range(setting.workers)]
        try:
            tally = await trial.run()
            tally.findings += failed_looks(folder)
            return tally
        except NeverRests as error:
            return Tally(seeds=1, kills=Counter(map(str, trial.kills)), findings=[f"never at rest: {error}"])
        finally:
            await _end(workers)
            await engine.dispose()
            (folder / "transcript.txt").write_text(_transcript(world), "utf-8")
            await databases.drop(name)


def failed_looks(folder: Path) -> list[str]:
    """A look for work that ends in an error does none of it: the processes' journals must know of none."""
    lines = (line for journal in sorted(folder.glob("*.log")) for line in journal.read_text().splitlines())
    return sorted({line.partition("] ")[2].strip() for line in lines if LOOK_FAILED in line})


@asynccontextmanager
async def _stage(databases: Databases, fate: Fate) -> AsyncIterator[tuple[World, Crowd, str, list[Worker]]]:
    workers: list[Worker] = []
    world = World(start=DAYS[0])
    world.calls = WatchedCalls(Strike(workers))
    bot = world.add_bot(DEFAULT_TOKEN, DEFAULT_USERNAME, "Веха")
    crowd = Crowd(
        world=world,
        bot=bot,
        curators=databases.ground.curators,
        moods=Random(fate.moods),
    )
    crowd.arrive(databases.ground.chats)
    async with serve(world, "127.0.0.1", 0) as address:
        yield world, crowd, address, workers


async def _end(workers: list[Worker]) -> None:
    """The work is done: nobody is asked to stop politely, that is another test."""
    for worker in workers:
        if worker.death is not None and not worker.death.done():
            os.kill(worker.pid, signal.SIGKILL)
    await asyncio.gather(*(worker.death for worker in workers if worker.death is not None))


def _transcript(world: World) -> str:
    (bot,) = world.bots.values()
    return readable(world.zone, bot, happenings(bot))


def _due(table: type[DeliveryRow | InboxUpdateRow], states: tuple[str, ...], now: datetime) -> Select[int]:
    return select(table.id).where(table.state.in_(states), table.not_before <= now)
