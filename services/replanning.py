"""Moving control points that are already in the plan to where a new edition or an answer puts them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from roadmap.calendar import WorkingCalendar
from roadmap.clock import local_date
from roadmap.control_point import ControlPoint
from roadmap.deadline import Missing, Unscheduled
from roadmap.execution import WAITING_FOR_ASSIGNEE, Execution, Occurrence
from roadmap.ids import MeasureId, OccurrenceId
from roadmap.measure import RoadMap
from roadmap.reminders import first_stage_at
from services.planning import Staff, laying_of, points_of, read_staff, withdraw
from services.ports.plan import NewOccurrence
from services.ports.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shift:
    """Pairs to be moved, and control points the document no longer has."""

    moves: Sequence[tuple[Occurrence, ControlPoint]]
    dropped: Sequence[Occurrence]


async def move_control_points(
    uow: UnitOfWork, road_map: RoadMap, now: datetime, calendar: WorkingCalendar
) -> list[Execution]:
    """Bring planned control points to the present deadlines of their measures; the duties that have moved.

    A window that stays is left alone. Windows that went and windows that came are paired in order: what still
    waits moves along, what was reported or accepted stays as it was. Windows without a pair are dropped and
    their waiting duties withdrawn; new ones are left to `lay_plan`. A measure whose deadline is not read yet
    keeps what it has.
    """
    measures = await uow.plan.measures(road_map.id)
    assignments = await uow.plan.assignments(road_map.id)
    staff = await read_staff(uow, road_map.department_id, assignments)
    today = local_date(now, staff.zone(road_map.department_id))
    read = [m for m in measures if not isinstance(m.deadline, Missing | Unscheduled)]
    laying = await laying_of(uow, road_map, staff, calendar)
    points = points_of(read, assignments, laying, today)
    shifts = _shifts(await uow.plan.occurrences(road_map.id), points)
    touched = {o.measure_id for shift in shifts for o in (*shift.dropped, *(pair[0] for pair in shift.moves))}
    executions: dict[OccurrenceId, list[Execution]] = {}
    for execution in await uow.plan.executions(list(touched)):
        executions.setdefault(execution.occurrence_id, []).append(execution)
    moved: list[Execution] = []
    for shift in shifts:
        for occurrence, point in shift.moves:
            waiting = [e for e in executions.get(occurrence.id, ()) if e.state in WAITING_FOR_ASSIGNEE]
            await uow.plan.move_occurrence(occurrence.id, _target(occurrence.measure_id, point))
            moved += [e for e in waiting if await _redate(uow, e, point, staff, now, calendar)]
        for occurrence in shift.dropped:
            await withdraw(uow, executions.get(occurrence.id, ()), now)
        await uow.plan.remove_occurrences([occurrence.id for occurrence in shift.dropped])
    return moved


def _shifts(
    occurrences: Sequence[Occurrence], points: Mapping[MeasureId, tuple[ControlPoint, ...]]
) -> list[_Shift]:
    planned: dict[MeasureId, list[Occurrence]] = {}
    for occurrence in occurrences:
        planned.setdefault(occurrence.measure_id, []).append(occurrence)
    return [
        _shift(planned[measure_id], wanted) for measure_id, wanted in points.items() if measure_id in planned
    ]


def _shift(planned: Sequence[Occurrence], wanted: Sequence[ControlPoint]) -> _Shift:
    staying = {(o.first_on, o.last_on) for o in planned} & {(p.first_on, p.last_on) for p in wanted}
    gone = [o for o in planned if (o.first_on, o.last_on) not in staying]
    new = [p for p in wanted if (p.first_on, p.last_on) not in staying]
    return _Shift(moves=list(zip(gone, new, strict=False)), dropped=gone[len(new) :])


def _target(measure_id: MeasureId, point: ControlPoint) -> NewOccurrence:
    return NewOccurrence(
        measure_id=measure_id,
        first_on=point.first_on,
        last_on=point.last_on,
        original_due_on=point.original_due_on,
        due_on=point.due_on,
    )


async def _redate(
    uow: UnitOfWork,
    execution: Execution,
    point: ControlPoint,
    staff: Staff,
    now: datetime,
    calendar: WorkingCalendar,
) -> bool:
    due_on = _with_extension(execution, point.due_on)
    zone = staff.zone(execution.home_unit_id)
    next_stage = first_stage_at(due_on, point.first_on, now, zone, calendar)
    if not await uow.plan.redate(execution, point.original_due_on, due_on, next_stage):
        return False
    await uow.outbox.cancel_for_execution(execution.id, "the document names another day")
    return True


def _with_extension(execution: Execution, due_on: date | None) -> date | None:
    """An extension somebody was granted is not taken away by an earlier day of the new edition."""
    is_extended = execution.due_on is not None and execution.due_on != execution.original_due_on
    if due_on is None or not is_extended or execution.due_on is None:
        return due_on
    return max(due_on, execution.due_on)
