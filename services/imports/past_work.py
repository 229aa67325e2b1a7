"""A road map that began before it came here: the coordinator tells what passed, by row or at once."""

from collections.abc import Callable, Sequence
from datetime import datetime

from roadmap.clock import Clock, local_date
from roadmap.control.duty import WAITING_FOR_ASSIGNEE, DutyState, ReportOutcome
from roadmap.control.duty_filter import DutyFilter
from roadmap.control.duty_lines import DutyLine
from roadmap.errors import BadInput, NotFound
from roadmap.ids import DutyId, MeasureId, RoadMapId
from roadmap.imports.proposal import ExecutionMark, ExecutionState
from roadmap.language.execution_words import told_of_the_past
from roadmap.people.persons import Actor, Role
from roadmap.typed_words import typed
from services.control.deciding.before_work import PastAnswer, record_past
from services.imports.document_marks import OUTCOMES, past_answer
from services.imports.mark_views import PastMeasure, PastWork, ToldOfPast
from services.imports.marked_measures import marked_work
from services.people.directory import require
from storage.unit_of_work import Store, UnitOfWork

MAX_WORDS = 300


class PastWorkService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def past(self, actor: Actor, road_map_id: RoadMapId) -> PastWork:
        """What passed before the work began here and nobody has told of."""
        require(actor, Role.COORDINATOR)
        async with self._store.read() as uow:
            road_map = await uow.plan.road_map(road_map_id, actor.department_id)
            if road_map is None:
                raise NotFound
            lines = await _owed(uow, road_map_id)
            unknown = await uow.past_unknown.of_road_map(road_map_id)
            latest = await uow.imports.latest(road_map_id)
            marked = await marked_work(uow, latest, self._clock.now()) if latest else []
        return PastWork(
            road_map_id=road_map_id,
            title=road_map.title,
            measures=_by_measure([line for line in lines if line.id not in unknown]),
            unknown=_by_measure([line for line in lines if line.id in unknown]),
            import_id=latest.id if latest else None,
            marks=sum(any(line.predates_work for line in one.owed) for one in marked),
        )

    async def record(
        self,
        actor: Actor,
        road_map_id: RoadMapId,
        measure_id: MeasureId | None,
        outcome: ReportOutcome,
        words: str,
    ) -> int:
        """Say «выполнено» or «не выполнено» of one measure, or of all that is left; how many duties."""
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.write() as uow:
            if await uow.plan.road_map(road_map_id, actor.department_id) is None:
                raise NotFound
            answer = PastAnswer(outcome=outcome, text=words)
            told = await _record(uow, actor, road_map_id, measure_id, answer, now)
            await uow.commit()
        return told

    async def understand(
        self, actor: Actor, road_map_id: RoadMapId, measure_id: MeasureId, words: str
    ) -> ToldOfPast:
        """Typed words about one measure as they would be written down; BadInput where they tell nothing."""
        view = await self.past(actor, road_map_id)
        one = next((e for e in (*view.measures, *view.unknown) if e.measure_id == measure_id), None)
        if one is None:
            raise NotFound
        mark = self._told(actor, words)
        return ToldOfPast(
            road_map_id=road_map_id,
            measure=one,
            outcome=OUTCOMES[mark.state],
            done_on=mark.done_on,
            words=mark.words,
        )

    async def tell(
        self,
        actor: Actor,
        road_map_id: RoadMapId,
        measure_id: MeasureId,
        words: str,
        said: Callable[[str], str],
    ) -> int:
        """Write typed words down for every duty of the measure, as `said` puts them; how many."""
        require(actor, Role.COORDINATOR)
        answer = past_answer(self._told(actor, words), said)
        now = self._clock.now()
        async with self._store.write() as uow:
            if await uow.plan.road_map(road_map_id, actor.department_id) is None:
                raise NotFound
            told = await _record(uow, actor, road_map_id, measure_id, answer, now)
            await uow.commit()
        return told

    async def does_not_know(self, actor: Actor, road_map_id: RoadMapId, measure_id: MeasureId | None) -> int:
        """Nobody knows what became of the measure, or of all that is left: it is not asked again."""
        require(actor, Role.COORDINATOR)
        now = self._clock.now()
        async with self._store.write() as uow:
            if await uow.plan.road_map(road_map_id, actor.department_id) is None:
                raise NotFound
            known = await uow.past_unknown.of_road_map(road_map_id)
            fresh = [
                line.id
                for line in await _owed(uow, road_map_id)
                if measure_id in (None, line.measure_id) and line.id not in known
            ]
            await uow.past_unknown.add(fresh, actor.person_id, now)
            facts = {"measure": measure_id, "duties": len(fresh)}
            await uow.audit.add(actor, now, "road_map.past_unknown", ("road_map", road_map_id), facts)
            await uow.commit()
        return len(fresh)

    def _told(self, actor: Actor, words: str) -> ExecutionMark:
        said = " ".join(typed(words, limit=MAX_WORDS).split())
        mark = told_of_the_past(said, local_date(self._clock.now(), actor.time_zone))
        if mark.state is ExecutionState.UNCLEAR:
            raise BadInput("past-unread", said)
        return mark


async def _record(
    uow: UnitOfWork,
    actor: Actor,
    road_map_id: RoadMapId,
    measure_id: MeasureId | None,
    answer: PastAnswer,
    now: datetime,
) -> int:
    """Of one measure, or of all that nobody has told of; how many duties."""
    unknown = await uow.past_unknown.of_road_map(road_map_id)
    told: list[DutyId] = []
    for line in await _owed(uow, road_map_id):
        is_meant = line.measure_id == measure_id or (measure_id is None and line.id not in unknown)
        duty = await uow.duties.get(line.id) if is_meant else None
        if duty is not None and await record_past(uow, actor, duty, answer, now):
            told.append(duty.id)
    await uow.past_unknown.forget(told)
    facts = {"measure": measure_id, "outcome": answer.outcome.value, "duties": len(told)}
    await uow.audit.add(actor, now, "road_map.past_recorded", ("road_map", road_map_id), facts)
    return len(told)


async def _owed(uow: UnitOfWork, road_map_id: RoadMapId) -> Sequence[DutyLine]:
    states = WAITING_FOR_ASSIGNEE - {DutyState.PARTIAL}  # of a part it was told how it stands
    wanted = DutyFilter(road_map_id=road_map_id, states=states, predates_work=True)
    return await uow.duties.lines(wanted)


def _by_measure(lines: Sequence[DutyLine]) -> tuple[PastMeasure, ...]:
    found: dict[MeasureId, list[DutyLine]] = {}
    for line in lines:
        found.setdefault(line.measure_id, []).append(line)
    return tuple(
        PastMeasure(
            measure_id=measure_id,
            name=f"{owed[0].number} {owed[0].title}".strip(),
            due_on=max(line.original_due_on for line in owed if line.original_due_on is not None),
            duties=len(owed),
        )
        for measure_id, owed in found.items()
    )
