"""Transactions over one engine: repositories share the connection, a commit is explicit."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cached_property

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.handling import AlreadyHandled, HandledUpdate, handled_update
from services.leases import LeaseLost, lease_in_charge
from storage.audit import SqlAuditTrail
from storage.boards import SqlBoardRepository
from storage.campaigns import SqlCampaignRepository
from storage.conversations import SqlConversations
from storage.dead_letters import SqlDeadLetters
from storage.delivery_queue import SqlDeliveryQueue
from storage.engine import WRITE
from storage.executions import SqlExecutionRepository
from storage.imports import SqlImportRepository
from storage.inbox import SqlInbox, settle_in_transaction
from storage.leases import SqlLeaseRepository
from storage.outbox import SqlOutbox
from storage.people import SqlPeopleRepository
from storage.plan import SqlPlanRepository
from storage.reminders import SqlReminderRepository
from storage.reports import SqlReportRepository
from storage.requests import SqlRequestRepository
from storage.summaries import SqlSummaryRepository
from storage.upkeep import SqlUpkeepRepository


class SqlUnitOfWork:
    """Repositories are made when first asked for: a short transaction pays only for what it touches."""

    def __init__(self, connection: AsyncConnection, outbox_grew: Callable[[], None]) -> None:
        self._connection = connection
        self._outbox_grew = outbox_grew

    @cached_property
    def people(self) -> SqlPeopleRepository:
        return SqlPeopleRepository(self._connection)

    @cached_property
    def plan(self) -> SqlPlanRepository:
        return SqlPlanRepository(self._connection)

    @cached_property
    def imports(self) -> SqlImportRepository:
        return SqlImportRepository(self._connection)

    @cached_property
    def executions(self) -> SqlExecutionRepository:
        return SqlExecutionRepository(self._connection)

    @cached_property
    def reminders(self) -> SqlReminderRepository:
        return SqlReminderRepository(self._connection)

    @cached_property
    def campaigns(self) -> SqlCampaignRepository:
        return SqlCampaignRepository(self._connection)

    @cached_property
    def reports(self) -> SqlReportRepository:
        return SqlReportRepository(self._connection)

    @cached_property
    def requests(self) -> SqlRequestRepository:
        return SqlRequestRepository(self._connection)

    @cached_property
    def boards(self) -> SqlBoardRepository:
        return SqlBoardRepository(self._connection)

    @cached_property
    def summaries(self) -> SqlSummaryRepository:
        return SqlSummaryRepository(self._connection)

    @cached_property
    def outbox(self) -> SqlOutbox:
        return SqlOutbox(self._connection)

    @cached_property
    def deliveries(self) -> SqlDeliveryQueue:
        return SqlDeliveryQueue(self._connection)

    @cached_property
    def dead_letters(self) -> SqlDeadLetters:
        return SqlDeadLetters(self._connection)

    @cached_property
    def inbox(self) -> SqlInbox:
        return SqlInbox(self._connection)

    @cached_property
    def leases(self) -> SqlLeaseRepository:
        return SqlLeaseRepository(self._connection)

    @cached_property
    def upkeep(self) -> SqlUpkeepRepository:
        return SqlUpkeepRepository(self._connection)

    @cached_property
    def audit(self) -> SqlAuditTrail:
        return SqlAuditTrail(self._connection)

    @cached_property
    def conversations(self) -> SqlConversations:
        return SqlConversations(self._connection)

    async def commit(self) -> None:
        """Commit, settling the update that caused it in the same transaction."""
        update = handled_update()
        if update is not None:
            await self._settle(update)
        lease = lease_in_charge()
        if lease is not None and not await self.leases.is_unbroken(lease):
            raise LeaseLost
        await self._connection.commit()
        if update is not None:
            update.is_settled = True
            update.states |= {
                chat_id: change["state"]
                for chat_id, change in update.conversations.items()
                if "state" in change
            }
            update.conversations.clear()
        if "outbox" in self.__dict__:  # it was asked for
            self._outbox_grew()

    async def _settle(self, update: HandledUpdate) -> None:
        if not update.is_settled and not await settle_in_transaction(self._connection, update):
            raise AlreadyHandled
        for chat_id, change in update.conversations.items():
            await self.conversations.change(chat_id, change)


def _nobody_listens() -> None:
    """Without an engine in the process nothing is to be woken."""


class SqlStore:
    """The database. On SQLite writers of this process queue here instead of polling the file's lock."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self._outbox_grew: Callable[[], None] = _nobody_listens
        self._writer = asyncio.Lock() if engine.dialect.name == "sqlite" else None

    def on_outbox_growth(self, tell: Callable[[], None]) -> None:
        self._outbox_grew = tell

    @asynccontextmanager
    async def write(self) -> AsyncIterator[SqlUnitOfWork]:
        if self._writer is None:
            async with self._work(is_write=True) as uow:
                yield uow
            return
        async with self._writer, self._work(is_write=True) as uow:
            yield uow

    @asynccontextmanager
    async def read(self) -> AsyncIterator[SqlUnitOfWork]:
        async with self._work(is_write=False) as uow:
            yield uow

    @asynccontextmanager
    async def _work(self, *, is_write: bool) -> AsyncIterator[SqlUnitOfWork]:
        async with self.engine.connect() as connection:
            if is_write:
                await connection.execution_options(**WRITE)
            yield SqlUnitOfWork(connection, self._outbox_grew)  # leaving without a commit rolls back

    async def close(self) -> None:
        await self.engine.dispose()
