"""`vekha run` as a real process: it starts, serves, and stops without losing anything."""

import asyncio
import os
import signal
import socket
import sys
from asyncio import StreamReader
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.process.runtime import serve
from bot.settings import Settings
from roadmap.errors import AlreadyRunning, SettingsRefused
from sandbox.running import DEFAULT_TOKEN, RunningSandbox, run_sandbox
from tests.bot.warm import WarmProcess, journal_of
from tests.places import ROOT

START_SECONDS = 180
"""A loaded machine takes long to import everything."""


def environment(sandbox: RunningSandbox | None, folder: Path, **changes: str) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    return own | {
        "PYTHONPATH": str(ROOT),
        "BOT_TOKEN": DEFAULT_TOKEN,
        "BOT_API_URL": sandbox.url if sandbox else "http://127.0.0.1:9",
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'vekha.db'}",
        "FILES_DIR": str(folder / "files"),
        **changes,
    }


def own_settings(sandbox: RunningSandbox, folder: Path) -> dict[str, Any]:
    return {
        "bot_token": DEFAULT_TOKEN,
        "bot_api_url": sandbox.url,
        "database_url": f"sqlite+aiosqlite:///{folder / 'vekha.db'}",
        "files_dir": str(folder / "files"),
    }


@asynccontextmanager
async def running(env: dict[str, str], folder: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", env=env, cwd=folder, stderr=asyncio.subprocess.PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


@asynccontextmanager
async def running_warm(env: dict[str, str], folder: Path) -> AsyncIterator[tuple[WarmProcess, StreamReader]]:
    """As `running`, without the seconds of importing; and its journal."""
    reading, writing = os.pipe()
    process = WarmProcess(env, folder, writing)
    os.close(writing)
    async with journal_of(reading) as journal:
        try:
            yield process, journal
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()


async def until_said(journal: StreamReader | None, words: str) -> str:
    """The journal up to the line with these words."""
    assert journal is not None
    said = []
    while line := (await asyncio.wait_for(journal.readline(), START_SECONDS)).decode():
        said.append(line)
        if words in line:
            return "".join(said)
    raise AssertionError("".join(said))


@pytest.fixture
async def sandbox() -> AsyncIterator[RunningSandbox]:
    async with run_sandbox() as running_sandbox:
        yield running_sandbox


async def test_a_process_answers_keeps_its_file_follows_the_clock_and_stops_in_order(
    sandbox: RunningSandbox, tmp_path: Path
) -> None:
    anna = await sandbox.client.person("Анна")
    port = free_port()
    env = environment(
        sandbox, tmp_path, HEALTH__PORT=str(port), SANDBOX_CLOCK_URL=f"{sandbox.url}/sandbox/clock"
    )
    async with running(env, tmp_path) as process:
        journal = await until_said(process.stderr, "started")
        await anna.start()
        assert (await anna.wait("Веха", timeout=60)).is_from_bot
        await expect_health(port)
        moved = await sandbox.client.add_time(days=1)
        assert (await sandbox.client.wait_idle(moved.version, timeout=60)).is_idle
        with pytest.raises(AlreadyRunning):
            await serve(Settings(_env_file=None, **own_settings(sandbox, tmp_path)))
        process.send_signal(signal.SIGTERM)
        journal += await until_said(process.stderr, "stopped")
        assert await asyncio.wait_for(process.wait(), 30) == 0

    assert await sandbox.client.pending_updates() == []
    assert DEFAULT_TOKEN not in journal


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


async def expect_health(port: int) -> None:
    async with aiohttp.ClientSession() as http:
        for path in ("healthz", "readyz"):
            async with http.get(f"http://127.0.0.1:{port}/{path}") as answer:
                said = await answer.json()
                assert (answer.status, said["ok"], said["troubles"]) == (200, True, [])


async def test_a_second_signal_stops_at_once(sandbox: RunningSandbox, tmp_path: Path) -> None:
    await sandbox.client.fault("hang", method="sendMessage", times=None, seconds=60)
    anna = await sandbox.client.person("Анна")
    async with running_warm(environment(sandbox, tmp_path), tmp_path) as (process, journal):
        await until_said(journal, "started")
        await anna.start()
        async with asyncio.timeout(START_SECONDS):
            while not await sandbox.client.calls(method="sendMessage"):
                await asyncio.sleep(0.02)
        process.send_signal(signal.SIGTERM)
        await until_said(journal, "stopping")
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 10) == 1


@pytest.mark.parametrize(
    ("changes", "name", "detail"),
    [
        ({"bot_token": None}, "BOT_TOKEN", "missing"),
        ({"bot_token": "1:wrong"}, "BOT_TOKEN", "token"),
        ({"sandbox_clock_url": "http://example.com/clock"}, "SANDBOX_CLOCK_URL", "loopback"),
    ],
    ids=["no token", "wrong token", "foreign clock"],
)
async def test_a_setting_that_cannot_work_is_refused_before_anything_starts(
    sandbox: RunningSandbox, tmp_path: Path, changes: dict[str, Any], name: str, detail: str
) -> None:
    given = own_settings(sandbox, tmp_path)
    with pytest.raises(SettingsRefused) as refusal:
        await serve(Settings(_env_file=None, **{**given, **changes}))

    assert (refusal.value.name, refusal.value.detail) == (name, detail)
