"""The command line: one module per command in bot/commands, joined here."""

import argparse
from collections.abc import Sequence
from types import ModuleType

from bot.commands import check, deadline, init, invite, migrate, people, roadmap, run
from bot.console import fail
from roadmap.errors import VekhaError
from texts import command_line as words
from texts.errors import explain

COMMANDS: tuple[ModuleType, ...] = (run, init, people, invite, roadmap, deadline, migrate, check)
"""Each module has `add(subparsers)` that registers a parser with a default `run(args) -> int`."""


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="vekha", description=words.PROGRAM)
    subparsers = parser.add_subparsers(dest="command", required=True, metavar=words.COMMAND)
    for module in COMMANDS:
        module.add(subparsers)
    return parser


def run_command(argv: Sequence[str]) -> int:
    """Run one command and return its exit status; a refusal is one Russian sentence on standard error."""
    args = build_parser().parse_args(argv)
    try:
        status: int = args.run(args)
    except VekhaError as error:
        return fail(explain(error))
    return status
