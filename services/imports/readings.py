"""«Как я понял срок»: a reading is called right, or put before the curators of the department."""

from collections.abc import Sequence
from datetime import datetime

from roadmap.clock import Clock, local_date
from roadmap.deadlines.calendar import WEEKENDS_ONLY, WorkingCalendar
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import Delivery
from roadmap.errors import BadInput, NotFound, WrongState
from roadmap.ids import ImportId, QuestionId
from roadmap.imports.answering import QuestionKind, deadline_doubt, why_unclear
from roadmap.imports.proposal import confirmed
from roadmap.imports.questions import Import, ImportState, Question, QuestionState
from roadmap.people.invites import Recipient
from roadmap.people.persons import Actor, Role
from services.composing import Cancelled
from services.control.requests.life_cycle import name_of
from services.imports.answer_rights import require_may_answer
from services.imports.import_pages import measure_line
from services.imports.on_desk import import_of
from services.imports.previewing import asked_because, meaning
from services.imports.question_cards import acceptable
from services.imports.resolving import Resolution, resolution
from services.imports.row_views import AskedDeadline, MeasureLine, ReadingCard
from services.people.directory import require, unit_of
from services.people.recipients import actor_of, tell
from services.people.rights import curates_department
from storage.unit_of_work import Store, UnitOfWork


