"""From a file to a road map in force: read, shown, questioned, approved or dropped."""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import PurePath

from roadmap.clock import Clock, local_date
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.deadlines.control_pace import ControlPace, is_routine
from roadmap.deadlines.period import PlanPeriod
from roadmap.deadlines.rule_set import LITERAL, RULE_SETS, RuleSet
from roadmap.errors import BadInput, DocumentRefused, NotFound, WrongState
from roadmap.ids import ImportId, RoadMapId
from roadmap.imports.answering import doubts, rows_with_duty
from roadmap.imports.import_rows import NewImport
from roadmap.imports.milestones import MARK, taken_again, toggled
from roadmap.imports.proposal import Proposal, paced
from roadmap.imports.questions import Import, ImportState, Question, QuestionState
from roadmap.people.persons import Actor, Role, SystemActor
from roadmap.typed_words import clean
from roadmap.wording import normal
from services.imports.approving import Enacted, enact, paces_in_force
from services.imports.import_pages import measure_page, milestone_page
from services.imports.import_views import (
    Approved,
    EditionView,
    ImportDesk,
    MeasurePage,
    MilestonePage,
    Preview,
    RoutineWork,
)
from services.imports.marked_measures import marked_done
from services.imports.new_names import drop_names
from services.imports.plans_of_file import plan_lines, plans_to_enter, waiting_beside
from services.imports.previewing import compared, preview, road_map_line
from services.imports.resolving import known_words, resolution, unsettled
from services.imports.routine_work import routine_work
from services.people.assignment_news import Told, tell_assigned
from services.people.directory import require, unit_of
from services.people.rights import HasAssignee
from services.ports.documents import DocumentReader
from services.ports.files import FileStore
from storage.unit_of_work import Store, UnitOfWork

MAX_FILE_NAME = 120
UNASKED = frozenset({QuestionState.OPEN, QuestionState.REMEMBERED})
"""The states of questions nobody has answered to this document."""


