"""The sandbox as a process of its own, as the demo starts it."""

import asyncio
import signal
import sys
from pathlib import Path

from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer

from sandbox.client import SandboxClient
from tests.places import ROOT
from tests.sandbox.conftest import QuickSession

TOKEN = "77:token"


async def test_it_starts_says_where_it_is_serves_a_second_process_and_stops(tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    command = ["-m", "sandbox", "--port", "0", "--ready-file", str(ready), "--token", f"{TOKEN}=plan_bot"]
    process = await asyncio.create_subprocess_exec(
        sys.executable, *command, "--now", "2026-09-01T06:00:00", "--name", "Веха", cwd=ROOT
    )
    try:
        async with asyncio.timeout(20):
            while not ready.exists():
                await asyncio.sleep(0.02)
        url = ready.read_text()
        session = QuickSession(api=TelegramAPIServer.from_base(url))
        async with SandboxClient(url) as client, Bot(TOKEN, session=session) as bot:
            anna = await client.person("Анна", started=True)
            await bot.send_message(anna.id, "Доброе утро")
            assert "09:00 Веха → Анна: Доброе утро" in await client.transcript()
            held = asyncio.create_task(bot.get_updates(timeout=30))
            await asyncio.sleep(0.05)
            process.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(process.wait(), 5) == 0
            assert await held == []
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
