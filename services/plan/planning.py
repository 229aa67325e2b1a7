"""Turning measures with deadlines and assignees into control points and duties.

`lay_plan` looks at what is there and adds only what is missing, so it may run again after every answer,
every new edition and every school that joins.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from roadmap.clock import local_date
from roadmap.control.duty import WAITING_FOR_ASSIGNEE, Duty, DutyState, Step, advance
from roadmap.control.duty_filter import NewDuty
from roadmap.deadlines.calendar import CalendarDays, WorkingCalendar
from roadmap.deadlines.control_pace import planned_deadline
from roadmap.deadlines.period import PlanPeriod
from roadmap.deadlines.planned_points import Laying, PlannedPoint, planned_points
from roadmap.deadlines.rule_set import RULE_SETS
from roadmap.ids import AssignmentId, ControlPointId, MeasureId, PersonId, UnitId
from roadmap.imports.questions import Assigned
from roadmap.people.persons import Unit, UnitKind
from roadmap.plan.measure import (
    Assignment,
    AssignmentKind,
    CompletionRule,
    ControlPoint,
    Measure,
    MeasureStanding,
    RoadMap,
)
from roadmap.plan.measure_content import Answering
from roadmap.plan.plan_rows import NewAssignment, NewControlPoint
from roadmap.reminding.reminders import first_stage_at
from services.plan.own_points import OwnPoints
from services.plan.setting_aside import settle_points
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """The department's units, members of its groups and homes of its people, read once for one plan."""

    department_id: UnitId
    units: Mapping[UnitId, Unit]
    members: Mapping[UnitId, Sequence[UnitId]]
    homes: Mapping[PersonId, UnitId]

    def answering(self, assignment: Assignment) -> list[Assigned]:
        """Who owes the duty: each member of a group; the group itself while it has none."""
        return self.members_of(Assigned(unit_id=assignment.unit_id, person_id=assignment.person_id))

    def members_of(self, assigned: Assigned) -> list[Assigned]:
        """The same of anybody who may be assigned."""
        if assigned.unit_id is None or assigned.unit_id not in self.members:
            return [assigned]
        members = self.members[assigned.unit_id] or [assigned.unit_id]
        return [Assigned(unit_id=member) for member in members]

    def home(self, assigned: Assigned) -> UnitId:
        """The unit whose curator watches this assignee."""
        if assigned.unit_id is not None:
            return assigned.unit_id
        return self.homes[PersonId(assigned.person_id or 0)]

    def zone(self, unit_id: UnitId) -> str:
        """Where the unit lives; a unit that has left keeps the department's time."""
        unit = self.units.get(unit_id) or self.units[self.department_id]
        return unit.time_zone


@dataclass(slots=True)
class _Stages:
    """First reminder moments, worked out once for each window, zone and calendar."""

    now: datetime
    known: dict[tuple[date | None, date, str, CalendarDays], datetime | None] = field(default_factory=dict)

    def first(self, point: PlannedPoint, zone: str, own: WorkingCalendar) -> datetime | None:
        key = (point.due_on, point.first_on, zone, own.known)
        if key not in self.known:
            self.known[key] = first_stage_at(point.due_on, point.first_on, self.now, zone, own)
        return self.known[key]


