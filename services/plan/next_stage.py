"""When the reminders look at a duty that is owed again, has another date or another assignee."""

from datetime import date, datetime

from roadmap.control.duty import Duty
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.errors import NotFound
from roadmap.reminding.reminders import Timetable, first_stage_at
from roadmap.reminding.taken_up import days_of_asking
from storage.unit_of_work import UnitOfWork


async def ask_again(
    uow: UnitOfWork, duty: Duty, taken_on: date, calendar: WorkingCalendar, now: datetime
) -> None:
    """Have the reminders look at a duty that is taken up when half of its time has gone, if not earlier."""
    line, unit = await uow.duties.line(duty.id), await uow.people.unit(duty.home_unit_id)
    if line is None or unit is None or duty.owed_by is None or duty.stopped_on is not None:
        return
    timetable = Timetable(
        due_on=duty.owed_by,
        first_on=line.first_on,
        time_zone=unit.time_zone,
        calendar=calendar.of(duty.home_unit_id).known,
    )
    first = next(days_of_asking(taken_on, timetable), None)
    looked_at = (await uow.reminders.next_looks([duty.id])).get(duty.id)
    if first is not None and (looked_at is None or timetable.moment(first) < looked_at):
        await uow.duties.set_next_stage(duty.id, max(timetable.moment(first), now))


async def stage_after(
    uow: UnitOfWork, duty: Duty, calendar: WorkingCalendar, after: datetime
) -> datetime | None:
    """When the line, owed again or moved, is looked at next by the reminders; None while its time stands."""
    if duty.stopped_on is not None:
        return None
    line = await uow.duties.line(duty.id)
    unit = await uow.people.unit(duty.home_unit_id)
    if line is None or unit is None:
        raise NotFound
    own = calendar.of(duty.home_unit_id)
    return first_stage_at(duty.owed_by, line.first_on, after, unit.time_zone, own)
