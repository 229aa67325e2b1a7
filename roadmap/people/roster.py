"""Read models of the people screens: an organisation's line, a person's line, a person's card."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from roadmap.ids import PersonId, UnitId
from roadmap.people.persons import AccountState, Role, UnitKind


class Presence(StrEnum):
    """Whether a person can be written to, and if not, why."""

    HERE = "here"
    INVITED = "invited"
    EXPIRED = "expired"
    BLOCKED = "blocked"
    UNINVITED = "uninvited"
    LEFT = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterUnit:
    """An organisation with how many people it has and how many can be written to."""

    id: UnitId
    name: str
    kind: UnitKind
    people: int
    reachable: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterPerson:
    """`link_until` is the term of the last link that nobody has used or revoked."""

    id: PersonId
    name: str
    post: str
    is_active: bool
    left_at: datetime | None
    erased_at: datetime | None
    account: AccountState | None
    bound_at: datetime | None
    link_until: datetime | None

    def presence(self, now: datetime) -> Presence:
        if not self.is_active:
            return Presence.LEFT
        if self.account is AccountState.ACTIVE:
            return Presence.HERE
        if self.link_until is not None and self.link_until > now:
            return Presence.INVITED
        if self.account is AccountState.BLOCKED:
            return Presence.BLOCKED
        return Presence.UNINVITED if self.link_until is None else Presence.EXPIRED


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRole:
    """A role of a person and the unit it is held at."""

    person_id: PersonId
    unit_id: UnitId
    unit: str
    role: Role
