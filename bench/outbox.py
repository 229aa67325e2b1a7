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
from bench.sending import Sent, send
from bench.table import Table, Verdict
from bench.telegram import telegram
from services.delivery.engine import IN_FLIGHT

METHOD = f"""As many messages to as many people, all due, no rate limit, {IN_FLIGHT} sends at a time. «Ready
texts»: claim, re-read the recipients, mark as leaving, send, settle, on an SQLite file with
synchronous=FULL: what being durable costs. «Digests»: the same, and every text is read and rendered from
the tables at that moment. «Bare»: the same texts and keyboards, sent from memory and forgotten."""
DIGESTS_WHY = (
    "Each digest is some fifteen queries through SQLAlchemy; see the row above for the durable states alone."
)
STATES_WHY = (
    "Each message is part of three commits and is re-read before it leaves; bare aiogram does neither."
)


@dataclass(slots=True)
class Score:
    runs: list[Sent] = field(default_factory=list)

    @property
    def per_second(self) -> list[float]:
        return [run.messages / run.seconds for run in self.runs]

    @property
    def cpu_ms(self) -> list[float]:
        return [run.cpu / run.messages * 1000 for run in self.runs]


async def measure(course: Course) -> list[Table]:
    region = Region(schools=course.size(1500), now=MORNING)
    laid = course.folder / "outbox.db"
    await build(laid, region, digests(region, lambda _: MORNING))
    rendered, ready, bare = Score(), Score(), Score()
    for _ in range(course.rounds):
        drawn = await _ours(course.folder, laid, region, rendered)
        await _ours(course.folder, laid, region, ready, words=drawn)
        await _bare(course.folder, region, bare, drawn)
    return [_table(rendered, ready, bare)]


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


async def _bare(folder: Path, region: Region, score: Score, drawn: dict[str, Any]) -> None:
    async with telegram(folder, now=MORNING) as line:
        await line.settle_people(region.chats)
        task = {**drawn, "chats": region.chats[: region.schools], "concurrency": IN_FLIGHT}
        score.runs.append(await send(folder, line, "send_aiogram", task, region.schools, is_endless=False))


def _table(rendered: Score, ready: Score, bare: Score) -> Table:
    fastest = median(bare.per_second)
    share = {id(score): median(score.per_second) / fastest for score in (rendered, ready, bare)}
    named = (("Веха, ready texts", ready), ("Веха, digests", rendered), ("bare aiogram", bare))
    states = median(ready.cpu_ms) - median(bare.cpu_ms)
    return Table(
        title="The outbox with the limits lifted",
        columns=("", "messages/s", "of bare aiogram", "CPU per message"),
        rows=[
            (name, spread(score.per_second), f"{share[id(score)]:.2f}", f"{median(score.cpu_ms):.2f} ms")
            for name, score in named
        ],
        method=METHOD,
        verdicts=[
            _verdict("durable outbox: at least 0.5 of bare aiogram", share[id(ready)], STATES_WHY),
            _verdict("the same with digests rendered on the way", share[id(rendered)], DIGESTS_WHY),
        ],
        notes=[
            f"the durable states cost {states:.2f} ms of processor time a message",
            f"Telegram admits 30 messages a second, digests can leave "
            f"{median(rendered.per_second) / 30:.1f} times as fast",
        ],
    )


def _verdict(promised: str, share: float, why: str) -> Verdict:
    return Verdict(promised=promised, measured=f"{share:.2f}", is_kept=share >= 0.5, why=why)
