"""A region's year end to end: what it takes, what it leaves in the database, and the slowest query."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bench.against import against
from bench.course import Course
from bench.district import Region, build, database_url
from bench.filling import colleagues
from bench.postgres import Postgres, postgres
from bench.processes import contender
from bench.table import Table, Verdict
from storage.all_tables import METADATA
from storage.delivery.tables import DeliveryRow
from storage.engine import create_engine

FIRST_DAY = date(2026, 9, 1)
DAYS = 365
SCHOOLS, PEOPLE = 2_000, 100_000
MEASURES, COMMON = 80, 2
MINUTES_PROMISED = 60
ROWS_SHOWN = 8
HOT_PROMISED = 0.5
CHANGED = """SELECT relname, n_tup_upd, n_tup_hot_upd FROM pg_stat_user_tables WHERE n_tup_upd > 0
ORDER BY n_tup_upd DESC LIMIT 5"""
SHOWN_OF_STATEMENT = 160
METHOD = """{people:,} people, {units:,} schools in {departments} departments, one year from the first of
September, day by day over a clock that is moved. Each department runs a road map of {measures} measures,
{common} of them for every school and each of the others for one school, due at the ends of the school year's
months: {duties:,} duties. One person answers for a school, one curates a department; the others have
joined and owe nothing. Everything is done by the product's own beats, outbox and services on the real
database; at the edge a messenger that takes every message at once. Schools answer between six days before the
due day and eight after, a quarter of them late; curators decide on the same day and send one report in twenty
back. One run; «wall» is the simulation alone, laying the region is not in it."""
WHY = "The machine was busy, or a query has grown: see below where the time goes."


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What a year leaves behind."""

    megabytes: float
    rows: Mapping[str, int]
    deliveries: Mapping[str, int]
    """By their state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lived:
    database: str
    result: Mapping[str, Any]
    before: Left
    left: Left

    @property
    def minutes(self) -> float:
        return float(self.result["wall"]) / 60


@dataclass(frozen=True, slots=True)
class Changed:
    """The updates of a table."""

    table: str
    updates: int
    hot: int

    @property
    def share(self) -> float:
        return self.hot / self.updates if self.updates else 0.0


async def measure(course: Course) -> list[Table]:
    """One run on each database, whatever the course says about rounds: it is long."""
    schools = course.size(SCHOOLS)
    departments = -(-schools // 100)
    region = Region(
        schools=schools,
        now=datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day, tzinfo=UTC) - timedelta(hours=12),
        points=MEASURES,
        common=COMMON,
        schools_per_department=100,
        days=DAYS,
        spans=_months(),
        first_look_in=timedelta(0),
        colleagues=(course.size(PEOPLE) - schools - 3 * departments) // schools,
    )
    laid = course.folder / "region.db"
    await build(laid, region, colleagues(region))
    lived = []
    async with postgres(course.folder) as server:
        copied = await server.lay("region", laid, region.now)
        for name, url in (("SQLite", database_url(laid)), ("PostgreSQL", copied)):
            lived.append(await _live(course.folder, name, url, region))
        changed = await _changed(server)
    tables = [_table(lived, region), _rows(lived), _time(lived), _statements(lived)]
    tables.append(_server(lived[-1], changed))
    if course.against:
        tables.append(await against(course, course.against))
    return tables


def _months() -> Sequence[tuple[date, date]]:
    """From September to June: a measure is begun on the first and due on the last."""
    firsts = [date(2026 + (month > 12), (month - 1) % 12 + 1, 1) for month in range(9, 20)]
    return [(first, after - timedelta(days=1)) for first, after in pairwise(firsts)]


async def _live(folder: Path, name: str, url: str, region: Region) -> Lived:
    task = {
        "database": url,
        "now": region.now.isoformat(),
        "first": FIRST_DAY.isoformat(),
        "days": DAYS,
        "departments": region.departments,
        "schools": region.schools,
        "folder": str(folder),
    }
    before = await _left(url)
    async with contender("region_vekha", task, folder) as runner:
        await runner.go()
        result = await runner.result(timeout=3_600)
    return Lived(database=name, result=result, before=before, left=await _left(url))


@asynccontextmanager
async def _reading(url: str) -> AsyncIterator[AsyncConnection]:
    engine = create_engine(url)
    async with engine.connect() as connection:
        yield connection
    await engine.dispose()


async def _left(url: str) -> Left:
    async with _reading(url) as connection:
        is_file = connection.dialect.name == "sqlite"
        size = (
            "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
            if is_file
            else "SELECT pg_database_size(current_database())"
        )
        found = {
            table.name: (await connection.execute(select(func.count()).select_from(table))).scalar_one()
            for table in METADATA.sorted_tables
        }
        taken = (await connection.execute(text(size))).scalar_one()
        states = select(DeliveryRow.state, func.count()).group_by(DeliveryRow.state)
        deliveries = dict((await connection.execute(states)).tuples().all())
    return Left(megabytes=taken / 2**20, rows=found, deliveries=deliveries)


def _table(lived: Sequence[Lived], region: Region) -> Table:
    people = region.schools * (1 + region.colleagues) + 3 * region.departments
    duties = lived[0].before.rows["duties"]
    done = lived[0].result["done"]
    longest = max(each.minutes for each in lived)
    return Table(
        title=f"A region: {people:,} people, {region.schools:,} schools, one year",
        columns=("", "wall", "processor", "messages", "peak memory", "database before", "database after"),
        rows=[_summary(each) for each in lived],
        method=METHOD.format(
            people=people,
            units=region.schools,
            departments=region.departments,
            measures=MEASURES,
            common=COMMON,
            duties=duties,
        ),
        verdicts=[
            Verdict(
                promised="end to end in minutes, not hours",
                measured=f"{longest:.1f} min",
                is_kept=longest < MINUTES_PROMISED,
                why=WHY,
            )
        ],
        notes=[
            "in the year: " + _counts(done),
            *(f"{each.database}, deliveries at its end: {_counts(each.left.deliveries)}" for each in lived),
        ],
    )


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count:,} {what}" for what, count in counts.items())


def _summary(each: Lived) -> tuple[str, ...]:
    return (
        each.database,
        f"{each.minutes:.1f} min",
        f"{each.result['cpu'] / 60:.1f} min",
        f"{each.result['sent']:,}",
        f"{each.result['peak_mb']:.0f} MB",
        f"{each.before.megabytes:.0f} MB",
        f"{each.left.megabytes:.0f} MB",
    )


def _rows(lived: Sequence[Lived]) -> Table:
    left = lived[0].left.rows
    largest = sorted(left, key=lambda name: left[name], reverse=True)[:ROWS_SHOWN]
    return Table(
        title="What the year leaves: rows by table",
        columns=("", *largest),
        rows=[(each.database, *(f"{each.left.rows[name]:,}" for name in largest)) for each in lived],
        method=f"The {ROWS_SHOWN} largest tables of {len(left)}.",
    )


def _time(lived: Sequence[Lived]) -> Table:
    first = lived[0].result["seconds"]
    names = sorted(first, key=lambda name: first[name], reverse=True)
    return Table(
        title="Where the year's time goes",
        columns=("", *(each.database for each in lived)),
        rows=[(name, *(f"{each.result['seconds'][name]:.1f} s" for each in lived)) for name in names],
        method="Wall seconds by what is done; a beat stands by its name.",
    )


def _statements(lived: Sequence[Lived]) -> Table:
    """The slowest by a single run, then by all runs together."""
    rows = [
        (each.database, by, *_statement(found))
        for each in lived
        for by, kind in (("single run", "slowest"), ("in all", "heaviest"))
        for found in each.result[kind]
    ]
    return Table(
        title="The region's slowest queries",
        columns=("", "slowest by", "longest run", "runs", "in all", "statement"),
        rows=rows,
        method="""Every statement timed where SQLAlchemy hands it to the driver; waiting for the write lock is
