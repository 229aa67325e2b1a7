"""`vekha invite`: one more person, or a fresh link for somebody already known."""

import argparse
import asyncio
from typing import Any

from bot.console import say
from bot.process.app_factory import acting_for, open_app
from bot.settings import Settings
from bot.telegram.links import link_maker
from documents.staff_words import ROLES
from roadmap.errors import BadInput
from roadmap.people.staff import StaffRow
from texts import command_line as words


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("invite", help=words.INVITE)
    parser.add_argument("--person", required=True)
    parser.add_argument("--unit", required=True)
    parser.add_argument("--role", default=words.INVITE_ROLE, choices=sorted(ROLES))
    parser.add_argument("--post", default="")
    parser.add_argument("--department", type=int, metavar="N", help=words.DEPARTMENT_NUMBER)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    return asyncio.run(_invite(args))


async def _invite(args: argparse.Namespace) -> int:
    settings = Settings()
    row = StaffRow(unit=args.unit, person=args.person, post=args.post, role=ROLES[args.role])
    link = await link_maker(settings)
    async with open_app(settings) as app:
        actor = await acting_for(app, args.department)
        if not await app.people.known_names(actor, [args.unit]):
            raise BadInput("no-such-unit", args.unit)
        (issued,) = await app.joining.load(actor, (row,))
    say(words.invited(issued.person, issued.unit, issued.expires_at.date()))
    print(link(issued.payload))  # noqa: T201  the data of this command
    return 0
