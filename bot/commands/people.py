"""`vekha people`: the units and people of a department, and a staff list loaded whole."""

import argparse
import asyncio
import csv
import sys
from pathlib import Path
from typing import Any

from bot.console import say
from bot.links import start_link
from bot.opening import acting_for, open_app
from bot.settings import Settings
from documents.staff import read_staff
from texts.people import ROLE_NAMES


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("people", help="организации и люди; загрузить список сотрудников")
    parser.add_argument(
        "--load", type=Path, metavar="FILE.csv", help="список: организация;вид;сотрудник;должность;роль"
    )
    parser.add_argument("--department", type=int, metavar="N", help="номер управления, если их несколько")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    return asyncio.run(_load(args) if args.load else _list(args))


async def _list(args: argparse.Namespace) -> int:
    async with open_app(Settings()) as app:
        units = await app.people.units(await acting_for(app, args.department))
    writer = csv.writer(sys.stdout, delimiter=";")
    writer.writerow(("номер", "организация", "сотрудников", "в чате"))
    writer.writerows((line.unit.id, line.unit.name, line.people, line.reachable) for line in units)
    return 0


async def _load(args: argparse.Namespace) -> int:
    settings = Settings()
    rows = read_staff(args.load.read_bytes())
    async with open_app(settings) as app:
        issued = await app.joining.load(await acting_for(app, args.department), rows)
    writer = csv.writer(sys.stdout, delimiter=";")
    writer.writerow(("сотрудник", "организация", "роль", "ссылка"))
    for invite in issued:
        link = await start_link(settings, invite.payload)
        writer.writerow((invite.person, invite.unit, ROLE_NAMES[invite.role], link))
    say(f"Выдано ссылок: {len(issued)}. Каждая действует 72 часа и один раз.")
    return 0