left out. On a busy machine a pause of the process counts as well.""",
    )


async def _changed(server: Postgres) -> Sequence[Changed]:
    """What the year has changed most, as the server counts it."""
    rows = await server.query("region", CHANGED)
    return [Changed(table=row["relname"], updates=row["n_tup_upd"], hot=row["n_tup_hot_upd"]) for row in rows]


def _server(lived: Lived, changed: Sequence[Changed]) -> Table:
    """What PostgreSQL has to prepare, and how many of its updates write no index."""
    texts, shapes = lived.result["texts"], lived.result["shapes"]
    deliveries = next((each for each in changed if each.table == "deliveries"), Changed("deliveries", 0, 0))
    return Table(
        title="What the year asks of PostgreSQL",
        columns=("table", "updates", "of them HOT", "share"),
        rows=[(each.table, f"{each.updates:,}", f"{each.hot:,}", f"{each.share:.0%}") for each in changed],
        method="""HOT updates write no index and leave nothing to vacuum; an update is HOT where no indexed
column changes and the page has room. Texts are what a connection prepares; a list of any length is to be one.
""",
        verdicts=[
            Verdict(
                promised="one text of each statement, however long its lists",
                measured=f"{texts} texts of {shapes} statements",
                is_kept=texts == shapes,
            ),
            Verdict(
                promised=f"at least {HOT_PROMISED:.0%} of the updates of deliveries are HOT",
                measured=f"{deliveries.share:.0%}",
                is_kept=deliveries.share >= HOT_PROMISED,
            ),
        ],
    )


def _statement(found: Mapping[str, Any]) -> tuple[str, ...]:
    longest, total = f"{found['longest'] * 1000:.0f} ms", f"{found['seconds']:.1f} s"
    return longest, f"{found['times']:,}", total, _short(found["text"])


def _short(statement: str) -> str:
    words = " ".join(statement.split()).replace("|", "\\|")
    return f"`{words[:SHOWN_OF_STATEMENT]}…`" if len(words) > SHOWN_OF_STATEMENT else f"`{words}`"
