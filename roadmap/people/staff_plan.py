"""What a list of people would change in a department: line by line for the reader, whole for the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from roadmap.ids import PersonId, UnitId
from roadmap.people.persons import Membership, Person, Role, Unit, UnitKind

MAX_NAME = 120
"""Characters of a name of a unit or a person."""

MAX_NAME = 120
"""Characters of a name of a unit or a person."""


class Fate(StrEnum):
    """What becomes of a row; in the order in which they are shown."""

    REFUSED = "refused"
    CHANGED = "changed"
    NEW = "new"
    SAME = "same"


class Touched(StrEnum):
    """What a row changes of somebody or something that is known; said with how it was."""

    NAME = "name"
    POST = "post"
    ROLE = "role"
    ONE_MORE_ROLE = "one-more-role"
    UNIT = "unit"
    UNIT_NAME = "unit-name"
    UNIT_KIND = "unit-kind"
    UNIT_ZONE = "unit-zone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """A new name that may be a known one; `is_same`: somebody has said that it is."""

    unit_id: UnitId | None = None
    person_id: PersonId | None = None
    name: str
    is_same: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedLine:
    """One row of the list and what becomes of it. `reason` is a code of `texts.people.staff_lists`."""

    line: int
    unit: str
    person: str
    post: str
    role: Role | None
    fate: Fate
    is_new_unit: bool = False
    is_new_person: bool = False
    changes: tuple[tuple[Touched, str], ...] = ()
    alike: tuple[Likeness, ...] = ()
    reason: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedUnit:
    """A unit as it is to be; a negative `id` stands for one that is new."""

    id: UnitId
    name: str
    kind: UnitKind
    time_zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPerson:
    """A person as they are to be; a negative `id` stands for one who is new."""

    id: PersonId
    name: str
    post: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownStaff:
    """The department as it is: active units and people, and the words it has explained before."""

    department: Unit
    units: Mapping[UnitId, Unit]
    persons: Mapping[PersonId, Person]
    memberships: frozenset[Membership]
    unit_aliases: Mapping[str, UnitId]
    person_aliases: Mapping[str, PersonId]


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffPlan:
    """`named` are the people of all rows that are taken, new or known."""

    lines: tuple[PlannedLine, ...]
    units: tuple[PlannedUnit, ...]
    persons: tuple[PlannedPerson, ...]
    granted: tuple[Membership, ...]
    revoked: tuple[Membership, ...]
    named: tuple[PersonId, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.units or self.persons or self.granted or self.revoked)

    @property
    def refused(self) -> tuple[PlannedLine, ...]:
        """Rows that cannot be taken."""
        return tuple(line for line in self.lines if line.fate is Fate.REFUSED)

    def count(self, fate: Fate) -> int:
        """How many rows meet it."""
        return sum(line.fate is fate for line in self.lines)

    @property
    def new_units(self) -> int:
        return sum(unit.id < 0 for unit in self.units)

    @property
    def new_persons(self) -> int:
        return sum(person.id < 0 for person in self.persons)
