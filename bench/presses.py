"""«Отправить» pressed: through the whole bot, against a bare handler that answers and redraws."""

import asyncio
import html
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

from bench.course import MORNING, Course
from bench.district import Region, build, database_url
from bench.figures import median, milliseconds, percentile, spread
from bench.filling import drafts
from bench.pressing import lay_cards, press, press_all, redrawn_at, until_redrawn
from bench.processes import Contender, contender
from bench.table import Table, Verdict
from bench.telegram import Telegram, telegram

CALM, BUSY = 100, 300
"""Presses offered per second."""
METHOD = """A press of «Отправить» under a finished report. Ours: getUpdates → inbox → rights → one
transaction (report, state, audit entry, message to the curator) → inbox mark → answer → card redrawn, with
beats and outbox running beside it, SQLite file with synchronous=FULL. Bare: aiogram's own polling and a
handler that answers and edits the same text and keyboard. First a backlog is worked off (updates/s), then
presses are offered evenly at 100/s and 300/s (latency from the press to the redrawn card, as the local
Telegram saw it)."""
WHY = "The bot is one Python process on one core; what a press costs it is in the last column."


@dataclass(slots=True)
class Score:
    """Of one contender, one value per round."""

    per_second: list[float] = field(default_factory=list)
    calm: list[list[float]] = field(default_factory=list)
    busy: list[list[float]] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    backlog: int
    calm: int
    busy: int

    @property
    def presses(self) -> int:
        return self.backlog + self.calm + self.busy


async def measure(course: Course) -> list[Table]:
    plan = Plan(backlog=course.size(400), calm=course.size(200), busy=course.size(450))
    region = Region(schools=plan.presses, now=MORNING)
    laid = course.folder / "presses.db"
    await build(laid, region, drafts(region))
    ours, bare = Score(), Score()
    for _ in range(course.rounds):
        drawn = await _ours(course.folder, laid, region, plan, ours)
        await _bare(course.folder, region, plan, bare, drawn)
    return [_table(ours, bare)]


async def _ours(folder: Path, laid: Path, region: Region, plan: Plan, score: Score) -> dict[str, Any]:
    """Scores a run and gives back what the card looks like afterwards."""
    file = folder / "presses-run.db"
    shutil.copy(laid, file)
    async with telegram(folder, now=MORNING) as line:
        task = {"database": database_url(file), "now": MORNING.isoformat(), "folder": str(folder)}
        await _run(folder, line, region, plan, "presses_vekha", task, score)
        card = (await line.client.messages(region.chat_of(1)))[-1]
        return {"text": html.escape(card.text), "keyboard": card.raw["reply_markup"]}


async def _bare(folder: Path, region: Region, plan: Plan, score: Score, drawn: dict[str, Any]) -> None:
    async with telegram(folder, now=MORNING) as line:
        await _run(folder, line, region, plan, "presses_aiogram", drawn, score)


async def _run(
    folder: Path, line: Telegram, region: Region, plan: Plan, name: str, task: dict[str, Any], score: Score
) -> None:
    numbers = range(1, plan.presses + 1)
    backlog, calm = numbers[: plan.backlog], numbers[plan.backlog : plan.backlog + plan.calm]
    await lay_cards(line, region)
    await press_all(line, region, backlog)
    async with contender(name, {"url": line.url, "token": line.token, **task}, folder) as runner:
        await runner.go()
        await until_redrawn(line, len(backlog), runner.child.log)
        score.per_second.append(len(backlog) / await _seconds_taken(line))
        score.calm.append(await _offer(line, runner, region, calm, CALM))
        score.busy.append(await _offer(line, runner, region, numbers[backlog.stop + len(calm) - 1 :], BUSY))
        await runner.stop()
        score.cpu_ms.append((await runner.result())["cpu"] / plan.presses * 1000)


async def _seconds_taken(line: Telegram) -> float:
    """From the first request for updates to the last redrawn card."""
    asked = (await line.client.calls(method="getUpdates"))[0].tick
    return max((await redrawn_at(line)).values()) - asked


async def _offer(
    line: Telegram, runner: Contender, region: Region, numbers: Sequence[int], rate: int
) -> list[float]:
    """Press evenly at this rate, whether or not the bot keeps up; seconds from each press to its card."""
    done = await line.accepted("editMessageText")
    last = int((await line.client.call_counts())["count"])
    start, presses = monotonic() + 0.1, []
    for place, number in enumerate(numbers):
        await asyncio.sleep(max(start + place / rate - monotonic(), 0))
        presses.append(asyncio.create_task(press(line, region, number)))
    pressed = dict(zip((region.chat_of(n) for n in numbers), await asyncio.gather(*presses), strict=True))
    await until_redrawn(line, done + len(numbers), runner.child.log)
    return [at - pressed[chat] for chat, at in (await redrawn_at(line, after=last)).items()]


def _table(ours: Score, bare: Score) -> Table:
    rate, p95 = median(ours.per_second), _of_rounds(ours.busy, 0.95)
    return Table(
        title="A confirm press through the whole bot",
        columns=("", "updates/s", f"p50 · p95 at {CALM}/s", f"p50 · p95 at {BUSY}/s", "CPU per press"),
        rows=[_row("Веха", ours), _row("bare aiogram handler", bare), _ratio(ours, bare)],
        method=METHOD,
        verdicts=[
            Verdict(
                promised="≥ 300 presses/s on SQLite", measured=f"{rate:,.0f}/s", is_kept=rate >= 300, why=WHY
            ),
            Verdict(
                promised=f"p95 < 50 ms at {BUSY}/s", measured=milliseconds(p95), is_kept=p95 < 0.05, why=WHY
            ),
        ],
    )


def _row(name: str, score: Score) -> tuple[str, ...]:
    return (
        name,
        spread(score.per_second),
        _latency(score.calm),
        _latency(score.busy),
        f"{median(score.cpu_ms):.1f} ms",
    )


def _latency(rounds: Sequence[Sequence[float]]) -> str:
    return f"{milliseconds(_of_rounds(rounds, 0.5))} · {milliseconds(_of_rounds(rounds, 0.95))}"


def _of_rounds(rounds: Sequence[Sequence[float]], share: float) -> float:
    """The median of the rounds' percentiles."""
    return median([percentile(each, share) for each in rounds])


def _ratio(ours: Score, bare: Score) -> tuple[str, ...]:
    speed = median(ours.per_second) / median(bare.per_second)
    return ("ratio", f"{speed:.2f}", "", "", f"{median(ours.cpu_ms) / median(bare.cpu_ms):.1f}")
