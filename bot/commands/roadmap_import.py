"""`vekha roadmap import FILE`: put a document on the coordinator's desk, or in force at once."""

import argparse
import asyncio
from pathlib import Path
from typing import Any

from bot.arguments import plan_period
from bot.console import fail, print_json, print_text, say
from bot.process.app_factory import acting_for, open_app
from bot.settings import Settings
from roadmap.deadlines.rule_set import RULE_SETS
from roadmap.errors import BadInput
from roadmap.ids import ImportId, RoadMapId
from roadmap.people.persons import SystemActor
from services.app import App
from services.imports.desk_views import Approved
from services.imports.preview_views import Preview
from services.notice import plain
from texts import command_line as words
from texts.imports.import_preview import preview
from texts.imports.imports import ALL_SCHOOLS_NAME, approved


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("import", help=words.ROADMAP_IMPORT)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--department", type=int, metavar="N", help=words.DEPARTMENT_NUMBER)
    parser.add_argument("--period", type=plan_period, metavar="A..B", help=words.PERIOD)
    parser.add_argument("--create-unknown", action="store_true", help=words.IMPORT_CREATE)
    parser.add_argument("--approve", action="store_true", help=words.IMPORT_APPROVE)
    parser.add_argument("--rules", choices=sorted(RULE_SETS), help=words.RULES)
    parser.add_argument("--plans", type=int, nargs="+", default=[], metavar="N", help=words.IMPORT_PLANS)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--edition-of", type=int, metavar="ID", help=words.IMPORT_EDITION)
    which.add_argument("--separate", action="store_true", help=words.IMPORT_SEPARATE)
    parser.add_argument("--json", action="store_true", help=words.AS_JSON)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    try:
        data = args.file.read_bytes()
    except OSError:
        return fail(words.no_file(args.file))
    first, *others = asyncio.run(_import(args, data))
    if args.json:
        further = {"plans": [_summary(*other) for other in others]} if others else {}
        print_json(_summary(*first) | further)
    else:
        for view, result in (first, *others):
            print_text(plain((approved(result) if result else preview(view)).body))
            if result is None:
                say(words.waits_for_approval(view.id))
    return 0


Imported = tuple[Preview, Approved | None]


async def _import(args: argparse.Namespace, data: bytes) -> list[Imported]:
    """Every chosen plan of the file, in order."""
    async with open_app(Settings()) as app:
        actor = await acting_for(app, args.department)
        import_id = await app.documents.receive(
            actor, data, args.file.name, period=args.period, rules=RULE_SETS.get(args.rules), plans=args.plans
        )
        if args.edition_of is not None:
            await app.imports.compare(actor, import_id, RoadMapId(args.edition_of))
        plans = (await app.imports.preview(actor, import_id)).plans
        return [
            await _plan(app, actor, one, args) for one in [plan.import_id for plan in plans] or [import_id]
        ]


async def _plan(app: App, actor: SystemActor, import_id: ImportId, args: argparse.Namespace) -> Imported:
    if args.create_unknown:
        await app.questions.create_unknown(actor, import_id, ALL_SCHOOLS_NAME)
    result = await _approve(app, actor, import_id, args) if args.approve else None
    return await app.imports.preview(actor, import_id), result


async def _approve(app: App, actor: SystemActor, import_id: ImportId, args: argparse.Namespace) -> Approved:
    """Nobody is there to be asked: a document that looks like one in force has to be named as what it is."""
    view = await app.imports.preview(actor, import_id)
    twin = next((edition for edition in view.editions if edition.is_alike), None)
    if twin is not None and view.edition is None and not args.separate:
        raise BadInput("edition-or-separate", str(twin.id))
    return await app.imports.approve(actor, import_id)


def _summary(view: Preview, result: Approved | None) -> dict[str, object]:
    return {
        "import": view.id,
        "state": view.state.value,
        "title": view.title,
        "measures": view.measures,
        "clear": view.clear,
        "open_questions": [
            {"kind": q.kind.value, "words": q.words, "measures": q.measures} for q in view.open_questions
        ],
        "road_map": result.road_map_id if result else None,
        "revision": result.revision if result else None,
        "duties": result.duties if result else 0,
        "predating": result.predating if result else 0,
    }
