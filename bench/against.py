"""A shortened year of a region on SQLite, by this code and by that of a former commit, in turns."""

import asyncio
import json
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bench.course import Course
from bench.figures import median, spread
from bench.processes import ROOT, BenchFailed
from bench.table import Table, Verdict

PROMISED = 0.5
METHOD = """A tenth of the region above, the whole year, SQLite alone: {rounds} runs of each in turns, each in
a process of its own from a checkout of its commit, with the libraries of this one. Processor seconds of the
year itself, as each commit's own bench counts them."""
YEAR = """
import asyncio, json, sys
from contextlib import asynccontextmanager
from pathlib import Path
from bench import region
from bench.course import Course

class NoServer:
    async def lay(self, *_): return None
    async def query(self, *_): return []

@asynccontextmanager
async def postgres(_folder): yield NoServer()

lived, live = [], region._live

async def of_file(folder, name, url, about):
    if name == "SQLite":
        lived.append(await live(folder, name, url, about))
    return lived[0]

region.postgres, region._live = postgres, of_file
asyncio.run(region.measure(Course(folder=Path(sys.argv[1]), rounds=1, is_quick=True)))
print(json.dumps({"cpu": lived[0].result["cpu"], "sent": lived[0].result["sent"]}))
"""
"""Runs in the checkout: whatever its commit, the names used here are those of its bench."""


async def against(course: Course, commit: str) -> Table:
    """This code beside that of the commit."""
    seconds: dict[str, list[float]] = {"this code": [], commit: []}
    sent: dict[str, int] = {}
    async with _checkout(course.folder / "former", commit) as former:
        for number in range(course.rounds):
            for name, root in (("this code", ROOT), (commit, former)):
                folder = tempfile.mkdtemp(prefix=f"year-{number}-", dir=course.folder)
                result = await _year(root, folder)
                seconds[name].append(result["cpu"])
                sent[name] = int(result["sent"])
    ratio = median(seconds["this code"]) / median(seconds[commit])
    return Table(
        title=f"The same year against {commit}",
        columns=("", "processor", "messages"),
        rows=[(name, f"{spread(taken, 1, 's')}", f"{sent[name]:,}") for name, taken in seconds.items()],
        method=METHOD.format(rounds=course.rounds),
        verdicts=[
            Verdict(
                promised=f"at most {PROMISED} of the processor time of {commit}",
                measured=f"{ratio:.2f}",
                is_kept=ratio <= PROMISED,
            )
        ],
    )


@asynccontextmanager
async def _checkout(folder: Path, commit: str) -> AsyncIterator[Path]:
    await _git("worktree", "add", "--detach", str(folder), commit)
    try:
        yield folder
    finally:
        await _git("worktree", "remove", "--force", str(folder))


async def _git(*arguments: str) -> None:
    command = ["git", "-C", str(ROOT), *arguments]
    await asyncio.to_thread(subprocess.run, command, check=True, capture_output=True)


async def _year(root: Path, folder: str) -> dict[str, float]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", YEAR, folder,
        cwd=root, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    said, complaint = await process.communicate()
    if process.returncode:
        raise BenchFailed(f"the year of {root}:\n{complaint.decode()[-3000:]}")
    result: dict[str, float] = json.loads(said.splitlines()[-1])
    return result
