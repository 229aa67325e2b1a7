"""Everything the bot keeps of one person, for that person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from roadmap.people.persons import Person
from roadmap.people.place import Place
from roadmap.people.roster import HeldRole


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWords:
    """A report, request, refusal or decision of theirs; `files` are the names of what was attached."""

    at: datetime
    kind: str
    measure: str
    words: str
    files: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAbsence:
    first_on: date
    last_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MyData:
    """`spellings` are words of documents that mean them; `draft` is the report they have begun."""

    person: Person
    department: str
    time_zone: str
    made_at: datetime
    roles: Sequence[HeldRole]
    places: Sequence[Place]
    account_names: Sequence[str]
    spellings: Sequence[str]
    absences: Sequence[OwnAbsence]
    words: Sequence[OwnWords]
    draft: str
    deliveries: int
    deeds: int
