"""A document on the coordinator's desk: looked at, compared, approved or dropped."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from roadmap.clock import Clock, local_date
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.deadlines.rule_set import RULE_SETS
from roadmap.errors import NotFound, WrongState
from roadmap.ids import ImportId, RoadMapId
from roadmap.imports.answering import rows_with_duty
from roadmap.imports.corrections import corrected_again
from roadmap.imports.milestones import MARK, taken_again
from roadmap.imports.proposal import paced
from roadmap.imports.questions import Import, ImportState, Question
from roadmap.people.persons import Actor, Role, SystemActor
from roadmap.wording import normal
from services.imports.approving import Enacted, enact, paces_in_force
from services.imports.arriving import let_go, take_in
from services.imports.desk_views import Approved, ImportDesk
from services.imports.edition_views import EditionView
from services.imports.import_pages import measure_page
from services.imports.marked_measures import marked_in_force
from services.imports.minutes_news import tell_author
from services.imports.on_desk import ask, ask_again_of_those_who_left, import_of, require_review
from services.imports.plans_of_file import plan_lines, waiting_beside
from services.imports.preview_views import Preview
from services.imports.previewing import compared, preview, road_map_line
from services.imports.resolving import resolution, unsettled
from services.imports.row_views import MeasurePage
from services.people.assignment_news import Told, tell_assigned
from services.people.directory import require, unit_of
from services.people.rights import HasAssignee
from services.plan.monitored import driven_by
from storage.unit_of_work import Store, UnitOfWork


class ImportService:
    def __init__(self, store: Store, clock: Clock, calendar: WorkingCalendar) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar

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
            require_review(imported)
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
            require_review(imported)
            road_map = await uow.plan.road_map(road_map_id, actor.department_id) if road_map_id else None
            if road_map is None and road_map_id is not None:
                raise NotFound
            await uow.imports.set_road_map(import_id, road_map_id)
            if road_map is not None and road_map_id is not None:
                await uow.imports.set_rules(import_id, RULE_SETS[road_map.rule_set])
                kept = await _milestone_titles(uow, road_map_id)
                proposal = taken_again(imported.proposal, kept)
                if (latest := await uow.imports.latest(road_map_id)) is not None:
                    proposal = corrected_again(proposal, latest.proposal)
                proposal = paced(proposal, await paces_in_force(uow, road_map_id, proposal))
                await uow.imports.set_proposal(import_id, proposal)
                await ask(uow, await import_of(uow, actor, import_id), self._clock.now())
            shown = await preview(uow, await import_of(uow, actor, import_id), self._clock.now())
            await uow.commit()
        return shown

    async def desk(self, actor: Actor) -> ImportDesk:
        """Road maps in force with what is still asked about them, and documents left undecided."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            in_force = await uow.plan.road_maps(actor.department_id)
            return ImportDesk(
                road_maps=tuple([await road_map_line(uow, road_map) for road_map in in_force]),
                waiting=tuple(await uow.imports.reviewing(actor.department_id)),
                closed=len(await uow.plan.closed_road_maps(actor.department_id)),
            )

    async def cancel(self, actor: Actor | SystemActor, import_id: ImportId) -> Import:
        """Take the document off the desk with the names it would bring; other answers stay remembered."""
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.write() as uow:
            imported = await import_of(uow, actor, import_id)
            if not await uow.imports.settle(import_id, ImportState.CANCELLED, now):
                raise WrongState(imported.state, "cancel")
            await let_go(uow, imported)
            await tell_author(uow, actor, imported, now)
            await uow.audit.add(actor, now, "import.cancelled", ("import", import_id))
            await uow.commit()
        return imported

    async def approve(self, actor: Actor | SystemActor, import_id: ImportId) -> Approved:
        """Put it in force; measures whose questions are open are planned when those are answered."""
        require(actor, Role.COORDINATOR)
        async with self._store.write() as uow:
            approved = await self._put_in_force(uow, actor, import_id, self._clock.now())
            await uow.commit()
        return approved

    async def waiting_plans(self, actor: Actor, import_id: ImportId) -> tuple[Preview, ...]:
        """The plans of the file of this one that are still under review, in order."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            imported = await import_of(uow, actor, import_id)
            waiting = [one for one in await uow.imports.of_file(imported) if one.settled_at is None]
            return tuple([await preview(uow, one, self._clock.now()) for one in waiting])

    async def approve_all(self, actor: Actor, import_id: ImportId) -> tuple[Approved, ...]:
        """Put every plan of the file that is under review in force, or none of them.

        BadInput where one has no period, WrongState where none is left.
        """
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.write() as uow:
            imported = await import_of(uow, actor, import_id)
            waiting = [one.id for one in await uow.imports.of_file(imported) if one.settled_at is None]
            if not waiting:
                raise WrongState(imported.state, "approve")
            approved = [await self._put_in_force(uow, actor, one, now) for one in waiting]
            await uow.commit()
        return tuple(approved)

    async def _put_in_force(
        self, uow: UnitOfWork, actor: Actor | SystemActor, import_id: ImportId, now: datetime
    ) -> Approved:
        imported = await import_of(uow, actor, import_id)
        if not await uow.imports.settle(import_id, ImportState.APPROVED, now):
            raise WrongState(imported.state, "approve")
        await take_in(uow, actor, imported, now)
        await let_go(uow, imported)
        await ask_again_of_those_who_left(uow, imported, now)
        questions = await uow.imports.questions(import_id)
        answered = resolution(imported, questions)
        enacted = await enact(uow, imported, answered, actor, now, self._calendar)
        road_map = enacted.road_map
        await _keep_monitoring(uow, imported, enacted)
        await uow.imports.set_road_map(import_id, road_map.id)
        await uow.imports.supersede(road_map.id, import_id)
        await uow.imports.set_measures(
            {q.id: [enacted.measure_ids[row] for row in q.rows] for q in questions}
        )
        await tell_author(uow, actor, imported, now)
        touched: list[HasAssignee] = [*enacted.duties, *enacted.moved]
        told = await tell_assigned(uow, actor, road_map, str(enacted.revision), touched, now)
        await uow.audit.add(actor, now, "road_map.approved", ("road_map", road_map.id), _facts(enacted))
        marked = await marked_in_force(uow, await import_of(uow, actor, import_id), now)
        waiting = await waiting_beside(uow, imported)
        for other in waiting:
            await ask(uow, other, now)  # what was explained for this plan is known for the next
        return replace(
            _approved(imported, enacted, questions, told),
            waiting=plan_lines(waiting),
            done_by_document=marked,
        )


async def _milestone_titles(uow: UnitOfWork, road_map_id: RoadMapId) -> set[str]:
    """Dates inside the text that somebody has made part of the road map in force."""
    return {normal(m.title) for m in await uow.plan.measures(road_map_id) if MARK in m.attributes}


async def _keep_monitoring(uow: UnitOfWork, imported: Import, enacted: Enacted) -> None:
    """The row that was taken as the monitoring gives the road map its rules."""
    rows = [row for row, measure in enumerate(imported.proposal.measures) if measure.drives_monitoring]
    measure_id = enacted.measure_ids.get(rows[0]) if rows else None
    if measure_id is not None:
        rules = await uow.plan.monitoring_rules(enacted.road_map.id)
        driven = await driven_by(uow, enacted.road_map.id, rules, measure_id)
        await uow.plan.set_monitoring_rules(enacted.road_map.id, driven)


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
