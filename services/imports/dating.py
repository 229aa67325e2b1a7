"""Dates for a measure in force whose document names none: typed, read back, and planned at once."""

from dataclasses import dataclass
from datetime import datetime

from roadmap.clock import Clock, local_date
from roadmap.control.measure_views import MeasureFacts
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.deadlines.deadline import Ongoing
from roadmap.deadlines.period import PlanPeriod, Window
from roadmap.errors import NotFound, WrongState
from roadmap.ids import MeasureId
from roadmap.imports.answering import QuestionKind
from roadmap.imports.questions import UNSETTLED, QuestionState, Reworded
from roadmap.language.phrase import phrase
from roadmap.people.persons import Actor
from roadmap.plan.measure import RoadMap
from roadmap.typed_words import typed
from services.control.measures.measure_cards import view_measure
from services.control.measures.verbs import MeasureVerb
from services.imports.typed_dates import MAX_DATES, typed_deadline
from services.people.assignment_news import tell_assigned
from services.plan.planning import lay_plan
from services.plan.replanning import move_control_points
from storage.unit_of_work import Store, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedDates:
    """Dates of a measure as they would be taken."""

    measure: MeasureFacts
    words: str
    reading: str
    windows: tuple[Window, ...]
    is_hard: bool


class DatingService:
    def __init__(self, store: Store, clock: Clock, calendar: WorkingCalendar) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar

    async def undated(self, actor: Actor, measure_id: MeasureId) -> MeasureFacts:
        """The measure, if its dates are this person's to give; WrongState where it has them already."""
        async with self._store.read() as uow:
            return await self._undated(uow, actor, measure_id)

    async def understand(self, actor: Actor, measure_id: MeasureId, words: str) -> TypedDates:
        """Typed dates as they would be taken; BadInput when nothing can be read in them."""
        async with self._store.read() as uow:
            measure = await self._undated(uow, actor, measure_id)
            road_map = await _road_map(uow, measure)
        said = " ".join(typed(words, limit=MAX_DATES).split())
        deadline, placed = typed_deadline(said, _period(road_map))
        return TypedDates(
            measure=measure,
            words=said,
            reading=phrase(deadline),
            windows=placed,
            is_hard=not isinstance(deadline, Ongoing),
        )

    async def give(self, actor: Actor, measure_id: MeasureId, words: str) -> int:
        """Plan the measure by these dates and tell whom they fall on; how many duties that brought."""
        now = self._clock.now()
        async with self._store.write() as uow:
            measure = await self._undated(uow, actor, measure_id)
            road_map = await _road_map(uow, measure)
            deadline, _ = typed_deadline(words, _period(road_map))
            await uow.plan.set_deadline([measure_id], deadline, phrase(deadline))
            await move_control_points(uow, road_map, now, self._calendar)
            duties = await lay_plan(uow, road_map, now, self._calendar)
            await _settle_question(uow, actor, measure, words, now)
            await uow.audit.add(actor, now, "measure.dated", ("measure", measure_id), {"words": words})
            await tell_assigned(uow, actor, road_map, f"dates-{measure_id}", duties, now)
            await uow.commit()
        return len(duties)

    async def _undated(self, uow: UnitOfWork, actor: Actor, measure_id: MeasureId) -> MeasureFacts:
        today = local_date(self._clock.now(), actor.time_zone)
        view = await view_measure(uow, actor, measure_id, today)
        if MeasureVerb.GIVE_DATES not in view.verbs:
            raise WrongState("dated" if view.points else "not theirs", "give dates")
        return view.measure


async def _road_map(uow: UnitOfWork, measure: MeasureFacts) -> RoadMap:
    road_map = await uow.plan.road_map(measure.road_map_id, measure.department_id)
    if road_map is None:
        raise NotFound
    return road_map


def _period(road_map: RoadMap) -> PlanPeriod:
    return PlanPeriod(start=road_map.period_start, end=road_map.period_end)


async def _settle_question(
    uow: UnitOfWork, actor: Actor, measure: MeasureFacts, words: str, now: datetime
) -> None:
    """The document's question about the same words goes on without this measure; the last one answers it.

    The words are not remembered: «по отдельному графику» means other dates in every row.
    """
    latest = await uow.imports.latest(measure.road_map_id)
    for question in await uow.imports.questions(latest.id) if latest else ():
        if question.kind is not QuestionKind.DEADLINE or question.state not in UNSETTLED:
            continue
        kept = [
            (row, id_)
            for row, id_ in zip(question.rows, question.measure_ids, strict=True)
            if id_ != measure.id
        ]
        if len(kept) == len(question.measure_ids):
            continue
        if kept:
            await uow.imports.narrow(question.id, kept)
        else:
            answer = Reworded(words=words)
            await uow.imports.answer(question.id, QuestionState.ANSWERED, answer, actor.person_id, now)
