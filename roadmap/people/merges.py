"""Two entries that became one, while it can be taken back."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from roadmap.control.duty import UNDO_WINDOW
from roadmap.ids import DutyId, MergeId, PersonId, UnitId


class MergeKind(StrEnum):
    PERSON = "person"
    UNIT = "unit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """`swapped` are pairs of duties that changed hands; `gone_id` was absorbed by `kept_id`."""

    id: MergeId
    department_id: UnitId
    kind: MergeKind
    kept_id: int
    gone_id: int
    by: PersonId
    at: datetime
    swapped: tuple[tuple[DutyId, DutyId], ...]
    undone_at: datetime | None

    def can_undo(self, now: datetime) -> bool:
        """For as long as a mistaken press may be taken back, once."""
        return self.undone_at is None and now - self.at < UNDO_WINDOW
