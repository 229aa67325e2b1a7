"""The closing of a road map, while it can be undone."""

from dataclasses import dataclass
from datetime import datetime

from roadmap.control.duty import UNDO_WINDOW
from roadmap.ids import MapClosingId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class MapClosing:
    id: MapClosingId
    by: PersonId
    at: datetime

    def can_undo(self, person_id: PersonId, now: datetime) -> bool:
        """By who closed it, for as long as a mistaken press may be taken back."""
        return self.by == person_id and now - self.at < UNDO_WINDOW
