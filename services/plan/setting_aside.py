"""Duties the plan asks nothing about for now: of a paused measure, or done by another of its executors."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime

from roadmap.control.duty import TRANSITIONS, WAITING_FOR_ASSIGNEE, Duty, DutyState, Step, advance
from roadmap.control.own_time import OwnTime
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.ids import ControlPointId, MeasureId
from roadmap.plan.measure import CompletionRule
from services.plan.next_stage import stage_after
from storage.unit_of_work import UnitOfWork


async def pause(uow: UnitOfWork, duties: Iterable[Duty], today: date) -> None:
    """Those that wait for their assignee wait no more, and their time stands; nothing is sent about them."""
    waiting = [duty for duty in duties if duty.state in WAITING_FOR_ASSIGNEE]
    await uow.duty_plan.keep_aside(waiting)
    for duty in waiting:
        state, time = advance(duty.state, Step.PAUSE), duty.time.stopped(today)
        if await uow.duties.change_state(duty, state, next_stage_at=None, settled_at=None, time=time):
            await uow.outbox.cancel_for_duty(duty.id, "the measure is paused")


async def resume(
    uow: UnitOfWork, duties: Iterable[Duty], now: datetime, today: date, calendar: WorkingCalendar
) -> None:
    """Paused duties wait again as they did; of their time as much is left as on the day of the pause."""
    paused = [duty for duty in duties if duty.state is DutyState.PAUSED]
    kept = await uow.duty_plan.take_up([duty.id for duty in paused])
    for duty in paused:
        state, stopped_on = kept.get(duty.id, (DutyState.OPEN, None))
        time = duty.time.run_on(today) if stopped_on is None else replace(duty.time, stopped_on=stopped_on)
        await _wait_again(uow, duty, state, time, now, calendar)


async def settle_point(uow: UnitOfWork, duty: Duty, now: datetime, calendar: WorkingCalendar) -> None:
    """After a decision on this duty: one accepted report covers the others, where any of them is enough."""
    if await uow.duty_plan.completion_of(duty.measure_id) is CompletionRule.ANY:
        await _settle(uow, await uow.duty_plan.of_point(duty.control_point_id), now, calendar)


async def settle_points(
    uow: UnitOfWork, measure_ids: Collection[MeasureId], now: datetime, calendar: WorkingCalendar
) -> None:
    """The same for all control points of these measures, by the rules they have now."""
    by_point: dict[ControlPointId, list[Duty]] = {}
    for duty in await uow.duty_plan.of_measures(measure_ids):
        by_point.setdefault(duty.control_point_id, []).append(duty)
    for measure_id in measure_ids:
        is_any = await uow.duty_plan.completion_of(measure_id) is CompletionRule.ANY
        for duties in by_point.values():
            if duties[0].measure_id == measure_id:
                await _settle(uow, duties, now, calendar, is_any=is_any)


async def _settle(
    uow: UnitOfWork,
    duties: Collection[Duty],
    now: datetime,
    calendar: WorkingCalendar,
    *,
    is_any: bool = True,
) -> None:
    if is_any and any(duty.state is DutyState.ACCEPTED for duty in duties):
        await _cover([duty for duty in duties if duty.state in TRANSITIONS[Step.COVER]], uow, now)
    else:
        await _uncover([duty for duty in duties if duty.state is DutyState.COVERED], uow, now, calendar)


async def _cover(duties: Collection[Duty], uow: UnitOfWork, now: datetime) -> None:
    await uow.duty_plan.keep_aside(list(duties))
    for duty in duties:
        state = advance(duty.state, Step.COVER)
        if await uow.duties.change_state(duty, state, next_stage_at=None, settled_at=now):
            await uow.outbox.cancel_for_duty(duty.id, "another assignee has done it")


async def _uncover(
    duties: Collection[Duty], uow: UnitOfWork, now: datetime, calendar: WorkingCalendar
) -> None:
    kept = await uow.duty_plan.take_up([duty.id for duty in duties]) if duties else {}
    for duty in duties:
        state, _ = kept.get(duty.id, (DutyState.OPEN, None))
        await _wait_again(uow, duty, state, duty.time, now, calendar)


async def _wait_again(
    uow: UnitOfWork, duty: Duty, state: DutyState, time: OwnTime, now: datetime, calendar: WorkingCalendar
) -> None:
    waiting = replace(duty, state=state, owed_by=time.owed_by, stopped_on=time.stopped_on)
    is_silent = state not in WAITING_FOR_ASSIGNEE
    looked_at = None if is_silent else await stage_after(uow, waiting, calendar, now)
    await uow.duties.change_state(duty, state, next_stage_at=looked_at, settled_at=None, time=time)
