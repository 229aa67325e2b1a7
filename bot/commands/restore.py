"""`vekha restore`: a backup is put back, or looked through without changing anything."""

import argparse
import asyncio
from getpass import getpass
from pathlib import Path
from typing import Any

from bot.console import say
from bot.process.clock import SystemClock
from bot.process.process_lock import sole_process
from bot.process.putting_back import restore
from bot.settings import Settings
from roadmap.errors import BadInput
from texts import backups as words
from texts import command_line


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("restore", help=command_line.RESTORE)
    parser.add_argument("archive", type=Path, metavar=words.ARCHIVE)
    parser.add_argument("--key", type=Path, metavar=words.KEY_FILE, help=words.KEY_HELP)
    parser.add_argument("--dry-run", action="store_true", help=words.DRY_RUN)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    settings = Settings()
    if not args.archive.is_file():
        raise BadInput("backup-unread", str(args.archive))
    secret = _secret(args.key)
    with sole_process(None if args.dry_run else settings.database_file):
        now = SystemClock().now()
        restored = asyncio.run(restore(settings, args.archive, secret, now, is_dry=args.dry_run))
    say(words.holds(restored.facts, settings.time_zone))
    if restored.missing:
        say(words.missing(restored.missing))
    say(words.LOOKED_THROUGH if args.dry_run else words.restored(restored.aside))
    return 0


def _secret(file: Path | None) -> str:
    """From the file, else typed without being shown."""
    if file is None:
        return getpass(words.ASKS_KEY)
    try:
        lines = [line.strip() for line in file.read_text("utf-8").splitlines()]
    except (OSError, UnicodeDecodeError):
        raise BadInput("backup-unread", str(file)) from None
    return next((line for line in lines if line and not line.startswith("#")), "")
