"""`vekha report`: the report of a road map as a workbook, the form with marks, or the written analysis."""

import argparse
import asyncio
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from bot.console import say
from bot.process.app_factory import acting_for, open_app
from bot.settings import Settings
from roadmap.errors import BadInput
from roadmap.ids import RoadMapId
from roadmap.monitoring.campaign import CalendarQuarter, parse_quarter
from roadmap.people.persons import SystemActor
from roadmap.summary.summary_views import SummaryHeader
from services.app import App
from services.summary.exporting import ExportedReport, ExportedWorkbook
from texts import command_line as words
from texts.summary import reports as texts
from texts.summary.file_parts import part_of_name

Make = Callable[
    [SystemActor, RoadMapId, CalendarQuarter | None], Awaitable[ExportedReport | ExportedWorkbook]
]
KINDS: Mapping[str, tuple[Callable[[App], Make], Callable[[SummaryHeader], str]]] = {
    "excel": (lambda app: app.exports.report, texts.file_name),
    "form": (lambda app: app.papers.form, lambda header: texts.form_name(header, "")),
    "analysis": (lambda app: app.papers.analysis, texts.analysis_name),
}
"""What may be made: who makes it, and how its file is called."""

SUFFIXES = {"excel": ".xlsx", "form": ".docx", "analysis": ".docx"}
"""What the name of the file has to end in: a file is opened by its name."""


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("report", help=words.REPORT)
    parser.add_argument("--road-map", type=int, metavar="N", help=words.REPORT_ROAD_MAP)
    parser.add_argument("--quarter", metavar="2027-Q1", help=words.REPORT_QUARTER)
    parser.add_argument("--department", type=int, metavar="N", help=words.DEPARTMENT_NUMBER)
    parser.add_argument("--kind", choices=KINDS, default="excel", help=words.REPORT_KIND)
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help=words.REPORT_OUTPUT)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    return asyncio.run(_report(args))


async def _report(args: argparse.Namespace) -> int:
    quarter = _quarter(args.quarter)
    if args.output is not None and args.output.suffix.lower() != SUFFIXES[args.kind]:
        raise BadInput(f"output-for-{args.kind}", args.output.name)
    async with open_app(Settings()) as app:
        actor = await acting_for(app, args.department)
        make, name = KINDS[args.kind]
        made = await make(app)(actor, await _chosen(app, actor, args.road_map), quarter)
    whole = args.output or Path(name(made.header))
    for number, data in enumerate(made.files, 1):
        target = whole.with_stem(f"{whole.stem}{part_of_name(number, len(made.files))}")
        await asyncio.to_thread(_write, target, data)
        say(words.report_written(str(target)))
    return 0


def _write(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)


def _quarter(typed: str | None) -> CalendarQuarter | None:
    if typed is None:
        return None
    quarter = parse_quarter(typed)
    if quarter is None:
        raise BadInput("quarter-unread", typed)
    return quarter


async def _chosen(app: App, actor: SystemActor, number: int | None) -> RoadMapId:
    """The road map named; without a name, the only one there is."""
    if number is not None:
        return RoadMapId(number)
    found = await app.exports.road_maps(actor)
    if not found:
        raise BadInput("no-road-map")
    if len(found) > 1:
        raise BadInput("which-road-map", "; ".join(f"{each.id}: {each.title[:60]}" for each in found))
    return found[0].id
