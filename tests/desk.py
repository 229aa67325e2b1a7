"""A coordinator's desk for service tests: a department, documents read in this process, and shortcuts."""

from dataclasses import dataclass

from documents.reader import read_document
from roadmap.control.duty_filter import DutyFilter
from roadmap.control.duty_lines import DutyLine
from roadmap.deadlines.calendar import WEEKENDS_ONLY
from roadmap.deadlines.period import PlanPeriod
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import Delivery
from roadmap.ids import ImportId, QuestionId, UnitId
from roadmap.imports.answering import QuestionKind
from roadmap.imports.proposal import Proposal
from roadmap.people.persons import Actor, Membership, Role, SystemActor, Through, UnitKind
from roadmap.people.place import in_telegram
from services.imports.choosing import ChoiceService
from services.imports.desk_views import Approved
from services.imports.importing import ImportService
from services.imports.preview_views import Preview
from services.imports.question_views import QuestionLine
from services.imports.questions import QuestionService
from services.imports.receiving import DocumentService
from services.people.directory import PeopleService
from services.plan.newcomers import NewcomerService
from services.ports.files import FileStore
from storage.unit_of_work import Store
from tests.clock import FrozenClock
from tests.documents_text import Row, road_map_text

ZONE = "Europe/Moscow"


async def read_here(data: bytes, filename: str, *, period: PlanPeriod | None = None) -> Proposal:
    """The real reader without its subprocess."""
    return read_document(data, filename, period=period)


@dataclass
class Desk:
    documents: DocumentService
    imports: ImportService
    choices: ChoiceService
    questions: QuestionService
    people: PeopleService
    newcomers: NewcomerService
    store: Store
    clock: FrozenClock
    department_id: UnitId
    coordinator: Actor
    _chats: int = 100

    async def receive(self, *rows: Row | str, **where: str) -> ImportId:
        """The coordinator sends a document of these rows."""
        return await self.documents.receive(self.coordinator, road_map_text(*rows, **where), "plan.txt")

    async def preview(self, import_id: ImportId) -> Preview:
        return await self.imports.preview(self.coordinator, import_id)

    async def approve(self, import_id: ImportId) -> Approved:
        return await self.imports.approve(self.coordinator, import_id)

    async def question(self, import_id: ImportId, words: str) -> QuestionLine:
        """The question about these words, answered or not."""
        questions = (await self.preview(import_id)).questions
        return next(question for question in questions if question.words == words)

    async def asked(self, import_id: ImportId) -> list[QuestionLine]:
        """Every question about a wording."""
        return [q for q in (await self.preview(import_id)).questions if q.kind is not QuestionKind.PERIOD]

    async def question_id(self, import_id: ImportId, words: str) -> QuestionId:
        return (await self.question(import_id, words)).id

    async def put_in_force(self, *rows: Row | str, **where: str) -> Approved:
        """Receive, enter every unknown name as new, approve."""
        import_id = await self.receive(*rows, **where)
        await self.questions.create_unknown(self.coordinator, import_id, "Все школы")
        return await self.approve(import_id)

    async def unit(self, name: str, kind: UnitKind = UnitKind.OTHER) -> UnitId:
        return await self.people.add_unit(
            SystemActor(department_id=self.department_id, through=Through.COMMAND), name, kind
        )

    async def school(self, name: str) -> UnitId:
        return await self.unit(name, UnitKind.SCHOOL)

    async def person(
        self, name: str, unit_id: UnitId, role: Role = Role.EXECUTOR, *, joined: bool = True
    ) -> Actor:
        """Somebody with one role; `joined` ones have a chat."""
        self._chats += 1
        async with self.store.write() as uow:
            person_id = await uow.people.add_person(self.department_id, name, "")
            await uow.people.add_membership(Membership(person_id=person_id, unit_id=unit_id, role=role))
            await uow.accounts.bind(person_id, in_telegram(self._chats), self.clock.now())
            actor = await uow.actors.actor(in_telegram(self._chats))
            assert actor is not None
            if not joined:
                await uow.accounts.block(in_telegram(self._chats))
            await uow.commit()
        return actor

    async def grant(self, actor: Actor, unit_id: UnitId, role: Role = Role.EXECUTOR) -> None:
        async with self.store.write() as uow:
            held = Membership(person_id=actor.person_id, unit_id=unit_id, role=role)
            await uow.people.add_membership(held)
            await uow.commit()

    async def duties(self) -> list[DutyLine]:
        """Everything planned in the department, in order."""
        async with self.store.read() as uow:
            return list(await uow.duties.lines(DutyFilter(department_id=self.department_id)))

    async def planned(self) -> list[tuple[str, str, str | None]]:
        """(number, assignee, due day) of everything planned."""
        return [
            (duty.number, duty.assignee, duty.due_on.isoformat() if duty.due_on else None)
            for duty in await self.duties()
        ]

    async def waiting_messages(self, kind: DeliveryKind) -> list[Delivery]:
        """What is in line to be sent, of one kind; looked at, not taken."""
        now = self.clock.now()
        async with self.store.write() as uow:
            claimed = await uow.deliveries.claim(now, now, 1000)
        return [delivery for delivery in claimed if delivery.kind is kind]


async def open_desk(store: Store, clock: FrozenClock, files: FileStore) -> Desk:
    """A department whose coordinator has joined."""
    async with store.write() as uow:
        department_id = await uow.people.add_department("Отдел образования", ZONE)
        person_id = await uow.people.add_person(department_id, "Вера Ильина", "координатор")
        role = Membership(person_id=person_id, unit_id=department_id, role=Role.COORDINATOR)
        await uow.people.add_membership(role)
        await uow.accounts.bind(person_id, in_telegram(1), clock.now())
        coordinator = await uow.actors.actor(in_telegram(1))
        await uow.commit()
    assert coordinator is not None
    return Desk(
        documents=DocumentService(store, clock, files, read_here),
        imports=ImportService(store, clock, WEEKENDS_ONLY),
        choices=ChoiceService(store, clock, WEEKENDS_ONLY),
        questions=QuestionService(store, clock, WEEKENDS_ONLY),
        people=PeopleService(store, clock),
        newcomers=NewcomerService(store, clock, WEEKENDS_ONLY),
        store=store,
        clock=clock,
        department_id=department_id,
        coordinator=coordinator,
    )
