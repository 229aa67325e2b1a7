"""What a look costs when nothing is due: ten thousand stored duties against a million."""

from pathlib import Path
from typing import Any

from bench.course import MORNING, Course
from bench.district import Region, build, database_url
from bench.figures import median, milliseconds
from bench.processes import contender
from bench.table import Table, Verdict

SCHOOLS = 2_000
PROMISED_GROWTH = 1.5
METHOD = """A region of {schools} schools; every control point of every school is a pending duty whose next
reminder lies ahead. A tick is one look of every beat of `vekha run` and one claim of the outbox; the median
of 15 looks. Peer: as many jobs in an SQLAlchemy job store on SQLite, rows as `add_job` writes them but laid
in bulk, and what its timer does on waking up. A hundred times the size is measured up to {jobs:,} jobs
only: laying more takes minutes."""
WHY = "See the slowest beats below: those look at what is stored, not at what is due."


async def measure(course: Course) -> list[Table]:
    sizes = [course.size(10_000, 2_000), course.size(1_000_000, 20_000)]
    files = {size: await _laid(course.folder, size) for size in sizes}
    jobs = [course.size(10_000, 1_000), course.size(100_000, 10_000)]
    ours: dict[int, list[dict[str, Any]]] = {size: [] for size in sizes}
    theirs: dict[int, list[dict[str, Any]]] = {size: [] for size in jobs}
    for _ in range(course.rounds):
        for size in sizes:
            ours[size].append(await _look(course.folder, files[size]))
    for size in jobs:
        theirs[size].append(await _wake(course.folder, size))
    return [_table(ours, theirs), _beats(ours)]


async def _laid(folder: Path, duties: int) -> Path:
    file = folder / f"tick-{duties}.db"
    await build(file, Region(schools=SCHOOLS, points=duties // SCHOOLS, now=MORNING))
    return file


async def _look(folder: Path, file: Path) -> dict[str, Any]:
    task = {
        "database": database_url(file),
        "now": MORNING.isoformat(),
        "folder": str(folder),
        "url": "http://127.0.0.1:9",
        "token": "1:bench",
    }
    async with contender("tick_vekha", task, folder) as runner:
        await runner.go()
        return await runner.result()


async def _wake(folder: Path, jobs: int) -> dict[str, Any]:
    file = folder / f"tick-jobs-{jobs}.db"
    async with contender("tick_jobs", {"file": str(file), "jobs": jobs}, folder) as runner:
        await runner.go()
        return await runner.result() | {"size": file.stat().st_size}


def _table(ours: dict[int, list[dict[str, Any]]], theirs: dict[int, list[dict[str, Any]]]) -> Table:
    small, large = (median([run["tick"] for run in runs]) for runs in ours.values())
    memory = [median([run["mb"] for run in runs]) for runs in ours.values()]
    adding = max(run["adding"] for runs in theirs.values() for run in runs)
    rows = [_row(f"Веха, {size:,} duties", runs) for size, runs in ours.items()]
    rows += [_row(f"job store, {size:,} jobs", runs) for size, runs in theirs.items()]
    return Table(
        title="A tick with nothing due",
        columns=("", "one tick", "memory", "grown by ticking"),
        rows=rows,
        method=METHOD.format(schools=SCHOOLS, jobs=max(theirs)),
        verdicts=[
            Verdict(
                promised=f"at most {PROMISED_GROWTH} times as long at a hundred times the size",
                measured=f"{large / small:.2f}",
                is_kept=large <= small * PROMISED_GROWTH,
                why=WHY,
            ),
            Verdict(
                promised="memory flat",
                measured=f"{memory[0]:.0f} MB and {memory[1]:.0f} MB",
                is_kept=memory[1] < memory[0] * 1.1,
            ),
        ],
        notes=[
            f"the job store writes one job in {milliseconds(adding)}: a million of them in "
            f"{adding * 1_000_000 / 3600:.1f} h, each moved deadline is such a write again"
        ],
    )


def _row(name: str, runs: list[dict[str, Any]]) -> tuple[str, ...]:
    grown = median([run["mb"] - run["mb_before"] for run in runs])
    return (
        name,
        milliseconds(median([run["tick"] for run in runs])),
        f"{median([run['mb'] for run in runs]):.0f} MB",
        f"{grown:+.1f} MB",
    )


def _beats(ours: dict[int, list[dict[str, Any]]]) -> Table:
    """Beat by beat, so that one that grows is seen."""
    sizes = list(ours)
    names = list(ours[sizes[0]][0]["looks"])
    took = {name: [median([run["looks"][name] for run in ours[size]]) for size in sizes] for name in names}
    return Table(
        title="The same, beat by beat",
        columns=("", *(f"{size:,} duties" for size in sizes)),
        rows=[(name, *(milliseconds(each) for each in times)) for name, times in took.items()],
        method="Medians of the looks above.",
    )
