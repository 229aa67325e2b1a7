"""`vekha roadmap`: what is done with a document; each action is a module of its own."""

from types import ModuleType
from typing import Any

from bot.commands import roadmap_import, roadmap_read, roadmap_roll
from texts import command_line as words

ACTIONS: tuple[ModuleType, ...] = (roadmap_read, roadmap_import, roadmap_roll)
"""Each has `add(subparsers)` that registers a parser with a default `run(args) -> int`."""


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("roadmap", help=words.ROADMAP)
    actions = parser.add_subparsers(dest="action", required=True, metavar=words.ACTION)
    for module in ACTIONS:
        module.add(actions)
