"""Telling supervisors that a report waits: at once while they are few, gathered when a day brings many."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from roadmap.clock import local_date
from roadmap.delivery import Delivery, DeliveryKind, NewDelivery, Priority
from roadmap.execution import Execution
from roadmap.ids import PersonId, ReportId
from roadmap.people import Actor
from roadmap.quiet_hours import local_moment
from services.cards import CardView, undecided
from services.duties import Duty
from services.ports.composing import Cancelled
from services.ports.control import WaitingItem
from services.ports.executions import DutyFilter
from services.ports.people import Recipient
from services.ports.unit_of_work import UnitOfWork
from services.telling import actor_of, deciders, view_or_cancelled

SINGLE_PER_DAY = 5
"""So many reports a day come one by one; the rest are told of together."""
GATHERING_HOURS = (13, 17)
SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmittedView:
    """To a supervisor: one report, and how many more of theirs came with the same press."""

    view: CardView
    others: int
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GatheredView:
    """To a supervisor on a busy day: how much waits, and what has waited longest."""

    waiting: int
    oldest: tuple[tuple[WaitingItem, Duty], ...]


async def tell_deciders(
    uow: UnitOfWork, actor: Actor, sent: Sequence[tuple[Execution, ReportId]], now: datetime
) -> None:
    """One message per decider about everything sent by one press: about the first report that is theirs."""
    told: set[PersonId] = set()
    for execution, report_id in sent:
        for person in await deciders(uow, execution.home_unit_id, actor.person_id):
            if person.person_id not in told:
                told.add(person.person_id)
                await uow.outbox.add(await _announcement(uow, execution, report_id, person, now))


async def _announcement(
    uow: UnitOfWork, execution: Execution, report_id: ReportId, person: Recipient, now: datetime
) -> NewDelivery:
    kind = DeliveryKind.REPORT_SUBMITTED
    midnight = local_moment(local_date(now, person.time_zone), 0, person.time_zone)
    is_busy = await uow.outbox.count(kind, person.person_id, midnight, now) >= SINGLE_PER_DAY
    slot = _next_gathering(now, person.time_zone) if is_busy else now
    subject = f"gathered:{slot.isoformat()}" if is_busy else str(report_id)
    return NewDelivery(
        dedupe_key=f"{kind.value}:{subject}:{person.person_id}",
        kind=kind,
        subject_id=report_id,
        department_id=execution.department_id,
        recipient_id=person.person_id,
        priority=Priority.NEWS,
        not_before=slot,
        payload={"gathered": True} if is_busy else {},
    )


def _next_gathering(now: datetime, time_zone: str) -> datetime:
    """The next of the gathering hours where the supervisor lives; a day off is left to quiet hours."""
    today = now.astimezone(ZoneInfo(time_zone)).date()
    moments = (
        local_moment(today + timedelta(days=days), hour, time_zone)
        for days in (0, 1)
        for hour in GATHERING_HOURS
    )
    return next(moment for moment in moments if moment > now)


async def compose_submitted(
    uow: UnitOfWork, delivery: Delivery, now: datetime
) -> SubmittedView | GatheredView | Cancelled:
    """What still waits of this; cancelled when all of it is taken back, edited or decided on."""
    supervisor = await actor_of(uow, delivery.recipient_id)
    if supervisor is None:
        return Cancelled("nobody to tell")
    if delivery.payload.get("gathered"):
        return await _gathered(uow, supervisor)
    first = await uow.reports.report(ReportId(delivery.subject_id))
    if first is None:
        return Cancelled("no such report")
    views = []
    for each in await uow.reports.batch(first.batch_id or first.report.id):
        view = await view_or_cancelled(uow, supervisor, each.report.execution_id, now)
        if isinstance(view, Cancelled) or not view.viewer.is_supervisor:
            continue
        line = undecided(view.card)
        if line is not None and line.id == each.report.id:
            views.append(view)
    if not views:
        return Cancelled("not waited for any more")
    waiting = await uow.reports.count_waiting(supervisor.watched)
    return SubmittedView(view=views[0], others=len(views) - 1, waiting=waiting)


async def _gathered(uow: UnitOfWork, supervisor: Actor) -> GatheredView | Cancelled:
    waiting = await uow.reports.count_waiting(supervisor.watched)
    if not waiting:
        return Cancelled("nothing waits any more")
    items = await uow.reports.waiting(supervisor.watched, limit=SHOWN)
    ids = [item.execution_id for item in items]
    duties = {duty.id: duty for duty in await uow.executions.duties(DutyFilter(ids=ids))}
    return GatheredView(waiting=waiting, oldest=tuple((item, duties[item.execution_id]) for item in items))
