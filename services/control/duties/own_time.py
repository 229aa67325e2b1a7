"""Stopping the assignee's own time when they send something in time; letting it run on after a decision."""

from dataclasses import replace
from datetime import datetime

from roadmap.clock import local_date
from roadmap.control.duty import Duty, DutyState
from roadmap.control.own_time import OwnTime
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.errors import NotFound, StaleVersion
from roadmap.ids import ReportId
from roadmap.people.persons import Actor
from services.plan.next_stage import stage_after
from storage.unit_of_work import UnitOfWork


def time_after_sending(actor: Actor, duty: Duty, now: datetime) -> OwnTime:
    """The duty's time once its assignee has sent something, by the day where the sender lives."""
    return duty.time.stopped(local_date(now, actor.time_zone))


async def stop_time(uow: UnitOfWork, actor: Actor, duty: Duty, now: datetime) -> None:
    """A request has been sent: in time, it stops the clock and silences the reminders."""
    time = time_after_sending(actor, duty, now)
    if time.stopped_on is not None and time != duty.time:
        await uow.duties.stop_time(duty.id, time.stopped_on)


async def run_on(uow: UnitOfWork, duty: Duty, calendar: WorkingCalendar, now: datetime) -> None:
    """A request is settled: the time runs on from where it stood, unless something else waits."""
    running = await running_on(uow, duty, duty.state, now)
    if running.time != duty.time:
        looked_at = await stage_after(uow, running, calendar, now)
        if not await uow.duties.change_time(duty, running.time, looked_at):
            raise StaleVersion


async def running_on(
    uow: UnitOfWork,
    duty: Duty,
    state: DutyState,
    now: datetime,
    *,
    taken_back: ReportId | None = None,
) -> Duty:
    """The duty in this state with its time running on; as it is while something else of theirs waits.

    `taken_back`: a report that does not wait any more.
    """
    if duty.stopped_on is not None and not await something_waits(uow, duty, state, taken_back):
        unit = await uow.people.unit(duty.home_unit_id)
        if unit is None:
            raise NotFound
        time = duty.time.run_on(local_date(now, unit.time_zone))
        duty = replace(duty, owed_by=time.owed_by, stopped_on=time.stopped_on)
    return replace(duty, state=state)


async def something_waits(
    uow: UnitOfWork, duty: Duty, state: DutyState, taken_back: ReportId | None = None
) -> bool:
    """Whether a request or, of a duty in this state, a part of the work waits for a decision."""
    if await uow.requests.all_open(duty.id):
        return True
    if state is not DutyState.PARTIAL:
        return False
    answer = await uow.reports.last_answer(duty.id, besides=taken_back)
    return answer is not None and await uow.reports.decision(answer.report.id) is None
