"""`vekha check`: tries everything the bot stands on and says, line by line, what to put right."""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from bot.checks.found import Found
from bot.checks.lines import look_at_heartbeat, look_at_telegram
from bot.checks.live import look_live
from bot.checks.machine import (
    look_at_backup_programs,
    look_at_backups,
    look_at_database,
    look_at_disk,
    look_at_operator,
    look_at_time,
)
from bot.console import print_json, print_text, say
from bot.env_example import env_example
from bot.process.app_factory import clock_of
from bot.settings import Settings
from roadmap.errors import SettingsRefused
from texts import checks as words
from texts import command_line
from texts.errors import explain

EXAMPLE = Path(".env.example")


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("check", help=command_line.CHECK)
    parser.add_argument("--env", action="store_true", help=words.CHECK_ENV)
    parser.add_argument("--json", action="store_true", help=command_line.AS_JSON)
    parser.add_argument("--full", action="store_true", help=words.CHECK_FULL)
    parser.add_argument("--live", action="store_true", help=words.CHECK_LIVE)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    if args.env:
        sys.stdout.write(env_example())
        return 0
    return asyncio.run(_check(args))


async def _check(args: argparse.Namespace) -> int:
    found = []
    async for each in _all(args):
        found.append(each)
        if not args.json:
            print_text(_line(each))
    bad = sum(each.is_well is False for each in found)
    if args.json:
        lines = [{"about": each.about, "ok": each.is_well, "says": _line(each)} for each in found]
        print_json({"ok": not bad, "checks": lines})
    else:
        say(words.not_well(bad) if bad else words.CHECKED)
    return 1 if bad else 0


async def _all(args: argparse.Namespace) -> AsyncIterator[Found]:
    try:
        settings = Settings()
        settings.check()
        if settings.sandbox_clock_url:
            await clock_of(settings)  # no command starts without its answer
    except SettingsRefused as refusal:
        yield Found(about="settings", is_well=False, remedy="trouble", detail=explain(refusal))
        return
    yield Found(about="settings", is_well=True)
    if args.live:
        async for each in look_live(settings):
            yield each
        return
    if _example_differs():
        yield Found(about="example", is_well=False, remedy="example-differs")
    async for each in look_at_database(settings, thoroughly=args.full):
        yield each
    async for each in look_at_disk(settings):
        yield each
    yield look_at_backups(settings)
    if settings.database_file is None:
        yield await look_at_backup_programs(settings)
    yield look_at_operator(settings)
    for each in look_at_time(settings):
        yield each
    async for each in look_at_telegram(settings):
        yield each
    yield await look_at_heartbeat(settings)


def _example_differs() -> bool:
    return EXAMPLE.exists() and EXAMPLE.read_text("utf-8") != env_example()


def _line(each: Found) -> str:
    return words.found(each.about, each.is_well, each.seen, each.remedy, each.detail)
