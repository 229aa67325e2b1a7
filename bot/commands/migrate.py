"""`vekha migrate`: bring the database to the present schema. `vekha run` does it too."""

import argparse
import asyncio
from typing import Any

from bot.console import say
from bot.opening import open_store
from bot.settings import Settings
from texts import command_line as words


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("migrate", help=words.MIGRATE)
    parser.set_defaults(run=run)


def run(_: argparse.Namespace) -> int:
    return asyncio.run(_migrate(Settings()))


async def _migrate(settings: Settings) -> int:
    async with open_store(settings):
        say(words.MIGRATED)
    return 0
