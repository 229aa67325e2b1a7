"""Dates for a measure in force whose document names none: typed, read back, and planned at once."""

from dataclasses import dataclass
from datetime import datetime

from roadmap.clock import Clock, local_date
from roadmap.control.duty import WAITING_FOR_ASSIGNEE, Duty
from roadmap.control.measure_views import MeasureFacts
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.deadlines.deadline import Ongoing
from roadmap.deadlines.period import PlanPeriod, Window
from roadmap.errors import NotFound, WrongState
from roadmap.ids import MeasureId, PlanEditId
from roadmap.imports.answering import QuestionKind
from roadmap.imports.questions import UNSETTLED, QuestionState, Reworded
from roadmap.language.counted_day import with_day
from roadmap.language.phrase import phrase
from roadmap.people.persons import Actor
from roadmap.plan.measure import RoadMap
from roadmap.plan.measure_content import MeasureChange
from roadmap.typed_words import typed
from services.control.measures.measure_cards import view_measure
from services.control.measures.verbs import MeasureVerb
from services.imports.typed_dates import MAX_DATES, typed_deadline
from services.plan.changing import change_plan, of_road_map
from services.plan.editing import with_deadline
from storage.unit_of_work import Store, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedDates:
    """Dates of a measure as they would be taken."""

    measure: MeasureFacts
    words: str
    reading: str
    windows: tuple[Window, ...]
    is_hard: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DatesGiven:
    """The edit of the plan, which can be undone, and the duties that wait since."""

    edit_id: PlanEditId | None
    duties: int


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
        today = local_date(self._clock.now(), actor.time_zone)
        said = with_day(" ".join(typed(words, limit=MAX_DATES).split()), today, _period(road_map))
        deadline, placed = typed_deadline(said, _period(road_map))
        return TypedDates(
            measure=measure,
            words=said,
            reading=phrase(deadline),
            windows=placed,
            is_hard=not isinstance(deadline, Ongoing),
        )

    async def give(self, actor: Actor, measure_id: MeasureId, words: str) -> DatesGiven:
        """Plan the measure by these dates, as one edit of the plan: undone and told of as any other."""
        now = self._clock.now()
        async with self._store.write() as uow:
            measure = await self._undated(uow, actor, measure_id)
            road_map = await _road_map(uow, measure)
            await uow.plan.hold(road_map.id)
            before = (await of_road_map(uow, road_map.id, [measure_id]))[measure_id]
            after = with_deadline(before, words, _period(road_map))
            change = MeasureChange(measure_id=measure_id, before=before, after=after)
            edit_id = await change_plan(uow, actor, road_map, [change], now, self._calendar)
            await _settle_question(uow, actor, measure, words, now)
            waiting = [duty for duty in await uow.duty_plan.of_measures([measure_id]) if _waits(duty)]
            await uow.commit()
        return DatesGiven(edit_id=edit_id, duties=len(waiting))

    async def _undated(self, uow: UnitOfWork, actor: Actor, measure_id: MeasureId) -> MeasureFacts:
        today = local_date(self._clock.now(), actor.time_zone)
        view = await view_measure(uow, actor, measure_id, today)
        if MeasureVerb.GIVE_DATES not in view.verbs:
            raise WrongState("dated" if view.points else "not theirs", "give dates")
        return view.measure


def _waits(duty: Duty) -> bool:
    return duty.state in WAITING_FOR_ASSIGNEE


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
