"""Files attached to reports, with everything an index of them says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from roadmap.control.duty import ReportSource
from roadmap.ids import EvidenceId


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePassport:
    """One file: its number, name and kind, whose report it belongs to, who sent it when and through what.

    `seen` are the numbers of the measures other reports with the same bytes belong to.
    """

    id: EvidenceId
    name: str
    kind: str
    size: int
    sha256: str
    file_key: str
    number: str
    title: str
    assignee: str
    report_version: int
    author: str
    source: ReportSource
    sent_at: datetime
    is_retracted: bool
    seen: tuple[str, ...] = ()


def with_doubles(passports: Sequence[EvidencePassport]) -> list[tuple[str, ...]]:
    """For each file the numbers of other measures that show the same bytes."""
    shown: dict[str, dict[str, None]] = {}
    for each in passports:
        shown.setdefault(each.sha256, {})[each.number] = None
    return [tuple(number for number in shown[each.sha256] if number != each.number) for each in passports]


def parts(passports: Iterable[EvidencePassport], limit: int) -> list[list[EvidencePassport]]:
    """The files in their order, in parts of at most `limit` bytes; a larger file has a part of its own."""
    found: list[list[EvidencePassport]] = []
    held = 0
    for each in passports:
        if not found or held + each.size > limit:
            found.append([])
            held = 0
        found[-1].append(each)
        held += each.size
    return found
