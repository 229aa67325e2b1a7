"""What was decided at a meeting becomes a document on the coordinator's desk, and then a map of its own."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from roadmap.clock import Clock, local_date
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.deadlines.rule_set import RULE_SETS
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import new_delivery
from roadmap.errors import BadInput, NotFound, StaleVersion, WrongState
from roadmap.ids import ImportId
from roadmap.imports.incoming_documents import IncomingDocument
from roadmap.imports.proposal import Proposal, ProposedMeasure
from roadmap.imports.questions import Assigned, Import, ImportState
from roadmap.language.addressed import KnownNames
from roadmap.language.minutes_words import (
    Instruction,
    Minutes,
    WorkingDayAfter,
    as_table,
    default_title,
    held_on,
    is_minutes,
    minutes_period,
    normal_instruction,
    typed_minutes,
)
from roadmap.language.reader import LAST_RESORT, UNREAD
from roadmap.people.persons import Actor, Role
from roadmap.problem import Problem
from roadmap.typed_words import typed
from services.imports.arriving import let_go
from services.imports.import_pages import measure_line
from services.imports.names_on_desk import names_on_desk
from services.imports.on_desk import import_of, put_on_desk, require_review
from services.imports.resolving import Resolution, resolution
from services.imports.row_views import MeasureLine
from services.people.directory import require
from services.ports.documents import DocumentReader
from services.ports.files import FileStore
from storage.unit_of_work import Store, UnitOfWork

WRITERS = (Role.HEAD, Role.COORDINATOR)
MOST_CHARACTERS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class InstructionLine:
    """An instruction as it was understood; `whose` are known names, `said` the words where some are not.

    `days` are the days it falls due; none where the words name none.
    """

    what: str
    whose: tuple[str, ...]
    said: str
    days: tuple[date, ...]
    deadline: str
    result: str
    is_clear: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesView:
    """Minutes before they are in force, for whoever has written them down."""

    import_id: ImportId
    title: str
    lines: tuple[InstructionLine, ...]
    today: date
    may_approve: bool
    is_open: bool


class MinutesService:
    def __init__(
        self,
        store: Store,
        clock: Clock,
        files: FileStore,
        read_document: DocumentReader,
        calendar: WorkingCalendar,
    ) -> None:
        self._store = store
        self._clock = clock
        self._files = files
        self._read_document = read_document
        self._calendar = calendar

    async def typed(self, actor: Actor, words: str) -> MinutesView:
        """Read instructions typed one a line; BadInput where there is none."""
        require(actor, *WRITERS)
        said = typed(words, limit=MOST_CHARACTERS)
        today = local_date(self._clock.now(), actor.time_zone)
        minutes = typed_minutes(said, await self._names(actor), today, self._working(actor))
        return await self._enter(actor, minutes)

    async def arrived(self, actor: Actor, document: IncomingDocument, data: bytes) -> MinutesView | None:
        """Read a table of instructions (what, to whom, until when, with which result).

        The caption is the title where it begins as one. DocumentRefused where no such table is found; None
        when another process has begun to fetch it.
        """
        require(actor, *WRITERS)
        today = local_date(self._clock.now(), actor.time_zone)
        proposal = await self._read_document(data, document.name)
        names, working = await self._names(actor), self._working(actor)
        minutes = _of_table(proposal, document.minutes_caption or "", names, today, working)
        try:
            return await self._enter(actor, minutes, document)
        except StaleVersion:
            return None

    async def open(self, actor: Actor, import_id: ImportId) -> MinutesView:
        """The minutes this person has written down."""
        async with self._store.read() as uow:
            return await self._view(uow, actor, await _own(uow, actor, import_id))

    async def hand_over(self, actor: Actor, import_id: ImportId) -> int:
        """Ask the coordinators to approve; how many of them are told."""
        now = self._clock.now()
        async with self._store.write() as uow:
            imported = await _own(uow, actor, import_id)
            require_review(imported)
            coordinators = await uow.recipients.holding(actor.department_id, (Role.COORDINATOR,))
            for person in coordinators:
                await uow.outbox.add(
                    new_delivery(
                        DeliveryKind.MINUTES_ENTERED,
                        subject_id=import_id,
                        department_id=actor.department_id,
                        recipient_id=person.person_id,
                        not_before=now,
                    )
                )
            await uow.audit.add(actor, now, "minutes.handed_over", ("import", import_id))
            await uow.commit()
        return len(coordinators)

    async def drop(self, actor: Actor, import_id: ImportId) -> None:
        """Take them off the desk again; WrongState once they are approved or dropped."""
        now = self._clock.now()
        async with self._store.write() as uow:
            imported = await _own(uow, actor, import_id)
            if not await uow.imports.settle(import_id, ImportState.CANCELLED, now):
                raise WrongState(imported.state, "cancel")
            await let_go(uow, imported)
            await uow.audit.add(actor, now, "import.cancelled", ("import", import_id))
            await uow.commit()

    def _working(self, actor: Actor) -> WorkingDayAfter:
        return self._calendar.of(actor.department_id).add_working_days

    async def _names(self, actor: Actor) -> KnownNames:
        async with self._store.read() as uow:
            units = await uow.people.units(actor.department_id)
            persons = await uow.people.persons(actor.department_id)
            department = await uow.people.unit(actor.department_id)
        return KnownNames(
            [unit.name for unit in units],
            [person.name for person in persons],
            department.name if department else "",
        )

    async def _enter(
        self, actor: Actor, minutes: Minutes, document: IncomingDocument | None = None
    ) -> MinutesView:
        """Put them on the desk; StaleVersion where the document they came as is somebody else's to bring."""
        if not minutes.instructions:
            raise BadInput("no-instructions")
        data, name = as_table(minutes).encode(), f"{minutes.title}.txt"
        period = minutes_period(minutes.held_on)
        proposal = await self._read_document(data, name, period=period)
        file_key = await self._files.put(data)
        now = self._clock.now()
        async with self._store.write() as uow:
            if document is not None and not await uow.incoming_documents.is_held(document):
                raise StaleVersion
            await _check_new(uow, actor, data)
            rules = RULE_SETS[(await uow.department_settings.of(actor.department_id)).rule_set]
            entered = _titled(proposal, minutes)
            import_id = await put_on_desk(uow, actor, entered, rules, data, file_key, name, now)
            if document is not None and not await uow.incoming_documents.put_on_desk(document, import_id):
                raise StaleVersion
            view = await self._view(uow, actor, await import_of(uow, actor, import_id))
            await uow.commit()
        return view

    async def _view(self, uow: UnitOfWork, actor: Actor, imported: Import) -> MinutesView:
        answered = resolution(imported, await uow.imports.questions(imported.id))
        names = (await names_on_desk(uow, imported.department_id)).names
        today = local_date(self._clock.now(), actor.time_zone)
        return MinutesView(
            import_id=imported.id,
            title=imported.proposal.title,
            lines=tuple(
                _line(measure_line(imported, answered, today, self._calendar, row), measure, answered, names)
                for row, measure in enumerate(imported.proposal.measures)
            ),
            today=today,
            may_approve=actor.has(Role.COORDINATOR),
            is_open=imported.state is ImportState.REVIEWING,
        )


