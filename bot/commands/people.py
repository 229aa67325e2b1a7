"""`vekha people`: the units and people of a department, and a list of people loaded whole."""

import argparse
import asyncio
import csv
import sys
from pathlib import Path
from typing import Any

from bot.console import fail, print_text, say
from bot.process.app_factory import acting_for, open_app
from bot.settings import Settings
from bot.telegram.links import link_maker
from reports.inert import inert
from services.notice import plain
from texts import command_line as words
from texts.people.people import ROLE_NAMES
from texts.people.staff_lists import count_lines, line_words


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("people", help=words.PEOPLE)
    parser.add_argument("--department", type=int, metavar="N", help=words.DEPARTMENT_NUMBER)
    parser.set_defaults(run=lambda args: asyncio.run(_list(args)))
    actions = parser.add_subparsers(dest="action", metavar=words.ACTION)
    load = actions.add_parser("load", help=words.PEOPLE_LOAD)
    load.add_argument("file", type=Path, metavar="FILE", help=words.PEOPLE_FILE)
    load.add_argument("--yes", action="store_true", help=words.PEOPLE_YES)
    load.add_argument("--department", type=int, metavar="N", help=words.DEPARTMENT_NUMBER)
    load.set_defaults(run=_run_load)
    save = actions.add_parser("save", help=words.PEOPLE_SAVE)
    save.add_argument("file", type=Path, metavar="FILE.xlsx", help=words.PEOPLE_SHEET)
    save.add_argument("--department", type=int, metavar="N", help=words.DEPARTMENT_NUMBER)
    save.set_defaults(run=lambda args: asyncio.run(_save(args)))


async def _list(args: argparse.Namespace) -> int:
    async with open_app(Settings()) as app:
        units = await app.people.units(await acting_for(app, args.department))
    writer = csv.writer(sys.stdout, delimiter=";")
    writer.writerow(words.PEOPLE_COLUMNS)
    rows = [(line.unit.id, inert(line.unit.name), line.people, line.reachable) for line in units]
    writer.writerows(rows)
    return 0


def _run_load(args: argparse.Namespace) -> int:
    try:
        data = args.file.read_bytes()
    except OSError:
        return fail(words.no_file(args.file))
    return asyncio.run(_load(args, data) if args.yes else _try(args, data))


async def _try(args: argparse.Namespace, data: bytes) -> int:
    async with open_app(Settings()) as app:
        actor = await acting_for(app, args.department)
        plan = await app.staff_lists.plan(actor, data, args.file.name)
    for line in plan.lines:
        print_text(plain(line_words(line)))
    say("\n".join(count_lines(plan)))
    say(words.NOTHING_LOADED)
    return 0


async def _load(args: argparse.Namespace, data: bytes) -> int:
    """Everything that can be taken, and a link for everybody who has no chat yet."""
    settings = Settings()
    link = await link_maker(settings)
    async with open_app(settings) as app:
        actor = await acting_for(app, args.department)
        plan, issued = await app.joining.load_list(actor, data, args.file.name)
    writer = csv.writer(sys.stdout, delimiter=";")
    writer.writerow(words.LINK_COLUMNS)
    for invite in issued:
        named = (inert(invite.person), inert(invite.unit))
        writer.writerow((*named, ROLE_NAMES[invite.role], link(invite.payload)))
    for line in plan.refused:
        say(plain(line_words(line)))
    say("\n".join(count_lines(plan)))
    say(words.links_issued(len(issued), issued[0].expires_at.date() if issued else None))
    return 1 if plan.refused else 0


async def _save(args: argparse.Namespace) -> int:
    async with open_app(Settings()) as app:
        made = await app.staff_sheets.download(await acting_for(app, args.department))
    await asyncio.to_thread(args.file.write_bytes, made.data)
    say(words.people_saved(str(args.file), made.people))
    return 0
