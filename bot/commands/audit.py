"""`vekha audit`: is the audit whole, and the audit as a table."""

import argparse
import asyncio
import csv
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from bot.console import fail, print_text, say
from bot.process.app_factory import acting_for, open_app
from bot.settings import Settings
from reports.inert import inert
from texts import audit as words
from texts import command_line


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("audit", help=command_line.AUDIT)
    deeds = parser.add_subparsers(dest="deed", required=True, metavar=command_line.ACTION)
    verify = deeds.add_parser("verify", help=words.VERIFY)
    verify.set_defaults(run=lambda _: asyncio.run(_verify()))
    export = deeds.add_parser("export", help=words.EXPORT)
    export.add_argument("-o", "--output", type=Path, help=words.OUTPUT)
    export.add_argument("--department", type=int, metavar="N", help=command_line.DEPARTMENT_NUMBER)
    export.set_defaults(run=lambda args: asyncio.run(_export(args)))


async def _verify() -> int:
    async with open_app(Settings()) as app:
        verdict = await app.sealing.verify()
    if verdict.broken_at is not None:
        return fail(words.broken(verdict.broken_at, verdict.why))
    print_text(verdict.head)
    say(words.whole(verdict.entries))
    return 0


async def _export(args: argparse.Namespace) -> int:
    async with open_app(Settings()) as app:
        actor = await acting_for(app, args.department)
        with _output(args.output) as out:
            table = csv.writer(out, delimiter=";")
            table.writerow(words.COLUMNS)
            async for entry, author in app.audit_export.entries(actor):
                facts = json.dumps(entry.facts, ensure_ascii=False, sort_keys=True)
                subject = f"{entry.subject_kind} {entry.subject_id}"
                moment = entry.at.isoformat(timespec="seconds")
                row = (entry.id, moment, author, entry.through, entry.action, subject, facts)
                table.writerow([inert(str(each)) for each in row])
    return 0


@contextmanager
def _output(path: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that spreadsheets read as UTF-8."""
    if path is None:
        yield sys.stdout
        return
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        yield file
