"""What only one of several processes may do at a time, and who does it now."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


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


class LeaseRepository(Protocol):
    async def known(self) -> Sequence[Lease]:
        """All leases there have been, also those that have ended."""
        ...

    async def take(self, name: LeaseName, holder: str, now: datetime, until_at: datetime) -> int | None:
        """Take it if it is free, renew it if it is ours: the fence. None while somebody else holds it."""
        ...

    async def let_go(self, names: Collection[LeaseName], holder: str, now: datetime) -> None:
        """End those of them that are ours."""
        ...

    async def is_unbroken(self, lease: Lease) -> bool:
        """Whether nobody has taken it over; nobody can until this transaction ends."""
        ...
