"""Laying the days of a plan anew by a calendar that has changed: what waits moves, what is over stays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from roadmap.clock import local_date
from roadmap.control.duty import WAITING_FOR_ASSIGNEE, Duty
from roadmap.control.duty_filter import NewDuty
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.deadlines.deadline import Unscheduled
from roadmap.deadlines.planned_points import PlannedPoint
from roadmap.deadlines.rule_set import RULE_SETS, has_days
from roadmap.ids import DutyId, MeasureId
from roadmap.plan.calendar_rows import MovedDay
from roadmap.plan.measure import Assignment, ControlPoint, Measure, RoadMap
from services.plan.own_points import OwnPoints
from services.plan.planning import lay_plan, laying_of, points_of, read_staff
from services.plan.replanning import move_control_points, move_own_days, planned_at, redate
from storage.unit_of_work import UnitOfWork

Windows = Mapping[tuple[MeasureId, date, date], PlannedPoint]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaid:
    """Waiting duties of another day, and duties whose days are known only now."""

    moved: tuple[MovedDay, ...]
    fresh: Sequence[NewDuty | Duty]

    @property
    def dated(self) -> int:
        """How many of the fresh have a day."""
        return sum(duty.due_on is not None for duty in self.fresh)


async def lay_anew(uow: UnitOfWork, road_map: RoadMap, now: datetime, calendar: WorkingCalendar) -> Relaid:
    """Bring the days that are still ahead to this calendar.

    A day that would be over by now is left as it is: nobody is late because a calendar came late.
    """
    await uow.plan.hold(road_map.id)
    measures = await uow.plan.measures(road_map.id)
    assignments = await uow.plan.assignments(road_map.id)
    ids = [measure.id for measure in measures]
    before = await _due_days(uow, ids)
    of_calendar = [m.id for m in measures if _is_laid_by_calendar(m, road_map)]
    fresh: Sequence[NewDuty] = ()
    if of_calendar:
        await move_control_points(uow, road_map, now, calendar, of_calendar)
        fresh = await lay_plan(uow, road_map, now, calendar, only=of_calendar)
    await _move_due_days(uow, road_map, measures, assignments, now, calendar)
    await move_own_days(uow, road_map, now, calendar, set(ids))
    after = {duty.id: duty for duty in await uow.duty_plan.of_measures(ids)}
    moved = [
        MovedDay(duty=after[id_], was_on=was, due_on=due)
        for id_, was in before.items()
        if was is not None and (due := after[id_].due_on) is not None and due != was
    ]
    dated = [after[id_] for id_, was in before.items() if was is None and after[id_].due_on is not None]
    return Relaid(moved=tuple(moved), fresh=[*fresh, *dated])


def _is_laid_by_calendar(measure: Measure, road_map: RoadMap) -> bool:
    """Its windows themselves come of the calendar: school holidays, «срочно»."""
    deadline = measure.deadline
    is_holidays = isinstance(deadline, Unscheduled) and bool(deadline.holidays)
    return is_holidays or has_days(deadline, RULE_SETS[road_map.rule_set])


async def _due_days(uow: UnitOfWork, measure_ids: Sequence[MeasureId]) -> dict[DutyId, date | None]:
    """The days of what waits for its assignee."""
    return {
        duty.id: duty.due_on
        for duty in await uow.duty_plan.of_measures(measure_ids)
        if duty.state in WAITING_FOR_ASSIGNEE
    }


async def _move_due_days(
    uow: UnitOfWork,
    road_map: RoadMap,
    measures: Sequence[Measure],
    assignments: Sequence[Assignment],
    now: datetime,
    calendar: WorkingCalendar,
) -> None:
    """Control points whose window stays and whose day does not."""
    staff = await read_staff(uow, road_map.department_id, assignments)
    today = local_date(now, staff.zone(road_map.department_id))
    laying = await laying_of(uow, road_map, staff, calendar)
    wanted: Windows = {
        (measure_id, point.first_on, point.last_on): point
        for measure_id, points in points_of(measures, assignments, laying, today).items()
        for point in points
    }
    moves = [
        (point, planned)
        for point in await uow.plan.control_points(road_map.id)
        if (planned := wanted.get((point.measure_id, point.first_on, point.last_on))) is not None
        and _is_to_move(point, planned)
    ]
    earlier = {each.id: each.days_earlier for each in assignments}
    owing = OwnPoints(laying, measures, today)
    touched = list({point.measure_id for point, _ in moves})
    duties = await uow.duty_plan.of_measures(touched) if touched else ()
    for point, planned in moves:
        await uow.plan.move_control_point(point.id, planned_at(point.measure_id, planned))
        for duty in duties:
            if duty.control_point_id == point.id and duty.state in WAITING_FOR_ASSIGNEE:
                days = earlier.get(duty.assignment_id, 0)
                own = owing.owed_as(duty.measure_id, planned, duty.home_unit_id, days)
                await redate(uow, duty, own, staff, now, calendar)


def _is_to_move(point: ControlPoint, planned: PlannedPoint) -> bool:
    """Both days are ahead, and differ."""
    return None not in (point.due_on, planned.due_on) and point.due_on != planned.due_on
