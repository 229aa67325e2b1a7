"""The process itself: how soon after its start it asks for updates, and what it holds in memory."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from bench.course import Course
from bench.district import database_url
from bench.figures import median, spread
from bench.processes import child, cpu_seconds
from bench.table import Table, Verdict
from bench.telegram import Telegram, telegram

IDLE_SECONDS = 3.0
METHOD = """`python -m bot run` against the local Telegram, on an empty place (it lays its database first)
and again on what it left, beside an aiogram bot with nothing in it. Start: from the start of the process to
its first getUpdates. Memory: its share of physical memory (PSS) after three idle seconds, and what starting
cost the processor."""
WHY = "The product is imported, its database opened and what was held taken back before it polls."


@dataclass(slots=True)
class Score:
    start: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)


async def measure(course: Course) -> list[Table]:
    fresh, again, bare = Score(), Score(), Score()
    for number in range(course.rounds):
        place = course.folder / f"process-{number}"
        place.mkdir()
        async with telegram(course.folder) as line:
            settings = _settings(line, place)
            await _start(line, place, ("-m", "bot", "run"), settings, fresh)
            await _start(line, place, ("-m", "bot", "run"), settings, again)
            arguments = ("-m", "bench.contenders.idle_aiogram", line.url, line.token)
            await _start(line, place, arguments, {}, bare)
    return [_table(fresh, again, bare)]


def _settings(line: Telegram, place: Path) -> dict[str, str]:
    return {
        "BOT_TOKEN": line.token,
        "BOT_API_URL": line.url,
        "DATABASE_URL": database_url(place / "vekha.db"),
        "FILES_DIR": str(place / "files"),
        "SANDBOX_CLOCK_URL": "",
        "FLOOD__UPDATES": "0",
        "PROXY": "",
    }


async def _start(
    line: Telegram, place: Path, arguments: Sequence[str], environment: Mapping[str, str], score: Score
) -> None:
    await line.client.forget()
    started = monotonic()
    async with child("bot", arguments, place / "log", environment) as process:
        while not (asked := await line.client.calls(method="getUpdates", limit=1)):
            await asyncio.sleep(0.02)
        score.start.append(asked[0].tick - started)
        await asyncio.sleep(IDLE_SECONDS)
        score.memory.append(process.proportional_memory())
        score.cpu.append(cpu_seconds(process.pid))


def _table(fresh: Score, again: Score, bare: Score) -> Table:
    rows = {"Веха, first start": fresh, "Веха, next start": again, "bare aiogram": bare}
    more = median(again.memory) - median(bare.memory)
    return Table(
        title="The process: start and memory",
        columns=("", "first getUpdates after", "memory", "CPU"),
        rows=[
            (
                name,
                spread(score.start, 2, "s"),
                spread(score.memory, 0, "MB"),
                f"{median(score.cpu):.2f} s",
            )
            for name, score in rows.items()
        ],
        method=METHOD,
        verdicts=[
            _verdict("next start: no later than bare aiogram", median(again.start) / median(bare.start)),
            _verdict("memory: no more than bare aiogram", median(again.memory) / median(bare.memory)),
        ],
        notes=[f"the whole product against a bot with nothing in it: {more:+.0f} MB"],
    )


def _verdict(promised: str, times: float) -> Verdict:
    return Verdict(promised=promised, measured=f"{times:.2f} times", is_kept=times <= 1.0, why=WHY)
