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
from bench.processes import Contender, contender, cpu_seconds
from bench.table import Table, Verdict
from bench.telegram import Telegram, telegram

CALM, BUSY = 100, 300
"""Presses offered per second."""
COUNTED = 50
METHOD = """A press of «Отправить» under a finished report. Ours: getUpdates → inbox → rights → one
transaction (report, state, audit entry, message to the curator) → inbox mark → answer → card redrawn, with
beats and outbox running beside it, SQLite file with synchronous=FULL. By hand: the same durability in 150
lines of aiogram's types and aiosqlite, without rights and rules. Bare: aiogram's own polling and a
handler that answers and edits the same text and keyboard. First a backlog is worked off (updates/s;
«cold»: the start is in it), then presses are offered evenly at 100/s and 300/s (latency from the press to
the redrawn card, as the local Telegram saw it; «warm» is the processor time of these)."""
WHY = "The bot is one Python process on one core; what a press costs it is in the last columns."


@dataclass(slots=True)
class Score:
    """Of one contender, one value per round."""

    per_second: list[float] = field(default_factory=list)
    calm: list[list[float]] = field(default_factory=list)
    busy: list[list[float]] = field(default_factory=list)
    cold_ms: list[float] = field(default_factory=list)
    warm_ms: list[float] = field(default_factory=list)


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
    ours, by_hand, bare = Score(), Score(), Score()
    for number in range(course.rounds):
        drawn = await _ours(course.folder, laid, region, plan, ours)
        own = {"file": str(course.folder / f"presses-{number}.db"), "chats": region.chats[: plan.presses]}
        await _peer(course.folder, region, plan, by_hand, "presses_reference", drawn | own)
        await _peer(course.folder, region, plan, bare, "presses_aiogram", drawn)
    counted = await _counted(course.folder, laid, region, min(COUNTED, plan.presses))
    return [_table(ours, by_hand, bare, counted)]


def _task(folder: Path, laid: Path) -> dict[str, Any]:
    file = folder / "presses-run.db"
    shutil.copy(laid, file)
    return {"database": database_url(file), "now": MORNING.isoformat(), "folder": str(folder)}


async def _ours(folder: Path, laid: Path, region: Region, plan: Plan, score: Score) -> dict[str, Any]:
    """Scores a run and gives back what the card looks like afterwards."""
    async with telegram(folder, now=MORNING) as line:
        await _run(folder, line, region, plan, "presses_vekha", _task(folder, laid), score)
        card = (await line.client.messages(region.chat_of(1)))[-1]
        return {"text": html.escape(card.text), "keyboard": card.raw["reply_markup"]}


async def _peer(
    folder: Path, region: Region, plan: Plan, score: Score, name: str, task: dict[str, Any]
) -> None:
    async with telegram(folder, now=MORNING) as line:
        await _run(folder, line, region, plan, name, task, score)


async def _run(
    folder: Path, line: Telegram, region: Region, plan: Plan, name: str, task: dict[str, Any], score: Score
) -> None:
    numbers = range(1, plan.presses + 1)
    backlog, calm = numbers[: plan.backlog], numbers[plan.backlog : plan.backlog + plan.calm]
    await lay_cards(line, region)
    await press_all(line, region, backlog)
    async with contender(name, {"url": line.url, "token": line.token, **task}, folder) as runner:
        before = cpu_seconds(runner.child.pid)
        await runner.go()
        await until_redrawn(line, len(backlog), runner.child.log)
        between = cpu_seconds(runner.child.pid)
        score.per_second.append(len(backlog) / await _seconds_taken(line))
        score.calm.append(await _offer(line, runner, region, calm, CALM))
        score.busy.append(await _offer(line, runner, region, numbers[backlog.stop + len(calm) - 1 :], BUSY))
        warm = cpu_seconds(runner.child.pid) - between
        await runner.stop()
        await runner.result()
        score.cold_ms.append((between - before) / plan.backlog * 1000)
        score.warm_ms.append(warm / (plan.calm + plan.busy) * 1000)


async def _counted(folder: Path, laid: Path, region: Region, presses: int) -> dict[str, float]:
    """Statements and transactions of one press, each press alone."""
    async with telegram(folder, now=MORNING) as line:
        await lay_cards(line, region)
        task = {"url": line.url, "token": line.token, **_task(folder, laid)}
        async with contender("presses_counted", task, folder) as runner:
            await runner.go()
            for number in range(1, presses + 1):
                await press(line, region, number)
                await until_redrawn(line, number, runner.child.log)
            await runner.stop()
            result = await runner.result()
    return {name: result[name] / presses for name in ("statements", "transactions")}


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


def _table(ours: Score, by_hand: Score, bare: Score, counted: dict[str, float]) -> Table:
    rate, p95 = median(ours.per_second), _of_rounds(ours.busy, 0.95)
    warm = median(ours.warm_ms)
    to_bare, to_hand = warm / median(bare.warm_ms), warm / median(by_hand.warm_ms)
    statements, transactions = counted["statements"], counted["transactions"]
    return Table(
        title="A confirm press through the whole bot",
        columns=(
            "",
            "updates/s",
            f"p50 · p95 at {CALM}/s",
            f"p50 · p95 at {BUSY}/s",
            "CPU per press, cold",
            "warm",
            "of bare, warm",
        ),
        rows=[
            _row(name, score, bare)
            for name, score in (("Веха", ours), ("by hand", by_hand), ("bare aiogram handler", bare))
        ],
        method=METHOD,
        verdicts=[
            _verdict("at most 3.5 times a bare handler, warm", f"{to_bare:.2f}", to_bare <= 3.5),
            _verdict("at most 1.9 times a press by hand, warm", f"{to_hand:.2f}", to_hand <= 1.9),
            _verdict("at most 30 statements a press", f"{statements:.1f}", statements <= 30),
            _verdict("one transaction in the handler", f"{transactions:.2f}", transactions == 1),
            _verdict("≥ 300 presses/s on SQLite", f"{rate:,.0f}/s", rate >= 300),
            _verdict(f"p95 < 50 ms at {BUSY}/s", milliseconds(p95), p95 < 0.05),
        ],
        notes=["statements are those of claim, handler and mark, each press alone"],
    )


def _verdict(promised: str, measured: str, is_kept: bool) -> Verdict:
    return Verdict(promised=promised, measured=measured, is_kept=is_kept, why=WHY)


def _row(name: str, score: Score, bare: Score) -> tuple[str, ...]:
    return (
        name,
        spread(score.per_second),
        _latency(score.calm),
        _latency(score.busy),
        f"{median(score.cold_ms):.1f} ms",
        spread(score.warm_ms, 1, "ms"),
        f"{median(score.warm_ms) / median(bare.warm_ms):.2f}",
    )


def _latency(rounds: Sequence[Sequence[float]]) -> str:
    return f"{milliseconds(_of_rounds(rounds, 0.5))} · {milliseconds(_of_rounds(rounds, 0.95))}"


def _of_rounds(rounds: Sequence[Sequence[float]], share: float) -> float:
    """The median of the rounds' percentiles."""
    return median([percentile(each, share) for each in rounds])
