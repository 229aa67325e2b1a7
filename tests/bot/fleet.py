"""Several real `vekha run` processes behind one address, as behind a reverse proxy."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import aiohttp

from tests.bot.lines import line, pump
from tests.bot.warm import WarmProcess

START_SECONDS = 180
"""A loaded machine takes long to import everything."""


@dataclass
class Spreader:
    """A connection goes to the next replica in turn; who does not listen is passed over."""

    ports: list[int]
    only: int | None = None
    _open: set[asyncio.StreamWriter] = field(default_factory=set)
    _turns: "count[int]" = field(default_factory=count)

    def send_all_to(self, port: int | None) -> None:
        """From now on everything goes to this one, until told otherwise; kept connections end."""
        self.only = port
        for writer in self._open:
            writer.close()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        turn = next(self._turns)
        order = [self.ports[(turn + step) % len(self.ports)] for step in range(len(self.ports))]
        for port in [self.only] if self.only else order:
            with suppress(OSError):
                upstream_reader, upstream_writer = await asyncio.open_connection("127.0.0.1", port)
                self._open.add(writer)
                await asyncio.gather(pump(reader, upstream_writer), pump(upstream_reader, writer))
                self._open.discard(writer)
                return
        writer.close()


@dataclass
class Replica:
    """One process, by the port it takes updates on."""

    process: WarmProcess
    port: int
    health_port: int
    journal: Path

    @property
    def pid(self) -> int:
        return self.process.pid

    async def is_ready(self) -> bool:
        if self.process.returncode is not None:
            raise AssertionError(self.journal.read_text())
        try:
            async with (
                aiohttp.ClientSession() as http,
                http.get(f"http://127.0.0.1:{self.health_port}/readyz") as answer,
            ):
                return answer.status == 200
        except aiohttp.ClientError:
            return False


@asynccontextmanager
async def spreading(ports: list[int]) -> AsyncIterator[tuple[Spreader, str]]:
    """The common address of all replicas."""
    spreader = Spreader(ports)
    async with line(spreader.serve) as address:
        yield spreader, f"http://{address}/hook"


@asynccontextmanager
async def replicas(environments: list[dict[str, str]], folder: Path) -> AsyncIterator[list[Replica]]:
    """All of them, started at once; whoever is left at the end is killed."""
    fleet: list[Replica] = []
    try:
        for number, env in enumerate(environments):
            journal = folder / f"{number}.log"
            with journal.open("wb") as log:
                process = WarmProcess(env, folder, log.fileno())
            fleet.append(Replica(process, int(env["WEBHOOK__PORT"]), int(env["HEALTH__PORT"]), journal))
        yield fleet
    finally:
        for replica in fleet:
            if replica.process.returncode is None:
                replica.process.kill()
            await replica.process.wait()


async def until(is_so: Callable[[], Awaitable[bool]], seconds: float = START_SECONDS) -> None:
    async with asyncio.timeout(seconds):
        while not await is_so():
            await asyncio.sleep(0.05)
