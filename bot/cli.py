"""The command line: one module per command in bot/commands, imported only when it is asked for."""

import argparse
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from bot.console import fail, say
from roadmap.errors import VekhaError
from texts import command_line as words
from texts.errors import explain

COMMANDS = ("run", "init", "people", "invite", "roadmap", "deadline", "report", "migrate", "check", "demo")
"""Each module has `add(subparsers)` that registers a parser with a default `run(args) -> int`."""


class Parser(argparse.ArgumentParser):
    """Wrong usage is told like any other refusal: one Russian sentence; exit status 2."""

    def error(self, message: str) -> NoReturn:
        say(words.wrong_usage(self.prog, message))
        self.exit(2)


def build_parser(commands: Sequence[str] = COMMANDS) -> argparse.ArgumentParser:
    """A parser of these commands: reading a document need not wait for aiogram to load."""
    parser = Parser(prog="vekha", description=words.PROGRAM)
    subparsers = parser.add_subparsers(dest="command", required=True, metavar=words.COMMAND)
    for name in commands:
        import_module(f"bot.commands.{name}").add(subparsers)
    return parser


def run_command(argv: Sequence[str]) -> int:
    """Run one command and return its exit status; a refusal is one Russian sentence on standard error."""
    asked = [name for name in COMMANDS if name in argv[:1]]
    args = build_parser(asked or COMMANDS).parse_args(argv)
    try:
        status: int = args.run(args)
    except VekhaError as error:
        return fail(explain(error))
    return status
