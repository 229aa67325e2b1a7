"""`vekha run`: the bot itself, one process, until it is told to stop."""

import argparse
import asyncio
from typing import Any

from bot.process.logging import set_up_logging
from bot.process.runtime import serve
from bot.settings import Settings
from texts import command_line as words


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("run", help=words.RUN)
    parser.set_defaults(run=run)


def run(_: argparse.Namespace) -> int:
    settings = Settings()
    others = (settings.heartbeat_url, settings.webhook.secret)
    secrets = (settings.token, *(each.get_secret_value() for each in others))
    set_up_logging(settings.log.level, as_json=settings.log.as_json, secrets=secrets)
    return asyncio.run(serve(settings))
