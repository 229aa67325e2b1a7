"""Bad lines between the bot and the Bot API: real sockets that misbehave in the ways DELIVERY names."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiogram import Bot

from bot.telegram.session import build_session

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
TOKEN = "4200000042:TEST-token-of-no-value-anywhere-x"


@asynccontextmanager
async def line(serve: Serve) -> AsyncIterator[str]:
    """A listening socket that treats every connection so; gives `host:port`."""
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        host, port = server.sockets[0].getsockname()[:2]
        yield f"{host}:{port}"
    finally:
        server.close()


async def stay_mute(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Accept, and never say a word."""
    try:
        await reader.read()
    finally:
        writer.close()


async def say_junk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer the greeting with something that is no proxy's."""
    await reader.read(1)
    writer.write(b"HELLO THERE\r\n\r\n")
    await writer.drain()
    writer.close()


async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.close()


async def hear_and_reset(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Read the whole request, then tear the line without an answer."""
    await reader.read(65536)
    writer.transport.abort()


async def hear_and_stay_mute(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read()
    writer.close()


def tunnel_to(target: str) -> Serve:
    """A working HTTP proxy: CONNECT, then bytes both ways."""
    host, _, port = target.partition(":")

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        upstream_reader, upstream_writer = await asyncio.open_connection(host, int(port))
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await asyncio.gather(pump(reader, upstream_writer), pump(upstream_reader, writer))

    return serve


async def pump(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    """Bytes one way, until either side hangs up."""
    try:
        while chunk := await source.read(65536):
            target.write(chunk)
            await target.drain()
    except OSError:
        pass
    finally:
        target.close()


@asynccontextmanager
async def bot_over(api: str, *proxies: str, token: str = TOKEN, seconds: float = 2.0) -> AsyncIterator[Bot]:
    """A bot whose requests take this way and give up after so many seconds."""
    session = build_session(api, proxies)
    for route in session._routes:
        route.timeout = seconds
    bot = Bot(token, session=session)
    try:
        yield bot
    finally:
        for route in session._routes:  # without the library's quarter of a second for each
            if route._session is not None:
                await route._session.close()
