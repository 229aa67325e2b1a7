"""Moving control points that are already in the plan to where a new edition or an answer puts them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from roadmap.clock import local_date
from roadmap.control.duty import WAITING_FOR_ASSIGNEE, Duty
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.deadlines.planned_points import PlannedPoint, names_no_days
from roadmap.ids import ControlPointId, MeasureId
from roadmap.plan.measure import ControlPoint, RoadMap
from roadmap.plan.plan_rows import NewControlPoint
from roadmap.reminding.reminders import first_stage_at
from services.plan.own_points import OwnPoints
from services.plan.planning import Staff, laying_of, points_of, read_staff, withdraw
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shift:
    """Pairs to be moved, and control points the document no longer has."""

    moves: Sequence[tuple[ControlPoint, PlannedPoint]]
    dropped: Sequence[ControlPoint]


async def move_control_points(
    uow: UnitOfWork,
    road_map: RoadMap,
    now: datetime,
    calendar: WorkingCalendar,
    only: Collection[MeasureId] | None = None,
) -> list[Duty]:
    """Bring planned control points to the present deadlines of their measures; the duties that have moved.

    A window that stays is left alone. Windows that went and windows that came are paired in order: what still
    waits moves along, what was reported or accepted stays as it was. Windows without a pair are dropped and
    their waiting duties withdrawn; new ones are left to `lay_plan`. A measure whose deadline is not read yet
    keeps what it has. `only`: of these measures.
    """
    measures = [m for m in await uow.plan.measures(road_map.id) if only is None or m.id in only]
    assignments = await uow.plan.assignments(road_map.id)
    staff = await read_staff(uow, road_map.department_id, assignments)
    today = local_date(now, staff.zone(road_map.department_id))
    laying = await laying_of(uow, road_map, staff, calendar)
    read = [m for m in measures if not names_no_days(m.deadline, laying.period, laying.calendar)]
    points = points_of(read, assignments, laying, today)
    owing = OwnPoints(laying, measures, today)
    shifts = _shifts(await uow.plan.control_points(road_map.id), points)
    touched = {o.measure_id for shift in shifts for o in (*shift.dropped, *(pair[0] for pair in shift.moves))}
    earlier = {each.id: each.days_earlier for each in assignments}
    duties: dict[ControlPointId, list[Duty]] = {}
    for duty in await uow.duty_plan.of_measures(list(touched)):
        duties.setdefault(duty.control_point_id, []).append(duty)
    moved: list[Duty] = []
    for shift in shifts:
        for control_point, point in shift.moves:
            waiting = [e for e in duties.get(control_point.id, ()) if e.state in WAITING_FOR_ASSIGNEE]
            await uow.plan.move_control_point(control_point.id, planned_at(control_point.measure_id, point))
            for each in waiting:
                days = earlier.get(each.assignment_id, 0)
                own = owing.owed_as(each.measure_id, point, each.home_unit_id, days)
                if await redate(uow, each, own, staff, now, calendar):
                    moved.append(each)
        for control_point in shift.dropped:
            await withdraw(uow, duties.get(control_point.id, ()), now)
        await uow.duty_plan.remove_unused_points([control_point.id for control_point in shift.dropped])
    return moved


async def move_own_days(
    uow: UnitOfWork,
    road_map: RoadMap,
    now: datetime,
    calendar: WorkingCalendar,
    only: Collection[MeasureId],
) -> list[Duty]:
    """Bring duties of these measures to the days of their own executors and units; those that have moved.

    A day that would be over by now is left as it is.
    """
    assignments = [a for a in await uow.plan.assignments(road_map.id) if a.measure_id in only]
    staff = await read_staff(uow, road_map.department_id, assignments)
    today = local_date(now, staff.zone(road_map.department_id))
    laying = await laying_of(uow, road_map, staff, calendar)
    owing = OwnPoints(laying, await uow.plan.measures(road_map.id), today)
    earlier = {each.id: each.days_earlier for each in assignments}
    points = {point.id: point for point in await uow.plan.control_points(road_map.id)}
    moved: list[Duty] = []
    for duty in await uow.duty_plan.of_measures(list(only)):
        point = points.get(duty.control_point_id)
        if point is None or point.due_on is None or duty.state not in WAITING_FOR_ASSIGNEE:
            continue
        own = owing.owed(point, duty.home_unit_id, earlier.get(duty.assignment_id, 0))
        is_over = own.due_on is None and own.original_due_on is not None
        is_due = duty.original_due_on != own.original_due_on and duty.assignment_id in earlier and not is_over
        if is_due and await redate(uow, duty, own, staff, now, calendar):
            moved.append(duty)
    return moved


def _shifts(
    control_points: Sequence[ControlPoint], points: Mapping[MeasureId, tuple[PlannedPoint, ...]]
) -> list[_Shift]:
    planned: dict[MeasureId, list[ControlPoint]] = {}
    for control_point in control_points:
        planned.setdefault(control_point.measure_id, []).append(control_point)
    return [
        _shift(planned[measure_id], wanted) for measure_id, wanted in points.items() if measure_id in planned
    ]


def _shift(planned: Sequence[ControlPoint], wanted: Sequence[PlannedPoint]) -> _Shift:
    staying = {(o.first_on, o.last_on) for o in planned} & {(p.first_on, p.last_on) for p in wanted}
    gone = [o for o in planned if (o.first_on, o.last_on) not in staying]
    new = [p for p in wanted if (p.first_on, p.last_on) not in staying]
    return _Shift(moves=list(zip(gone, new, strict=False)), dropped=gone[len(new) :])


def planned_at(measure_id: MeasureId, point: PlannedPoint) -> NewControlPoint:
    return NewControlPoint(
        measure_id=measure_id,
        first_on=point.first_on,
        last_on=point.last_on,
        original_due_on=point.original_due_on,
        due_on=point.due_on,
    )


async def redate(
    uow: UnitOfWork,
    duty: Duty,
    point: PlannedPoint,
    staff: Staff,
    now: datetime,
    calendar: WorkingCalendar,
) -> bool:
    due_on = _with_extension(duty, point.due_on)
    zone = staff.zone(duty.home_unit_id)
    # What waits for its decision waits on; of another date, from today.
    stopped_on = local_date(now, zone) if due_on is not None and duty.stopped_on is not None else None
    next_stage = (
        None
        if stopped_on
        else first_stage_at(due_on, point.first_on, now, zone, calendar.of(duty.home_unit_id))
    )
    if not await uow.duty_plan.redate(duty, point.original_due_on, due_on, stopped_on, next_stage):
        return False
    await uow.outbox.cancel_for_duty(duty.id, "the document names another day")
    return True


def _with_extension(duty: Duty, due_on: date | None) -> date | None:
    """An extension somebody was granted is not taken away by an earlier day of the new edition."""
    is_extended = duty.due_on is not None and duty.due_on != duty.original_due_on
    if due_on is None or not is_extended or duty.due_on is None:
        return due_on
    return max(due_on, duty.due_on)
