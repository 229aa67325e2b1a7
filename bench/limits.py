"""Six hundred messages to as many chats under Telegram's limits, as both models of the sandbox read them."""

import asyncio
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.course import MORNING, Course
from bench.district import Region, build, database_url
from bench.figures import median, spread
from bench.filling import digests
from bench.processes import Contender, contender
from bench.sending import Sent, arrived, read_off
from bench.table import Table, Verdict
from bench.telegram import Telegram, telegram

PROMISED_SECONDS = 22.0
WORDS = "Доброе утро! Сегодня срок: «Провести входную диагностику читательской грамотности»."
GROUNDS = [(model, latency) for model in ("bucket", "window") for latency in (0, 60)]
"""A bucket refills evenly and allows a burst; a window counts strictly in every sliding second."""
OURS, SLOWEST = "Веха", "loop with sleep(0.05)"
CONTENDERS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    OURS: ("outbox_vekha", {"is_paced": True}),
    "python-telegram-bot, AIORateLimiter": ("send_ptb", {"retries": 0}),
    "the same, max_retries=5": ("send_ptb", {"retries": 5}),
    SLOWEST: ("send_aiogram", {}),
}
METHOD = """{messages} messages, one to a chat; the local Telegram refuses what goes over 30 a second or one
a second into a chat with 429, and adds the latency given. Seconds run from the start to the last message.
Веха: {rounds} rounds, each alone; the peers: one, because they mostly wait two of python-telegram-bot side
by side and the four loops together, each against a Telegram of its own."""
Runner = tuple[str, str, int]
"""Who, and on which ground."""
Scores = dict[Runner, list[Sent]]


async def measure(course: Course) -> list[Table]:
    region = Region(schools=course.size(600), now=MORNING)
    laid = course.folder / "limits.db"
    await build(laid, region, digests(region, lambda _: MORNING))
    scores: Scores = defaultdict(list)
    for wave in _waves(course.rounds):
        await _run([_Lane(course.folder, laid, region, *each) for each in wave], scores)
    return [_table(scores, region.schools, course.rounds)]


def _waves(rounds: int) -> list[list[Runner]]:
    """What runs together."""
    ours: list[list[Runner]] = [[(OURS, *ground)] for ground in GROUNDS]
    slow: list[Runner] = [(SLOWEST, *ground) for ground in GROUNDS]
    hasty = [(name, *ground) for name in CONTENDERS if name not in (OURS, SLOWEST) for ground in GROUNDS]
    pairs = [hasty[at : at + 2] for at in range(0, len(hasty), 2)]
    return [*ours * rounds, slow, *pairs]


async def _run(lanes: Sequence["_Lane"], scores: Scores) -> None:
    """First all get ready, then all go."""
    start, getting_ready = asyncio.Barrier(len(lanes)), asyncio.Semaphore(2)
    sent = await asyncio.gather(*(lane.run(start, getting_ready) for lane in lanes))
    for lane, each in zip(lanes, sent, strict=True):
        scores[lane.name, lane.model, lane.latency].append(each)


class _Lane:
    """One contender on one ground."""

    def __init__(self, folder: Path, laid: Path, region: Region, name: str, model: str, latency: int) -> None:
        self.name, self.model, self.latency = name, model, latency
        self._region, self._laid = region, laid
        self._folder = Path(tempfile.mkdtemp(prefix="limits-", dir=folder))

    async def run(self, start: asyncio.Barrier, getting_ready: asyncio.Semaphore) -> Sent:
        await getting_ready.acquire()
        async with telegram(self._folder, limits=self.model, latency_ms=self.latency, now=MORNING) as line:
            await line.settle_people(self._region.chats)
            module, extra = CONTENDERS[self.name]
            async with contender(module, {**self._task(line), **extra}, self._folder) as runner:
                getting_ready.release()
                await start.wait()
                return await self._race(line, runner, is_endless=module == "outbox_vekha")

    async def _race(self, line: Telegram, runner: Contender, *, is_endless: bool) -> Sent:
        await runner.go()
        if is_endless:
            await arrived(line, self._region.schools, look_every=0.5)
            await runner.stop()
        return await read_off(line, await runner.result())

    def _task(self, line: Telegram) -> dict[str, Any]:
        file = self._folder / "run.db"
        shutil.copy(self._laid, file)
        return {
            "url": line.url,
            "token": line.token,
            "chats": self._region.chats[: self._region.schools],
            "text": WORDS,
            "database": database_url(file),
            "now": MORNING.isoformat(),
            "folder": str(self._folder),
        }


def _table(scores: Scores, wanted: int, rounds: int) -> Table:
    ours = [run for (name, *_), runs in scores.items() if name == OURS for run in runs]
    slowest = max(
        median([run.seconds for run in runs]) for (name, *_), runs in scores.items() if name == OURS
    )
    refused, lost = sum(run.refused for run in ours), sum(wanted - run.messages for run in ours)
    return Table(
        title=f"{wanted} messages to {wanted} chats under Telegram's limits",
        columns=("", *(f"{model}, {latency} ms" for model, latency in GROUNDS)),
        rows=[(name, *(_cell(scores[name, *ground], wanted) for ground in GROUNDS)) for name in CONTENDERS],
        method=METHOD.format(messages=wanted, rounds=rounds),
        verdicts=[
            Verdict(
                promised=f"at most {PROMISED_SECONDS:.0f} s on every ground",
                measured=f"{slowest:.1f} s on the slowest",
                is_kept=slowest <= PROMISED_SECONDS,
                why="At 28 a second the messages alone take 21.4 s.",
            ),
            Verdict(
                promised="not one 429, nothing lost",
                measured=f"{refused} refused, {lost} lost in {len(ours)} runs",
                is_kept=refused == lost == 0,
                why="Whatever a pause gathers, no second holds more than thirty: see decision 0003.",
            ),
        ],
        notes=["each cell: seconds · 429s · messages lost"],
    )


def _cell(runs: Sequence[Sent], wanted: int) -> str:
    lost = [wanted - run.messages for run in runs]
    refused = [run.refused for run in runs]
    return f"{spread([run.seconds for run in runs], 1, 's')} · {spread(refused)} · {spread(lost)}"
