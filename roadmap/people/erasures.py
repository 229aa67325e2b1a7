"""Whose data were erased, as it is known outside the database: by number, never by name."""

from dataclasses import dataclass
from datetime import datetime

from roadmap.ids import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedPerson:
    """`database` and `person_mark` tell which database and which person in it; random, nothing of a name."""

    database: str
    person_id: PersonId
    person_mark: str
    with_evidence: bool
    at: datetime
