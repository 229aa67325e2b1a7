"""Counts of what is open, late or lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrears:
    """What should have been done by some moment and was not: counts of rows."""

    unplanned: int
    """Duties whose reminder stage came and nobody has looked at."""
    stale_leases: int
    """Deliveries and updates held by a process that must be gone."""
    late: int
    """Deliveries that are due and wait."""
    failing: int
    """Deliveries tried so often that something must be wrong with the line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """What is open now. `deliveries` are counted by state: those that are not settled, and the dead."""

    deliveries: Mapping[str, int]
    open_updates: int
    oldest_update_at: datetime | None
    dead_updates: int
