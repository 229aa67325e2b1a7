"""One unit of work: what happens inside is committed whole or not at all."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from services.ports.audit import AuditTrail
from services.ports.boards import BoardRepository
from services.ports.campaigns import CampaignRepository
from services.ports.control import ReportRepository, RequestRepository
from services.ports.conversations import Conversations
from services.ports.dead_letters import DeadLetters
from services.ports.delivery import DeliveryQueue
from services.ports.executions import ExecutionRepository
from services.ports.imports import ImportRepository
from services.ports.inbox import Inbox
from services.ports.leases import LeaseRepository
from services.ports.outbox import Outbox
from services.ports.people import PeopleRepository
from services.ports.plan import PlanRepository
from services.ports.reminders import ReminderRepository
from services.ports.summaries import SummaryRepository
from services.ports.upkeep import UpkeepRepository


class UnitOfWork(Protocol):
    """Rolls back unless committed."""

    @property
    def people(self) -> PeopleRepository: ...

    @property
    def plan(self) -> PlanRepository: ...

    @property
    def imports(self) -> ImportRepository: ...

    @property
    def executions(self) -> ExecutionRepository: ...

    @property
    def reminders(self) -> ReminderRepository: ...

    @property
    def campaigns(self) -> CampaignRepository: ...

    @property
    def reports(self) -> ReportRepository: ...

    @property
    def requests(self) -> RequestRepository: ...

    @property
    def boards(self) -> BoardRepository: ...

    @property
    def summaries(self) -> SummaryRepository: ...

    @property
    def outbox(self) -> Outbox: ...

    @property
    def deliveries(self) -> DeliveryQueue: ...

    @property
    def dead_letters(self) -> DeadLetters: ...

    @property
    def inbox(self) -> Inbox: ...

    @property
    def leases(self) -> LeaseRepository: ...

    @property
    def upkeep(self) -> UpkeepRepository: ...

    @property
    def audit(self) -> AuditTrail: ...

    @property
    def conversations(self) -> Conversations: ...

    async def commit(self) -> None:
        """Make it last. In a handler the first commit also settles the update (services/handling.py).

        Under a lease it fails with LeaseLost once another process has taken over (services/leases.py).
        """
        ...


class Store(Protocol):
    def write(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """A unit of work that may change things; writers take turns."""
        ...

    def on_outbox_growth(self, tell: Callable[[], None]) -> None:
        """Call this after each commit of this process that may have put something into the outbox."""
        ...

    def read(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """A consistent look; never committed, never waits for writers."""
        ...
