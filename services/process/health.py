"""How the process is: what the health endpoints show."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


def _nothing() -> Mapping[str, int]:
    return {}


@dataclass(slots=True)
class Health:
    """`troubles` are named checks; while any of them says yes the process is alive but not ready.

    `findings` are the auditor's: counted things somebody has to look at.
    """

    is_started: bool = False
    is_stopping: bool = False
    checks: dict[str, Callable[[], bool]] = field(default_factory=dict)
    findings: Callable[[], Mapping[str, int]] = _nothing

    @property
    def troubles(self) -> list[str]:
        """What keeps the process from doing its work just now."""
        return sorted(name for name, is_there in self.checks.items() if is_there())

    @property
    def is_ready(self) -> bool:
        return self.is_started and not self.is_stopping and not self.troubles
