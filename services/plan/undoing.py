"""An edit of a plan is undone by who made it, for ten minutes, while no later one touched its measures."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from roadmap.clock import Clock
from roadmap.control.duty import UNDO_WINDOW, WAITING_FOR_ASSIGNEE, Duty
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.deadlines.period import PlanPeriod
from roadmap.deadlines.planned_points import names_no_days
from roadmap.errors import BadInput, NotAllowed, NotFound
from roadmap.ids import DutyId, MeasureId, PlanEditId
from roadmap.people.persons import Actor
from roadmap.plan.measure import MeasureStanding, RoadMap
from roadmap.plan.measure_content import Aspect, MeasureChange, MeasureContent, aspects
from roadmap.plan.plan_edits import ChangedMeasure, DutyBefore, PlanEdit
from services.plan.applying import apply
from services.plan.changing import map_in_force
from services.plan.contents import contents
from services.plan.next_stage import stage_after
from services.plan.planning import withdraw
from storage.unit_of_work import Store, UnitOfWork


class UndoingEditService:
    def __init__(self, store: Store, clock: Clock, calendar: WorkingCalendar) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar

    async def undo(self, actor: Actor, edit_id: PlanEditId) -> tuple[MeasureId, ...]:
        """The plan and its duties as they were; the measures that came back. Undone before is fine.

        NotAllowed for another's edit, BadInput after ten minutes or when a later edit has changed one of
        its measures. What an assignee has done since with their duty stays.
        """
        now = self._clock.now()
        async with self._store.write() as uow:
            edit = await uow.plan_edits.get(edit_id)
            if edit is None:
                raise NotFound
            road_map = await map_in_force(uow, actor, edit.road_map_id)
            changes = await uow.plan_edits.changes([edit_id])
            back = tuple(change.measure_id for change in changes)
            if edit.undone_at is not None:
                return back
            _check(actor, edit, now)
            if not await uow.plan_edits.undo(edit_id, now):
                raise BadInput("undo-edit-too-late")
            await self._bring_back(uow, road_map, changes, now)
            for measure_id in back:
                await uow.audit.add(actor, now, "measure.undone", ("measure", measure_id), {"edit": edit_id})
            await uow.commit()
        return back

    async def _bring_back(
        self, uow: UnitOfWork, road_map: RoadMap, changes: Sequence[ChangedMeasure], now: datetime
    ) -> None:
        known = await contents(uow, road_map.id)
        if any(not _is_as_left(change, known.get(change.measure_id)) for change in changes):
            raise BadInput("undo-edit-not-last")
        ids = [change.measure_id for change in changes]
        seen = {duty.id: duty.version for duty in await uow.duty_plan.of_measures(ids)}
        await apply(uow, road_map, [_reversed(change) for change in changes], now, self._calendar)
        await self._take_back_days(uow, road_map, changes, now)
        present = {duty.id: duty for duty in await uow.duty_plan.of_measures(ids)}
        for change in changes:
            for before in change.duties:
                if seen.get(before.duty_id) == before.left_version:
                    await self._put_back(uow, present, before, now)

    async def _take_back_days(
        self, uow: UnitOfWork, road_map: RoadMap, changes: Sequence[ChangedMeasure], now: datetime
    ) -> None:
        """Measures that have no dates again lose the days this edit gave them."""
        period = PlanPeriod(start=road_map.period_start, end=road_map.period_end)
        calendar = self._calendar.of(road_map.department_id)
        undated = {
            change.measure_id
            for change in changes
            if change.before
            and Aspect.DEADLINE in change.aspects
            and names_no_days(change.before.deadline, period, calendar)
        }
        points = await uow.plan.control_points(road_map.id) if undated else ()
        if dropped := [point.id for point in points if point.measure_id in undated]:
            await withdraw(uow, await uow.duty_plan.of_measures(undated), now)
            await uow.duty_plan.remove_unused_points(dropped)

    async def _put_back(
        self, uow: UnitOfWork, present: dict[DutyId, Duty], before: DutyBefore, now: datetime
    ) -> None:
        """The duty as it was; laying the plan back has changed it once more."""
        duty = present[before.duty_id]
        was = replace(duty, state=before.state, owed_by=before.owed_by, stopped_on=before.stopped_on)
        is_waiting = before.state in WAITING_FOR_ASSIGNEE
        looked_at = await stage_after(uow, was, self._calendar, now) if is_waiting else None
        await uow.duty_plan.put_back(replace(before, left_version=duty.version), looked_at)


async def undoable_edit(
    uow: UnitOfWork, actor: Actor, measure_id: MeasureId, now: datetime
) -> PlanEditId | None:
    """The last edit of this measure, if the actor may undo it now."""
    edits = await uow.plan_edits.of_measure(measure_id)
    last = await uow.plan_edits.get(edits[0].edit_id) if edits else None
    is_open = last is not None and last.told_at is None and now - last.at < UNDO_WINDOW
    return last.id if last is not None and is_open and last.by == actor.person_id else None


def _check(actor: Actor, edit: PlanEdit, now: datetime) -> None:
    if edit.by != actor.person_id:
        raise NotAllowed
    if edit.told_at is not None or now - edit.at >= UNDO_WINDOW:
        raise BadInput("undo-edit-too-late")


def _is_as_left(change: ChangedMeasure, present: MeasureContent | None) -> bool:
    """Whether the measure says what this edit made it say; its place may have moved."""
    if present is None:
        return change.after.standing is MeasureStanding.DROPPED
    return not aspects(present, change.after)


def _reversed(change: ChangedMeasure) -> MeasureChange:
    gone = replace(change.after, standing=MeasureStanding.DROPPED)
    return MeasureChange(measure_id=change.measure_id, before=change.after, after=change.before or gone)
