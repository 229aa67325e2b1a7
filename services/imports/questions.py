"""What an import could not read, answered by the coordinator and remembered for the department."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from roadmap.clock import Clock, local_date
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.deadlines.deadline import Ongoing, WholePeriod
from roadmap.deadlines.period import PlanPeriod
from roadmap.errors import BadInput, NotFound, WrongState
from roadmap.ids import ImportId, PersonId, QuestionId, UnitId
from roadmap.imports.answering import QuestionKind, deadline_doubt, post_of
from roadmap.imports.questions import (
    UNSETTLED,
    Answer,
    Assigned,
    ForPeriod,
    Import,
    ImportState,
    Question,
    QuestionState,
    Reworded,
)
from roadmap.language.counted_day import with_day
from roadmap.language.phrase import phrase
from roadmap.people.persons import Actor, Role, SystemActor, UnitKind
from roadmap.typed_words import typed
from roadmap.wording import name_key
from services.imports.answer_rights import require_may_answer, tell_coordinators
from services.imports.arriving import let_go, take_in
from services.imports.late_answers import plan_answer
from services.imports.names_on_desk import names_on_desk
from services.imports.new_names import (
    all_schools_group,
    bodies_first,
    enter,
    hint_of,
    home_beside,
    kind_of,
    mark_school,
    marked_group,
    propose_person,
    propose_unit,
)
from services.imports.on_desk import ask, import_of
from services.imports.question_cards import acceptable, marks_of, question_card
from services.imports.question_choices import (
    found_choices,
    homes,
    person_choices,
    resembling,
    unit_choices,
)
from services.imports.question_views import (
    Choices,
    Homes,
    NewName,
    QuestionCard,
    SchoolMarks,
    UnderstoodDates,
)
from services.imports.remembering import remember
from services.imports.resolving import open_questions, resolution, with_period
from services.imports.typed_dates import MAX_DATES, understood_deadline, understood_period
from services.people.directory import require, unit_of
from storage.unit_of_work import Store, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What an answer led to: `duties` were planned at once because the document is in force already."""

    import_id: ImportId
    is_approved: bool
    duties: int