async def lay_plan(
    uow: UnitOfWork,
    road_map: RoadMap,
    now: datetime,
    calendar: WorkingCalendar,
    joined: Collection[UnitId] = (),
    only: Collection[MeasureId] | None = None,
) -> Sequence[NewDuty]:
    """Add the control points and duties that are not there yet, and say which duties those were.

    `joined` are new members of groups: they get what the other members have. `only`: of these measures.
    """
    measures = [m for m in await uow.plan.measures(road_map.id) if only is None or m.id in only]
    assignments = await uow.plan.assignments(road_map.id)
    staff = await read_staff(uow, road_map.department_id, assignments)
    today = local_date(now, staff.zone(road_map.department_id))
    laying = await laying_of(uow, road_map, staff, calendar)
    points = points_of(measures, assignments, laying, today)
    await uow.plan.add_control_points(
        [_control_point(m, point) for m, found in points.items() for point in found]
    )
    wanted = {
        (measure_id, point.first_on, point.last_on)
        for measure_id, found in points.items()
        for point in found
        if point.is_asked
    }
    asked = [
        control_point
        for control_point in await uow.plan.control_points(road_map.id)
        if (control_point.measure_id, control_point.first_on, control_point.last_on) in wanted
    ]
    handed = await uow.duty_plan.planned(road_map.id)
    own = OwnPoints(laying, measures, today)
    duties = _duties(road_map, assignments, asked, staff, handed, joined, _Stages(now), own)
    withdrawn = {
        (one.control_point_id, Assigned(unit_id=one.unit_id, person_id=one.person_id)): one
        for one in await uow.duty_plan.withdrawn(road_map.id)
    }
    for key in withdrawn.keys() & duties.keys():
        await uow.duty_plan.reinstate(withdrawn[key], duties[key])
    await uow.duties.add([duty for key, duty in duties.items() if key not in withdrawn])
    brought = {duty.measure_id for duty in duties.values()}
    done_by_any = [m.id for m in measures if m.id in brought and m.completion_rule is CompletionRule.ANY]
    if done_by_any:
        await settle_points(uow, done_by_any, now, calendar)
    return list(duties.values())


async def laying_of(uow: UnitOfWork, road_map: RoadMap, staff: Staff, calendar: WorkingCalendar) -> Laying:
    """What the deadlines of this road map are laid on; it was given when its first edition was approved."""
    (first, *_) = await uow.plan.editions(road_map.id)
    return Laying(
        period=PlanPeriod(start=road_map.period_start, end=road_map.period_end),
        given_on=local_date(first.approved_at, staff.zone(road_map.department_id)),
        rules=RULE_SETS[road_map.rule_set],
        calendar=calendar.of(road_map.department_id),
    )


def points_of(
    measures: Iterable[Measure], assignments: Iterable[Assignment], laying: Laying, today: date
) -> dict[MeasureId, tuple[PlannedPoint, ...]]:
    """The control points of every measure in force that somebody answers for."""
    answered = {assignment.measure_id for assignment in assignments}
    return {
        measure.id: planned_points(planned_deadline(measure.deadline, measure.pace), laying, today)
        for measure in measures
        if measure.id in answered and measure.standing is MeasureStanding.IN_FORCE
    }


def _control_point(measure_id: MeasureId, point: PlannedPoint) -> NewControlPoint:
    return NewControlPoint(
        measure_id=measure_id,
        first_on=point.first_on,
        last_on=point.last_on,
        original_due_on=point.original_due_on,
        due_on=point.due_on,
    )


def _duties(
    road_map: RoadMap,
    assignments: Iterable[Assignment],
    control_points: Iterable[ControlPoint],
    staff: Staff,
    handed: Collection[tuple[ControlPointId, AssignmentId]],
    joined: Collection[UnitId],
    stages: _Stages,
    own: OwnPoints,
) -> dict[tuple[ControlPointId, Assigned], NewDuty]:
    by_measure: dict[MeasureId, list[Assignment]] = {}
    for assignment in assignments:
        by_measure.setdefault(assignment.measure_id, []).append(assignment)
    duties: dict[tuple[ControlPointId, Assigned], NewDuty] = {}
    for control_point in control_points:
        for assignment in by_measure.get(control_point.measure_id, ()):
            is_handed = (control_point.id, assignment.id) in handed
            for assigned in staff.answering(assignment):
                if is_handed and assigned.unit_id not in joined:
                    continue
                home = staff.home(assigned)
                point = own.owed(control_point, home, assignment.days_earlier)
                duty = NewDuty(
                    department_id=road_map.department_id,
                    road_map_id=road_map.id,
                    measure_id=control_point.measure_id,
                    control_point_id=control_point.id,
                    assignment_id=assignment.id,
                    unit_id=assigned.unit_id,
                    person_id=assigned.person_id,
                    home_unit_id=home,
                    original_due_on=point.original_due_on,
                    due_on=point.due_on,
                    next_stage_at=stages.first(point, staff.zone(home), own.calendar(home)),
                )
                duties.setdefault((control_point.id, assigned), duty)
    return duties


