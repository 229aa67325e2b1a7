"""Documents a coordinator sends: promised in the chat's turn, fetched beside it, read one at a time."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from roadmap.clock import Clock
from roadmap.control.incoming_files import SentFile
from roadmap.deadlines.period import PlanPeriod
from roadmap.deadlines.rule_set import RULE_SETS, RuleSet
from roadmap.errors import DocumentRefused, NotAllowed
from roadmap.ids import ImportId, IncomingDocumentId
from roadmap.imports.incoming_documents import IncomingDocument
from roadmap.imports.proposal import Proposal
from roadmap.people.persons import Actor, Role, SystemActor
from roadmap.people.place import Place
from services.imports.minutes import WRITERS
from services.imports.on_desk import put_on_desk
from services.imports.plans_of_file import plans_to_enter
from services.people.directory import require
from services.people.recipients import actor_of
from services.ports.documents import DocumentReader
from services.ports.files import FileStore
from storage.unit_of_work import Store, UnitOfWork

MAX_BYTES = 20 * 1024 * 1024
TRY_AGAIN = tuple(timedelta(seconds=s) for s in (5, 30, 120, 600))
LEASE = timedelta(minutes=20)
"""Longer than the largest file takes on the slowest line and the documents before it take to be read."""


class DocumentService:
    def __init__(self, store: Store, clock: Clock, files: FileStore, read_document: DocumentReader) -> None:
        self._store = store
        self._clock = clock
        self._files = files
        self._read_document = read_document
        self._reading = asyncio.Lock()

    @property
    def is_reading(self) -> bool:
        """Whether a document is being read now; the next one waits for it."""
        return self._reading.locked()

    async def expect(self, actor: Actor, place: Place, message_id: int, file: SentFile) -> None:
        """Remember that this document is to be fetched and read; DocumentRefused for what is too large."""
        require(actor, Role.COORDINATOR)
        await self._expect(actor, place, message_id, file)

    async def expect_form(self, actor: Actor, place: Place, message_id: int, file: SentFile) -> None:
        """The same of a form of the monitoring, which anybody may send back."""
        await self._expect(actor, place, message_id, file)

    async def expect_minutes(
        self, actor: Actor, place: Place, message_id: int, file: SentFile, caption: str
    ) -> None:
        """The same of a table of minutes with what was said under it."""
        require(actor, *WRITERS)
        await self._expect(actor, place, message_id, file, caption)

    async def _expect(
        self,
        actor: Actor,
        place: Place,
        message_id: int,
        file: SentFile,
        minutes_caption: str | None = None,
    ) -> None:
        if file.size > MAX_BYTES:
            raise DocumentRefused("too-large")
        async with self._store.write() as uow:
            now = self._clock.now()
            await uow.incoming_documents.expect(
                actor.person_id, place, message_id, file, now, minutes_caption
            )
            if uow.update is not None:
                uow.update.expects_file = True
            await uow.commit()

    async def claim(self, limit: int, besides: frozenset[IncomingDocumentId]) -> list[IncomingDocument]:
        """What is to be fetched, read or shown now."""
        now = self._clock.now()
        async with self._store.read() as uow:
            if not await uow.incoming_documents.due(now, limit, besides):
                return []
        async with self._store.write() as uow:
            due = await uow.incoming_documents.due(now, limit, besides)
            taken = [each for each in due if await uow.incoming_documents.take(each, now + LEASE)]
            await uow.commit()
        return [replace(each, attempts=each.attempts + 1) for each in taken]

    async def sender(self, document: IncomingDocument) -> Actor:
        """Who has sent it, with the rights they have now; NotAllowed for somebody who has none left."""
        async with self._store.read() as uow:
            actor = await actor_of(uow, document.person_id)
        if actor is None:
            raise NotAllowed
        return actor

    async def arrived(self, actor: Actor, document: IncomingDocument, data: bytes) -> ImportId | None:
        """Read it and put it on the desk; None when another process has begun to fetch it."""
        require(actor, Role.COORDINATOR)
        plans = plans_to_enter(await self._read(data, document.name), ())
        file_key = await self._files.put(data)
        async with self._store.write() as uow:
            rules = await _rules_of(uow, actor)
            first = await self._enter(uow, actor, plans, rules, data, file_key, document.name)
            if not await uow.incoming_documents.put_on_desk(document, first):
                return None
            await uow.commit()
        return first

    async def failed(self, document: IncomingDocument) -> bool:
        """Fetch it again later; False when it was tried often enough."""
        if document.attempts > len(TRY_AGAIN):
            return False
        async with self._store.write() as uow:
            until = self._clock.now() + TRY_AGAIN[document.attempts - 1]
            await uow.incoming_documents.put_off(document, until)
            await uow.commit()
        return True

    async def told(self, document: IncomingDocument) -> None:
        """What became of it stands in the chat."""
        async with self._store.write() as uow:
            await uow.incoming_documents.remove(document)
            await uow.commit()

    async def recover(self) -> None:
        """Fetch anew whatever a process that has ended was fetching; for a process that is alone."""
        async with self._store.write() as uow:
            await uow.incoming_documents.release(self._clock.now())
            await uow.commit()

    async def receive(
        self,
        actor: Actor | SystemActor,
        data: bytes,
        filename: str,
        *,
        period: PlanPeriod | None = None,
        rules: RuleSet | None = None,
        plans: Sequence[int] = (),
    ) -> ImportId:
        """Read the file and put it on the desk at once; DocumentRefused leaves nothing behind.

        Of several plans each gets a place of its own there, or only those of these numbers; the first's is
        returned. Where no rules are named the department's hold.
        """
        require(actor, Role.COORDINATOR)
        entered = plans_to_enter(await self._read(data, filename, period), plans)
        file_key = await self._files.put(data)
        async with self._store.write() as uow:
            by = rules or await _rules_of(uow, actor)
            first = await self._enter(uow, actor, entered, by, data, file_key, filename)
            await uow.commit()
        return first

    async def _read(self, data: bytes, filename: str, period: PlanPeriod | None = None) -> Proposal:
        async with self._reading:
            proposal = await self._read_document(data, filename, period=period)
        if not proposal.measures:
            raise DocumentRefused("no-plan-table")
        return proposal

    async def _enter(
        self,
        uow: UnitOfWork,
        actor: Actor | SystemActor,
        plans: Sequence[Proposal],
        rules: RuleSet,
        data: bytes,
        file_key: str,
        filename: str,
    ) -> ImportId:
        now = self._clock.now()
        entered = [
            await put_on_desk(uow, actor, plan, rules, data, file_key, filename, now) for plan in plans
        ]
        return entered[0]


async def _rules_of(uow: UnitOfWork, actor: Actor | SystemActor) -> RuleSet:
    """What the department reads its documents by."""
    return RULE_SETS[(await uow.department_settings.of(actor.department_id)).rule_set]
