"""Reads a document in a process of its own, which may die without harm to anyone."""

import asyncio
import json
import os
import sys
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from documents import limits
from documents.formats.kinds import kind_of
from documents.office import conversion_of, converted
from roadmap.deadlines.period import PlanPeriod
from roadmap.errors import DocumentRefused
from roadmap.imports import proposal_json
from roadmap.imports.proposal import Proposal
from roadmap.monitoring import filled_forms
from roadmap.monitoring.filled_forms import FilledForm
from roadmap.people import staff_json
from roadmap.people.staff import StaffTable
from roadmap.plan import table_json
from roadmap.plan.plan_tables import SentTable
from roadmap.problem import Problem

_MODULE = "documents.worker"
_NAME_LENGTH = 200
_MAY_BE_CONVERTED = frozenset({"old-office", "open-document", "xml-2003"})


async def read_isolated(data: bytes, filename: str, *, period: PlanPeriod | None = None) -> Proposal:
    """As `read_document`, within limits of memory and time; plain refusals come at once.

    Files of older and other offices are converted first, where the machine can.
    """
    readable, name, format_before = await _readable(data, filename)
    dates = (period.start.isoformat(), period.end.isoformat()) if period else ()
    proposal = proposal_json.from_json((await _asked(readable, name, *dates))["proposal"])
    if not format_before:
        return proposal
    said = Problem(code="converted", facts={"format": format_before})
    return replace(proposal, problems=(said, *proposal.problems))


async def read_staff_isolated(data: bytes, filename: str) -> StaffTable:
    """As `documents.staff.read_staff`, likewise."""
    readable, name, _ = await _readable(data, filename)
    return staff_json.from_json((await _asked(readable, name, staff_json.KEY))[staff_json.KEY])


async def read_plan_table_isolated(data: bytes, filename: str) -> SentTable:
    """As `documents.plan_table.read_plan_table`, likewise."""
    readable, name, _ = await _readable(data, filename)
    return table_json.sent_from_json((await _asked(readable, name, table_json.KEY))[table_json.KEY])


async def read_filled_form_isolated(data: bytes, filename: str) -> FilledForm:
    """As `documents.filling.filled_form.read_filled_form`, likewise."""
    readable, name, _ = await _readable(data, filename)
    return filled_forms.filled_from_json((await _asked(readable, name, filled_forms.KEY))[filled_forms.KEY])


async def _readable(data: bytes, filename: str) -> tuple[bytes, str, str]:
    """Bytes of a kind that can be read, their name, and the format they were converted from, if they were."""
    try:
        kind_of(data, filename)
    except DocumentRefused as refusal:
        conversion = conversion_of(data) if refusal.reason in _MAY_BE_CONVERTED else None
        made = await converted(data, conversion) if conversion else None
        if conversion is None or made is None:
            raise
        return made, f"document{conversion.target}", conversion.source
    return data, filename, ""


async def _asked(data: bytes, filename: str, *about: str) -> dict[str, Any]:
    """What the worker answers about the file; DocumentRefused where it refuses or falls over."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-P",
        "-m",
        _MODULE,
        _bare_name(filename),
        *about,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=_environment(),
    )
    try:
        async with asyncio.timeout(limits.WORKER_SECONDS):
            answer, _ = await process.communicate(data)
    except TimeoutError as error:
        raise DocumentRefused("too-heavy") from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return _answer(answer, process.returncode)


def _bare_name(filename: str) -> str:
    """Only what tells the kind of a text file; a name is no argument to trust."""
    return f"document{PurePath(filename.replace(chr(0), '')).suffix[:_NAME_LENGTH]}"


def _environment() -> dict[str, str]:
    """Where to find the code, and nothing else: no token reaches the process."""
    return {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"}


def _answer(answer: bytes, exit_status: int | None) -> dict[str, Any]:
    """What was answered, or the refusal; a process that was killed or fell over refuses as too heavy."""
    if exit_status != 0 or len(answer) > limits.MAX_ANSWER_BYTES:
        raise DocumentRefused("too-heavy" if exit_status is None or exit_status <= 0 else "damaged")
    try:
        content: dict[str, Any] = json.loads(answer)
    except ValueError as error:
        raise DocumentRefused("damaged") from error
    if "refused" in content:
        raise DocumentRefused(str(content["refused"]), str(content["detail"]))
    return content
