"""An answer that comes after approval: its measures are planned at once."""

from collections.abc import Collection
from datetime import datetime

from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.errors import NotFound
from roadmap.ids import MeasureId
from roadmap.imports.answering import QuestionKind
from roadmap.imports.questions import Import, Question
from roadmap.language.phrase import phrase
from roadmap.people.persons import Actor, SystemActor
from roadmap.plan.document_words import DOCUMENT_DEADLINE, DOCUMENT_RESPONSIBLE
from roadmap.plan.measure_content import Aspect, in_order
from services.imports.resolving import resolution
from services.people.assignment_news import tell_assigned
from services.plan.planning import assign, lay_plan
from services.plan.replanning import move_control_points
from storage.unit_of_work import UnitOfWork


async def plan_answer(
    uow: UnitOfWork,
    actor: Actor | SystemActor,
    question: Question,
    imported: Import,
    now: datetime,
    calendar: WorkingCalendar,
) -> int:
    """Plan what this question held back; how many duties that brought.

    What somebody had put in force by hand before the edition, and it left so, is not asked about.
    """
    if imported.road_map_id is None:
        raise NotFound
    road_map = await uow.plan.road_map(imported.road_map_id, imported.department_id)
    if road_map is None:
        raise NotFound
    answered = resolution(imported, await uow.imports.questions(imported.id))
    in_force = {measure.id: measure for measure in await uow.plan.measures(road_map.id)}
    aspect = Aspect.DEADLINE if question.kind is QuestionKind.DEADLINE else Aspect.ANSWERING
    decided = await _decided_since(uow, imported, question.measure_ids, aspect)
    rows = {
        measure_id: imported.proposal.measures[row]
        for row, measure_id in zip(question.rows, question.measure_ids, strict=True)
        if measure_id in in_force and measure_id not in decided
    }
    attribute = DOCUMENT_DEADLINE if question.kind is QuestionKind.DEADLINE else DOCUMENT_RESPONSIBLE
    rows = {id_: row for id_, row in rows.items() if attribute not in in_force[id_].attributes}
    if question.kind is QuestionKind.DEADLINE:
        for measure_id, measure in rows.items():
            deadline = answered.deadline(measure)
            await uow.plan.set_deadline([measure_id], deadline, phrase(deadline))
        await move_control_points(uow, road_map, now, calendar)
    else:
        wanted = {measure_id: in_order(answered.assignees(measure)) for measure_id, measure in rows.items()}
        undecided = {measure_id for measure_id in wanted if not answered.names_everybody(rows[measure_id])}
        await assign(uow, road_map, wanted, now, undecided)
    duties = await lay_plan(uow, road_map, now, calendar)
    await tell_assigned(uow, actor, road_map, f"question-{question.id}", duties, now)
    return len(duties)


async def _decided_since(
    uow: UnitOfWork, imported: Import, measure_ids: Collection[MeasureId], aspect: Aspect
) -> set[MeasureId]:
    """Measures of which somebody has said this themselves since the approval: the answer is not for them."""
    since = imported.settled_at
    changes = await uow.plan_edits.since(measure_ids, since) if since is not None else ()
    return {change.measure_id for change in changes if aspect in change.aspects}
