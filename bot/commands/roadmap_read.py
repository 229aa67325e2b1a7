"""`vekha roadmap read FILE`: what the document says, stored nowhere."""

import argparse
import asyncio
from pathlib import Path
from typing import Any

from bot.arguments import plan_period
from bot.console import fail, print_json, print_text
from documents.isolation import read_isolated
from reports.roadmap_json import roadmap_json
from texts import command_line as words
from texts.imports.roadmap_text import roadmap_text


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("read", help=words.ROADMAP_READ)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true", help=words.AS_JSON)
    parser.add_argument("--period", type=plan_period, metavar="A..B", help=words.PERIOD)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    try:
        data = args.file.read_bytes()
    except OSError:
        return fail(words.no_file(args.file))
    draft = asyncio.run(read_isolated(data, args.file.name, period=args.period))
    if args.json:
        print_json(roadmap_json(draft))
    else:
        print_text(roadmap_text(draft))
    return 0
