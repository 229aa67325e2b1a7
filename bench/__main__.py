"""`python -m bench [NAME…]`: every figure side by side with its peer, printed and, with `--write`, kept."""

import argparse
import asyncio
import importlib
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from bench.course import Course
from bench.page import page
from bench.table import Table, as_text

BENCHES = (
    "presses",
    "replicas",
    "outbox",
    "limits",
    "tick",
    "growth",
    "lateness",
    "quarter",
    "process",
    "deadlines",
    "documents",
    "files",
)
"""Each is a module here with `async def measure(course) -> list[Table]`.

`bench.fuzz_documents` is none of them: it looks for failures, and has no figure to compare.
"""
LONG = ("region",)
"""Taken by name or with `--all`: it takes as long as all the others together."""


def parse_args() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description="Figures side by side with their peers.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join((*BENCHES, *LONG)))
    parser.add_argument("--all", action="store_true", help="those that take long as well")
    parser.add_argument("--write", type=Path, metavar="FILE", help="keep the tables as Markdown")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each contender (median shown)")
    parser.add_argument("--quick", action="store_true", help="a tenth of the size: to try a bench out")
    parser.add_argument("--against", metavar="COMMIT", help="the year of a region also by that code")
    return parser.parse_args()


async def measure(names: list[str], course: Course, keep: Callable[[list[Table]], object]) -> None:
    """One bench after another; what is measured is kept even if a later one fails."""
    tables: list[Table] = []
    for name in names:
        started = monotonic()
        found = await importlib.import_module(f"bench.{name}").measure(course)
        for table in found:
            print(as_text(table), flush=True)
        print(f"({name}: {monotonic() - started:.0f} s)", flush=True)
        tables.extend(found)
        keep(tables)


def main() -> None:
    args = parse_args()

    def keep(tables: list[Table]) -> None:
        if args.write:
            args.write.write_text(page(tables, course), encoding="utf-8")

    with tempfile.TemporaryDirectory(prefix="vekha-bench-") as folder:
        course = Course(folder=Path(folder), rounds=args.rounds, is_quick=args.quick, against=args.against)
        chosen = args.names or [*BENCHES, *(LONG if args.all else ())]
        asyncio.run(measure(chosen, course, keep))


if __name__ == "__main__":
    main()
