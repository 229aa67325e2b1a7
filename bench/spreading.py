"""One address in front of several replicas, as a reverse proxy is; it lets nobody through until told."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from itertools import cycle


class Spreader:
    """Every connection goes to the next replica in turn, and stays with it."""

    def __init__(self, ports: Sequence[int]) -> None:
        self._next = cycle(ports)
        self._opened = asyncio.Event()

    def open(self) -> None:
        """From now on whoever waits, or comes, gets through."""
        self._opened.set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._opened.wait()
        behind_reader, behind_writer = await asyncio.open_connection("127.0.0.1", next(self._next))
        await asyncio.gather(_pump(reader, behind_writer), _pump(behind_reader, writer))


async def _pump(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    """Bytes one way until either side hangs up."""
    with suppress(OSError):
        while chunk := await source.read(65536):
            target.write(chunk)
            await target.drain()
    target.close()


@asynccontextmanager
async def spreading(ports: Sequence[int]) -> AsyncIterator[tuple[Spreader, str]]:
    """The spreader and its address."""
    spreader = Spreader(ports)
    server = await asyncio.start_server(spreader.serve, "127.0.0.1", 0)
    try:
        host, port = server.sockets[0].getsockname()[:2]
        yield spreader, f"http://{host}:{port}/hook"
    finally:
        server.close()
