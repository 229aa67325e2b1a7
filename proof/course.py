"""What a run consists of: settings with their seeds, shared out to orchestrators, and what they report."""

import asyncio
import os
import pickle
import shutil
import socket
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from pathlib import Path
from time import monotonic

from builders.databases import PostgresServer
from proof.counting import Tally
from proof.databases import Databases, PostgresCopies, SqliteCopies
from proof.fork_server import Nursery, end_with, forked, nurse
from proof.policies import PRODUCT
from proof.trial import Setting, run_seed

SQLITE, POSTGRES = "sqlite", "postgres"
OUT = Path("out/proof")
"""Where the journals of failed seeds are kept."""
GROUNDS = "grounds.pickle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One seed on one setting."""

    setting: Setting
    seed: int

    @property
    def place(self) -> Path:
        """Where its journals lie, below the folder of the run."""
        setting = self.setting
        return Path(f"{setting.database}-{setting.workers}-{setting.policy}", str(self.seed))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    task: Task
    tally: Tally
    seconds: float

    @property
    def is_failure(self) -> bool:
        """Only the product has promised anything."""
        return not self.tally.is_kept and self.task.setting.policy not in ("mark-first", "retry-everything")


def full_course() -> list[Task]:
    """Two hundred seeds of the product over databases and workers, thirty for each of the others."""
    alone, served = (
        Setting(database=SQLITE, workers=1, policy=PRODUCT),
        Setting(database=POSTGRES, workers=1, policy=PRODUCT),
    )
    shared = Setting(database=POSTGRES, workers=3, policy=PRODUCT)
    tasks = [Task(setting=alone, seed=seed) for seed in range(1, 101)]
    tasks += [Task(setting=served, seed=seed) for seed in range(101, 161)]
    tasks += [Task(setting=shared, seed=seed) for seed in range(161, 201)]
    for policy in ("mark-first", "retry-everything"):
        naive = Setting(database=SQLITE, workers=1, policy=policy)
        tasks += [Task(setting=naive, seed=seed) for seed in range(1, 31)]
    return in_turn(tasks)


def in_turn(tasks: Sequence[Task]) -> list[Task]:
    """The settings side by side, each in its own order: a run that is cut short has seen something of all."""
    sizes = Counter(task.setting for task in tasks)
    place: Counter[Setting] = Counter()
    shares = []
    for task in tasks:
        shares.append(place[task.setting] / sizes[task.setting])
        place[task.setting] += 1
    return [tasks[index] for index in sorted(range(len(tasks)), key=shares.__getitem__)]


def run_course(tasks: Sequence[Task], folder: Path, jobs: int) -> Iterator[Outcome]:
    """The outcomes as they come. Journals are kept of seeds that failed, and of one run alone."""
    kinds = {task.setting.database for task in tasks}
    server = PostgresServer() if POSTGRES in kinds else None
    try:
        _wait_for(forked(partial(_lay_grounds, kinds, server, folder)))
        yield from _outcomes(tasks, server, folder, jobs)
    finally:
        if server is not None:
            server.close()


def _lay_grounds(kinds: set[str], server: PostgresServer | None, folder: Path) -> int:
    grounds: dict[str, Databases] = {}

    async def lay() -> None:
        if SQLITE in kinds:
            grounds[SQLITE] = await SqliteCopies.open(folder)
        if server is not None:
            grounds[POSTGRES] = await PostgresCopies.open(server, folder)

    asyncio.run(lay())
    (folder / GROUNDS).write_bytes(pickle.dumps({kind: each.ground for kind, each in grounds.items()}))
    return 0


def _wait_for(pid: int) -> None:
    if os.waitpid(pid, 0)[1] != 0:
        raise RuntimeError("the ground could not be laid")


def _outcomes(
    tasks: Sequence[Task], server: PostgresServer | None, folder: Path, jobs: int
) -> Iterator[Outcome]:
    nurses, reports = [], []
    for job in range(jobs):
        read, write = Pipe(duplex=False)
        nurses.append(forked(partial(_job, tasks[job::jobs], server, folder, write)))
        write.close()
        reports.append(read)
    while reports:
        for report in wait(reports):
            assert isinstance(report, Connection)
            try:
                yield report.recv()
            except EOFError:
                reports.remove(report)
    for pid in nurses:
        os.waitpid(pid, 0)


def _job(tasks: Sequence[Task], server: PostgresServer | None, folder: Path, report: Connection) -> int:
    """A fork server and, forked from it, the orchestrator it serves."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    if os.fork() == 0:
        ours.close()
        end_with(lambda: asyncio.run(_orchestrate(tasks, server, folder, report, theirs)))
    theirs.close()
    report.close()
    nurse(ours)
    return 0


async def _orchestrate(
    tasks: Sequence[Task],
    server: PostgresServer | None,
    folder: Path,
    report: Connection,
    line: socket.socket,
) -> int:
    grounds = pickle.loads((folder / GROUNDS).read_bytes())
    databases: dict[str, Databases] = {}
    if SQLITE in grounds:
        databases[SQLITE] = SqliteCopies(folder=folder, ground=grounds[SQLITE])
    if server is not None:
        databases[POSTGRES] = PostgresCopies(server=server, ground=grounds[POSTGRES])
    nursery = Nursery(line)
    nursery.open()
    for task in tasks:
        began = monotonic()
        place = folder / task.place
        tally = await run_seed(task.seed, task.setting, databases[task.setting.database], nursery, place)
        outcome = Outcome(task=task, tally=tally, seconds=monotonic() - began)
        if outcome.is_failure or len(tasks) == 1:
            shutil.copytree(place, OUT / task.place, dirs_exist_ok=True)
        shutil.rmtree(place)
        report.send(outcome)
    nursery.close()
    return 0
