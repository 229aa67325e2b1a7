"""A road map that began before it came here: the coordinator tells what passed, by row or at once."""

from collections.abc import Sequence

from roadmap.clock import Clock
from roadmap.control.duty import WAITING_FOR_ASSIGNEE, DutyState, ReportOutcome
from roadmap.control.duty_filter import DutyFilter
from roadmap.control.duty_lines import DutyLine
from roadmap.errors import NotFound
from roadmap.ids import MeasureId, RoadMapId
from roadmap.people.persons import Actor, Role
from services.control.deciding.before_work import PastAnswer, record_past
from services.imports.mark_views import PastMeasure, PastWork
from services.imports.marked_measures import marked_work
from services.people.directory import require
from storage.unit_of_work import Store, UnitOfWork


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
            lines = await _untold(uow, road_map_id)
            latest = await uow.imports.latest(road_map_id)
            marked = await marked_work(uow, latest, self._clock.now()) if latest else []
        return PastWork(
            road_map_id=road_map_id,
            title=road_map.title,
            measures=_by_measure(lines),
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
            told = 0
            for line in await _untold(uow, road_map_id):
                duty = await uow.duties.get(line.id) if measure_id in (None, line.measure_id) else None
                if duty is not None:
                    told += await record_past(uow, actor, duty, answer, now)
            facts = {"measure": measure_id, "outcome": outcome.value, "duties": told}
            await uow.audit.add(actor, now, "road_map.past_recorded", ("road_map", road_map_id), facts)
            await uow.commit()
        return told


async def _untold(uow: UnitOfWork, road_map_id: RoadMapId) -> Sequence[DutyLine]:
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
