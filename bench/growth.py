"""Screens of one department as it grows a hundredfold: what one of them costs, against itself when small."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import process_time
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bench.course import MORNING, Course
from bench.district import Region, build, database_url
from bench.figures import median, milliseconds
from bench.filling import colleagues, sent_digests
from bench.past import CAMPAIGN, lay_measures, lay_past
from bench.processes import contender
from bench.table import Table, Verdict
from bot.process.wiring import build_app
from roadmap.ids import CampaignId, DutyId, UnitId
from roadmap.people.place import in_telegram
from roadmap.summary.outlook import OutlookBy
from services.app import App
from storage.engine import create_engine
from storage.files import FolderFiles
from storage.unit_of_work import Store

POINTS = 50
DIGESTS = 20
SMALL, LARGE = 20, 2_000
PROMISED_GROWTH = 1.5
CALLS = 20
METHOD = """One department with {small:,} and with {large:,} duties, {points} of each school, a third of
their dates past; of a hundred duties 40 are accepted, one waits for a decision, two came back; a campaign
goes on, half of the schools have answered what is open. Processor time of one call of the service, in this
process: the median of {calls} calls in each of {rounds} rounds."""
PROMISED_TOTAL = 0.030
OVERVIEW = "overview of the whole department"
BOARD = "board of a campaign"
QUEUE = "queue of the whole department"
SEARCH = "two words typed into the chat, a measure for each school"
MEETING = "«К совещанию»"
GONE = "«Что ушло» of the whole department"
TOTALS = (OVERVIEW, BOARD, QUEUE, SEARCH)
WHY = {BOARD: "Each answer is looked up, and so is who can be reached."}
"""They speak of everybody: their cost follows the department, and is not promised to be flat."""

ASKING = datetime(2026, 9, 24, 7, 0, tzinfo=UTC)
"""A day on which the campaign of the quarter opens."""
FORETOLD = "«Что уйдёт» within a month"
STATEMENTS, HELD, ABOVE_REST = 50, 0.050, 150
LONG_METHOD = """What is done for a whole department at once, in a process of its own: the campaign of
{asked:,} units is opened, the consolidated report of {duties:,} duties is made, a month of messages about as
many is told beforehand, and what a head looks at before a meeting is read. «Held» is the longest turn of
the event loop, in processor time of its thread, garbage collection in it; memory is the most above rest."""

Look = Callable[[], Awaitable[object]]


class StandingClock:
    def now(self) -> datetime:
        return MORNING


async def measure(course: Course) -> list[Table]:
    sizes = (SMALL, course.size(LARGE, LARGE // 10))
    files = {schools: await _laid(course.folder, schools) for schools in sizes}
    taken: dict[int, list[dict[str, float]]] = {schools: [] for schools in sizes}
    for _ in range(course.rounds):
        for schools in sizes:
            taken[schools].append(await _look(files[schools], schools))
    small, large = (
        {name: median([run[name] for run in runs]) for name in runs[0]} for runs in taken.values()
    )
    flat = {name: large[name] / small[name] for name in small if name not in TOTALS}
    worst = max(flat, key=lambda name: flat[name])
    rows = [
        (name, milliseconds(small[name]), milliseconds(large[name]), f"{large[name] / small[name]:.1f}")
        for name in small
    ]
    return [
        Table(
            title="Screens of a department that grows a hundredfold",
            columns=("", f"{sizes[0] * POINTS:,} duties", f"{sizes[1] * POINTS:,} duties", "growth"),
            rows=rows,
            method=METHOD.format(
                small=sizes[0] * POINTS,
                large=sizes[1] * POINTS,
                points=POINTS,
                calls=CALLS,
                rounds=course.rounds,
            ),
            verdicts=[
                Verdict(
                    promised=f"at most {PROMISED_GROWTH} times: lists, pages and cards",
                    measured=f"{flat[worst]:.1f} ({worst})",
                    is_kept=flat[worst] <= PROMISED_GROWTH,
                ),
                *(
                    Verdict(
                        promised=f"at most {milliseconds(PROMISED_TOTAL)} at the larger size: {total}",
                        measured=milliseconds(large[total]),
                        is_kept=large[total] <= PROMISED_TOTAL,
                        why=WHY.get(total, ""),
                    )
                    for total in TOTALS
                ),
            ],
        ),
        await _long_works(course, files[sizes[1]], sizes[1]),
    ]


async def _long_works(course: Course, file: Path, schools: int) -> Table:
    fresh = Region(schools=schools, points=3, schools_per_department=schools, now=ASKING)
    asking = course.folder / "growth-asking.db"
    await build(asking, fresh)
    opened = await _work(course.folder, asking, fresh, "open")
    reported = await _work(course.folder, file, _region(schools), "report")
    foretold = await _work(course.folder, file, _region(schools), "foretell")
    met = await _work(course.folder, file, _region(schools), "meet")
    works = {"campaign opened": opened, "consolidated report": reported, FORETOLD: foretold, MEETING: met}
    return Table(
        title="What takes long beside the chats",
        columns=("", "statements", "held", "processor", "above rest"),
        rows=[
            (
                name,
                f"{work['statements']:,}",
                milliseconds(work["longest"]),
                f"{work['cpu']:.1f} s",
                f"{work['above_mb']:.0f} MB",
            )
            for name, work in works.items()
        ],
        method=LONG_METHOD.format(asked=schools, duties=schools * POINTS),
        verdicts=[
            Verdict(
                promised=f"a campaign opens in at most {STATEMENTS} statements",
                measured=f"{opened['statements']}",
                is_kept=opened["statements"] <= STATEMENTS,
            ),
            *(
                Verdict(
                    promised=f"never held longer than {milliseconds(HELD)}: {name}",
                    measured=milliseconds(work["longest"]),
                    is_kept=work["longest"] <= HELD,
                )
                for name, work in works.items()
            ),
            Verdict(
                promised=f"the report takes at most {ABOVE_REST} MB above rest",
                measured=f"{reported['above_mb']:.0f} MB",
                is_kept=reported["above_mb"] <= ABOVE_REST,
            ),
        ],
    )


async def _work(folder: Path, file: Path, region: Region, work: str) -> dict[str, Any]:
    task = {
        "database": database_url(file),
        "now": (region.now + timedelta(hours=1)).isoformat(),
        "folder": str(folder),
        "curator": region.chat_of(region.curator_of(1)),
        "head": region.chat_of(region.schools + region.departments + 1),
        "work": work,
    }
    async with contender("long_works", task, folder) as runner:
        await runner.go()
        return await runner.result(timeout=1_200)


def _region(schools: int) -> Region:
    today = MORNING.date()
    spans: list[tuple[date, date]] = [
        (today - timedelta(days=30), today - timedelta(days=10)),
        (today, today + timedelta(days=20)),
        (today, today + timedelta(days=110)),
    ]
    return Region(schools=schools, points=POINTS, schools_per_department=schools, now=MORNING, spans=spans)


async def _laid(folder: Path, schools: int) -> Path:
    file = folder / f"growth-{schools}.db"
    region = _region(schools)

    async def lay(connection: AsyncConnection) -> None:
        await lay_past(connection, region)
        await lay_measures(connection, region)
        await colleagues(region)(connection)
        await sent_digests(region, DIGESTS)(connection)

    await build(file, region, lay)
    return file


async def _look(file: Path, schools: int) -> dict[str, float]:
    store = Store(create_engine(database_url(file)))
    app = build_app(store=store, clock=StandingClock(), files=FolderFiles(file.parent / "files"))
    looks = await _looks(app, _region(schools))
    taken = {name: await _timed(look) for name, look in looks.items()}
    await store.close()
    return taken


async def _looks(app: App, region: Region) -> dict[str, Look]:
    executor = await app.people.actor(in_telegram(region.chat_of(3)))
    curator = await app.people.actor(in_telegram(region.chat_of(region.curator_of(1))))
    assert executor is not None and curator is not None
    return {
        "«Мои мероприятия»": lambda: app.lists.mine(executor),
        "a card": lambda: app.cards.open(executor, DutyId(region.duty_of(3))),
        "overdue duties of a school": lambda: app.lists.unit_overdue(curator, UnitId(region.unit_of(5))),
        "an executor's questionnaires": lambda: app.monitoring.questionnaires(executor),
        "who is acting: an executor": lambda: app.people.actor(in_telegram(region.chat_of(3))),
        "who is acting: a curator": lambda: app.people.actor(
            in_telegram(region.chat_of(region.curator_of(1)))
        ),
        "a card, to its curator": lambda: app.cards.open(curator, DutyId(region.duty_of(3))),
        OVERVIEW: lambda: app.lists.board(curator),
        SEARCH: lambda: app.browsing.find(curator, "предмет7 занятие"),
        BOARD: lambda: app.monitoring.board(curator, CampaignId(CAMPAIGN)),
        QUEUE: lambda: app.decisions.queue(curator),
        GONE: lambda: app.gone.open(curator, OutlookBy.ALL, 0, 0),
    }


async def _timed(look: Look) -> float:
    """Seconds of processor time, the median of some calls after a first one."""
    await look()
    taken = []
    for _ in range(CALLS):
        began = process_time()
        await look()
        taken.append(process_time() - began)
    return median(taken)
