"""What is to be sent if nothing changes: told beforehand, by the rules that real messages are planned by."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from roadmap.delivery.kinds import DeliveryKind
from roadmap.ids import DutyId, PersonId, RoadMapId, UnitId
from roadmap.people.invites import Recipient


class Occasion(StrEnum):
    """Why something is sent: a stage of a duty, a desk, a step of a campaign, or a week that begins."""

    STAGE = "stage"
    QUEUE = "queue"
    OVERDUE = "overdue"
    NOBODY = "nobody"
    PROMPT = "prompt"
    NUDGE = "nudge"
    CARD = "card"
    RESULT = "result"
    LETTER = "letter"
    LATE = "late"
    MONDAY = "monday"
    IN_LINE = "in line"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One line of a message; `road_map_id` None: it is of no road map.

    `stage` is its key in a digest; `kind` that of a message that stands in line already.
    """

    occasion: Occasion
    unit_id: UnitId
    road_map_id: RoadMapId | None = None
    duty_id: DutyId | None = None
    stage: str = ""
    kind: DeliveryKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What one person is told at one moment; `on` is their day."""

    recipient: Recipient
    at: datetime
    on: date
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InLine:
    """A message that is written and waits for its hour, or a stage in such a digest."""

    recipient_id: PersonId
    at: datetime
    piece: Piece


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlooked:
    """Whose duties are looked at: of one department, of the units under `roots`; None: of all of them."""

    department_id: UnitId
    roots: Collection[UnitId] | None = None
