"""What is to be sent if nothing changes: told beforehand, by the rules that real messages are planned by."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from roadmap.ids import DutyId, RoadMapId, UnitId
from roadmap.people.invites import Recipient


class Occasion(StrEnum):
    """Why something is sent: a stage of a duty, or a step of a campaign."""

    STAGE = "stage"
    PROMPT = "prompt"
    NUDGE = "nudge"
    RESULT = "result"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One line of a message; `stage` is its key in a digest."""

    occasion: Occasion
    road_map_id: RoadMapId
    unit_id: UnitId
    duty_id: DutyId | None = None
    stage: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What one person is told at one moment; `on` is their day."""

    recipient: Recipient
    at: datetime
    on: date
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlooked:
    """Whose duties are looked at: of one department, of the units under `roots`; None: of all of them."""

    department_id: UnitId
    roots: Collection[UnitId] | None = None
