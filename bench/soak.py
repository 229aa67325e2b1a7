"""`make soak`: months of a district on a moved clock through the real process, sampled; 1 when not flat."""

import argparse
import asyncio
import json
import os
import sqlite3
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from time import monotonic

from bench.district import Region, build
from bench.figures import milliseconds, percentile
from bench.filling import colleagues
from bench.processes import Child, child
from bench.replicas import free_port
from bench.soak_bases import Base, base_of
from bench.soak_district import DAYS, FIRST_DAY, WARM_DAYS, District, FleetClock, TimedCalls
from bench.soaking import MEGABYTE, Growth, Sample, verdicts
from bench.spreading import spreading
from bench.table import Table, as_text
from sandbox.posting import post
from sandbox.running import DEFAULT_TOKEN, DEFAULT_USERNAME, serve
from sandbox.world import BotAccount, Person, World

MINUTES = 10.0
SCHOOLS, PEOPLE = 100, 2_000
REPLICAS = 3
POINTS, COMMON = 60, 20
SHOWN = 12
SECRET = "secret-of-the-soak"
KEPT_IN = {
    "sqlite": "`vekha run` itself over SQLite and HTTP",
    "postgres": "{replicas} replicas of `vekha run` itself over PostgreSQL, updates brought in turn by\n"
    "webhook (figures are of all of them together, the base is as it lies on its disk)",
}
METHOD = """{people:,} people of one department, {schools} schools, {duties:,} duties. {kept_in},
against a local Telegram whose clock is moved to four hours of every working day. Schools
report by pressing, typing and now and then a photo, the curator accepts, ten people a day look at what is
theirs, every Monday a consolidated report is asked for. Memory is what is resident, allocations being traced;
by file: what the last day holds more than the day {warm} did. The first quarter of the samples warms up, the
second is held against the last."""


def region_of(people: int) -> Region:
    """One department: a school of each twenty people, with months of measures from September to June."""
    schools = max(people * SCHOOLS // PEOPLE, 2)
    evening = datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day, tzinfo=UTC) - timedelta(hours=12)
    return Region(
        schools=schools,
        now=evening,
        points=POINTS,
        common=COMMON,
        schools_per_department=schools,
        days=DAYS,
        spans=_halves_of_months(),
        first_look_in=timedelta(0),
        colleagues=(people - schools - 3) // schools,
    )


def _halves_of_months() -> Sequence[tuple[date, date]]:
    """A measure is begun on the first or the fifteenth and due before the next of them."""
    days = [date(2026 + (month > 12), (month - 1) % 12 + 1, day) for month in range(9, 19) for day in (1, 15)]
    return [(first, after - timedelta(days=1)) for first, after in pairwise(days)]


async def soak(region: Region, seconds: float, folder: Path, database: str, replicas: int) -> District:
    """Live for so long by the wall's clock; the district with its samples."""
    laid = folder / "soak.db"
    await build(laid, region, colleagues(region))
    world = World(start=region.now)
    world.clock = FleetClock(region.now, replicas)
    calls = TimedCalls()
    world.calls = calls
    bot = world.add_bot(DEFAULT_TOKEN, DEFAULT_USERNAME, "Веха")
    _arrive(world, bot, region)
    async with (
        serve(world, "127.0.0.1", 0) as url,
        base_of(laid, database, region.now) as base,
        _fleet(folder, url, base, replicas) as (processes, samples_files),
    ):
        district = District(
            region=region,
            world=world,
            bot=bot,
            calls=calls,
            processes=processes,
            laid=laid,
            base=base,
            samples_files=samples_files,
        )
        await district.live(monotonic() + seconds)
        return district


@asynccontextmanager
async def _fleet(
    folder: Path, url: str, base: Base, replicas: int
) -> AsyncIterator[tuple[list[Child], list[Path]]]:
    """The processes and where each writes its samples; several take their updates by webhook in turn."""
    ports = [free_port() for _ in range(replicas)]
    async with AsyncExitStack() as stack:
        spreader, address = await stack.enter_async_context(spreading(ports))
        spreader.open()
        children, files = [], []
        for number, port in enumerate(ports):
            files.append(folder / f"samples-{number}")
            task = {
                "token": DEFAULT_TOKEN,
                "url": url,
                "database": base.url,
                "files": str(folder / "files"),
                "samples": str(files[-1]),
                "webhook": {"url": address, "secret": SECRET, "port": port} if replicas > 1 else {},
            }
            arguments = ("-m", "bench.contenders.soak_vekha", json.dumps(task))
            log = folder / f"log-{number}"
            children.append(await stack.enter_async_context(child("soak_vekha", arguments, log)))
        yield children, files


