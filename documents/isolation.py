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
from roadmap.problem import Problem

_MODULE = "documents.worker"
_NAME_LENGTH = 200
_MAY_BE_CONVERTED = frozenset({"old-office", "open-document", "xml-2003"})


async def read_isolated(data: bytes, filename: str, *, period: PlanPeriod | None = None) -> Proposal:
    """As `read_document`, within limits of memory and time; plain refusals come at once.

    Files of older and other offices are converted first, where the machine can.
    """
    try:
        kind_of(data, filename)
    except DocumentRefused as refusal:
        return await _read_converted(data, refusal, period)
    return await _read(data, filename, period)


async def _read_converted(data: bytes, refusal: DocumentRefused, period: PlanPeriod | None) -> Proposal:
    conversion = conversion_of(data) if refusal.reason in _MAY_BE_CONVERTED else None
    made = await converted(data, conversion) if conversion else None
    if conversion is None or made is None:
        raise refusal
    proposal = await _read(made, f"document{conversion.target}", period)
    said = Problem(code="converted", facts={"format": conversion.source})
    return replace(proposal, problems=(said, *proposal.problems))


async def _read(data: bytes, filename: str, period: PlanPeriod | None) -> Proposal:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-P",
        "-m",
        _MODULE,
        _bare_name(filename),
        *((period.start.isoformat(), period.end.isoformat()) if period else ()),
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
    return _proposal(answer, process.returncode)


def _bare_name(filename: str) -> str:
    """Only what tells the kind of a text file; a name is no argument to trust."""
    return f"document{PurePath(filename.replace(chr(0), '')).suffix[:_NAME_LENGTH]}"


def _environment() -> dict[str, str]:
    """Where to find the code, and nothing else: no token reaches the process."""
    return {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"}


def _proposal(answer: bytes, exit_status: int | None) -> Proposal:
    """The proposal, or the refusal; a process that was killed or fell over refuses as too heavy."""
    if exit_status != 0 or len(answer) > limits.MAX_ANSWER_BYTES:
        raise DocumentRefused("too-heavy" if exit_status is None or exit_status <= 0 else "damaged")
    try:
        content: dict[str, Any] = json.loads(answer)
    except ValueError as error:
        raise DocumentRefused("damaged") from error
    if "refused" in content:
        raise DocumentRefused(str(content["refused"]), str(content["detail"]))
    return proposal_json.from_json(content["proposal"])
