"""The command line: one module per command in bot/commands, imported only when it is asked for."""

import argparse
import gc
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

from bot.console import fail, say
from roadmap.errors import VekhaError
from texts import command_line as words
from texts.errors import explain

COMMANDS = {
    "run": words.RUN,
    "init": words.INIT,
    "people": words.PEOPLE,
    "invite": words.INVITE,
    "roadmap": words.ROADMAP,
    "deadline": words.DEADLINE,
    "calendar": words.CALENDAR,
    "report": words.REPORT,
    "migrate": words.MIGRATE,
    "audit": words.AUDIT,
    "api": words.API,
    "backup": words.BACKUP,
    "restore": words.RESTORE,
    "check": words.CHECK,
    "demo": words.DEMO,
}
"""What each does; its module has `add(subparsers)`: a parser with a default `run(args) -> int`."""


class Parser(argparse.ArgumentParser):
    """Help in Russian; wrong usage is told like any other refusal: one sentence, exit status 2."""

    def __init__(self, **about: Any) -> None:
        super().__init__(**about, add_help=False)
        self._positionals.title, self._optionals.title = words.HELP_ARGUMENTS, words.HELP_OPTIONS
        self.add_argument("-h", "--help", action="help", help=words.HELP)

    def format_help(self) -> str:
        return super().format_help().replace("usage:", words.HELP_USAGE, 1)

    def error(self, message: str) -> NoReturn:
        say(words.wrong_usage(self.prog, message))
        self.exit(2)


def build_parser(command: str | None = None) -> argparse.ArgumentParser:
    """A parser of this command, or of all their names: help and deadlines do not wait for aiogram."""
    parser = Parser(prog="vekha", description=words.PROGRAM)
    subparsers = parser.add_subparsers(dest="command", required=True, metavar=words.COMMAND)
    if command in COMMANDS:
        _load(command).add(subparsers)
    else:
        for name, what_it_does in COMMANDS.items():
            subparsers.add_parser(name, help=what_it_does)
    return parser


def _load(command: str) -> Any:
    """Nothing of what is imported is garbage: looking through it would take a tenth of the start."""
    gc.disable()
    try:
        return import_module(f"bot.commands.{command}")
    finally:
        gc.enable()


def run_command(argv: Sequence[str]) -> int:
    """Run one command and return its exit status; a refusal is one Russian sentence on standard error."""
    args = build_parser(next((word for word in argv if word != "--"), None)).parse_args(argv)
    try:
        status: int = args.run(args)
    except VekhaError as error:
        return fail(explain(error))
    except Exception as error:
        from bot.troubles import sentence_of  # whoever fares well does not wait for it to load

        if (sentence := sentence_of(error)) is None:
            raise
        return fail(sentence)
    return status
