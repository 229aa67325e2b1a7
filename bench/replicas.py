"""The inbox of three replicas on PostgreSQL against that of one: updates brought by webhook."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

import aiohttp

from bench.course import Course
from bench.district import Region, build
from bench.figures import median, spread
from bench.filling import drafts
from bench.postgres import Postgres, postgres
from bench.pressing import lay_cards, press_all, redrawn_at, until_redrawn
from bench.processes import START_SECONDS, BenchFailed, Child, child, cpu_seconds, end_of
from bench.spreading import spreading
from bench.table import Table, Verdict
from bench.telegram import Telegram, telegram
from bot.process.clock import SystemClock

FLEETS = (1, 3)
PROMISED_RATIO = 2.0
GROUND, RUN = "ground", "run"
METHOD = """{presses} presses of «Отправить» wait at the local Telegram; `vekha run` processes in webhook
mode stand behind one address that spreads connections in turn and is opened when all are ready. Each press:
webhook → inbox → rights → one transaction → inbox mark → answer → card redrawn; the rate is from the opening
to the last redrawn card. Everything shares this machine: the replicas, the database server (PostgreSQL
{server}, settings as it comes, fsync on), the local Telegram and the spreader."""
WHY = "Of {cores} cores one replica with its server and the local Telegram keeps {busy:.1f} busy."


@dataclass(slots=True)
class Score:
    """Of one number of replicas; cores are kept busy on the average of the run."""

    per_second: list[float] = field(default_factory=list)
    replicas: list[float] = field(default_factory=list)
    server: list[float] = field(default_factory=list)
    telegram: list[float] = field(default_factory=list)

    @property
    def busy(self) -> float:
        return median(self.replicas) + median(self.server) + median(self.telegram)


async def measure(course: Course) -> list[Table]:
    now = SystemClock().now()  # replicas live in the time of their server
    region = Region(schools=course.size(900), now=now)
    laid = course.folder / "replicas.db"
    await build(laid, region, drafts(region))
    scores = {count: Score() for count in FLEETS}
    async with postgres(course.folder) as server:
        await server.lay(GROUND, laid, now)
        (shown,) = await server.query("postgres", "SHOW server_version")
        for _ in range(course.rounds):
            for count, score in scores.items():
                await _run(course.folder, server, region, count, score)
    return [_table(scores, region.schools, str(shown[0]))]


async def _run(folder: Path, server: Postgres, region: Region, count: int, score: Score) -> None:
    url = await server.create(RUN, copy_of=GROUND)
    ports = [free_port() for _ in range(count)]
    async with telegram(folder) as line, spreading(ports) as (spreader, address):
        await lay_cards(line, region)
        shared = _settings(line, folder, url, address)
        async with _fleet(ports, shared, folder) as fleet:
            await press_all(line, region, range(1, region.schools + 1))
            before = _cpu(fleet, server, line)
            started = monotonic()
            spreader.open()
            await until_redrawn(line, region.schools, fleet[0].log)
            seconds = max((await redrawn_at(line)).values()) - started
            spent = [after - at for after, at in zip(_cpu(fleet, server, line), before, strict=True)]
    score.per_second.append(region.schools / seconds)
    for used, total in zip(spent, (score.replicas, score.server, score.telegram), strict=True):
        total.append(used / seconds)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def _settings(line: Telegram, folder: Path, database: str, address: str) -> dict[str, str]:
    return {
        "BOT_TOKEN": line.token,
        "BOT_API_URL": line.url,
        "DATABASE_URL": database,
        "FILES_DIR": str(folder / "files"),
        "SANDBOX_CLOCK_URL": "",
        "FLOOD__UPDATES": "0",
        "PROXY": "",
        "HEARTBEAT_URL": "",
        "WEBHOOK__URL": address,
        "WEBHOOK__SECRET": "secret-of-the-bench",
    }


@asynccontextmanager
async def _fleet(ports: Sequence[int], shared: dict[str, str], folder: Path) -> AsyncIterator[list[Child]]:
    """Replicas that all say they are ready."""
    async with AsyncExitStack() as stack, aiohttp.ClientSession() as http:
        fleet, health = [], []
        for number, port in enumerate(ports):
            health.append(f"http://127.0.0.1:{(own := free_port())}/readyz")
            settings = shared | {"WEBHOOK__PORT": str(port), "HEALTH__PORT": str(own)}
            log = folder / f"replica-{number}.log"
            fleet.append(
                await stack.enter_async_context(child("replica", ("-m", "bot", "run"), log, settings))
            )
        await asyncio.gather(*(_ready(http, *each) for each in zip(fleet, health, strict=True)))
        yield fleet


async def _ready(http: aiohttp.ClientSession, replica: Child, address: str) -> None:
    deadline = monotonic() + START_SECONDS
    while monotonic() < deadline and replica.process.returncode is None:
        try:
            async with http.get(address) as answer:
                if answer.status == 200:
                    return
        except aiohttp.ClientError:
            pass
        await asyncio.sleep(0.1)
    raise BenchFailed(f"a replica does not get ready:\n{end_of(replica.log)}")


def _cpu(fleet: Sequence[Child], server: Postgres, line: Telegram) -> tuple[float, ...]:
    return sum(cpu_seconds(each.pid) for each in fleet), server.cpu_seconds(), cpu_seconds(line.pid)


def _table(scores: dict[int, Score], presses: int, server: str) -> Table:
    one, several = (scores[count] for count in FLEETS)
    ratio = median(several.per_second) / median(one.per_second)
    cores = os.cpu_count() or 1
    return Table(
        title="Three replicas on PostgreSQL against one",
        columns=("", "presses/s", "of one replica", "cores busy: replicas", "server", "local Telegram"),
        rows=[_row(count, score, median(one.per_second)) for count, score in scores.items()],
        method=METHOD.format(presses=presses, server=server),
        verdicts=[
            Verdict(
                promised=f"at least {PROMISED_RATIO:.0f} times one replica, where cores allow",
                measured=f"{ratio:.2f} times on {cores} cores",
                is_kept=ratio >= PROMISED_RATIO,
                why=WHY.format(cores=cores, busy=one.busy),
            )
        ],
        notes=[f"counted here: {cores} cores, shared by everything in the table"],
    )


def _row(count: int, score: Score, one: float) -> tuple[Any, ...]:
    cores = (f"{median(each):.2f}" for each in (score.replicas, score.server, score.telegram))
    return (f"{count} × Веха", spread(score.per_second), f"{median(score.per_second) / one:.2f}", *cores)