class QuestionService:
    def __init__(self, store: Store, clock: Clock, calendar: WorkingCalendar) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar

    # Looking

    async def card(self, actor: Actor, question_id: QuestionId) -> QuestionCard:
        """One question with what it is about."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            question, imported = await _question(uow, actor, question_id)
            return await question_card(uow, question, imported)

    async def next_open(self, actor: Actor, import_id: ImportId) -> QuestionCard | None:
        """The first question nobody has decided about."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            imported = await import_of(uow, actor, import_id)
            waiting = open_questions(await uow.imports.questions(import_id))
            return await question_card(uow, waiting[0], imported) if waiting else None

    async def unit_choices(self, actor: Actor, question_id: QuestionId, page: int) -> Choices:
        """A page of units and groups the words may mean."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            question, _ = await _question(uow, actor, question_id)
            return unit_choices(question, (await names_on_desk(uow, actor.department_id)).units, page)

    async def find(self, actor: Actor, question_id: QuestionId, typed: str) -> Choices:
        """Units, groups and people these typed words mean."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            question, _ = await _question(uow, actor, question_id)
            known = await names_on_desk(uow, actor.department_id)
            return found_choices(question, known.units, known.persons, typed)

    async def homes(self, actor: Actor, question_id: QuestionId, page: int, typed: str = "") -> Homes:
        """A page of units a new person may work in, the body beside the name first; with these words."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            question, imported = await _question(uow, actor, question_id)
            beside = await home_beside(uow, question, imported)
            post = post_of(imported.proposal.measures, question.words)
            units = (await names_on_desk(uow, actor.department_id)).units
            return homes(question, units, post, (beside, imported.department_id), page, typed)

    async def person_choices(self, actor: Actor, question_id: QuestionId, page: int) -> Choices:
        """A page of people the words may mean."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            question, _ = await _question(uow, actor, question_id)
            return person_choices(question, (await names_on_desk(uow, actor.department_id)).persons, page)

    async def school_marks(self, actor: Actor, question_id: QuestionId, page: int) -> SchoolMarks:
        """A page of schools to make a group of."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            question, _ = await _question(uow, actor, question_id)
            return await marks_of(uow, actor, question, page)

    async def mark_school(
        self, actor: Actor, question_id: QuestionId, unit_id: UnitId, page: int
    ) -> SchoolMarks:
        """Tick a school of the group, or take the tick away; `of_marked` makes the group of them."""
        require(actor, Role.COORDINATOR)
        async with self._store.write() as uow:
            question, imported = await _question(uow, actor, question_id)
            _require_answerable(question, imported)
            await mark_school(uow, question, actor.department_id, unit_id)
            question, _ = await _question(uow, actor, question_id)
            shown = await marks_of(uow, actor, question, page)
            await uow.commit()
        return shown

    async def doubt_deadline(self, actor: Actor, import_id: ImportId, row: int) -> QuestionCard:
        """Ask about a deadline that was read, so that it can be corrected: all rows of the same words."""
        require(actor, Role.COORDINATOR)
        async with self._store.write() as uow:
            imported = await import_of(uow, actor, import_id)
            doubt = deadline_doubt(imported.proposal, row)
            if doubt is None:
                raise NotFound
            if imported.state is ImportState.REVIEWING:
                await uow.imports.add_questions(import_id, [doubt])
            questions = await uow.imports.questions(import_id)
            asked = [q for q in questions if (q.kind, q.subject) == (doubt.kind, doubt.subject)]
            if not asked:
                raise WrongState(imported.state, "correct")
            shown = await question_card(uow, asked[0], imported)
            await uow.commit()
        return shown

    async def understand(self, actor: Actor, question_id: QuestionId, words: str) -> UnderstoodDates:
        """Typed dates as they would be taken; BadInput when nothing can be read in them."""
        async with self._store.read() as uow:
            question, imported = await _question(uow, actor, question_id)
            require_may_answer(actor, question, imported)
        said = " ".join(typed(words, limit=MAX_DATES).split())
        if question.kind is QuestionKind.PERIOD:
            return understood_period(question_id, said)
        today = local_date(self._clock.now(), actor.time_zone)
        period = imported.proposal.period
        return understood_deadline(question_id, with_day(said, today, period), period)

    # Answering

    async def assign_unit(
        self, actor: Actor | SystemActor, question_id: QuestionId, unit_id: UnitId
    ) -> Answered:
        """The words mean this unit or group."""
        async with self._store.write() as uow:
            await unit_of(uow, actor.department_id, unit_id)
            return await self._settle(uow, actor, question_id, Assigned(unit_id=unit_id))

    async def assign_person(self, actor: Actor, question_id: QuestionId, person_id: PersonId) -> Answered:
        """The words mean this person."""
        async with self._store.write() as uow:
            person = await uow.people.person(person_id)
            if person is None or person.department_id != actor.department_id:
                raise NotFound
            return await self._settle(uow, actor, question_id, Assigned(person_id=person_id))

    async def new_unit(self, actor: Actor, question_id: QuestionId, kind: UnitKind) -> Answered:
        """The words name a unit nobody has entered yet."""
        require(actor, Role.COORDINATOR)
        async with self._store.write() as uow:
            question, imported = await _question(uow, actor, question_id)
            unit_id = await propose_unit(uow, imported, question.words, kind)
            return await self._settle(uow, actor, question_id, Assigned(unit_id=unit_id))

    async def new_person(self, actor: Actor, question_id: QuestionId, home: UnitId) -> Answered:
        """The words name a person of this unit whom nobody has entered yet."""
        require(actor, Role.COORDINATOR)
        async with self._store.write() as uow:
            question, imported = await _question(uow, actor, question_id)
            await unit_of(uow, actor.department_id, home)
            person_id = await propose_person(uow, actor, question, imported, home)
            return await self._settle(uow, actor, question_id, Assigned(person_id=person_id))

    async def all_schools(self, actor: Actor, question_id: QuestionId, group_name: str) -> Answered:
        """The words mean every school of the department, each for itself."""
        require(actor, Role.COORDINATOR)
        async with self._store.write() as uow:
            _, imported = await _question(uow, actor, question_id)
            group_id = await all_schools_group(uow, imported, group_name)
            return await self._settle(uow, actor, question_id, Assigned(unit_id=group_id))

    async def of_marked(self, actor: Actor, question_id: QuestionId) -> Answered:
        """The words mean the schools ticked for them; WrongState while none is."""
        require(actor, Role.COORDINATOR)
        async with self._store.write() as uow:
            question, imported = await _question(uow, actor, question_id)
            _require_answerable(question, imported)
            group_id = await marked_group(uow, question, imported)
            return await self._settle(uow, actor, question_id, Assigned(unit_id=group_id))

    async def ongoing(self, actor: Actor, question_id: QuestionId) -> Answered:
        """The deadline is the whole period: no hard date, the monitoring asks."""
        words = phrase(Ongoing(times=(WholePeriod(),)))
        async with self._store.write() as uow:
            return await self._settle(uow, actor, question_id, Reworded(words=words))

    async def reword(self, actor: Actor, question_id: QuestionId, words: str) -> Answered:
        """The deadline, or the period, in words that were understood and confirmed."""
        understood = await self.understand(actor, question_id, words)
        async with self._store.write() as uow:
            question, _ = await _question(uow, actor, question_id)
            answer: Answer = Reworded(words=understood.words)
            if question.kind is QuestionKind.PERIOD:
                (window,) = understood.windows
                answer = ForPeriod(period=PlanPeriod(start=window.first, end=window.last))
            return await self._settle(uow, actor, question_id, answer)

    async def accept(self, actor: Actor, question_id: QuestionId) -> Answered:
        """The deadline is read as it is meant; the words are not remembered as meaning anything else."""
        async with self._store.write() as uow:
            question, imported = await _question(uow, actor, question_id)
            period = resolution(imported, await uow.imports.questions(imported.id)).period
            words = acceptable(question, imported, period)
            if not words:
                raise BadInput("dates-unread", question.words)
            return await self._settle(uow, actor, question_id, Reworded(words=words), is_remembered=False)

    async def set_period(
        self, actor: Actor | SystemActor, question_id: QuestionId, period: PlanPeriod
    ) -> Answered:
        """The days the document is for."""
        async with self._store.write() as uow:
            return await self._settle(uow, actor, question_id, ForPeriod(period=period))

    async def skip(self, actor: Actor, question_id: QuestionId) -> Answered:
        """Leave it: its measures are not planned, and the question can be answered later."""
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.write() as uow:
            question, imported = await _question(uow, actor, question_id)
            _require_answerable(question, imported)
            await uow.imports.answer(question.id, QuestionState.SKIPPED, None, actor.person_id, now)
            await let_go(uow, imported)
            await uow.audit.add(actor, now, "question.skipped", ("question", question.id))
            await uow.commit()
        return Answered(import_id=imported.id, is_approved=imported.state is ImportState.APPROVED, duties=0)

    async def unknown(self, actor: Actor, import_id: ImportId) -> tuple[NewName, ...]:
        """The names `create_unknown` would enter, those that resemble a known one first."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            imported = await import_of(uow, actor, import_id)
            known = await names_on_desk(uow, imported.department_id)
            waiting = bodies_first(await uow.imports.questions(import_id))
        found = [
            NewName(
                words=q.words,
                hint=hint_of(q),
                alike=resembling(q, known.units, known.persons),
                kind=kind_of(q),
            )
            for q in waiting
        ]
        return tuple(sorted(found, key=lambda name: not name.alike))

    async def create_unknown(self, actor: Actor | SystemActor, import_id: ImportId, group_name: str) -> int:
        """Enter every unknown name as new: bodies as units, collectives as all schools, people as people.

        Names that several already bear, and rows that name nobody, stay open. Returns how many were entered.
        """
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.write() as uow:
            imported = await import_of(uow, actor, import_id)
            answered = []
            for question in bodies_first(await uow.imports.questions(import_id)):
                answer = await enter(uow, actor, question, imported, group_name)
                if answer is not None:
                    _require_answerable(question, imported)
                    await _record(uow, actor, question, imported, answer, now)
                    await remember(uow, question, imported, answer)
                    answered.append(question)
            await self._put_in_force(uow, actor, answered, imported, now)
            await uow.commit()
        return len(answered)

    async def _settle(
        self,
        uow: UnitOfWork,
        actor: Actor | SystemActor,
        question_id: QuestionId,
        answer: Answer,
        *,
        is_remembered: bool = True,
    ) -> Answered:
        now = self._clock.now()
        question, imported = await _question(uow, actor, question_id)
        require_may_answer(actor, question, imported)
        _require_answerable(question, imported)
        _require_fit(question, answer)
        await _record(uow, actor, question, imported, answer, now)
        if is_remembered:
            await remember(uow, question, imported, answer)
        same = await _same_name(uow, question) if isinstance(answer, Assigned) else []
        for other in same:
            await _record(uow, actor, other, imported, answer, now)
        await tell_coordinators(uow, actor, question, imported, now)
        if isinstance(answer, ForPeriod):
            dated = with_period(imported, answer.period)
            await uow.imports.set_proposal(imported.id, dated.proposal)
            await ask(uow, dated, now)
        duties = await self._put_in_force(uow, actor, [question, *same], imported, now)
        await let_go(uow, imported)
        await uow.commit()
        return Answered(
            import_id=imported.id, is_approved=imported.state is ImportState.APPROVED, duties=duties
        )

    async def _put_in_force(
        self,
        uow: UnitOfWork,
        actor: Actor | SystemActor,
        answered: Sequence[Question],
        imported: Import,
        now: datetime,
    ) -> int:
        """Of a document in force: who was named is there, what waited for these answers is planned."""
        if imported.state is not ImportState.APPROVED:
            return 0
        await take_in(uow, actor, imported, now)
        return sum([await plan_answer(uow, actor, each, imported, now, self._calendar) for each in answered])


