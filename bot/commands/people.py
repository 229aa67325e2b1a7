"""`vekha people`: the units and people of a department, and a staff list loaded whole."""

import argparse
import asyncio
import csv
import sys
from pathlib import Path
from typing import Any

from bot.console import fail, say
from bot.process.app_factory import acting_for, open_app
from bot.settings import Settings
from bot.telegram.links import link_maker
from documents.staff import read_staff
from texts import command_line as words
from texts.people.people import ROLE_NAMES


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("people", help=words.PEOPLE)
    parser.add_argument("--load", type=Path, metavar="FILE.csv", help=words.PEOPLE_LOAD)
    parser.add_argument("--department", type=int, metavar="N", help=words.DEPARTMENT_NUMBER)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    return asyncio.run(_load(args) if args.load else _list(args))


async def _list(args: argparse.Namespace) -> int:
    async with open_app(Settings()) as app:
        units = await app.people.units(await acting_for(app, args.department))
    writer = csv.writer(sys.stdout, delimiter=";")
    writer.writerow(words.PEOPLE_COLUMNS)
    writer.writerows((line.unit.id, line.unit.name, line.people, line.reachable) for line in units)
    return 0


async def _load(args: argparse.Namespace) -> int:
    settings = Settings()
    try:
        data = args.load.read_bytes()
    except OSError:
        return fail(words.no_file(args.load))
    rows = read_staff(data)
    link = await link_maker(settings)
    async with open_app(settings) as app:
        issued = await app.joining.load(await acting_for(app, args.department), rows)
    writer = csv.writer(sys.stdout, delimiter=";")
    writer.writerow(words.LINK_COLUMNS)
    for invite in issued:
        writer.writerow((invite.person, invite.unit, ROLE_NAMES[invite.role], link(invite.payload)))
    say(words.links_issued(len(issued)))
    return 0
