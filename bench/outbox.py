"""The outbox with the limits lifted, against aiogram sending the same messages and keeping nothing."""

import html
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.course import MORNING, Course
from bench.district import Region, build, database_url
from bench.figures import median, spread
from bench.filling import digests
from bench.postgres import Postgres, postgres
from bench.processes import BenchFailed, contender
from bench.sending import Sent, send
from bench.table import Table, Verdict
from bench.telegram import telegram
from sandbox.running import DEFAULT_TOKEN
from services.delivery.engine import IN_FLIGHT

METHOD = f"""As many messages to as many people, all due, no rate limit, {IN_FLIGHT} sends at a time. «Ready
texts»: claim, re-read the recipients, mark as leaving, send, settle, on an SQLite file with
synchronous=FULL: what being durable costs. «Digests»: the same, and every text is read and rendered from
the tables at that moment. «Bare» and python-telegram-bot without a limiter: the same texts and keyboards,
sent from memory and forgotten. «Idle»: the same states, nothing is sent; beside it, on PostgreSQL, as many
jobs of procrastinate that do nothing (the time of the server is not in it)."""
DIGESTS_WHY = "Each is read and rendered from the tables; see the row above for the durable states alone."
STATES_WHY = (
    "Each message is part of three commits and is re-read before it leaves; bare aiogram does neither."
)
DIGEST_TIMES, READY_TIMES = 4.0, 2.2


@dataclass(slots=True)
class Score:
    runs: list[Sent] = field(default_factory=list)

    @property
    def per_second(self) -> list[float]:
        return [run.messages / run.seconds for run in self.runs]

    @property
    def cpu_ms(self) -> list[float]:
        return [run.cpu / run.messages * 1000 for run in self.runs]


@dataclass(slots=True)
class Scores:
    rendered: Score = field(default_factory=Score)
    ready: Score = field(default_factory=Score)
    bare: Score = field(default_factory=Score)
    ptb: Score = field(default_factory=Score)
    idle_ms: list[float] = field(default_factory=list)
    jobs_ms: list[float] = field(default_factory=list)


async def measure(course: Course) -> list[Table]:
    region = Region(schools=course.size(1500), now=MORNING)
    laid = course.folder / "outbox.db"
    await build(laid, region, digests(region, lambda _: MORNING))
    scores = Scores()
    async with postgres(course.folder) as server:
        for _ in range(course.rounds):
            drawn = await _ours(course.folder, laid, region, scores.rendered)
            await _ours(course.folder, laid, region, scores.ready, words=drawn)
            await _peer(course.folder, region, scores.bare, "send_aiogram", drawn)
            await _peer(course.folder, region, scores.ptb, "send_ptb", drawn)
            scores.idle_ms.append(await _idle(course.folder, laid, region, drawn))
            scores.jobs_ms.append(await _jobs(course.folder, server, region.schools))
    return [_table(scores)]


async def _ours(
    folder: Path, laid: Path, region: Region, score: Score, *, words: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Scores a run and gives back what a message looks like."""
    file = folder / "outbox-run.db"
    shutil.copy(laid, file)
    async with telegram(folder, now=MORNING) as line:
        await line.settle_people(region.chats)
        task = {
            "database": database_url(file),
            "now": MORNING.isoformat(),
            "folder": str(folder),
            "is_paced": False,
            "words": words,
        }
        score.runs.append(await send(folder, line, "outbox_vekha", task, region.schools, is_endless=True))
        message = (await line.client.messages(region.chat_of(1)))[-1]
        return {"text": html.escape(message.text), "keyboard": message.raw.get("reply_markup")}


async def _peer(folder: Path, region: Region, score: Score, name: str, drawn: dict[str, Any]) -> None:
    async with telegram(folder, now=MORNING) as line:
        await line.settle_people(region.chats)
        task = {**drawn, "chats": region.chats[: region.schools], "concurrency": IN_FLIGHT}
        score.runs.append(await send(folder, line, name, task, region.schools, is_endless=False))


async def _idle(folder: Path, laid: Path, region: Region, words: dict[str, Any]) -> float:
    """Milliseconds of processor time a message whose sending is nothing."""
    file = folder / "outbox-idle.db"
    shutil.copy(laid, file)
    task = {
        "url": "http://localhost:1",
        "token": DEFAULT_TOKEN,
        "database": database_url(file),
        "now": MORNING.isoformat(),
        "folder": str(folder),
        "is_paced": False,
        "is_idle": True,
        "words": words,
        "wanted": region.schools,
    }
    return await _cost(folder, "outbox_vekha", task, region.schools)


async def _jobs(folder: Path, server: Postgres, jobs: int) -> float:
    """The same of a job of procrastinate."""
    await server.create("jobs")
    conninfo = f"host={server.host} user=postgres dbname=jobs"
    task = {"conninfo": conninfo, "jobs": jobs, "concurrency": IN_FLIGHT}
    return await _cost(folder, "jobs_procrastinate", task, jobs)


async def _cost(folder: Path, name: str, task: dict[str, Any], pieces: int) -> float:
    async with contender(name, task, folder) as runner:
        await runner.go()
        result = await runner.result()
    if result.get("left"):
        raise BenchFailed(f"{name}: {result['left']} of {pieces} were left")
    return float(result["cpu"]) / pieces * 1000


def _table(scores: Scores) -> Table:
    bare, ptb = median(scores.bare.cpu_ms), median(scores.ptb.cpu_ms)
    ready, rendered = median(scores.ready.cpu_ms), median(scores.rendered.cpu_ms)
    idle, jobs = median(scores.idle_ms), median(scores.jobs_ms)
    named = (
        ("Веха, ready texts", scores.ready),
        ("Веха, digests", scores.rendered),
        ("bare aiogram", scores.bare),
        ("python-telegram-bot, no limiter", scores.ptb),
    )
    return Table(
        title="The outbox with the limits lifted",
        columns=("", "messages/s", "CPU per message", "of bare aiogram"),
        rows=[
            *(
                (
                    name,
                    spread(score.per_second),
                    spread(score.cpu_ms, 2, "ms"),
                    f"{median(score.cpu_ms) / bare:.2f}",
                )
                for name, score in named
            ),
            ("Веха, idle", "", spread(scores.idle_ms, 2, "ms"), ""),
            ("procrastinate, idle", "", spread(scores.jobs_ms, 2, "ms"), ""),
        ],
        method=METHOD,
        verdicts=[
            _verdict(f"a ready text: at most {READY_TIMES} of bare", ready / bare, READY_TIMES, STATES_WHY),
            _verdict(f"a digest: at most {DIGEST_TIMES} of bare", rendered / bare, DIGEST_TIMES, DIGESTS_WHY),
            _verdict("a ready text: ahead of python-telegram-bot", ready / ptb, 1.0, STATES_WHY),
            _verdict("an idle job: ahead of procrastinate", idle / jobs, 1.0, STATES_WHY),
        ],
        notes=[
            f"the durable states cost {ready - bare:.2f} ms of processor time a message",
            f"Telegram admits 30 messages a second, digests can leave "
            f"{median(scores.rendered.per_second) / 30:.1f} times as fast",
        ],
    )


def _verdict(promised: str, times: float, most: float, why: str) -> Verdict:
    return Verdict(promised=promised, measured=f"{times:.2f} times", is_kept=times <= most, why=why)
