"""Transactions over one engine: repositories share the connection, a commit is explicit."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from copy import copy
from functools import cached_property

from sqlalchemy.ext.asyncio import AsyncEngine

from roadmap.errors import NotAllowed
from roadmap.process.handled_update import AlreadyHandled, HandledUpdate
from roadmap.process.leases import Lease, LeaseLost
from roadmap.reminding.department_settings import USUAL_DEPARTMENT, DepartmentSettings
from storage.connection import WRITE, Connection
from storage.control.boards import BoardRepository
from storage.control.duties import DutyRepository
from storage.control.duty_plan import DutyPlanRepository
from storage.control.entrusting import EntrustingRepository
from storage.control.incoming_files import IncomingFileRepository
from storage.control.measure_history import MeasureHistoryRepository
from storage.control.measures import MeasureRepository
from storage.control.minutes import MinutesRepository
from storage.control.own_words import OwnWordsRepository
from storage.control.passed_up import PassedUpRepository
from storage.control.past_unknown import PastUnknownRepository
from storage.control.reach import ReachRepository
from storage.control.reports import ReportRepository
from storage.control.requests import RequestRepository
from storage.control.typed_words import TypedWordsRepository
from storage.delivery.dead_letters import DeadLetters
from storage.delivery.delivery_queue import DeliveryQueue
from storage.delivery.outbox import Outbox
from storage.delivery.sent_rounds import SentRoundRepository
from storage.erasing import ErasureRepository
from storage.imports.imports import ImportRepository
from storage.imports.incoming_documents import IncomingDocumentRepository
from storage.merging import MergeRepository
from storage.monitoring.campaign_answers import CampaignAnswerRepository
from storage.monitoring.campaigns import CampaignRepository
from storage.monitoring.filled_forms import FilledFormRepository
from storage.monitoring.live_boards import LiveBoardRepository
from storage.monitoring.map_closings import MapClosings
from storage.old_rows import OldRows
from storage.people.absences import AbsenceRepository
from storage.people.accounts import AccountRepository
from storage.people.actors import ActorRepository
from storage.people.api_keys import ApiKeyRepository
from storage.people.directory import PeopleRepository
from storage.people.invitations import InvitationRepository
from storage.people.proposed import ProposedRepository
from storage.people.recipients import RecipientRepository
from storage.people.roster import RosterRepository
from storage.people.settings import DepartmentSettingsRepository
from storage.people.spellings import SpellingRepository
from storage.people.staff_lists import StaffLists
from storage.plan.calendars import CalendarRepository
from storage.plan.plan_edits import PlanEditRepository
from storage.plan.plan_tables import PlanTableRepository
from storage.plan.road_maps import PlanRepository
from storage.process.audit import AuditTrail
from storage.process.audit_chain import AuditChain
from storage.process.conversations import Conversations
from storage.process.inbox import Inbox, settle_in_transaction
from storage.process.leases import LeaseRepository
from storage.reminding.calendar_links import CalendarLinkRepository
from storage.reminding.reminders import ReminderRepository
from storage.sqlite_pool import SqlitePool
from storage.summary.gone import GoneRepository
from storage.summary.summaries import SummaryRepository
from storage.work_counts import UpkeepRepository


class UnitOfWork:
    """Repositories are made when first asked for: a short transaction pays only for what it touches."""

    def __init__(
        self,
        connection: Connection,
        outbox_grew: Callable[[], None],
        update: HandledUpdate | None = None,
        lease: Lease | None = None,
        usual: DepartmentSettings = USUAL_DEPARTMENT,
    ) -> None:
        self._connection = connection
        self._usual = usual
        self._outbox_grew = outbox_grew
        self.update = update
        """The update whose handler has opened this."""
        self._lease = lease

    @cached_property
    def people(self) -> PeopleRepository:
        return PeopleRepository(self._connection)

    @cached_property
    def actors(self) -> ActorRepository:
        return ActorRepository(self._connection)

    @cached_property
    def recipients(self) -> RecipientRepository:
        return RecipientRepository(self._connection)

    @cached_property
    def proposed(self) -> ProposedRepository:
        return ProposedRepository(self._connection)

    @cached_property
    def accounts(self) -> AccountRepository:
        return AccountRepository(self._connection)

    @cached_property
    def spellings(self) -> SpellingRepository:
        return SpellingRepository(self._connection)

    @cached_property
    def merges(self) -> MergeRepository:
        return MergeRepository(self._connection)

    @cached_property
    def absences(self) -> AbsenceRepository:
        return AbsenceRepository(self._connection)

    @cached_property
    def roster(self) -> RosterRepository:
        return RosterRepository(self._connection)

    @cached_property
    def invitations(self) -> InvitationRepository:
        return InvitationRepository(self._connection)

    @cached_property
    def api_keys(self) -> ApiKeyRepository:
        return ApiKeyRepository(self._connection)

    @cached_property
    def department_settings(self) -> DepartmentSettingsRepository:
        return DepartmentSettingsRepository(self._connection, self._usual)

    @cached_property
    def staff_lists(self) -> StaffLists:
        return StaffLists(self._connection)

    @cached_property
    def plan(self) -> PlanRepository:
        return PlanRepository(self._connection)

    @cached_property
    def map_closings(self) -> MapClosings:
        return MapClosings(self._connection)

    @cached_property
    def calendars(self) -> CalendarRepository:
        return CalendarRepository(self._connection)

    @cached_property
    def plan_edits(self) -> PlanEditRepository:
        return PlanEditRepository(self._connection)

    @cached_property
    def plan_tables(self) -> PlanTableRepository:
        return PlanTableRepository(self._connection)

    @cached_property
    def duty_plan(self) -> DutyPlanRepository:
        return DutyPlanRepository(self._connection)

    @cached_property
    def imports(self) -> ImportRepository:
        return ImportRepository(self._connection)

    @cached_property
    def incoming_documents(self) -> IncomingDocumentRepository:
        return IncomingDocumentRepository(self._connection)

    @cached_property
    def duties(self) -> DutyRepository:
        return DutyRepository(self._connection)

    @cached_property
    def history(self) -> MeasureHistoryRepository:
        return MeasureHistoryRepository(self._connection)

    @cached_property
    def measures(self) -> MeasureRepository:
        return MeasureRepository(self._connection)

    @cached_property
    def reminders(self) -> ReminderRepository:
        return ReminderRepository(self._connection)

    @cached_property
    def calendar_links(self) -> CalendarLinkRepository:
        return CalendarLinkRepository(self._connection)

    @cached_property
    def sent_rounds(self) -> SentRoundRepository:
        return SentRoundRepository(self._connection)

    @cached_property
    def live_boards(self) -> LiveBoardRepository:
        return LiveBoardRepository(self._connection)

    @cached_property
    def filled_forms(self) -> FilledFormRepository:
        return FilledFormRepository(self._connection)

    @cached_property
    def campaign_answers(self) -> CampaignAnswerRepository:
        return CampaignAnswerRepository(self._connection)

    @cached_property
    def campaigns(self) -> CampaignRepository:
        return CampaignRepository(self._connection)

    @cached_property
    def reports(self) -> ReportRepository:
        return ReportRepository(self._connection)

    @cached_property
    def past_unknown(self) -> PastUnknownRepository:
        return PastUnknownRepository(self._connection)

    @cached_property
    def minutes(self) -> MinutesRepository:
        return MinutesRepository(self._connection)

    @cached_property
    def passed_up(self) -> PassedUpRepository:
        return PassedUpRepository(self._connection)

    @cached_property
    def entrusting(self) -> EntrustingRepository:
        return EntrustingRepository(self._connection)

    @cached_property
    def incoming(self) -> IncomingFileRepository:
        return IncomingFileRepository(self._connection)

    @cached_property
    def typed_words(self) -> TypedWordsRepository:
        return TypedWordsRepository(self._connection)

    @cached_property
    def own_words(self) -> OwnWordsRepository:
        return OwnWordsRepository(self._connection)

    @cached_property
    def requests(self) -> RequestRepository:
        return RequestRepository(self._connection)

    @cached_property
    def reach(self) -> ReachRepository:
        return ReachRepository(self._connection)

    @cached_property
    def boards(self) -> BoardRepository:
        return BoardRepository(self._connection)

    @cached_property
    def gone(self) -> GoneRepository:
        return GoneRepository(self._connection)

    @cached_property
    def summaries(self) -> SummaryRepository:
        return SummaryRepository(self._connection)

    @cached_property
    def old_rows(self) -> OldRows:
        return OldRows(self._connection)

    @cached_property
    def erasures(self) -> ErasureRepository:
        return ErasureRepository(self._connection)

    @cached_property
    def outbox(self) -> Outbox:
        return Outbox(self._connection)

    @cached_property
    def deliveries(self) -> DeliveryQueue:
        return DeliveryQueue(self._connection)

    @cached_property
    def dead_letters(self) -> DeadLetters:
        return DeadLetters(self._connection)

    @cached_property
    def inbox(self) -> Inbox:
        return Inbox(self._connection)

    @cached_property
    def leases(self) -> LeaseRepository:
        return LeaseRepository(self._connection)

    @cached_property
    def upkeep(self) -> UpkeepRepository:
        return UpkeepRepository(self._connection)

    @cached_property
    def audit(self) -> AuditTrail:
        return AuditTrail(self._connection)

    @cached_property
    def audit_chain(self) -> AuditChain:
        return AuditChain(self._connection)

    @cached_property
    def conversations(self) -> Conversations:
        return Conversations(self._connection)

    async def commit(self) -> None:
        """Make it last.

        Opened for an update (`Store.answering`), this also marks the update done and stores its conversation;
        AlreadyHandled where another worker has finished it. Opened under a lease (`Store.under`), it fails
        with LeaseLost once another process has taken over.
        """
        if self.update is not None:
            await self._settle(self.update)
        if self._lease is not None and not await self.leases.is_unbroken(self._lease):
            raise LeaseLost
        await self._connection.commit()
        if self.update is not None:
            self.update.committed()
        if "outbox" in self.__dict__ and self.outbox.has_grown:
            self._outbox_grew()

    async def check_rights(self) -> None:
        """Look again at the rights of who is acting, once an update; NotAllowed where they changed."""
        update = self.update
        if update is None or update.has_rights or update.visitor is None:
            return
        if not await self.actors.still_holds(update.place, update.visitor):
            raise NotAllowed
        update.has_rights = True

    async def _settle(self, update: HandledUpdate) -> None:
        if update.mark_is_due and not await settle_in_transaction(self._connection, update):
            raise AlreadyHandled
        if change := update.conversation_change:
            await self.conversations.change(update.place, change)


def _nobody_listens() -> None:
    """Without an engine in the process nothing is to be woken."""


class Store:
    """The database. On SQLite writers of this process queue here instead of polling the file's lock."""

    def __init__(self, engine: AsyncEngine, usual: DepartmentSettings = USUAL_DEPARTMENT) -> None:
        """`usual` holds for departments that have chosen nothing else."""
        self.engine = engine
        self._usual = usual
        self._update: HandledUpdate | None = None
        self._lease: Lease | None = None
        self._outbox_grew: Callable[[], None] = _nobody_listens
        is_sqlite = engine.dialect.name == "sqlite"
        self._sqlite = SqlitePool(engine.url.database or ":memory:") if is_sqlite else None
        self._writer = asyncio.Lock()

    def on_outbox_growth(self, tell: Callable[[], None]) -> None:
        """Call this after each commit of this process that has put something into the outbox."""
        self._outbox_grew = tell

    def answering(self, update: HandledUpdate) -> "Store":
        """The same database for the handler of this update: its first commit also settles the update."""
        bound = copy(self)
        bound._update = update
        return bound

    def under(self, lease: Lease) -> "Store":
        """The same database for work under this lease: commits fail once another process has taken over."""
        bound = copy(self)
        bound._lease = lease
        return bound

    @asynccontextmanager
    async def write(self, *, is_long: bool = False) -> AsyncIterator[UnitOfWork]:
        """A unit of work that may change things; writers take turns.

        The statements of a long one take their time beside the event loop.
        """
        async with AsyncExitStack() as stack:
            if self._sqlite:
                await stack.enter_async_context(self._writer)
            uow = await stack.enter_async_context(self._work(is_write=True, is_long=is_long))
            await uow.check_rights()
            yield uow

    @asynccontextmanager
    async def read(self, *, is_long: bool = False) -> AsyncIterator[UnitOfWork]:
        """A consistent look; never committed, never waits for writers."""
        async with self._work(is_write=False, is_long=is_long) as uow:
            yield uow

    @asynccontextmanager
    async def _work(self, *, is_write: bool, is_long: bool) -> AsyncIterator[UnitOfWork]:
        async with self._transaction(is_write=is_write, is_long=is_long) as connection:
            yield UnitOfWork(connection, self._outbox_grew, self._update, self._lease, self._usual)

    @asynccontextmanager
    async def _transaction(self, *, is_write: bool, is_long: bool) -> AsyncIterator[Connection]:
        """Leaving it without a commit rolls back."""
        if self._sqlite:
            async with self._sqlite.transaction(is_write=is_write, is_long=is_long) as connection:
                yield connection
            return
        async with self.engine.connect() as pooled:
            if is_write:
                await pooled.execution_options(**WRITE)
            yield pooled

    async def forget_old_pages(self) -> bool:
        """Write the file anew without what was deleted or changed; False: somebody is reading, try later.

        A server does this by itself (`VACUUM`), when it thinks fit.
        """
        if self._sqlite is None:
            return True
        async with self._writer:
            return await self._sqlite.write_anew()

    async def close(self) -> None:
        if self._sqlite:
            await self._sqlite.close()
        await self.engine.dispose()
