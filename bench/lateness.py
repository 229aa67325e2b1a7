"""A thousand reminders due in one minute: how late they are claimed and rendered, before the rate limit."""

import asyncio
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench.course import MORNING, Course
from bench.district import Region, build, database_url
from bench.figures import median, percentile, spread
from bench.filling import digests
from bench.processes import contender
from bench.table import Table, Verdict

PER_MINUTE = 1000
PROMISED_SECONDS = 0.1
LEAD_SECONDS = 2.0
JOBS_LEAD_SECONDS = 45.0
"""Adding a job is a transaction of its own: a thousand take their time, more on a busy machine."""
METHOD = """Ours: digests in the outbox of an SQLite file, the engine of `vekha run` with the limits lifted,
and a messenger that only notes when it was handed the finished message: lateness holds the look at the
clock, the claim, reading, rendering and the mark. Peer: as many APScheduler jobs in an SQLAlchemy job store
on SQLite, whose function only notes when it ran: nothing is read or rendered. «Spread»: {rate} a minute,
evenly; «at once»: {number} due at one moment. Stall: the longest time the event loop was deaf."""
WHY_SPREAD = "Each is claimed, read and rendered when its moment comes, sixty milliseconds after the last."
WHY_BURST = (
    "A thousand messages cannot be read and rendered in a tenth of a second; Telegram takes 33 s for them."
)


@dataclass(slots=True)
class Score:
    late: list[list[float]] = field(default_factory=list)
    stalls: list[float] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)

    def note(self, result: dict[str, Any], wanted: int) -> None:
        self.late.append(result["late"])
        self.stalls.append(result["stall"])
        self.dropped.append(wanted - len(result["late"]))

    @property
    def p99(self) -> float | None:
        """The median of the rounds; None when nothing ran at all."""
        ran = [percentile(each, 0.99) for each in self.late if each]
        return median(ran) if ran else None


async def measure(course: Course) -> list[Table]:
    burst = [0.0] * course.size(PER_MINUTE)
    spread_out = [number * 60 / PER_MINUTE for number in range(course.size(PER_MINUTE // 3, 40))]
    scores: dict[str, Score] = {}
    for _ in range(course.rounds):
        for manner, offsets in (("spread", spread_out), ("at once", burst)):
            await _round(course.folder, manner, offsets, scores)
    return [_table(scores, len(burst))]


async def _round(folder: Path, manner: str, offsets: Sequence[float], scores: dict[str, Score]) -> None:
    """Spread out they hardly load the machine and run side by side; at once they run in turn."""
    lanes: dict[str, Callable[[], Any]] = {
        f"Веха, {manner}": lambda: _ours(folder, offsets),
        f"job store, {manner}": lambda: _jobs(folder, offsets, is_patient=True),
        f"job store by default, {manner}": lambda: _jobs(folder, offsets, is_patient=False),
    }
    if manner == "spread":
        results = await asyncio.gather(*(lane() for lane in lanes.values()))
    else:
        results = [await lane() for lane in lanes.values()]
    for name, result in zip(lanes, results, strict=True):
        scores.setdefault(name, Score()).note(result, len(offsets))


async def _ours(folder: Path, offsets: Sequence[float]) -> dict[str, Any]:
    region = Region(schools=len(offsets), now=MORNING)
    laid, file = folder / f"lateness-{len(offsets)}.db", folder / "lateness-run.db"
    due = {n: MORNING + timedelta(seconds=offsets[n - 1]) for n in range(1, len(offsets) + 1)}
    if not laid.exists():
        await build(laid, region, digests(region, due.__getitem__))
    shutil.copy(laid, file)
    task = {
        "database": database_url(file),
        "now": (MORNING - timedelta(seconds=LEAD_SECONDS)).isoformat(),
        "folder": str(folder),
        "due": {region.chat_of(n): moment.isoformat() for n, moment in due.items()},
        "url": "http://127.0.0.1:9",
        "token": "1:bench",
    }
    async with contender("lateness_vekha", task, folder) as runner:
        await runner.go()
        return await runner.result()


async def _jobs(folder: Path, offsets: Sequence[float], *, is_patient: bool) -> dict[str, Any]:
    file = folder / f"jobs-{is_patient}.db"
    file.unlink(missing_ok=True)
    task = {"file": str(file), "offsets": offsets, "is_patient": is_patient, "lead": JOBS_LEAD_SECONDS}
    async with contender("lateness_jobs", task, folder) as runner:
        await runner.go()
        return await runner.result()


def _table(scores: dict[str, Score], burst: int) -> Table:
    return Table(
        title=f"{PER_MINUTE} reminders due in one minute",
        columns=("", "lateness p50", "p99", "dropped", "longest stall"),
        rows=[_row(name, score) for name, score in sorted(scores.items(), key=lambda each: each[0][-4:])],
        method=METHOD.format(rate=PER_MINUTE, number=burst),
        verdicts=[
            _verdict(f"{PER_MINUTE} a minute, evenly", scores["Веха, spread"], WHY_SPREAD),
            _verdict(f"{burst} at one moment", scores["Веха, at once"], WHY_BURST),
        ],
    )


def _row(name: str, score: Score) -> tuple[str, ...]:
    p50 = [percentile(each, 0.5) for each in score.late if each]
    p99 = [percentile(each, 0.99) for each in score.late if each]
    shown = [spread(each, 2, "s") if each else "—" for each in (p50, p99)]
    return (name, *shown, spread(score.dropped), spread(score.stalls, 2, "s"))


def _verdict(manner: str, score: Score, why: str) -> Verdict:
    p99 = score.p99
    return Verdict(
        promised=f"{manner}: p99 under {PROMISED_SECONDS} s, none dropped",
        measured=f"{p99:.2f} s, {sum(score.dropped)} dropped" if p99 is not None else "nothing was sent",
        is_kept=p99 is not None and p99 < PROMISED_SECONDS and not any(score.dropped),
        why=why,
    )
