"""`vekha demo`: the story on the local sandbox, from a checkout of the project."""

import argparse
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bot.console import fail
from texts import command_line as words


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("demo", help=words.DEMO)
    parser.add_argument("--stay", action="store_true", help=words.DEMO_STAY)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    found = find_spec("demo")
    if found is None or found.origin is None:
        return fail(words.NO_DEMO)
    command = [sys.executable, "-m", "demo", *(["--stay"] if args.stay else [])]
    return subprocess.run(command, check=False, cwd=Path(found.origin).parents[1]).returncode  # noqa: S603
