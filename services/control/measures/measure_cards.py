"""The card of a measure: what the document says, who answers, and what became of each control point."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from roadmap.clock import Clock, local_date
from roadmap.control.duty_filter import DutyFilter
from roadmap.control.duty_lines import DutyLine
from roadmap.control.measure_views import AssigneeLine, MeasureFacts, PointLine
from roadmap.errors import NotFound
from roadmap.ids import ControlPointId, MeasureId, QuestionId
from roadmap.imports.answering import QuestionKind
from roadmap.imports.questions import UNSETTLED, Assigned
from roadmap.people.persons import WATCHING, Actor, Role
from roadmap.plan.measure_content import Aspect, aspects
from roadmap.plan.plan_edits import MeasureEdit
from services.control.duties.duty_lists import PAGE, Paging, paging_of
from services.control.measures.scope import scope_of
from services.control.measures.verbs import MeasureVerb, MeasureViewer, measure_verbs
from services.people.rights import CURATORS
from services.plan.names import named_in, names_for
from storage.unit_of_work import Store, UnitOfWork

NAMED_PEOPLE = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureView:
    """A measure in one viewer's eyes; `people` answer for its units, as many as there is room to name."""

    measure: MeasureFacts
    assignees: tuple[AssigneeLine, ...]
    people: tuple[str, ...]
    points: tuple[PointLine, ...]
    viewer: MeasureViewer
    today: date
    time_zone: str
    last_edit: MeasureEdit | None = None
    """What was changed about it last, since the road map came into force."""
    names: Mapping[Assigned, str] = field(default_factory=dict)
    """Of everybody the last change speaks of, those who have left among them."""
    question_id: QuestionId | None = None
    """Who answers for the measure is still asked of the coordinator."""

    @property
    def verbs(self) -> frozenset[MeasureVerb]:
        """What this viewer may do about the measure; the services refuse whatever is not among them."""
        return measure_verbs(self.measure, self.points, self.assignees, self.viewer, self.question_id)

    @property
    def has_no_dates(self) -> bool:
        """Somebody is to do it, and nobody knows by when."""
        return not self.points and not self.measure.is_heading

    @property
    def has_nobody(self) -> bool:
        """Nobody answers for it."""
        return not self.assignees and not self.measure.is_heading


@dataclass(frozen=True, slots=True, kw_only=True)
class PointView:
    """A page of the duties of one control point."""

    measure: MeasureFacts
    point: PointLine
    duties: tuple[DutyLine, ...]
    paging: Paging
    today: date
    may_nudge: bool = False


class MeasureCardService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def open(self, actor: Actor, measure_id: MeasureId) -> MeasureView:
        """The measure as this person sees it now; NotFound outside their scope."""
        today = local_date(self._clock.now(), actor.time_zone)
        async with self._store.read() as uow:
            return await view_measure(uow, actor, measure_id, today)

    async def point(
        self, actor: Actor, measure_id: MeasureId, control_point_id: ControlPointId, page: int
    ) -> PointView:
        """Who owes this control point, the silent first; NotFound outside the actor's scope."""
        scope = scope_of(actor)
        today = local_date(self._clock.now(), actor.time_zone)
        async with self._store.read() as uow:
            measure = await uow.measures.facts(scope, measure_id)
            points = await uow.measures.points(scope, measure_id, today) if measure else ()
            point = next((one for one in points if one.id == control_point_id), None)
            if measure is None or point is None:
                raise NotFound
            ids = await uow.measures.duties_of_point(scope, measure_id, control_point_id, today)
            paging = paging_of(len(ids), page)
            shown = ids[paging.offset : paging.offset + PAGE]
            lines = {line.id: line for line in await uow.duties.lines(DutyFilter(ids=shown))} if shown else {}
        return PointView(
            measure=measure,
            point=point,
            duties=tuple(lines[id_] for id_ in shown if id_ in lines),
            paging=paging,
            today=today,
            may_nudge=actor.has(*CURATORS) and point.owed + point.overdue > 0,
        )


async def view_measure(uow: UnitOfWork, actor: Actor, measure_id: MeasureId, today: date) -> MeasureView:
    """The measure in this actor's eyes; NotFound outside their scope."""
    scope = scope_of(actor)
    measure = await uow.measures.facts(scope, measure_id)
    if measure is None:
        raise NotFound
    assignees = await uow.measures.assignees(measure_id)
    units = [one.unit_id for one in assignees if one.unit_id is not None and not one.is_group]
    last_edit = await uow.plan_edits.last_of_measure(measure_id)
    moved = last_edit if last_edit and last_edit.before and Aspect.ANSWERING in _aspects(last_edit) else None
    return MeasureView(
        measure=measure,
        assignees=tuple(assignees),
        people=tuple(await uow.measures.people(units, NAMED_PEOPLE + 1)) if units else (),
        points=tuple(await uow.measures.points(scope, measure_id, today)),
        viewer=MeasureViewer(
            is_coordinator=actor.has(Role.COORDINATOR),
            is_curator=actor.has(Role.CURATOR),
            is_watching=actor.has(*WATCHING),
        ),
        today=today,
        time_zone=actor.time_zone,
        last_edit=last_edit,
        names=await names_for(uow, named_in(moved.before, moved.after)) if moved else {},
        question_id=await _who_question(uow, measure) if not assignees and not measure.is_heading else None,
    )


def _aspects(edit: MeasureEdit) -> tuple[Aspect, ...]:
    return aspects(edit.before, edit.after) if edit.before else ()


async def _who_question(uow: UnitOfWork, measure: MeasureFacts) -> QuestionId | None:
    """What asks who answers for a measure nobody answers for."""
    latest = await uow.imports.latest(measure.road_map_id)
    questions = await uow.imports.questions(latest.id) if latest else ()
    asked = (
        question.id
        for question in questions
        if question.kind is QuestionKind.RESPONSIBLE
        and question.state in UNSETTLED
        and measure.id in question.measure_ids
    )
    return next(asked, None)
