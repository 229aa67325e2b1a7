"""Child processes of a bench: each contender has one of its own, and so has the local Telegram."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
START_SECONDS = 120.0
STOP_SECONDS = 20.0


class BenchFailed(Exception):
    """A contender did not do its work; the message says which and why."""


@dataclass(slots=True)
class Child:
    """A running child; what it says on standard error is kept for the case that it fails."""

    name: str
    process: asyncio.subprocess.Process
    log: Path

    @property
    def pid(self) -> int:
        return self.process.pid

    async def line(self, timeout: float = START_SECONDS) -> str:
        """Its next line on standard output."""
        assert self.process.stdout is not None
        try:
            raw = await asyncio.wait_for(self.process.stdout.readline(), timeout)
        except TimeoutError:
            raw = b""
        if not raw:
            raise BenchFailed(f"{self.name} has fallen silent:\n{end_of(self.log)}")
        return raw.decode().rstrip("\n")

    async def tell(self, word: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{word}\n".encode())
        await self.process.stdin.drain()

    def proportional_memory(self) -> float:
        """Megabytes this process holds; pages shared with others count by its share."""
        with Path(f"/proc/{self.pid}/smaps_rollup").open() as lines:
            kilobytes = next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        return kilobytes / 1024


@asynccontextmanager
async def child(
    name: str, arguments: Sequence[str], log: Path, environment: Mapping[str, str] | None = None
) -> AsyncIterator[Child]:
    """`python <arguments>` from the root of the repository; ended on leaving."""
    with log.open("ab") as output:
        process = await asyncio.create_subprocess_exec(
            sys.executable, *arguments,
            cwd=ROOT, env={**os.environ, **(environment or {})},
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=output,
        )  # fmt: skip
        try:
            yield Child(name, process, log)
        finally:
            await _end(process)


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    with suppress(ProcessLookupError):
        process.send_signal(signal.SIGTERM)
    try:
        await asyncio.wait_for(process.wait(), STOP_SECONDS)
    except TimeoutError:
        process.kill()
        await process.wait()


class Contender:
    """A child that follows bench/contenders/gate.py: gets ready, goes when told, hands in a result."""

    def __init__(self, child: Child) -> None:
        self.child = child

    async def ready(self) -> None:
        if (said := await self.child.line()) != "ready":
            raise BenchFailed(f"{self.child.name} said {said!r} instead of ready")

    async def go(self) -> None:
        await self.child.tell("go")

    async def stop(self) -> None:
        await self.child.tell("stop")

    async def result(self, timeout: float = 300.0) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(await self.child.line(timeout))
        return answer


@asynccontextmanager
async def contender(module: str, task: Mapping[str, Any], folder: Path) -> AsyncIterator[Contender]:
    """`bench.contenders.<module>` as a process, ready to go."""
    arguments = ("-m", f"bench.contenders.{module}", json.dumps(task))
    async with child(module, arguments, folder / f"{module}.log") as started:
        ready = Contender(started)
        await ready.ready()
        yield ready


def cpu_seconds(pid: int) -> float:
    """Processor time this process has used so far; 0 for one that is gone."""
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") if fields else 0.0


def parent_of(pid: int) -> int:
    """Who has started this process; 0 for one that is gone."""
    fields = _stat(pid)
    return int(fields[1]) if fields else 0


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat after the name, which may hold blanks."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def end_of(log: Path) -> str:
    """The last words of a journal."""
    return log.read_text("utf-8")[-3000:]
