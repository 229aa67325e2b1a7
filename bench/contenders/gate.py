"""A contender's side: announce oneself, go when told, hand in what was measured and what it cost."""

import asyncio
import json
import resource
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from time import monotonic
from typing import Any


class Gate:
    """The starting line. Commands come line by line on standard input."""

    def __init__(self) -> None:
        self.went_at = 0.0
        self._cpu_at = 0.0

    async def go(self) -> None:
        """Say «ready» and wait for the start; what came before is not measured."""
        print("ready", flush=True)
        await self._told("go")
        self.went_at, self._cpu_at = monotonic(), cpu_seconds()

    async def stop(self) -> None:
        """Wait until told to stop."""
        await self._told("stop")

    async def _told(self, word: str) -> None:
        said = await asyncio.to_thread(sys.stdin.readline)
        if said.strip() != word:
            raise RuntimeError(f"told {said!r} instead of {word}")

    def cost(self) -> dict[str, float]:
        """Processor seconds since the start, and the most memory ever held, in megabytes."""
        return {"cpu": cpu_seconds() - self._cpu_at, "peak_mb": peak_megabytes()}


def cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def peak_megabytes() -> float:
    """The most this program has held; `ru_maxrss` would begin with what its parent held at the start."""
    return _status_megabytes("VmHWM:")


def resident_megabytes() -> float:
    """What this process holds now, comparable with the most it ever held."""
    return _status_megabytes("VmRSS:")


def _status_megabytes(field: str) -> float:
    with Path("/proc/self/status").open() as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith(field)) / 1024


def proportional_megabytes() -> float:
    """What this process holds now; pages shared with others count by its share."""
    with Path("/proc/self/smaps_rollup").open() as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def compete(run: Callable[[dict[str, Any], Gate], Awaitable[dict[str, Any]]]) -> None:
    """The main program of a contender: its task is the first argument, its result the last line."""

    async def race() -> None:
        gate = Gate()
        result = await run(json.loads(sys.argv[1]), gate)
        print(json.dumps({**gate.cost(), **result}), flush=True)

    asyncio.run(race())
