"""`vekha roadmap roll FILE|ID --to YEAR`: next year's plan proposed from this one, or each plan of a file."""

import argparse
import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.arguments import plan_period
from bot.console import fail, print_json, print_text, say
from bot.process.app_factory import acting_for, open_app
from bot.settings import Settings
from documents.isolation import read_isolated
from reports.roadmap_json import roadmap_json
from roadmap.deadlines.rule_set import LITERAL, RuleSet
from roadmap.ids import ImportId, RoadMapId
from roadmap.imports.proposal import Proposal
from roadmap.imports.rolling import rolled_plans
from services.imports.plans_of_file import check_plan_numbers
from texts import command_line as words
from texts.imports.roadmap_text import roadmap_text


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("roll", help=words.ROADMAP_ROLL)
    parser.add_argument("source", metavar="FILE|ID", help=words.ROLL_SOURCE)
    parser.add_argument("--to", type=int, required=True, metavar="YEAR", help=words.ROLL_TO)
    parser.add_argument("--period", type=plan_period, metavar="A..B", help=words.PERIOD)
    parser.add_argument("--plans", type=int, nargs="+", default=[], metavar="N", help=words.ROLL_PLANS)
    parser.add_argument("--department", type=int, metavar="N", help=words.DEPARTMENT_NUMBER)
    parser.add_argument("--desk", action="store_true", help=words.ROLL_DESK)
    parser.add_argument("--json", action="store_true", help=words.AS_JSON)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    path = Path(args.source)
    data = path.read_bytes() if path.is_file() else None
    if data is None and not args.source.isdecimal():
        return fail(words.no_file(path))
    proposals, import_ids = asyncio.run(_roll(args, data))
    first, *others = proposals
    if args.json:
        print_json(roadmap_json(replace(first, plans=tuple(others))))
    else:
        for proposal in proposals:
            print_text(roadmap_text(proposal))
    for import_id in import_ids:
        say(words.waits_for_approval(import_id))
    return 0


async def _roll(
    args: argparse.Namespace, data: bytes | None
) -> tuple[Sequence[Proposal], Sequence[ImportId]]:
    """A file alone needs no database; a road map in force, or the desk, does."""
    rules: RuleSet = LITERAL
    proposals: Sequence[Proposal] = ()
    if data is not None:
        read = await read_isolated(data, args.source, period=args.period)
        check_plan_numbers(read, args.plans)
        proposals = rolled_plans(read, args.to, args.plans)
        if not args.desk:
            return proposals, ()
    async with open_app(Settings()) as app:
        actor = await acting_for(app, args.department)
        if not proposals:
            proposal, rules = await app.rolling.proposal(actor, RoadMapId(int(args.source)), args.to)
            proposals = [proposal]
        if not args.desk:
            return proposals, ()
        name = words.rolled_name(Path(args.source).name, args.to)
        return proposals, await app.rolling.put_on_desk(actor, proposals, name, rules)
