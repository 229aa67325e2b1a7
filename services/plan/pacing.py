"""Control points of routine work of a road map in force: none, monthly, quarterly or each time."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from roadmap.clock import Clock, local_date
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.deadlines.control_pace import ControlPace, is_routine, planned_deadline
from roadmap.deadlines.planned_points import Laying, planned_points
from roadmap.errors import BadInput
from roadmap.ids import MeasureId, RoadMapId
from roadmap.people.persons import Actor
from roadmap.plan.measure import Measure
from roadmap.plan.measure_content import MeasureChange
from services.plan.changing import change_plan, map_of, map_to_change, of_road_map
from services.plan.edit_views import Edited
from services.plan.editing import edited
from services.plan.planning import laying_of, read_staff
from storage.unit_of_work import Store

COUNTED = (ControlPace.MONTHLY, ControlPace.QUARTERLY, ControlPace.EACH)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutineMeasure:
    """A measure that comes round more than once a month; `points`: what each choice comes to."""

    measure_id: MeasureId
    name: str
    deadline_text: str
    pace: ControlPace
    points: Mapping[ControlPace, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRoutine:
    """The routine work of a road map in force."""

    road_map_id: RoadMapId
    title: str
    measures: tuple[RoutineMeasure, ...]


class PacingService:
    def __init__(self, store: Store, clock: Clock, calendar: WorkingCalendar) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar

    async def routine(self, actor: Actor, road_map_id: RoadMapId) -> MapRoutine:
        """Every measure of routine work, in the order of the plan."""
        now = self._clock.now()
        async with self._store.read() as uow:
            road_map = await map_to_change(uow, actor, road_map_id)
            staff = await read_staff(uow, road_map.department_id, ())
            laying = await laying_of(uow, road_map, staff, self._calendar)
            measures = await uow.plan.measures(road_map_id)
        today = local_date(now, actor.time_zone)
        found = [_routine(one, laying, today) for one in measures if is_routine(one.deadline)]
        return MapRoutine(road_map_id=road_map_id, title=road_map.title, measures=tuple(found))

    async def choose(self, actor: Actor, measure_id: MeasureId, pace: ControlPace) -> Edited:
        """Lay the control points of this choice and take the others back; it can be undone as any edit."""
        now = self._clock.now()
        async with self._store.write() as uow:
            road_map = await map_of(uow, actor, measure_id)
            before = (await of_road_map(uow, road_map.id, [measure_id]))[measure_id]
            if not is_routine(before.deadline):
                raise BadInput("not-routine")
            change = MeasureChange(measure_id=measure_id, before=before, after=replace(before, pace=pace))
            edit_id = await change_plan(uow, actor, road_map, [change], now, self._calendar)
            done = await edited(uow, road_map, edit_id)
            await uow.commit()
        return done


def _routine(measure: Measure, laying: Laying, today: date) -> RoutineMeasure:
    return RoutineMeasure(
        measure_id=measure.id,
        name=f"{measure.number} {measure.title}".strip(),
        deadline_text=measure.deadline_text,
        pace=measure.pace,
        points={pace: _points(measure, pace, laying, today) for pace in COUNTED},
    )


def _points(measure: Measure, pace: ControlPace, laying: Laying, today: date) -> int:
    points = planned_points(planned_deadline(measure.deadline, pace), laying, today)
    return sum(point.is_asked for point in points)
