"""The product as a contender runs it: all of `vekha run`, over a clock that shows a working morning."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.process.app_factory import open_store
from bot.process.logging import set_up_logging
from bot.process.machine import Machine, build_machine
from bot.process.runtime import open_bot, settle_in
from bot.process.sandbox_clock import SandboxClock
from bot.process.wiring import build_app
from bot.settings import Settings
from services.delivery.pacing import Rates
from storage.files import FolderFiles

UNLIMITED = Rates(per_second=0, per_chat_per_second=0, per_group_per_minute=0)


@asynccontextmanager
async def open_machine(task: dict[str, Any], rates: Rates) -> AsyncIterator[Machine]:
    """Over `task`'s database, Bot API and moment; logging as in life."""
    settings = Settings(
        _env_file=None,
        bot_token=SecretStr(task["token"]),
        bot_api_url=task["url"],
        database_url=task["database"],
    )
    set_up_logging("INFO", as_json=False, secrets=(task["token"],))
    clock = SandboxClock(datetime.fromisoformat(task["now"]))
    async with open_store(settings) as store, open_bot(settings, task["token"]) as bot:
        app = build_app(store=store, clock=clock, files=FolderFiles(Path(task["folder"]) / "files"))
        machine = build_machine(app=app, store=store, bot=bot, rates=rates)
        settle_in()
        yield machine