async def read_staff(uow: UnitOfWork, department_id: UnitId, assignments: Iterable[Assignment]) -> Staff:
    """Everybody these assignments can lead to."""
    units = {unit.id: unit for unit in await uow.people.units(department_id)}
    groups = [unit.id for unit in units.values() if unit.kind is UnitKind.GROUP]
    persons = {a.person_id for a in assignments if a.person_id is not None}
    return Staff(
        department_id=department_id,
        units=units,
        members={group: [m for m in await uow.people.members(group) if m in units] for group in groups},
        homes={person: await uow.recipients.unit_of_person(person) for person in persons},
    )


async def assign(
    uow: UnitOfWork,
    road_map: RoadMap,
    wanted: Mapping[MeasureId, Sequence[Answering]],
    now: datetime,
    undecided: Collection[MeasureId] = (),
) -> None:
    """Make these measures be answered for by exactly these; duties of those no longer named are withdrawn.

    `undecided`: some name of theirs is not known yet, so nobody is taken off or made another executor.
    """
    present: dict[MeasureId, dict[Assigned, Assignment]] = {}
    for assignment in await uow.plan.assignments(road_map.id):
        key = Assigned(unit_id=assignment.unit_id, person_id=assignment.person_id)
        present.setdefault(assignment.measure_id, {})[key] = assignment
    added, dropped, kinds = [], [], {}
    for measure_id, answering in wanted.items():
        named = present.get(measure_id, {})
        asked = {one.assigned: one for one in answering}
        added += [_assignment(measure_id, one) for one in answering if one.assigned not in named]
        if measure_id in undecided:
            continue
        dropped += [kept.id for assigned, kept in named.items() if assigned not in asked]
        for assigned, one in asked.items():
            kept = named.get(assigned)
            kind = _kind(one)
            if kept is not None and (kept.kind, kept.days_earlier) != (kind, one.days_earlier):
                kinds[kept.id] = (kind, one.days_earlier)
    await uow.plan.add_assignments(added)
    await uow.plan.change_assignments(kinds)
    if dropped:
        await uow.plan.archive_assignments(dropped)
        gone = frozenset(dropped)
        duties = await uow.duty_plan.of_measures(list(wanted))
        await withdraw(uow, [one for one in duties if one.assignment_id in gone], now)


def _kind(answering: Answering) -> AssignmentKind:
    return AssignmentKind.MAIN if answering.is_main else AssignmentKind.CO


def _assignment(measure_id: MeasureId, answering: Answering) -> NewAssignment:
    return NewAssignment(
        measure_id=measure_id,
        unit_id=answering.assigned.unit_id,
        person_id=answering.assigned.person_id,
        kind=_kind(answering),
        days_earlier=answering.days_earlier,
    )


async def withdraw(uow: UnitOfWork, duties: Iterable[Duty], now: datetime) -> int:
    """Take back duties that still wait for their assignee; what was reported or decided stays as it is."""
    withdrawn = 0
    for duty in duties:
        if duty.state not in WAITING_FOR_ASSIGNEE and duty.state is not DutyState.PAUSED:
            continue
        state: DutyState = advance(duty.state, Step.WITHDRAW)
        if await uow.duties.change_state(duty, state, next_stage_at=None, settled_at=now):
            await uow.outbox.cancel_for_duty(duty.id, "withdrawn")
            withdrawn += 1
    return withdrawn