class ImportService:
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
        self._reading = asyncio.Lock()

    @property
    def is_reading(self) -> bool:
        """Whether a document is being read now; the next one waits for it."""
        return self._reading.locked()

    async def receive(
        self,
        actor: Actor | SystemActor,
        data: bytes,
        filename: str,
        *,
        period: PlanPeriod | None = None,
        rules: RuleSet = LITERAL,
        plans: Sequence[int] = (),
    ) -> ImportId:
        """Read the file, one at a time, and put it on the desk; DocumentRefused leaves nothing behind.

        Of several plans each gets a place of its own there, or only those of these numbers; the first's is
        returned.
        """
        require(actor, Role.COORDINATOR)
        async with self._reading:
            proposal = await self._read_document(data, filename, period=period)
        if not proposal.measures:
            raise DocumentRefused("no-plan-table")
        entered = plans_to_enter(proposal, plans)
        now = self._clock.now()
        file_key = await self._files.put(data)
        async with self._store.write() as uow:
            first, *_ = [
                await put_on_desk(uow, actor, plan, rules, data, file_key, filename, now) for plan in entered
            ]
            await uow.commit()
        return first

    async def preview(self, actor: Actor | SystemActor, import_id: ImportId) -> Preview:
        """The document as it would be planned now."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            return await preview(uow, await import_of(uow, actor, import_id), self._clock.now())

    async def measures(self, actor: Actor | SystemActor, import_id: ImportId, page: int) -> MeasurePage:
        """One page of its rows, doubtful ones first."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            imported = await import_of(uow, actor, import_id)
            answered = resolution(imported, await uow.imports.questions(import_id))
            department = await unit_of(uow, imported.department_id, imported.department_id)
            today = local_date(self._clock.now(), department.time_zone)
            return measure_page(imported, answered, today, self._calendar, page)

    async def difference(self, actor: Actor, import_id: ImportId, road_map_id: RoadMapId) -> EditionView:
        """What the document would change in this road map, before it is taken for its edition."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            imported = await import_of(uow, actor, import_id)
            _require_review(imported)
            found = await compared(uow, imported, road_map_id)
            if found is None:
                raise NotFound
            return found

    async def compare(
        self, actor: Actor | SystemActor, import_id: ImportId, road_map_id: RoadMapId | None
    ) -> Preview:
        """Take the document for a new edition of this road map; None: for a road map of its own."""
        require(actor, Role.COORDINATOR)
        async with self._store.write() as uow:
            imported = await import_of(uow, actor, import_id)
            _require_review(imported)
            await uow.imports.set_road_map(import_id, road_map_id)
            if road_map_id is not None:
                road_map = await uow.plan.road_map(road_map_id, actor.department_id)
                if road_map is None:
                    raise NotFound
                await uow.imports.set_rules(import_id, RULE_SETS[road_map.rule_set])
                kept = await _milestone_titles(uow, road_map_id)
                proposal = taken_again(imported.proposal, kept)
                proposal = paced(proposal, await paces_in_force(uow, road_map_id, proposal))
                await uow.imports.set_proposal(import_id, proposal)
                await ask(uow, await import_of(uow, actor, import_id), self._clock.now())
            shown = await preview(uow, await import_of(uow, actor, import_id), self._clock.now())
            await uow.commit()
        return shown

    async def choose_rules(self, actor: Actor, import_id: ImportId, rules: RuleSet) -> Preview:
        """Read vague words by the rules of this region; questions the rules answer go."""
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.write() as uow:
            _require_review(await import_of(uow, actor, import_id))
            await uow.imports.set_rules(import_id, rules)
            imported = await import_of(uow, actor, import_id)
            await ask(uow, imported, now)
            await uow.audit.add(actor, now, "import.rules", ("import", import_id), {"rules": rules.name})
            shown = await preview(uow, imported, now)
            await uow.commit()
        return shown

    async def routine_work(self, actor: Actor, import_id: ImportId) -> RoutineWork:
        """Rows that come round more than once a month, with what was chosen for each."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            imported = await import_of(uow, actor, import_id)
            answered = resolution(imported, await uow.imports.questions(import_id))
            department = await unit_of(uow, imported.department_id, imported.department_id)
            today = local_date(self._clock.now(), department.time_zone)
            return routine_work(imported, answered, today, self._calendar)

    async def choose_pace(self, actor: Actor, import_id: ImportId, row: int, pace: ControlPace) -> Preview:
        """What the plan makes of this row of routine work: nothing but the monitoring, or control points."""
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.write() as uow:
            imported = await import_of(uow, actor, import_id)
            _require_review(imported)
            if not 0 <= row < len(imported.proposal.measures):
                raise NotFound
            answered = resolution(imported, await uow.imports.questions(import_id))
            if not is_routine(answered.deadline(imported.proposal.measures[row])):
                raise BadInput("not-routine")
            await uow.imports.set_proposal(import_id, paced(imported.proposal, {row: pace}))
            await uow.audit.add(
                actor, now, "import.pace", ("import", import_id), {"row": row, "pace": pace.value}
            )
            shown = await preview(uow, await import_of(uow, actor, import_id), now)
            await uow.commit()
        return shown

    async def milestones(self, actor: Actor, import_id: ImportId, page: int) -> MilestonePage:
        """Dates named inside other cells, a page at a time."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            return milestone_page(await import_of(uow, actor, import_id), page)

    async def toggle_milestone(
        self, actor: Actor, import_id: ImportId, number: int, page: int
    ) -> MilestonePage:
        """Take this date into the plan as a sub-row, or give it back."""
        require(actor, Role.COORDINATOR)
        async with self._store.write() as uow:
            imported = await import_of(uow, actor, import_id)
            _require_review(imported)
            await uow.imports.set_proposal(import_id, toggled(imported.proposal, number))
            imported = await import_of(uow, actor, import_id)
            await ask(uow, imported, self._clock.now())
            await uow.commit()
        return milestone_page(imported, page)

    async def desk(self, actor: Actor) -> ImportDesk:
        """Road maps in force with what is still asked about them, and documents left undecided."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            in_force = await uow.plan.road_maps(actor.department_id)
            return ImportDesk(
                road_maps=tuple([await road_map_line(uow, road_map) for road_map in in_force]),
                waiting=tuple(await uow.imports.reviewing(actor.department_id)),
            )

    async def cancel(self, actor: Actor | SystemActor, import_id: ImportId) -> Import:
        """Take the document off the desk with the names entered for it; other answers stay remembered."""
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.write() as uow:
            imported = await import_of(uow, actor, import_id)
            if not await uow.imports.settle(import_id, ImportState.CANCELLED, now):
                raise WrongState(imported.state, "cancel")
            await drop_names(uow, imported)
            await uow.audit.add(actor, now, "import.cancelled", ("import", import_id))
            await uow.commit()
        return imported

    async def approve(self, actor: Actor | SystemActor, import_id: ImportId) -> Approved:
        """Put it in force; measures whose questions are open are planned when those are answered."""
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.write() as uow:
            imported = await import_of(uow, actor, import_id)
            if not await uow.imports.settle(import_id, ImportState.APPROVED, now):
                raise WrongState(imported.state, "approve")
            questions = await uow.imports.questions(import_id)
            answered = resolution(imported, questions)
            enacted = await enact(uow, imported, answered, actor, now, self._calendar)
            road_map = enacted.road_map
            await uow.imports.set_road_map(import_id, road_map.id)
            await uow.imports.supersede(road_map.id, import_id)
            await uow.imports.set_measures(
                {q.id: [enacted.measure_ids[row] for row in q.rows] for q in questions}
            )
            touched: list[HasAssignee] = [*enacted.duties, *enacted.moved]
            told = await tell_assigned(uow, actor, road_map, str(enacted.revision), touched, now)
            await uow.audit.add(actor, now, "road_map.approved", ("road_map", road_map.id), _facts(enacted))
            marked = await marked_done(uow, await import_of(uow, actor, import_id), now)
            waiting = await waiting_beside(uow, imported)
            for other in waiting:
                await ask(uow, other, now)  # what was explained for this plan is known for the next
            await uow.commit()
        return replace(
            _approved(imported, enacted, questions, told),
            waiting=plan_lines(waiting),
            done_by_document=marked,
        )