class ReadingService:
    def __init__(self, store: Store, clock: Clock, calendar: WorkingCalendar) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar

    async def card(self, actor: Actor, import_id: ImportId, row: int) -> ReadingCard:
        """How the deadline of this row was read."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            imported = await import_of(uow, actor, import_id)
            return await _reading_card(uow, imported, row, self._clock.now(), self._calendar)

    async def confirm(self, actor: Actor, import_id: ImportId, row: int) -> ReadingCard:
        """The reading is right, of this row and of every row that says the same."""
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.write() as uow:
            imported = await _under_review(uow, actor, import_id)
            shown = await _reading_card(uow, imported, row, now, self._calendar)
            if shown.because is not None or not shown.line.is_clear:
                raise WrongState("unclear", "confirm")
            await uow.imports.set_proposal(import_id, confirmed(imported.proposal, row))
            await _close(uow, imported, row)
            await uow.audit.add(actor, now, "import.confirmed", ("import", import_id), {"row": row})
            imported = await import_of(uow, actor, import_id)
            shown = await _reading_card(uow, imported, row, now, self._calendar)
            await uow.commit()
        return shown

    async def ask_curators(self, actor: Actor, import_id: ImportId, row: int) -> Sequence[str]:
        """Put the deadline of this row before the curators; their names. BadInput where there is nobody."""
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.write() as uow:
            imported = await _under_review(uow, actor, import_id)
            curators = await _curators(uow, imported, actor)
            if not curators:
                raise BadInput("no-curator")
            doubt = deadline_doubt(imported.proposal, row)
            if doubt is None:
                raise NotFound
            await uow.imports.add_questions(import_id, [doubt])
            question = next(
                one
                for one in await uow.imports.questions(import_id)
                if (one.kind, one.subject) == (doubt.kind, doubt.subject)
            )
            if not question.is_open:
                raise WrongState(question.state, "ask")
            kind = DeliveryKind.DEADLINE_ASKED
            await tell(uow, curators, kind, question.id, imported.department_id, now)
            await uow.audit.add(actor, now, "question.passed_on", ("question", question.id))
            await uow.commit()
        return [curator.name for curator in curators]

    async def asked(self, actor: Actor, question_id: QuestionId) -> AskedDeadline:
        """A deadline as it is put before a curator of the department."""
        async with self._store.read() as uow:
            question = await uow.imports.question(question_id, actor.department_id)
            if question is None:
                raise NotFound
            imported = await import_of(uow, actor, question.import_id)
            require_may_answer(actor, question, imported)
            return await _asked(uow, question, imported, self._clock.now(), self._calendar)


async def compose_deadline_asked(
    uow: UnitOfWork, delivery: Delivery, now: datetime
) -> AskedDeadline | Cancelled:
    """Cancelled when the question is answered or the recipient is no curator of the department any more."""
    found = await _of_delivery(uow, delivery)
    if isinstance(found, Cancelled):
        return found
    question, imported = found
    actor = await actor_of(uow, delivery.recipient_id)
    if actor is None or not curates_department(actor, imported.department_id):
        return Cancelled("not the recipient's to say")
    if not question.is_open or imported.state is ImportState.CANCELLED:
        return Cancelled("it is answered")
    return await _asked(uow, question, imported, now)


async def compose_deadline_answered(
    uow: UnitOfWork, delivery: Delivery, now: datetime
) -> AskedDeadline | Cancelled:
    """What the curator has said; cancelled when nothing is answered any more."""
    found = await _of_delivery(uow, delivery)
    if isinstance(found, Cancelled):
        return found
    question, imported = found
    if question.state is not QuestionState.ANSWERED:
        return Cancelled("there is no answer")
    return await _asked(uow, question, imported, now)


async def _of_delivery(uow: UnitOfWork, delivery: Delivery) -> tuple[Question, Import] | Cancelled:
    question = await uow.imports.question(QuestionId(delivery.subject_id), delivery.department_id)
    imported = await uow.imports.get(question.import_id, delivery.department_id) if question else None
    if question is None or imported is None or not question.rows:
        return Cancelled("there is no such question")
    return question, imported


async def _asked(
    uow: UnitOfWork,
    question: Question,
    imported: Import,
    now: datetime,
    calendar: WorkingCalendar = WEEKENDS_ONLY,
) -> AskedDeadline:
    if not question.rows:
        raise NotFound
    answered, line = await _line(uow, imported, question.rows[0], now, calendar)
    return AskedDeadline(
        question_id=question.id,
        import_id=imported.id,
        document=imported.proposal.title or imported.file_name,
        line=line,
        because=asked_because(question, imported, answered.period),
        rows=len(question.rows),
        understood=acceptable(question, imported, answered.period),
        meaning=meaning(question, {}),
        answered_by=await name_of(uow, question.answered_by),
    )


async def _line(
    uow: UnitOfWork, imported: Import, row: int, now: datetime, calendar: WorkingCalendar
) -> tuple[Resolution, MeasureLine]:
    answered = resolution(imported, await uow.imports.questions(imported.id))
    department = await unit_of(uow, imported.department_id, imported.department_id)
    today = local_date(now, department.time_zone)
    return answered, measure_line(imported, answered, today, calendar, row)


async def _reading_card(
    uow: UnitOfWork, imported: Import, row: int, now: datetime, calendar: WorkingCalendar
) -> ReadingCard:
    answered, line = await _line(uow, imported, row, now, calendar)
    measure = imported.proposal.measures[row]
    doubt = deadline_doubt(imported.proposal, row)
    asked = [q for q in await uow.imports.questions(imported.id) if doubt and q.subject == doubt.subject]
    return ReadingCard(
        import_id=imported.id,
        is_reviewed=imported.state is ImportState.REVIEWING,
        line=line,
        because=None if line.is_clear else why_unclear(measure, answered.period, answered.rules),
        rows=len(doubt.rows) if doubt else 1,
        is_asked=any(q.kind is QuestionKind.DEADLINE and q.is_open for q in asked),
    )


async def _close(uow: UnitOfWork, imported: Import, row: int) -> None:
    """Nobody is asked any more about a deadline that is read as it is meant."""
    doubt = deadline_doubt(imported.proposal, row)
    questions = await uow.imports.questions(imported.id)
    same = [
        q.id for q in questions if doubt and (q.kind, q.subject) == (doubt.kind, doubt.subject) and q.is_open
    ]
    await uow.imports.remove_questions(same)


async def _under_review(uow: UnitOfWork, actor: Actor, import_id: ImportId) -> Import:
    imported = await import_of(uow, actor, import_id)
    if imported.state is not ImportState.REVIEWING:
        raise WrongState(imported.state, "review")
    return imported


async def _curators(uow: UnitOfWork, imported: Import, actor: Actor) -> list[Recipient]:
    found = await uow.recipients.curators(imported.department_id, Role.CURATOR)
    return [one for one in found if one.place is not None and one.person_id != actor.person_id]
