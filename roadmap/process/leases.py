"""What only one of several processes may do at a time, and who does it now."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class LeaseName(StrEnum):
    PLANNING = "planning"
    POLLING = "polling"
    SENDING = "sending"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """Who holds what until when; `fence` grows with each new holder."""

    name: LeaseName
    holder: str
    fence: int
    until_at: datetime


class LeaseLost(Exception):
    """Another process has taken over: nothing of this transaction may stay."""
