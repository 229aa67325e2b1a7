"""What a curator has left to the head to decide."""

from dataclasses import dataclass
from datetime import datetime

from roadmap.ids import DutyId


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedUp:
    """`by` is the curator's name, `words` what they say to it; "" where they said nothing."""

    duty_id: DutyId
    by: str
    words: str
    created_at: datetime
