"""`vekha init`: a department and the invitation of its first coordinator."""

import argparse
import asyncio
from typing import Any

from bot.console import say
from bot.process.app_factory import open_app
from bot.settings import Settings
from bot.telegram.links import link_maker
from texts import command_line as words


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("init", help=words.INIT)
    parser.add_argument("--department", required=True, help=words.INIT_DEPARTMENT)
    parser.add_argument("--coordinator", required=True, help=words.INIT_COORDINATOR)
    parser.add_argument("--time-zone", help=words.TIME_ZONE)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    return asyncio.run(_init(args))


async def _init(args: argparse.Namespace) -> int:
    settings = Settings()
    link = await link_maker(settings)
    async with open_app(settings) as app:
        zone = args.time_zone or settings.time_zone
        issued = await app.joining.set_up(args.department, args.coordinator, zone)
    say(words.department_opened(issued.person, issued.expires_at.date()))
    print(link(issued.payload))  # noqa: T201  the data of this command
    return 0