def _arrive(world: World, bot: BotAccount, region: Region) -> None:
    """Everybody has talked with the bot before: there is a message to press on."""
    people = region.schools * (1 + region.colleagues) + 3 * region.departments
    for number in range(1, people + 1):
        person = Person(id=region.chat_of(number), first_name=f"№ {number}")
        world.people[person.id] = person
        chat = world.private_chat(bot, person)
        chat.is_started = True
        post(world, bot, chat, bot.profile, {"text": "Вы в «Вехе»."})


def table_of(district: District, duties: int, database: str) -> Table:
    """A dozen of the samples, what became of them, and where memory was made."""
    samples, region = district.samples, district.region
    people = len(district.world.people)
    growth = Growth.of(samples)
    step = max(len(samples) // SHOWN, 1)
    passed = f"{growth.passed.days} days"
    by, per_year = growth.bytes / MEGABYTE, growth.per_thousand_and_year(people) / MEGABYTE
    grown = ", ".join(f"{file} {size / 1024:,.0f} KB" for file, size in district.grown.items())
    tables = ", ".join(f"{name} {size / 1024:,.0f} KB" for name, size in district.base_grown.items())
    return Table(
        title=f"A soak: {people:,} people, {passed}",
        columns=(
            "day",
            "memory",
            "descriptors",
            "tasks",
            "base",
            "reports and decisions",
            "p50 · p95 of a press",
        ),
        rows=[_row(each) for each in [*samples[:-1:step], samples[-1]]],
        method=METHOD.format(
            people=people,
            schools=region.schools,
            duties=duties,
            warm=WARM_DAYS,
            kept_in=KEPT_IN[database].format(replicas=len(district.processes)),
        ),
        verdicts=verdicts(samples, len(district.processes)),
        notes=[
            f"the base grew by {by:.1f} MB in {passed}: {per_year:.1f} MB per 1,000 people and year",
            f"more by file than when it was warm: {grown}",
            f"the base by table: {tables or 'not told apart'}",
            f"connections to the server, day by day: from {min(district.connections)} to "
            f"{max(district.connections)}, in the end {district.connections[-1]}",
            f"{os.cpu_count()} cores, shared by everything; load {os.getloadavg()[1]:.0f}",
        ],
    )


def _row(each: Sample) -> tuple[str, ...]:
    presses = each.presses or [0.0]
    return (
        each.at.date().isoformat(),
        f"{each.memory / MEGABYTE:.0f} MB",
        str(each.descriptors),
        str(each.tasks),
        f"{each.base / MEGABYTE:.1f} MB",
        f"{each.deeds:,}",
        f"{milliseconds(percentile(presses, 0.5))} · {milliseconds(percentile(presses, 0.95))}",
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="soak", description="Months of a district; 1 when anything grows.")
    parser.add_argument("--minutes", type=float, default=MINUTES)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--database", choices=sorted(KEPT_IN), default="sqlite")
    parser.add_argument("--replicas", type=int, help="on PostgreSQL; 3 if not said")
    args = parser.parse_args()
    replicas = 1 if args.database == "sqlite" else args.replicas or REPLICAS
    region = region_of(args.people)
    with tempfile.TemporaryDirectory(prefix="vekha-soak-") as name:
        district = asyncio.run(soak(region, args.minutes * 60, Path(name), args.database, replicas))
        with sqlite3.connect(district.laid) as connection:
            (duties,) = connection.execute("SELECT count(*) FROM duties").fetchone()
    try:
        table = table_of(district, duties, args.database)
    except ValueError as error:
        print(f"too short: {error}; give it more minutes")
        return 1
    print(as_text(table))
    return 0 if all(verdict.is_kept for verdict in table.verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
