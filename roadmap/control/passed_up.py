"""What a curator has left to the head to decide."""

from dataclasses import dataclass
from datetime import datetime

from roadmap.brevity import PersonName
from roadmap.ids import DutyId


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedUp:
    """`by` is the curator's name, `words` what they say to it; "" where they said nothing."""

    duty_id: DutyId
    by: PersonName
    words: str
    created_at: datetime
