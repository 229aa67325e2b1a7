"""docs/benchmarks.md: the tables with the machine, the versions and the day they were taken."""

import os
import platform
import sqlite3
import subprocess
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Final

from bench.course import Course
from bench.table import Table, as_markdown
from bot.process.clock import SystemClock

PEERS: Final = ("aiogram", "aiohttp", "SQLAlchemy", "aiosqlite", "APScheduler", "python-telegram-bot")
HEAD = """# Benchmarks

Every figure stands beside a peer measured in the same run, on the same machine, against the same local
Telegram (`sandbox/`). Trust the ratios; absolute figures belong to the machine. Medians of {rounds} rounds,
extremes in brackets. Each contender is a process of its own, the local Telegram is another one. Taken anew by
`make bench WRITE=docs/benchmarks.md`.
"""


def page(tables: Sequence[Table], course: Course) -> str:
    quick = ["\n**Taken with --quick: the sizes are a tenth and the figures mean nothing.**\n"]
    parts = [HEAD.format(rounds=course.rounds), *(quick if course.is_quick else []), _machine(course.folder)]
    return "\n".join([*parts, *(f"{as_markdown(table)}\n" for table in tables)])


def _machine(folder: Path) -> str:
    facts = {
        "taken on": SystemClock().now().date().isoformat(),
        "commit": _commit(),
        "processor": f"{os.cpu_count()} × {_processor()}",
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB",
        "system": f"{platform.system()} {platform.release()}, Python {platform.python_version()}",
        "SQLite": sqlite3.sqlite_version,
        "libraries": ", ".join(f"{name} {version(name)}" for name in PEERS),
        "load before": ", ".join(f"{load:.1f}" for load in os.getloadavg()),
    }
    return "\n".join(
        ["| | |", "| --- | --- |", *(f"| {name} | {fact} |" for name, fact in facts.items()), ""]
    )


def _commit() -> str:
    git = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return git.stdout.strip() or "unknown"


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    return next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown"
    )
