"""`vekha backup`: database and files in one encrypted archive, while the bot is at work."""

import argparse
import asyncio
from pathlib import Path
from typing import Any

from bot.console import print_text, say
from bot.process.backups import make_backup, rotate
from bot.process.clock import SystemClock
from bot.settings import Settings
from roadmap.errors import SettingsRefused
from storage.backups.archives import new_key
from storage.backups.folder import backups_in
from texts import backups as words
from texts import command_line


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("backup", help=command_line.BACKUP)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--to", type=Path, metavar=words.FOLDER, help=words.BACKUP_TO)
    what.add_argument("--new-key", action="store_true", help=words.NEW_KEY)
    what.add_argument("--list", action="store_true", help=words.LIST)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    if args.new_key:
        return _new_key()
    settings = Settings()
    if args.list:
        for made_at, path in backups_in(_folder(settings)).items():
            print_text(words.listed(path, made_at, settings.time_zone, path.stat().st_size))
        return 0
    return asyncio.run(_backup(settings, args.to))


def _new_key() -> int:
    """The secret is shown once and kept nowhere."""
    secret, public = new_key()
    print_text(secret)
    say(words.key_shown(public))
    return 0


async def _backup(settings: Settings, to: Path | None) -> int:
    folder = to or _folder(settings)
    made = await make_backup(settings, folder, SystemClock().now())
    removed = rotate(settings, folder) if to is None else 0
    print_text(str(made))
    say(words.made(made.stat().st_size, removed))
    return 0


def _folder(settings: Settings) -> Path:
    if not settings.backup.dir:
        raise SettingsRefused("BACKUP__DIR", "missing")
    return Path(settings.backup.dir)
