"""One GET to the watcher; a watcher in trouble is no trouble of ours, and its address stays secret."""

import asyncio

import pytest
from structlog.testing import capture_logs

from bot.process import heartbeat
from bot.process.heartbeat import HttpHeartbeat
from bot.settings import Settings
from tests.bot.lines import Serve, hang_up, line, say_junk, stay_mute

SECRET = "5d0c7a1e-check"


async def test_the_watcher_hears_one_get() -> None:
    heard: list[bytes] = []

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK")
        await writer.drain()
        writer.close()

    async with line(listen) as address:
        await HttpHeartbeat(f"http://{address}/{SECRET}").ping()

    assert [request.split(b"\r\n")[0] for request in heard] == [f"GET /{SECRET} HTTP/1.1".encode()]


async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
    await writer.drain()
    writer.close()


@pytest.mark.parametrize("serve", [refuse, hang_up, say_junk, stay_mute], ids=lambda each: each.__name__)
async def test_a_watcher_in_trouble_is_logged_without_its_address(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heartbeat, "TIMEOUT_SECONDS", 0.2)
    async with line(serve) as address:
        with capture_logs() as said:
            await HttpHeartbeat(f"http://{address}/{SECRET}").ping()

    assert len(said) == 1
    assert SECRET not in str(said)
    assert address not in str(said)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/x", "not an address", "http://"])
async def test_an_address_that_leads_nowhere_is_logged_and_harmless(url: str) -> None:
    with capture_logs() as said:
        await HttpHeartbeat(url).ping()
    assert len(said) == 1


def test_the_address_is_a_secret_of_the_settings() -> None:
    settings = Settings(_env_file=None, heartbeat_url=f"http://watcher.example/{SECRET}")
    assert SECRET not in repr(settings)
