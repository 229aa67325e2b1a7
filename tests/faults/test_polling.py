"""What may happen to getUpdates: another order, other numbers, a proxy that dies while it is held."""

import asyncio
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.telegram import polling
from bot.telegram.polling import NUMBERED_ANEW_SECONDS, Poller
from sandbox.world import BotAccount
from services.process.inbox import InboxService
from storage.process.tables import InboxUpdateRow
from storage.unit_of_work import Store
from tests.bot.fleet import until
from tests.bot.lines import bot_over, line, tunnel_to
from tests.clock import FrozenClock
from tests.control_story import Stage, set_stage
from tests.world import open_world


@pytest.fixture
async def stage(store: Store, clock: FrozenClock, tmp_path: Path) -> AsyncIterator[Stage]:
    clock.set("2026-09-01 10:00")
    async with open_world(store, clock, tmp_path) as world:
        yield await set_stage(world, store)


def telegram(stage: Stage) -> BotAccount:
    (bot,) = stage.world.sandbox.world.bots.values()
    return bot


async def test_updates_that_come_in_another_order_are_worked_off_in_theirs(stage: Stage) -> None:
    await stage.opens(stage.anna, "2.1")
    await stage.anna.presses("Отчитаться")
    await stage.anna.news()
    await stage.anna.phone.send("Сначала")
    await stage.anna.phone.send("Потом")
    telegram(stage).updates.pending.reverse()

    await stage.world.answer()

    shown = (await stage.anna.news())[-1].text
    assert shown.index("Сначала") < shown.index("Потом")


async def test_updates_numbered_anew_after_a_silent_week_are_not_passed_over(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = polling.monotonic()
    await stage.anna.says("/my")
    await stage.anna.news()
    telegram(stage).updates.next_id = 12

    monkeypatch.setattr(polling, "monotonic", lambda: began + NUMBERED_ANEW_SECONDS + 60)
    await stage.anna.says("/my")

    assert await stage.anna.news(), "she is answered"


async def test_a_proxy_that_dies_while_a_poll_is_held_loses_nothing_and_the_next_takes_over(
    stage: Stage, store: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "REST_SECONDS", (0.01,))
    sandbox, ends = stage.world.sandbox, list[asyncio.StreamWriter]()
    is_dead = asyncio.Event()
    tunnel = tunnel_to(sandbox.url.removeprefix("http://"))

    async def mortal(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if is_dead.is_set():
            writer.close()
            return
        ends.append(writer)
        await tunnel(reader, writer)

    async def stored() -> bool:
        async with store.engine.connect() as connection:
            return (
                await connection.execute(select(func.count()).select_from(InboxUpdateRow))
            ).scalar_one() == 1

    async def is_held() -> bool:
        return telegram(stage).poll is not None

    async with line(mortal) as first, line(tunnel) as second:
        proxies = (f"http://{first}", f"http://{second}")
        async with bot_over(sandbox.url, *proxies, token=sandbox.token, seconds=30) as bot:
            poller = Poller(InboxService(store, clock), clock, bot, lambda: None)
            running = asyncio.create_task(poller.run())
            await until(is_held, 10)
            is_dead.set()
            for end in ends:
                end.transport.abort()
            await stage.anna.phone.send("привет")
            await until(stored, 10)
            poller.stop()
            await running
    await stage.world.answer()
    await stage.anna.news()


async def test_a_line_that_is_a_black_hole_over_ipv6_is_gone_round_by_the_other_address(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name has both addresses; whoever connects to the first hears nothing, not even a refusal."""
    loop, port = asyncio.get_running_loop(), int(stage.world.sandbox.url.rpartition(":")[2])
    connect, tried = loop.sock_connect, list[str]()

    async def both(host: str, *_: object, **__: object) -> list[tuple[object, ...]]:
        six = (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("100::1", port, 0, 0))
        return [six, (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    async def into_the_hole(sock: socket.socket, address: tuple[object, ...]) -> None:
        tried.append(str(address[0]))
        if sock.family == socket.AF_INET6:
            await asyncio.Event().wait()
        await connect(sock, address)

    monkeypatch.setattr(loop, "getaddrinfo", both)
    monkeypatch.setattr(loop, "sock_connect", into_the_hole)
    async with bot_over(f"http://two.ways.example:{port}", token=stage.world.sandbox.token, seconds=5) as bot:
        me = await bot.me()

    assert me.is_bot
    assert tried == ["100::1", "127.0.0.1"]
