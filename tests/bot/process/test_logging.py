"""The token is on no line of the journal, whatever goes wrong."""

import asyncio
import io
import json
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from aiogram.exceptions import AiogramError

from bot.process.logging import redact, set_up_logging
from bot.telegram.messenger import TelegramMessenger
from sandbox.running import run_sandbox
from services.notice import Notice, bold
from services.process.health import Health
from storage.unit_of_work import Store
from tests.bot.lines import TOKEN, bot_over, hang_up, line
from tests.clock import FrozenClock
from tests.world import open_world
from web.health import serve_health


@pytest.fixture(params=[True, False], ids=["json", "console"])
def journal(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Everything the process writes, at the highest verbosity."""
    sink = io.StringIO()
    monkeypatch.setattr(sys, "stderr", sink)
    root, hook, before = logging.getLogger(), sys.excepthook, structlog.get_config()
    handlers, level = root.handlers[:], root.level
    set_up_logging("DEBUG", as_json=request.param, secrets=("another-secret",))
    structlog.configure(**{**structlog.get_config(), "cache_logger_on_first_use": False})
    for name in ("aiogram", "aiohttp", "asyncio"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield sink
    root.handlers[:] = handlers
    root.setLevel(level)
    for name in ("aiogram", "aiohttp", "asyncio"):
        logging.getLogger(name).setLevel(logging.NOTSET)
    sys.excepthook = hook
    structlog.configure(**before)


async def test_refusals_and_broken_lines_write_no_token(journal: io.StringIO) -> None:
    log = structlog.get_logger("test")
    async with run_sandbox() as sandbox, bot_over(sandbox.url) as bot:
        await TelegramMessenger(bot).send(1, Notice(body=bold("привет")))
        for call in (bot.get_me, lambda: bot.download_file("documents/none.pdf")):
            try:
                await call()
            except (AiogramError, OSError, Exception):
                log.exception("failed", address=f"{sandbox.url}/bot{TOKEN}/getMe")
    async with line(hang_up) as address, bot_over(f"https://{address}") as bot:
        try:
            await bot.download_file("documents/none.pdf")
        except Exception:
            logging.getLogger("aiogram").exception("download failed")

    assert "<token>" in journal.getvalue()  # it was there to be written
    assert TOKEN not in journal.getvalue()
    assert TOKEN.partition(":")[2] not in journal.getvalue()


def test_a_crash_writes_no_token(journal: io.StringIO) -> None:
    try:
        raise RuntimeError(f"https://api.telegram.org/bot{TOKEN}/getMe and another-secret")
    except RuntimeError as error:
        sys.excepthook(type(error), error, error.__traceback__)

    written = journal.getvalue()
    assert "the process crashed" in written
    assert TOKEN not in written
    assert "another-secret" not in written


def test_lines_carry_the_ids_of_update_and_delivery(journal: io.StringIO) -> None:
    with structlog.contextvars.bound_contextvars(update_id=7, delivery_id=8):
        logging.getLogger("anything").warning("slow")
    line = journal.getvalue().splitlines()[-1]
    if line.startswith("{"):
        assert (json.loads(line)["update_id"], json.loads(line)["delivery_id"]) == (7, 8)
    else:
        assert "update_id=7" in line
        assert "delivery_id=8" in line


async def test_whatever_befalls_an_update_or_a_delivery_its_lines_carry_the_id_and_no_token(
    journal: io.StringIO, store: Store, clock: FrozenClock, tmp_path: Path
) -> None:
    async with open_world(store, clock, tmp_path) as world:
        fault = world.sandbox.client.fault
        await world.department()
        olga, anna = await world.curator(), await world.executor("Анна Лугова", "Школа № 3")
        for code in (401, 404, 500, 502):
            guest = await world.stranger(f"Гость {code}")
            await fault("refuse", method="sendMessage", code=code, chat_id=guest.phone.id, times=3)
            await guest.starts()
            await guest.news()
        at_delivery = len(journal.getvalue())
        await fault("refuse", method="sendMessage", code=401, chat_id=olga.phone.id)
        await anna.phone.block()  # Olga is to be told
        await world.settle()
        written = journal.getvalue()

    assert world.sandbox.token not in written
    assert world.sandbox.token.partition(":")[2] not in written
    if not written.startswith("{"):
        return
    lines = [json.loads(line) for line in written.splitlines()]
    failed = [line for line in lines if line["event"] == "handling failed"]
    assert len(failed) >= 4
    assert all(isinstance(line["update_id"], int) for line in failed)
    assert all("update_id" in line for line in lines if line["logger"] == "bot.process.feeding")
    later = [json.loads(line) for line in written[at_delivery:].splitlines()]
    told = [line for line in later if line["logger"] == "services.delivery.engine"]
    assert {"the messenger refuses the bot; nothing is sent until it is put right", "delivery settled"} <= {
        line["event"] for line in told
    }
    assert all(isinstance(line["delivery_id"], int) for line in told)


def test_what_looks_like_a_token_is_hidden_even_if_it_is_not_ours() -> None:
    assert redact("/bot123456789:AAE-abcdefghijklmnopqrstuvwxyz01234/getMe") == "/bot<token>/getMe"
    assert redact("на 12:00 назначено 5 мероприятий") == "на 12:00 назначено 5 мероприятий"


async def test_bytes_that_are_no_http_are_one_line_a_minute_without_the_address_they_name(
    journal: io.StringIO,
) -> None:
    async with serve_health(Health(), "127.0.0.1", 0) as address:
        port = int(address.rpartition(":")[2])
        for _ in range(20):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"GET /calendar/tell-nobody\xff HTTP/1.1\r\n\r\n")
            assert b" 400 " in await reader.readline()
            writer.close()
    lines = [each for each in journal.getvalue().splitlines() if "asyncio" not in each]
    assert len(lines) == 1 and "a call that is no HTTP was turned away" in lines[0]
    assert "tell-nobody" not in journal.getvalue()
