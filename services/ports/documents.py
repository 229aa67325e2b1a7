"""Reading files that people send. The implementations may take seconds and run apart from the process."""

from typing import Protocol

from roadmap.deadlines.period import PlanPeriod
from roadmap.imports.proposal import Proposal
from roadmap.monitoring.filled_forms import FilledForm
from roadmap.people.staff import StaffTable
from roadmap.plan.plan_tables import SentTable


class PlanTableReader(Protocol):
    async def __call__(self, data: bytes, filename: str) -> SentTable:
        """The rows of a plan's table that came back; DocumentRefused where it may not be read."""
        ...


class FilledFormReader(Protocol):
    async def __call__(self, data: bytes, filename: str) -> FilledForm:
        """The rows of a form of the monitoring that came back; DocumentRefused where it is none."""
        ...


class DocumentReader(Protocol):
    async def __call__(self, data: bytes, filename: str, *, period: PlanPeriod | None = None) -> Proposal:
        """What the document proposes; DocumentRefused where it is no road map or may not be read."""
        ...


class StaffReader(Protocol):
    async def __call__(self, data: bytes, filename: str) -> StaffTable:
        """The rows of a list of people; DocumentRefused where it is none or may not be read."""
        ...
