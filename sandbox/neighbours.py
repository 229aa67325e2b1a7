"""Neighbours on the way to Telegram: proxies, and ports that refuse, keep silent or talk nonsense."""

import asyncio
import socket
from dataclasses import dataclass, field
from typing import Literal

NeighbourKind = Literal["refused", "mute", "junk", "socks5", "http"]
SOCKS_OK = b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00"
CHUNK = 65536


@dataclass(slots=True, kw_only=True)
class Neighbour:
    """`refused` has nobody listening, `mute` accepts and is silent, `junk` answers nonsense (to TLS too);
    `socks5` (with a password when one is given) and `http` are proxies that work."""

    kind: NeighbourKind
    port: int = 0
    user: str = ""
    password: str = ""
    connections: int = 0
    held: socket.socket | None = None
    server: asyncio.Server | None = None
    talks: set[asyncio.Task[None]] = field(default_factory=set)

    async def open(self) -> None:
        self.held = socket.socket()
        self.held.bind(("127.0.0.1", 0))
        self.port = self.held.getsockname()[1]
        if self.kind != "refused":
            self.server = await asyncio.start_server(self._talk, sock=self.held)

    async def close(self) -> None:
        for talk in self.talks:
            talk.cancel()
        if self.server is not None:
            self.server.close()
        if self.held is not None:
            self.held.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        task = asyncio.current_task()
        if task is not None:
            self.talks.add(task)
            task.add_done_callback(self.talks.discard)
        try:
            await self._answer(reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        match self.kind:
            case "mute":
                while await reader.read(CHUNK):
                    pass
            case "junk":
                await reader.read(1)
                writer.write(b"220 mail.example.org ESMTP\r\n")
                await writer.drain()
            case "socks5":
                await relay(reader, writer, await self._socks_target(reader, writer), SOCKS_OK)
            case "http":
                target = await self._http_target(reader, writer)
                await relay(reader, writer, target, b"HTTP/1.1 200 Connection established\r\n\r\n")
            case "refused":
                raise AssertionError("nobody listens there")

    async def _socks_target(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> tuple[str, int]:
        _, methods = await reader.readexactly(2)
        await reader.readexactly(methods)
        writer.write(b"\x05\x02" if self.user else b"\x05\x00")
        if self.user:
            await self._check_password(reader, writer)
        _, _, _, kind = await reader.readexactly(4)
        if kind == 3:
            host = (await reader.readexactly((await reader.readexactly(1))[0])).decode()
        else:
            family, size = (socket.AF_INET, 4) if kind == 1 else (socket.AF_INET6, 16)
            host = socket.inet_ntop(family, await reader.readexactly(size))
        return host, int.from_bytes(await reader.readexactly(2))

    async def _check_password(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        _, size = await reader.readexactly(2)
        user = (await reader.readexactly(size)).decode()
        password = (await reader.readexactly((await reader.readexactly(1))[0])).decode()
        is_right = (user, password) == (self.user, self.password)
        writer.write(b"\x01\x00" if is_right else b"\x01\x01")
        if not is_right:
            raise ConnectionAbortedError("wrong password")

    async def _http_target(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> tuple[str, int]:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        method, target, _ = head.split("\r\n", 1)[0].split(" ", 2)
        if method != "CONNECT":
            writer.write(b"HTTP/1.1 405 Method Not Allowed\r\n\r\n")
            raise ConnectionAbortedError("only CONNECT")
        host, _, port = target.rpartition(":")
        return host, int(port)


async def relay(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, target: tuple[str, int], hello: bytes
) -> None:
    """Join two connections until either side ends."""
    far_reader, far_writer = await asyncio.open_connection(*target)
    writer.write(hello)
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(pour(reader, far_writer))
            group.create_task(pour(far_reader, writer))
    finally:
        far_writer.close()


async def pour(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    while data := await source.read(CHUNK):
        sink.write(data)
        await sink.drain()
    if sink.can_write_eof():
        sink.write_eof()