async def put_on_desk(
    uow: UnitOfWork,
    actor: Actor | SystemActor,
    proposal: Proposal,
    rules: RuleSet,
    data: bytes,
    file_key: str,
    filename: str,
    now: datetime,
) -> ImportId:
    """Keep the proposal for review, with its questions."""
    import_id = await uow.imports.add(
        NewImport(
            department_id=actor.department_id,
            author_id=actor.person_id if isinstance(actor, Actor) else None,
            file_name=shown_name(filename),
            file_key=file_key,
            sha256=hashlib.sha256(data).hexdigest(),
            proposal=proposal,
            rules=rules,
            created_at=now,
        )
    )
    await ask(uow, await import_of(uow, actor, import_id), now)
    await uow.audit.add(actor, now, "import.received", ("import", import_id))
    return import_id


async def import_of(uow: UnitOfWork, actor: Actor | SystemActor, import_id: ImportId) -> Import:
    """The import, if it belongs to the actor's department; NotFound either way otherwise."""
    imported = await uow.imports.get(import_id, actor.department_id)
    if imported is None:
        raise NotFound
    return imported


async def ask(uow: UnitOfWork, imported: Import, now: datetime) -> None:
    """Write the questions of the proposal and answer those the department has explained before.

    Asked again after the period has changed: what nobody has answered and is no longer in doubt goes.
    """
    period = imported.proposal.period
    known = await known_words(uow, imported.department_id)
    found = doubts(imported.proposal, period, imported.rules)
    found += known.corrected(imported.proposal, period, besides=found)
    in_doubt = {(doubt.kind, doubt.subject) for doubt in found}
    asked = await uow.imports.questions(imported.id)
    gone = [q.id for q in asked if q.state in UNASKED and (q.kind, q.subject) not in in_doubt]
    await uow.imports.remove_questions(gone)
    await uow.imports.add_questions(imported.id, found)
    await uow.imports.set_rows(imported.id, found)
    for question in await uow.imports.questions(imported.id):
        answer = known.answer(question, period) if question.is_open else None
        if answer is not None:
            await uow.imports.answer(question.id, QuestionState.REMEMBERED, answer, None, now)


def shown_name(filename: str) -> str:
    """The file's own name, one safe line of it."""
    name = " ".join(clean(PurePath(filename.replace("\\", "/")).name).split())
    return name[-MAX_FILE_NAME:] or "document"


async def _milestone_titles(uow: UnitOfWork, road_map_id: RoadMapId) -> set[str]:
    """Dates inside the text that somebody has made part of the road map in force."""
    return {normal(m.title) for m in await uow.plan.measures(road_map_id) if MARK in m.attributes}


def _require_review(imported: Import) -> None:
    if imported.state is not ImportState.REVIEWING:
        raise WrongState(imported.state, "review")


def _facts(enacted: Enacted) -> dict[str, object]:
    found = enacted.difference
    return {
        "revision": enacted.revision,
        "added": [enacted.measure_ids[row] for row in found.added],
        "changed": [enacted.measure_ids[row] for _, row in found.changed],
        "archived": list(enacted.archived),
        "duties": len(enacted.duties),
        "moved": len(enacted.moved),
        "withdrawn": enacted.withdrawn,
    }


def _approved(imported: Import, enacted: Enacted, questions: Sequence[Question], told: Told) -> Approved:
    return Approved(
        road_map_id=enacted.road_map.id,
        import_id=imported.id,
        title=enacted.road_map.title,
        revision=enacted.revision,
        measures=len(rows_with_duty(imported.proposal.measures)),
        duties=len(enacted.duties),
        predating=sum(d.original_due_on is not None and d.due_on is None for d in enacted.duties),
        open_questions=len(unsettled(questions)),
        moved=len(enacted.moved),
        withdrawn=enacted.withdrawn,
        archived=len(enacted.archived),
        told=told.told,
        empty_units=told.empty_units,
        absent=told.absent,
    )
