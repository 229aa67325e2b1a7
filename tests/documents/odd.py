"""A file that is not what it should be, and what both doors make of it: a plan, and evidence."""

from collections.abc import Callable
from dataclasses import dataclass

from documents.reader import read_document
from roadmap.errors import BadInput, DocumentRefused
from services.control.reporting.evidence import recognise
from tests.documents import hostile

READ = "read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Odd:
    """`read`: the refusal of a plan, or READ; `kept`: the kind of the evidence, or its refusal."""

    what: str
    make: Callable[[], bytes]
    read: str
    kept: str
    name: str = "план.docx"


def read_as_plan(odd: Odd) -> str:
    """READ, or the reason it is refused for."""
    try:
        return READ if read_document(odd.make(), odd.name).measures else "no measures"
    except DocumentRefused as refused:
        return refused.reason


def kept_as_evidence(odd: Odd) -> str:
    """Its kind, or the reason it is refused for."""
    try:
        return recognise(odd.make())
    except BadInput as refused:
        return refused.reason


def inside(name: str, content: bytes) -> Callable[[], bytes]:
    """A document of Word with this part in it."""
    return lambda: hostile.with_part(hostile.good_docx(), name, content)
