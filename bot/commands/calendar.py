"""`vekha calendar`: what is known of working days, and loading what became known since."""

import argparse
import asyncio
from pathlib import Path
from typing import Any

from bot.console import fail, print_text, say
from bot.holidays_package import year_of_package
from bot.process.app_factory import acting_for, open_app
from bot.settings import Settings
from roadmap.deadlines.calendar_sheet import CalendarSheet, read_calendar
from roadmap.errors import BadInput
from storage.calendars import public_holidays
from texts import command_line as words
from texts.plan.calendars import LOADED, NOTHING_LOADED, change_lines, year_lines


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("calendar", help=words.CALENDAR)
    actions = parser.add_subparsers(dest="action", required=True, metavar=words.ACTION)
    show = actions.add_parser("show", help=words.CALENDAR_SHOW)
    show.add_argument("years", type=int, nargs="*", metavar="YEAR", help=words.CALENDAR_YEARS)
    show.set_defaults(run=lambda args: asyncio.run(_show(args)))
    load = actions.add_parser("load", help=words.CALENDAR_LOAD)
    load.add_argument("file", type=Path, nargs="?", metavar="FILE", help=words.CALENDAR_FILE)
    load.add_argument("--year", type=int, metavar="YEAR", help=words.CALENDAR_YEAR)
    load.add_argument("--yes", action="store_true", help=words.CALENDAR_YES)
    load.add_argument("--department", type=int, metavar="N", help=words.DEPARTMENT_NUMBER)
    load.set_defaults(run=_run_load)


async def _show(args: argparse.Namespace) -> int:
    async with open_app(Settings()) as app:
        now = app.clock.now().year
        asked = args.years or [now - 1, now, now + 1, now + 2]
        known = await app.calendars.years(min(asked), max(asked))
    for year in known:
        if year.year in asked:
            print_text("\n".join(year_lines(year)))
    return 0


def _run_load(args: argparse.Namespace) -> int:
    if (args.file is None) == (args.year is None):
        return fail(words.CALENDAR_ONE_SOURCE)
    try:
        sheet = _sheet(args)
    except OSError:
        return fail(words.no_file(args.file))
    except UnicodeDecodeError as error:
        raise BadInput("calendar-line", "1") from error
    return asyncio.run(_load(args, sheet))


def _sheet(args: argparse.Namespace) -> CalendarSheet:
    if args.year is not None:
        return CalendarSheet(years=(year_of_package(args.year),), regional={}, holidays=())
    return read_calendar(args.file.read_text("utf-8"), public_holidays())


async def _load(args: argparse.Namespace, sheet: CalendarSheet) -> int:
    async with open_app(Settings()) as app:
        actor = await acting_for(app, args.department)
        change = await (app.calendars.load if args.yes else app.calendars.plan)(actor, sheet)
    print_text("\n".join(change_lines(change)))
    say(LOADED if args.yes else NOTHING_LOADED)
    return 0
