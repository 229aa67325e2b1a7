"""The process that opens hostile files: `python -m documents.worker NAME [START END | staff]`, bytes in.

It limits itself before it reads, knows no secrets and answers with one JSON object on standard output.
"""

import json
import os
import resource
import sys
from collections.abc import Sequence
from datetime import date
from typing import BinaryIO

from documents import limits
from roadmap.deadlines.period import PlanPeriod
from roadmap.errors import DocumentRefused
from roadmap.imports import proposal_json
from roadmap.monitoring import filled_forms
from roadmap.people import staff_json
from roadmap.plan import table_json


def main(arguments: list[str]) -> None:
    """Read the document and print `{"proposal": …}`, `{"staff": …}` or `{"refused": code, "detail": …}`."""
    _limit()
    out = _private_output()
    filename, *about = arguments
    answer = answered(sys.stdin.buffer.read(limits.MAX_BYTES + 1), filename, *about)
    with out:
        out.write(json.dumps(answer).encode("ascii"))


def answered(data: bytes, filename: str, *about: str) -> dict[str, object]:
    """What is said about the file; a refusal is an answer too."""
    try:
        return _answer(data, filename, about)
    except DocumentRefused as refusal:
        return {"refused": refusal.reason, "detail": refusal.detail}
    except (MemoryError, RecursionError):
        return {"refused": "too-heavy", "detail": ""}


def _private_output() -> BinaryIO:
    """Standard output for the answer alone: what a library prints over a broken file goes elsewhere."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return out


def _limit() -> None:
    """No more memory and processor time than a document deserves; no files written, nothing dumped."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.WORKER_MEMORY_BYTES, limits.WORKER_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.WORKER_CPU_SECONDS, limits.WORKER_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(data: bytes, filename: str, about: Sequence[str]) -> dict[str, object]:
    match about:
        case [staff_json.KEY]:
            return _staff(data, filename)
        case [filled_forms.KEY]:
            return _filled_form(data, filename)
        case [table_json.KEY]:
            return _plan_table(data, filename)
        case _:
            return _proposal(data, filename, about)


def _plan_table(data: bytes, filename: str) -> dict[str, object]:
    from documents.plan_table import read_plan_table

    return {table_json.KEY: table_json.sent_to_json(read_plan_table(data, filename))}


def _filled_form(data: bytes, filename: str) -> dict[str, object]:
    from documents.filling.filled_form import read_filled_form

    return {filled_forms.KEY: filled_forms.filled_to_json(read_filled_form(data, filename))}


def _staff(data: bytes, filename: str) -> dict[str, object]:
    from documents.staff import read_staff  # after the limits: importing is work too

    return {staff_json.KEY: staff_json.to_json(read_staff(data, filename))}


def _proposal(data: bytes, filename: str, dates: Sequence[str]) -> dict[str, object]:
    from documents.reader import read_document

    period = (
        PlanPeriod(start=date.fromisoformat(dates[0]), end=date.fromisoformat(dates[1])) if dates else None
    )
    return {"proposal": proposal_json.to_json(read_document(data, filename, period=period))}


if __name__ == "__main__":
    main(sys.argv[1:])
