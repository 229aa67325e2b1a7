"""Another date for a duty: asked for and granted, or given by its curator's own word."""

from datetime import date, datetime

from roadmap.clock import local_date
from roadmap.control.duty import Duty, Step, advance
from roadmap.control.requests import ExtensionRequest, RequestState, check_new_date
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.errors import BadInput, NotFound, StaleVersion
from roadmap.people.persons import Actor
from services.control.duties.own_time import something_waits
from services.control.requests.life_cycle import settle
from services.plan.next_stage import stage_after
from storage.unit_of_work import UnitOfWork


def movable(duty: Duty) -> date:
    """The present date; BadInput where the measure has none, WrongState where it cannot move any more."""
    advance(duty.state, Step.EXTEND)
    if duty.due_on is None:
        raise BadInput("no-date-to-move")
    return duty.due_on


async def own_request(
    uow: UnitOfWork, actor: Actor, duty: Duty, day: date, reason: str, now: datetime
) -> ExtensionRequest:
    """A request by the curator's own word, to be granted as it is made; StaleVersion where one is open."""
    asked = {"from_due_on": movable(duty), "to_due_on": day}
    added = await uow.requests.add(
        ExtensionRequest, duty.id, author_id=actor.person_id, reason=reason, at=now, asked=asked
    )
    if added is None:
        raise StaleVersion
    request = await uow.requests.get(ExtensionRequest, added)
    if request is None:
        raise NotFound
    return request


async def give_date(
    uow: UnitOfWork,
    actor: Actor,
    duty: Duty,
    day: date,
    reason: str,
    calendar: WorkingCalendar,
    now: datetime,
) -> None:
    """The duty is owed by this day from now on; the first date stays beside it. Nobody is told here."""
    check_new_date(day, movable(duty), local_date(now, actor.time_zone))
    request = await own_request(uow, actor, duty, day, reason, now)
    await settle(uow, actor, request, RequestState.GRANTED, now, granted={"to_due_on": day})
    await move_date(uow, actor, duty, day, calendar, now)
    facts = {"request": request.id, "from": request.from_due_on.isoformat(), "to": day.isoformat()}
    await uow.audit.add(actor, now, "extension.granted", ("duty", duty.id), facts)


async def move_date(
    uow: UnitOfWork, actor: Actor, duty: Duty, day: date, calendar: WorkingCalendar, now: datetime
) -> None:
    """Reminders of the former date are taken back, and planned for the new one."""
    await uow.outbox.cancel_for_duty(duty.id, "the date has moved")
    waits = duty.stopped_on is not None and await something_waits(uow, duty, duty.state)
    stopped_on = local_date(now, actor.time_zone) if waits else None
    if not await uow.duties.change_due(duty, day, None, stopped_on):
        raise StaleVersion
    moved = await uow.duties.get(duty.id)
    assert moved is not None
    looked_at = await stage_after(uow, moved, calendar, now)
    await uow.duties.set_next_stage(duty.id, looked_at)
