"""When the reminders look at a duty that is owed again, has another date or another assignee."""

from datetime import datetime

from roadmap.control.duty import Duty
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.errors import NotFound
from roadmap.reminding.reminders import first_stage_at
from storage.unit_of_work import UnitOfWork


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
    return first_stage_at(duty.owed_by, line.first_on, after, unit.time_zone, calendar)
