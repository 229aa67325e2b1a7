"""`vekha api`: keys by which other programs of the department read."""

import argparse
import asyncio
from typing import Any

from bot.console import print_text, say
from bot.process.app_factory import acting_for, open_app
from bot.settings import Settings
from roadmap.ids import ApiKeyId
from texts import api_keys as words
from texts import command_line


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("api", help=command_line.API)
    deeds = parser.add_subparsers(dest="deed", required=True, metavar=command_line.ACTION)
    give = deeds.add_parser("give", help=words.GIVE)
    give.add_argument("name", help=words.NAME)
    give.set_defaults(run=lambda args: asyncio.run(_give(args)))
    listed = deeds.add_parser("list", help=words.LIST)
    listed.set_defaults(run=lambda args: asyncio.run(_list(args)))
    revoke = deeds.add_parser("revoke", help=words.REVOKE)
    revoke.add_argument("number", type=int, metavar="N", help=words.NUMBER)
    revoke.set_defaults(run=lambda args: asyncio.run(_revoke(args)))
    for each in (give, listed, revoke):
        each.add_argument("--department", type=int, metavar="N", help=command_line.DEPARTMENT_NUMBER)


async def _give(args: argparse.Namespace) -> int:
    async with open_app(Settings()) as app:
        actor = await acting_for(app, args.department)
        key_id, secret = await app.api_keys.give(actor, args.name)
    print_text(secret)
    say(words.given(key_id))
    return 0


async def _list(args: argparse.Namespace) -> int:
    async with open_app(Settings()) as app:
        found = await app.api_keys.keys(await acting_for(app, args.department))
    for key in found:
        print_text(words.line(key))
    if not found:
        say(words.NONE)
    return 0


async def _revoke(args: argparse.Namespace) -> int:
    async with open_app(Settings()) as app:
        actor = await acting_for(app, args.department)
        key = await app.api_keys.revoke(actor, ApiKeyId(args.number))
    say(words.revoked(key))
    return 0
