"""What the audit keeps: ids, codes and hashes. Words and names live in the rows they came from.

So a person can be erased, and the chain over the entries still holds.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

_CODE = re.compile(r"[A-Za-z0-9_./:+-]{0,64}")
"""A role, an outcome, a date, a zone: no word of a person."""
_WORDS = frozenset({"comment", "reason", "words", "was", "is", "name"})
"""Facts that are words of people even where they look like a code."""
HASHED = "sha256:"
FIRST = "0" * 64
"""What the first link is chained to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """Who did what to which thing, when, and through what."""

    id: int
    department_id: int
    at: datetime
    actor_id: int | None
    through: str
    action: str
    subject_kind: str
    subject_id: int
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLink:
    """An entry's place in the chain; the hash covers it and everything before."""

    position: int
    entry_id: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditCut:
    """Up to where entries went after their term; the next link is chained to this hash."""

    position: int
    hash: str
    last_entry: int


CUT = "audit.cut"
"""The entry that vouches for a cut: sealed behind it, with its place and hash."""


def without_words(facts: Mapping[str, object]) -> dict[str, object]:
    """The same facts with words of people as their hashes: they can be proved, not read."""
    return {name: _kept(value, is_words=name in _WORDS) for name, value in facts.items()}


def _kept(value: object, *, is_words: bool) -> object:
    if isinstance(value, str) and value and (is_words or not _CODE.fullmatch(value)):
        return HASHED + hashlib.sha256(value.encode()).hexdigest()[:32]
    if isinstance(value, list | tuple):
        return [_kept(each, is_words=is_words) for each in value]
    return value


def next_hash(before: str, entry: AuditEntry) -> str:
    """The hash of this entry after that link; the same on every database it is copied to."""
    said = [
        entry.id,
        entry.department_id,
        entry.at.astimezone(UTC).isoformat(),
        entry.actor_id,
        entry.through,
        entry.action,
        entry.subject_kind,
        entry.subject_id,
        dict(entry.facts),
    ]
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{before}{canonical}".encode()).hexdigest()
