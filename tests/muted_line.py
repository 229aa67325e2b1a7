"""A line to a PostgreSQL server that can fall silent without a word: no FIN, no reset, as when power goes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from builders.databases import PostgresServer


@dataclass
class MutedLine:
    """Bytes go both ways until `mute`; connections stay open on either side, and nothing passes any more."""

    socket: str
    port: int = 0
    _heard: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self._heard.set()

    def mute(self) -> None:
        self._heard.clear()

    def unmute(self) -> None:
        self._heard.set()

    def url(self, database: str) -> str:
        return f"postgresql+asyncpg://postgres@127.0.0.1:{self.port}/{database}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server_reader, server_writer = await asyncio.open_unix_connection(self.socket)
        try:
            await asyncio.gather(
                self._carry(reader, server_writer), self._carry(server_reader, writer), return_exceptions=True
            )
        finally:
            server_writer.close()
            writer.close()

    async def _carry(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        """An end is told on like everything else: only while the line is heard."""
        while True:
            chunk = await source.read(65536)
            await self._heard.wait()
            if not chunk:
                target.close()
                return
            target.write(chunk)
            await target.drain()


@asynccontextmanager
async def muted_line(server: PostgresServer) -> AsyncIterator[MutedLine]:
    line = MutedLine(f"{server.host}/.s.PGSQL.5432")
    listening = await asyncio.start_server(line.serve, "127.0.0.1", 0)
    line.port = listening.sockets[0].getsockname()[1]
    try:
        yield line
    finally:
        line.unmute()
        listening.close()
