"""Due days as a calendar program shows them, and the secret address it reads them at."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from roadmap.control.duty import DutyState
from roadmap.control.duty_lines import DutyLine
from roadmap.ids import CalendarLinkId, PersonId, RoadMapId, UnitId


class EntryState(StrEnum):
    """What an entry of the calendar says: to be done, handed in, not asked for any more."""

    DUE = "due"
    REPORTED = "reported"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class DueCalendar:
    """Dated duties of one person, or of one unit: `unit` is "" for a person's own.

    `in_force` are the road maps that still ask for anything.
    """

    unit: str
    duties: tuple[DutyLine, ...]
    in_force: frozenset[RoadMapId]
    made_at: datetime

    def status(self, duty: DutyLine) -> EntryState:
        """What the event of this duty says now."""
        if duty.waits_for_curator or duty.state is DutyState.ACCEPTED:
            return EntryState.REPORTED
        is_asked = duty.waits_for_assignee and duty.road_map_id in self.in_force
        return EntryState.DUE if is_asked else EntryState.CANCELLED


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarLink:
    """A person's address of one calendar; `unit_id` None is their own. Only the secret's hash is kept."""

    id: CalendarLinkId
    person_id: PersonId
    unit_id: UnitId | None
    created_at: datetime


def secret_hash(secret: str) -> str:
    """What is kept of an address: enough to know it again, not to open it."""
    return hashlib.sha256(secret.encode()).hexdigest()
