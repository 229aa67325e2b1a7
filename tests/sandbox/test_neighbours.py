"""The rows of the table of outcomes that happen before a byte reaches Telegram."""

import aiohttp
import pytest
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramNetworkError

from tests.sandbox.conftest import QuickSession, Stage


async def send_through(stage: Stage, proxy: str = "", base: str = "") -> None:
    api = TelegramAPIServer.from_base(base or stage.sandbox.url)
    session = QuickSession(api=api, proxy=proxy) if proxy else QuickSession(api=api)
    async with Bot(stage.sandbox.token, session=session) as bot:
        await bot.send_message(stage.anna.id, "Через прокси", request_timeout=0.3)


@pytest.mark.parametrize("kind", ["socks5", "http"])
async def test_a_working_proxy_lets_messages_through(stage: Stage, kind: str) -> None:
    port = await stage.client.neighbour(kind)
    await send_through(stage, f"{kind}://127.0.0.1:{port}")
    assert (await stage.anna.last()).text == "Через прокси"
    (seen,) = await stage.client.get("/sandbox/neighbours")
    assert seen["connections"] == 1


async def test_a_proxy_may_ask_for_a_password(stage: Stage) -> None:
    port = await stage.client.neighbour("socks5", user="vekha", password="secret")
    await send_through(stage, f"socks5://vekha:secret@127.0.0.1:{port}")
    with pytest.raises(Exception, match=r"(?i)auth|closed|refused"):
        await send_through(stage, f"socks5://vekha:wrong@127.0.0.1:{port}")
    assert len(await stage.anna.messages()) == 1


@pytest.mark.parametrize("kind", ["refused", "junk"])
async def test_a_proxy_that_refuses_or_talks_nonsense(stage: Stage, kind: str) -> None:
    port = await stage.client.neighbour(kind)
    with pytest.raises(Exception) as failure:
        await send_through(stage, f"socks5://127.0.0.1:{port}")
    assert "socks" in type(failure.value).__module__
    assert await stage.anna.messages() == []


async def test_a_mute_proxy_looks_like_a_lost_answer(stage: Stage) -> None:
    port = await stage.client.neighbour("mute")
    with pytest.raises(TelegramNetworkError, match="Request timeout error"):
        await send_through(stage, f"socks5://127.0.0.1:{port}")
    assert await stage.anna.messages() == []


async def test_nobody_listens_or_no_tls_there(stage: Stage) -> None:
    refused, junk = await stage.client.neighbour("refused"), await stage.client.neighbour("junk")
    with pytest.raises(TelegramNetworkError, match="ClientConnectorError"):
        await send_through(stage, base=f"http://127.0.0.1:{refused}")
    with pytest.raises(TelegramNetworkError, match="ClientConnector"):
        await send_through(stage, base=f"https://127.0.0.1:{junk}")
    with pytest.raises(aiohttp.ClientError):
        async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{junk}"):
            pass
