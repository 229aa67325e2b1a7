"""The ground the benches run on: where files lie, how often and how much."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

MORNING = datetime(2026, 9, 1, 7, 0, tzinfo=UTC)
"""A Tuesday, ten o'clock in Moscow: nobody is protected by quiet hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """`is_quick` is for trying a bench out: sizes are a tenth and the figures mean nothing."""

    folder: Path
    rounds: int = 3
    is_quick: bool = False
    against: str | None = None
    """A former commit to compare with, where a bench knows how."""

    def size(self, full: int, quick: int = 0) -> int:
        return (quick or max(full // 10, 1)) if self.is_quick else full
