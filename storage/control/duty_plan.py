"""Duties as the plan lays them: handed out, taken back, dated anew, counted."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, delete, false, func, or_, select, update

from roadmap.control.duty import WAITING_FOR_ASSIGNEE, Duty, DutyState, Step, advance
from roadmap.control.duty_filter import ClosingCounts, NewDuty
from roadmap.ids import (
    AssignmentId,
    ControlPointId,
    DutyId,
    MeasureId,
    RoadMapId,
    UnitId,
)
from roadmap.plan.measure import CompletionRule, MeasureStanding
from roadmap.plan.plan_edits import DutyBefore
from roadmap.plan.plan_rows import OwedCount
from storage.connection import Connection
from storage.control.duty_queries import WAITS_FOR_ASSIGNEE, WAITS_FOR_CURATOR
from storage.control.tables import DutyRow, DutySetAsideRow
from storage.inserting import upsert
from storage.lists import one_of
from storage.mapping import restore
from storage.plan.tables import ControlPointRow, MeasureRow

_COMPLETION = select(MeasureRow.completion_rule).where(MeasureRow.id == bindparam("measure"))
_STANDING = select(MeasureRow.standing).where(MeasureRow.id == bindparam("measure"))


def _is_ahead(today: date) -> ColumnElement[bool]:
    """A report is owed and not overdue, or was to be owed once the pause is over."""
    is_late = func.coalesce(DutyRow.owed_by < today, false())
    return or_(and_(WAITS_FOR_ASSIGNEE, ~is_late), DutyRow.state == DutyState.PAUSED.value)


class DutyPlanRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def remove_unused_points(self, control_point_ids: Collection[ControlPointId]) -> None:
        """Drop those of these control points that never had a duty."""
        used = select(DutyRow.control_point_id).where(one_of(DutyRow.control_point_id, control_point_ids))
        await self._connection.execute(
            delete(ControlPointRow).where(
                one_of(ControlPointRow.id, control_point_ids), ControlPointRow.id.not_in(used)
            )
        )

    async def planned(self, road_map_id: RoadMapId) -> Collection[tuple[ControlPointId, AssignmentId]]:
        """Which control points have been handed to which assignments and not taken back by the plan."""
        query = (
            select(DutyRow.control_point_id, DutyRow.assignment_id)
            .where(
                DutyRow.road_map_id == road_map_id,
                or_(DutyRow.state != DutyState.WITHDRAWN.value, DutyRow.is_taken_off),
            )
            .distinct()
        )
        return {(row.control_point_id, row.assignment_id) for row in await self._connection.execute(query)}

    async def withdrawn(self, road_map_id: RoadMapId) -> Sequence[Duty]:
        """What the plan itself has taken back."""
        query = select(DutyRow).where(
            DutyRow.road_map_id == road_map_id,
            DutyRow.state == DutyState.WITHDRAWN.value,
            ~DutyRow.is_taken_off,
        )
        return [restore(Duty, row) for row in await self._connection.execute(query)]

    async def reinstate(self, duty: Duty, wanted: NewDuty) -> bool:
        """A withdrawn duty is wanted again: open, with these dates; version and revision grow."""
        return await self._change_duty(
            duty,
            assignment_id=wanted.assignment_id,
            state=advance(duty.state, Step.REINSTATE).value,
            original_due_on=wanted.original_due_on,
            due_on=wanted.due_on,
            owed_by=wanted.due_on,
            stopped_on=None,
            next_stage_at=wanted.next_stage_at,
            settled_at=None,
        )

    async def of_measures(self, measure_ids: Collection[MeasureId]) -> Sequence[Duty]:
        """Every duty of these measures, settled ones too."""
        query = select(DutyRow).where(one_of(DutyRow.measure_id, measure_ids)).order_by(DutyRow.id)
        return [restore(Duty, row) for row in await self._connection.execute(query)]

    async def redate(
        self,
        duty: Duty,
        original_due_on: date | None,
        due_on: date | None,
        stopped_on: date | None,
        next_stage_at: datetime | None,
    ) -> bool:
        """The document names another day: version and revision grow; False when somebody was quicker."""
        return await self._change_duty(
            duty,
            original_due_on=original_due_on,
            due_on=due_on,
            owed_by=due_on,
            stopped_on=stopped_on,
            next_stage_at=next_stage_at,
        )

    async def put_back(self, before: DutyBefore, next_stage_at: datetime | None) -> bool:
        """As it was before a change of the plan; False when anything else has happened to it since."""
        statement = (
            update(DutyRow)
            .where(DutyRow.id == before.duty_id, DutyRow.version == before.left_version)
            .values(
                version=before.left_version + 1,
                revision=DutyRow.revision + 1,
                state=before.state.value,
                original_due_on=before.original_due_on,
                due_on=before.due_on,
                owed_by=before.owed_by,
                stopped_on=before.stopped_on,
                next_stage_at=next_stage_at,
                settled_at=None,
            )
        )
        return (await self._connection.execute(statement)).rowcount == 1

    # Closing a whole road map

    async def closing_counts(self, road_map_id: RoadMapId, today: date) -> ClosingCounts:
        """What would be closed undone, what withdrawn, and what goes on waiting for a decision."""
        is_overdue = and_(WAITS_FOR_ASSIGNEE, DutyRow.owed_by < today)
        query = select(
            func.coalesce(func.sum(case((is_overdue, 1), else_=0)), 0).label("overdue"),
            func.coalesce(func.sum(case((_is_ahead(today), 1), else_=0)), 0).label("ahead"),
            func.coalesce(func.sum(case((WAITS_FOR_CURATOR, 1), else_=0)), 0).label("waiting"),
        ).where(DutyRow.road_map_id == road_map_id)
        row = (await self._connection.execute(query)).one()
        return ClosingCounts(overdue=int(row.overdue), ahead=int(row.ahead), waiting=int(row.waiting))

    async def close_map(self, road_map_id: RoadMapId, today: date, now: datetime) -> None:
        """Close undone what is overdue, withdraw what is still to come; remind of nothing more."""
        of_map = DutyRow.road_map_id == road_map_id
        for condition, state in (
            (and_(WAITS_FOR_ASSIGNEE, DutyRow.owed_by < today), DutyState.CLOSED_UNDONE),
            (_is_ahead(today), DutyState.WITHDRAWN),
        ):
            settled = {"state": state.value, "settled_at": now, "version": DutyRow.version + 1}
            await self._connection.execute(update(DutyRow).where(of_map, condition).values(**settled))
        await self._connection.execute(update(DutyRow).where(of_map).values(next_stage_at=None))

    # Set aside: paused, or covered by what somebody else has done

    async def keep_aside(self, duties: Sequence[Duty]) -> None:
        """What each of these comes back to."""
        rows = [
            {"duty_id": duty.id, "state": duty.state.value, "stopped_on": duty.stopped_on} for duty in duties
        ]
        if rows:
            update = ("state", "stopped_on")
            await upsert(self._connection, DutySetAsideRow, rows, keys=("duty_id",), update=update)

    async def take_up(self, duty_ids: Collection[DutyId]) -> Mapping[DutyId, tuple[DutyState, date | None]]:
        """The state each of these comes back to, and since when its time stood; kept no longer."""
        row = DutySetAsideRow
        found = await self._connection.execute(select(row).where(one_of(row.duty_id, duty_ids)))
        kept = {DutyId(each.duty_id): (DutyState(each.state), each.stopped_on) for each in found}
        await self._connection.execute(delete(row).where(one_of(row.duty_id, duty_ids)))
        return kept

    async def of_point(self, control_point_id: ControlPointId) -> Sequence[Duty]:
        """Everybody's duty for this control point."""
        query = select(DutyRow).where(DutyRow.control_point_id == control_point_id).order_by(DutyRow.id)
        return [restore(Duty, row) for row in await self._connection.execute(query)]

    async def completion_of(self, measure_id: MeasureId) -> CompletionRule:
        """When this measure counts as done."""
        found = await self._connection.execute(_COMPLETION, {"measure": measure_id})
        return CompletionRule(found.scalar_one())

    async def standing_of(self, measure_id: MeasureId) -> MeasureStanding:
        """Whether the plan counts on this measure."""
        found = await self._connection.execute(_STANDING, {"measure": measure_id})
        return MeasureStanding(found.scalar_one())

    async def _change_duty(self, duty: Duty, **values: Any) -> bool:
        statement = (
            update(DutyRow)
            .where(DutyRow.id == duty.id, DutyRow.version == duty.version)
            .values(version=duty.version + 1, revision=duty.revision + 1, **values)
        )
        return (await self._connection.execute(statement)).rowcount == 1

    async def waiting(self, department_id: UnitId) -> Sequence[OwedCount]:
        """Who owes what in the department now: assignees with the number of duties that wait for them."""
        row = DutyRow
        query = (
            select(row.road_map_id, row.unit_id, row.person_id, func.count().label("count"))
            .where(
                row.department_id == department_id,
                row.state.in_([state.value for state in WAITING_FOR_ASSIGNEE]),
            )
            .group_by(row.road_map_id, row.unit_id, row.person_id)
            .order_by(row.road_map_id, row.unit_id, row.person_id)
        )
        return [
            OwedCount(road_map_id=r.road_map_id, unit_id=r.unit_id, person_id=r.person_id, count=r[3])
            for r in await self._connection.execute(query)
        ]