async def _question(
    uow: UnitOfWork, actor: Actor | SystemActor, question_id: QuestionId
) -> tuple[Question, Import]:
    question = await uow.imports.question(question_id, actor.department_id)
    if question is None:
        raise NotFound
    return question, await import_of(uow, actor, question.import_id)


async def _same_name(uow: UnitOfWork, question: Question) -> list[Question]:
    """Open questions about another spelling of the same name: «Школа №1» beside «Школа № 1»."""
    if not question.words:
        return []
    asked = await uow.imports.questions(question.import_id)
    named = name_key(question.words)
    besides = [each for each in asked if each.is_open and each.id != question.id]
    return [each for each in besides if each.kind is question.kind and name_key(each.words) == named]


def _require_answerable(question: Question, imported: Import) -> None:
    """Under review anything may be changed; once in force only what was left open can be answered."""
    if imported.state is ImportState.REVIEWING and question.state is not QuestionState.SUPERSEDED:
        return
    if imported.state is not ImportState.APPROVED or question.state not in UNSETTLED:
        raise WrongState(question.state, "answer")


def _require_fit(question: Question, answer: Answer) -> None:
    fits = {
        QuestionKind.PERIOD: ForPeriod,
        QuestionKind.DEADLINE: Reworded,
        QuestionKind.RESPONSIBLE: Assigned,
    }
    if not isinstance(answer, fits[question.kind]):
        raise WrongState(question.kind, "answer")


async def _record(
    uow: UnitOfWork,
    actor: Actor | SystemActor,
    question: Question,
    imported: Import,
    answer: Answer,
    now: datetime,
) -> None:
    """Keep the answer."""
    by = actor.person_id if isinstance(actor, Actor) else None
    await uow.imports.answer(question.id, QuestionState.ANSWERED, answer, by, now)
    await uow.audit.add(actor, now, "question.answered", ("question", question.id))
