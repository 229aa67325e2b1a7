"""Units, the people in them, what they are to a road map, and who is acting now."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from roadmap.brevity import PersonName
from roadmap.ids import AccountId, PersonId, UnitId


class Role(StrEnum):
    EXECUTOR = "executor"
    CURATOR = "curator"
    COORDINATOR = "coordinator"
    HEAD = "head"
    OBSERVER = "observer"


DECIDING = frozenset({Role.CURATOR, Role.COORDINATOR})
"""Roles that answer reports and requests of a unit, and of every unit under it."""
LOOKING = frozenset({Role.HEAD, Role.OBSERVER})
"""Roles that see the same and owe nothing. An observer decides nothing and is told nothing unasked."""
WATCHING = DECIDING | LOOKING
"""Roles that see what a unit, and every unit under it, has to do."""
ANSWERING = frozenset(Role) - LOOKING
"""Roles that may have measures of their own."""


class UnitKind(StrEnum):
    DEPARTMENT = "department"
    SCHOOL = "school"
    CENTRE = "centre"
    GROUP = "group"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """An organisation or a group of them; the root of the tree is a department (`id == department_id`)."""

    id: UnitId
    department_id: UnitId
    parent_id: UnitId | None
    name: str
    kind: UnitKind
    time_zone: str
    is_active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    id: PersonId
    department_id: UnitId
    name: PersonName
    post: str
    is_active: bool
    consented_at: datetime | None
    consent_version: str | None
    time_zone: str | None = None
    left_at: datetime | None = None
    erased_at: datetime | None = None


class AccountState(StrEnum):
    ACTIVE = "active"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person's chat in a messenger."""

    id: AccountId
    person_id: PersonId
    channel: str
    chat_id: int
    state: AccountState
    bound_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """One role of a person at a unit: an executor answers for it, a curator watches its whole subtree."""

    person_id: PersonId
    unit_id: UnitId
    role: Role


class Through(StrEnum):
    """Through what a change came: kept in the audit beside its author."""

    CHAT = "chat"
    COMMAND = "command"
    TABLE = "table"
    FILE = "file"
    CAMPAIGN = "campaign"
    DEPUTY = "deputy"
    BEAT = "beat"
    API = "api"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """`own` are the units somebody answers for. `roots` are those they curate or head: they watch whatever
    stands under one of these, which only the database knows. `decides` are those of the roots they curate:
    who heads a school, or the department, sees what it owes and decides on none of it."""

    roles: frozenset[Role]
    own: frozenset[UnitId]
    roots: frozenset[UnitId]
    decides: frozenset[UnitId]
    leads: frozenset[UnitId]
    """Of the roots, those they head."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoodFor:
    """Somebody who is away, with the rights that whoever stands in for them has meanwhile."""

    person_id: PersonId
    name: PersonName
    rights: Rights


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who is acting: looked up from the database at every press, never taken from a button.

    `roles`, `own`, `roots`, `decides` and `leads` (see `Rights`) are this person's own and those of whom they
    stand in for; where they stand in for anybody, `by_right` are their own alone.
    `commands` is the fingerprint of the «/» list their chat was given; None: the list of everybody.
    """

    person_id: PersonId
    department_id: UnitId
    name: PersonName
    time_zone: str
    roles: frozenset[Role]
    own: frozenset[UnitId]
    roots: frozenset[UnitId]
    decides: frozenset[UnitId]
    leads: frozenset[UnitId]
    commands: str | None = None
    consent: str | None = None
    """The version of the words they have agreed to."""
    through: Through = Through.CHAT
    stands_for: tuple[StoodFor, ...] = ()
    by_right: Rights | None = None
    on_behalf_of: PersonId | None = None
    """For whom this very deed is done, where it is done as a deputy."""

    @property
    def persons(self) -> frozenset[PersonId]:
        """Those whose own duties this person answers for: themself and whom they stand in for."""
        return frozenset((self.person_id, *(each.person_id for each in self.stands_for)))

    @property
    def rights(self) -> tuple[PersonId, frozenset[PersonId], Rights, Rights | None]:
        """All that decides what this person may do."""
        whole = Rights(
            roles=self.roles, own=self.own, roots=self.roots, decides=self.decides, leads=self.leads
        )
        return self.person_id, self.persons, whole, self.by_right

    @property
    def heads_department(self) -> bool:
        """Whether this person is the head of the department, not of a unit of it."""
        return self.department_id in self.leads

    @property
    def sees_department(self) -> bool:
        """Whether this person watches the whole department, not a unit of it."""
        return self.department_id in self.roots

    def has(self, *roles: Role) -> bool:
        """Whether the actor holds any of these roles."""
        return not self.roles.isdisjoint(roles)


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemActor:
    """A beat or the command line, acting for a department."""

    department_id: UnitId
    through: Through


ALL_SCHOOLS = "@schools"
"""The alias of the group every school of the department belongs to; no wording folds to it."""
NOT_WORDS = "@"
"""How aliases begin that are no words of a document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """Folded words that mean a unit, and how somebody has written them."""

    words: str
    spelled: str
