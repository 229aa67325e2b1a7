"""Invitations, and people as they are written to."""

from dataclasses import dataclass
from datetime import datetime

from roadmap.brevity import PersonName
from roadmap.ids import InviteId, PersonId, UnitId
from roadmap.people.persons import Role
from roadmap.people.place import Place
from roadmap.reminding.quiet_hours import QUIET_HOURS, QuietHours


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite:
    id: InviteId
    department_id: UnitId
    person_id: PersonId
    unit_id: UnitId
    role: Role
    created_by: PersonId | None
    expires_at: datetime
    used_at: datetime | None
    used_by_channel: str | None
    used_by_chat_id: int | None
    revoked_at: datetime | None
    account_name: str | None
    asked_at: datetime | None
    confirmed_at: datetime | None

    @property
    def taken_at(self) -> Place | None:
        """The chat that has taken it."""
        if self.used_by_channel is None or self.used_by_chat_id is None:
            return None
        return Place(self.used_by_channel, self.used_by_chat_id)

    @property
    def is_waiting(self) -> bool:
        """Whether it was taken and a coordinator has yet to say that this is the right account."""
        return self.asked_at is not None and self.confirmed_at is None and self.revoked_at is None

    def is_taken_in(self, place: Place) -> bool:
        """Whether somebody has joined by it from this chat."""
        return (self.used_by_channel, self.used_by_chat_id) == place


@dataclass(frozen=True, slots=True, kw_only=True)
class NewInvite:
    secret_hash: str
    department_id: UnitId
    person_id: PersonId
    unit_id: UnitId
    role: Role
    created_by: PersonId | None
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Unjoined:
    """A person without a chat; `link_until` is the term of their open link, if there is one.

    `printed_at`: when it was made, of a link that stands in no message but on a sheet.
    """

    person_id: PersonId
    link_until: datetime | None
    printed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLink:
    """A message in which somebody's link stands."""

    place: Place
    message_id: int
    person_id: PersonId
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """What is cut out and handed to one person."""

    person: str
    post: str
    unit: str
    url: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationSheet:
    """Strips in the order in which they are printed."""

    department: str
    time_zone: str
    strips: tuple[Strip, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """A person who can be written to, or (`place` None) should be and cannot.

    `quiet` are the hours in which nobody of their department is written to.
    While they are away, `stand_in_id` is told in their place, a deputy they named or (`has_deputy` not)
    whoever curates them.
    """

    person_id: PersonId
    name: PersonName
    time_zone: str
    place: Place | None
    is_away: bool = False
    stand_in_id: PersonId | None = None
    has_deputy: bool = False
    post: str = ""
    quiet: QuietHours = QUIET_HOURS


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideCount:
    """People without a chat: `expired` have had links, and none leads in any more."""

    waiting: int
    expired: int