async def _check_new(uow: UnitOfWork, actor: Actor, data: bytes) -> None:
    """The very same words again are the same minutes: BadInput while those wait or are in force."""
    if await uow.imports.same_file(actor.department_id, hashlib.sha256(data).hexdigest()):
        raise BadInput("same-minutes")


def _of_table(
    proposal: Proposal, caption: str, names: KnownNames, today: date, working: WorkingDayAfter
) -> Minutes:
    titles = (" ".join(each.split()) for each in (caption, proposal.title))
    title = next((each for each in titles if is_minutes(each)), default_title(today))
    on = held_on(title, today)
    said = (
        Instruction(
            what=measure.title,
            who=measure.responsible_text,
            deadline=measure.deadline_text,
            result=measure.expected_result,
        )
        for measure in proposal.measures
    )
    normal = (normal_instruction(each, names, on, working) for each in said)
    return Minutes(title=title, held_on=on, instructions=tuple(normal))


def _line(
    read: MeasureLine, measure: ProposedMeasure, answered: Resolution, names: Mapping[Assigned, str]
) -> InstructionLine:
    whose = answered.assignees(measure)
    return InstructionLine(
        what=read.title,
        whose=tuple(names[each] for each in whose if each in names),
        said="" if read.is_named else read.responsible_text,
        days=tuple(day for day in read.due_on if day is not None),
        deadline=read.deadline_text,
        result=measure.expected_result,
        is_clear=read.is_clear and read.is_named and bool(whose),
    )


def _asked_if_guessed(measure: ProposedMeasure) -> ProposedMeasure:
    """Unread where the rhythm is assumed: «вторник и пятница» of a meeting may be each week's or the next."""
    if all(problem.code != "deadline-rhythm-assumed" for problem in measure.problems):
        return measure
    unread = Problem(code=LAST_RESORT, facts={"text": measure.deadline_text})
    return replace(measure, deadline=UNREAD, confidence=0.0, problems=(*measure.problems, unread))


def _titled(proposal: Proposal, minutes: Minutes) -> Proposal:
    """The title the reader of road maps misses, and the deadlines in the words they were given in."""
    problems = tuple(problem for problem in proposal.problems if problem.code != "road-map-title-missing")
    measures = tuple(map(_asked_if_guessed, proposal.measures))
    if len(measures) == len(minutes.instructions):
        measures = tuple(
            replace(measure, deadline_text=each.said) if each.said else measure
            for measure, each in zip(measures, minutes.instructions, strict=True)
        )
    period = minutes_period(minutes.held_on)
    return replace(proposal, title=minutes.title, period=period, problems=problems, measures=measures)


async def _own(uow: UnitOfWork, actor: Actor, import_id: ImportId) -> Import:
    """Minutes this person has written down; NotFound for everybody else's."""
    imported = await import_of(uow, actor, import_id)
    if imported.author_id != actor.person_id or not is_minutes(imported.proposal.title):
        raise NotFound
    return imported
