"""`vekha init`: a department and the invitation of its first coordinator; without arguments it asks."""

import argparse
import asyncio
from collections.abc import Callable
from typing import Any
from zoneinfo import available_timezones

from bot.console import say
from bot.env_file import put_into_env
from bot.process.app_factory import open_app
from bot.settings import TOKEN, Settings
from bot.telegram.links import link_maker
from roadmap.errors import BadInput
from texts import command_line as words


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("init", help=words.INIT)
    parser.add_argument("--department", help=words.INIT_DEPARTMENT)
    parser.add_argument("--coordinator", help=words.INIT_COORDINATOR)
    parser.add_argument("--time-zone", help=words.TIME_ZONE)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    settings = Settings()
    try:
        if settings.bot_token is None and args.department is None and args.coordinator is None:
            _ask_token()
        department = args.department or _asked(words.ASKS_DEPARTMENT)
        coordinator = args.coordinator or _asked(words.ASKS_COORDINATOR)
        zone = args.time_zone or (settings.time_zone if args.department else _ask_zone(settings.time_zone))
    except EOFError:
        raise BadInput("init-unanswered") from None
    return asyncio.run(_init(department, coordinator, zone))


async def _init(department: str, coordinator: str, zone: str) -> int:
    settings = Settings()
    link = await link_maker(settings)
    async with open_app(settings) as app:
        issued = await app.joining.set_up(department, coordinator, zone)
    until = issued.expires_at.date()
    if settings.bot_token is None:
        say(words.department_opened_without_token(issued.person, until))
    else:
        say(words.department_opened(issued.person, until))
    print(link(issued.payload))  # noqa: T201  the data of this command
    return 0


def _ask_token() -> None:
    """The token goes into `.env`, which only its owner may read; an empty answer puts it off."""
    token = _asked(words.ASKS_TOKEN, is_fit=lambda said: not said or bool(TOKEN.fullmatch(said)))
    if token:
        put_into_env({"BOT_TOKEN": token})


def _ask_zone(usual: str) -> str:
    zone = (
        _asked(words.asks_zone(usual), is_fit=lambda said: not said or said in available_timezones()) or usual
    )
    put_into_env({"TIME_ZONE": zone})
    return zone


def _asked(question: str, is_fit: Callable[[str], bool] = bool) -> str:
    """Asked again until the answer fits."""
    while True:
        say(question)
        if is_fit(answer := input().strip()):
            return answer
        say(words.ASK_AGAIN)
