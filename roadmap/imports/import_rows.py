"""A document to be put on the desk, and one that waits there."""

from dataclasses import dataclass
from datetime import datetime

from roadmap.deadlines.rule_set import RuleSet
from roadmap.ids import ImportId, PersonId, UnitId
from roadmap.imports.proposal import Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class NewImport:
    department_id: UnitId
    author_id: PersonId | None
    file_name: str
    file_key: str
    sha256: str
    proposal: Proposal
    rules: RuleSet
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingImport:
    """A document on the desk, without its contents."""

    id: ImportId
    file_name: str
    created_at: datetime
