"""The first working morning of a week: when what comes once a week is put in line."""

from datetime import date, datetime, timedelta

from roadmap.clock import local_date
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.people.invites import Recipient
from roadmap.reminding.quiet_hours import QUIET_HOURS, digest_slot, local_moment
from roadmap.reminding.reminders import USUAL_SETTINGS, monday_of, week_morning
from storage.unit_of_work import UnitOfWork


def come_morning(now: datetime, zone: str, calendar: WorkingCalendar) -> date | None:
    """This week's first working day, once its morning has come; None in a week of days off."""
    morning = week_morning(monday_of(local_date(now, zone)), calendar)
    if morning is None or now < local_moment(morning, QUIET_HOURS.end, zone):
        return None
    return morning


def next_week_morning(now: datetime, zone: str, calendar: WorkingCalendar) -> datetime:
    """The usual hour of next week's first working morning."""
    morning = calendar.following(monday_of(local_date(now, zone)) + timedelta(days=7))
    return local_moment(morning, USUAL_SETTINGS.digest_hour, zone)


async def was_here(uow: UnitOfWork, person: Recipient, morning: date) -> bool:
    """Whether the person had joined by that morning; whoever joins in a week starts with the next one."""
    if person.place is None:
        return False
    starts_at = local_moment(morning, QUIET_HOURS.end, person.time_zone)
    accounts = await uow.accounts.of([person.person_id])
    return any(account.bound_at <= starts_at for account in accounts)


async def morning_slot(
    uow: UnitOfWork, person: Recipient, now: datetime, calendar: WorkingCalendar
) -> datetime:
    """The hour at which this person reads what comes in the morning."""
    settings = await uow.reminders.settings([person.person_id])
    hour = settings.get(person.person_id, USUAL_SETTINGS).digest_hour
    return digest_slot(now, hour, person.time_zone, calendar, person.quiet)
