"""`make soak`: months of a district on a moved clock through the real process, sampled; 1 when not flat."""

import argparse
import asyncio
import json
import sqlite3
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from time import monotonic

from bench.district import Region, build, database_url
from bench.figures import milliseconds, percentile
from bench.filling import colleagues
from bench.processes import child
from bench.soak_district import DAYS, FIRST_DAY, WARM_DAYS, District, TimedCalls
from bench.soaking import MEGABYTE, Growth, Sample, verdicts
from bench.table import Table, as_text
from sandbox.posting import post
from sandbox.running import DEFAULT_TOKEN, DEFAULT_USERNAME, serve
from sandbox.world import BotAccount, Person, World

MINUTES = 10.0
SCHOOLS, PEOPLE = 100, 2_000
POINTS, COMMON = 60, 20
SHOWN = 12
METHOD = """{people:,} people of one department, {schools} schools, {duties:,} duties. `vekha run` itself over
SQLite and HTTP, against a local Telegram whose clock is moved to four hours of every working day. Schools
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


async def soak(region: Region, seconds: float, folder: Path) -> District:
    """Live for so long by the wall's clock; the district with its samples."""
    base = folder / "soak.db"
    await build(base, region, colleagues(region))
    world = World(start=region.now)
    calls = TimedCalls()
    world.calls = calls
    bot = world.add_bot(DEFAULT_TOKEN, DEFAULT_USERNAME, "Веха")
    _arrive(world, bot, region)
    async with serve(world, "127.0.0.1", 0) as url:
        task = {
            "token": DEFAULT_TOKEN,
            "url": url,
            "database": database_url(base),
            "files": str(folder / "files"),
            "samples": str(folder / "samples"),
        }
        arguments = ("-m", "bench.contenders.soak_vekha", json.dumps(task))
        async with child("soak_vekha", arguments, folder / "log") as process:
            district = District(
                region=region,
                world=world,
                bot=bot,
                calls=calls,
                process=process,
                base=base,
                samples_file=folder / "samples",
            )
            await district.live(monotonic() + seconds)
            return district


def _arrive(world: World, bot: BotAccount, region: Region) -> None:
    """Everybody has talked with the bot before: there is a message to press on."""
    people = region.schools * (1 + region.colleagues) + 3 * region.departments
    for number in range(1, people + 1):
        person = Person(id=region.chat_of(number), first_name=f"№ {number}")
        world.people[person.id] = person
        chat = world.private_chat(bot, person)
        chat.is_started = True
        post(world, bot, chat, bot.profile, {"text": "Вы в «Вехе»."})


def table_of(district: District, duties: int) -> Table:
    """A dozen of the samples, what became of them, and where memory was made."""
    samples, region = district.samples, district.region
    people = len(district.world.people)
    growth = Growth.of(samples)
    step = max(len(samples) // SHOWN, 1)
    passed = f"{growth.passed.days} days"
    by, per_year = growth.bytes / MEGABYTE, growth.per_thousand_and_year(people) / MEGABYTE
    grown = ", ".join(f"{file} {size / 1024:,.0f} KB" for file, size in district.grown.items())
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
        method=METHOD.format(people=people, schools=region.schools, duties=duties, warm=WARM_DAYS),
        verdicts=verdicts(samples),
        notes=[
            f"the base grew by {by:.1f} MB in {passed}: {per_year:.1f} MB per 1,000 people and year",
            f"more by file than when it was warm: {grown}",
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
    args = parser.parse_args()
    region = region_of(args.people)
    with tempfile.TemporaryDirectory(prefix="vekha-soak-") as name:
        district = asyncio.run(soak(region, args.minutes * 60, Path(name)))
        with sqlite3.connect(district.base) as connection:
            (duties,) = connection.execute("SELECT count(*) FROM duties").fetchone()
    try:
        table = table_of(district, duties)
    except ValueError as error:
        print(f"too short: {error}; give it more minutes")
        return 1
    print(as_text(table))
    return 0 if all(verdict.is_kept for verdict in table.verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
