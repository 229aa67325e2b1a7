"""`vekha check`: would `vekha run` start with these settings? It says all that is wrong, changes nothing."""

import argparse
import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from aiogram.exceptions import AiogramError, TelegramNotFound, TelegramUnauthorizedError

from bot.console import fail, say
from bot.env_example import env_example
from bot.process.runtime import open_bot
from bot.process.sandbox_clock import check_loopback
from bot.settings import Settings
from bot.telegram.webhook import check_webhook
from roadmap.errors import SettingsRefused
from texts import command_line as words
from texts.errors import explain

EXAMPLE = Path(".env.example")
LEVELS = {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"}


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("check", help=words.CHECK)
    parser.add_argument("--env", action="store_true", help=words.CHECK_ENV)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    if args.env:
        sys.stdout.write(env_example())
        return 0
    settings = Settings()
    steps: tuple[Callable[[Settings], None], ...] = (_token, _zone, _level, _folders, _clock, check_webhook)
    refusals = [refusal for step in steps if (refusal := _refusal_of(step, settings)) is not None]
    if not refusals:
        refusals = asyncio.run(_telegram(settings))
    for refusal in refusals:
        say(explain(refusal))
    if EXAMPLE.exists() and EXAMPLE.read_text("utf-8") != env_example():
        return fail(words.EXAMPLE_DIFFERS)
    if refusals:
        return 1
    say(words.CHECKED)
    return 0


def _refusal_of(step: Callable[[Settings], None], settings: Settings) -> SettingsRefused | None:
    try:
        step(settings)
    except SettingsRefused as refusal:
        return refusal
    return None


def _token(settings: Settings) -> None:
    _ = settings.token


def _zone(settings: Settings) -> None:
    try:
        ZoneInfo(settings.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise SettingsRefused("TIME_ZONE", "time-zone") from None


def _level(settings: Settings) -> None:
    if settings.log.level.upper() not in LEVELS:
        raise SettingsRefused("LOG__LEVEL", "log-level")


def _folders(settings: Settings) -> None:
    database = settings.database_file
    named = {"FILES_DIR": Path(settings.files_dir)} | ({"DATABASE_URL": database.parent} if database else {})
    for name, folder in named.items():
        existing = next((each for each in (folder, *folder.absolute().parents) if each.exists()), folder)
        if not os.access(existing, os.W_OK):
            raise SettingsRefused(name, "folder")


def _clock(settings: Settings) -> None:
    if settings.sandbox_clock_url:
        check_loopback(settings.sandbox_clock_url, settings.bot_api_url)


async def _telegram(settings: Settings) -> list[SettingsRefused]:
    token = settings.token
    async with open_bot(settings, token) as bot:
        try:
            me = await bot.me()
        except (TelegramUnauthorizedError, TelegramNotFound):
            return [SettingsRefused("BOT_TOKEN", "token")]
        except (AiogramError, OSError, TimeoutError):
            say(words.TELEGRAM_SILENT)
        else:
            say(words.bot_found(me.username or ""))
    return []
