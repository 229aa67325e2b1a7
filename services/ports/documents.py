"""Reading a file as a road map. The implementation may take seconds and runs apart from the process."""

from typing import Protocol

from roadmap.deadlines.period import PlanPeriod
from roadmap.imports.proposal import Proposal


class DocumentReader(Protocol):
    async def __call__(self, data: bytes, filename: str, *, period: PlanPeriod | None = None) -> Proposal:
        """What the document proposes; DocumentRefused where it is no road map or may not be read."""
        ...
