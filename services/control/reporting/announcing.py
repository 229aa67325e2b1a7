"""Telling curators that a report waits: at once while they are few, gathered when a day brings many."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from roadmap.clock import local_date
from roadmap.control.duty import Duty
from roadmap.control.duty_filter import DutyFilter
from roadmap.control.duty_lines import DutyLine
from roadmap.control.reports import WaitingItem
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import GATHERED, Delivery, NewDelivery, new_delivery
from roadmap.ids import PersonId, ReportId
from roadmap.people.invites import Recipient
from roadmap.people.persons import Actor
from roadmap.reminding.quiet_hours import local_moment
from services.composing import Cancelled
from services.control.duties.cards import CardView, view_or_cancelled
from services.people.recipients import actor_of, curators_of
from storage.unit_of_work import UnitOfWork

SINGLE_PER_DAY = 5
"""So many reports a day come one by one; the rest are told of together."""
GATHERING_HOURS = (13, 17)
SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmittedView:
    """To a curator: one report, and what else of theirs came with the same press."""

    view: CardView
    others: tuple[DutyLine, ...]
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GatheredView:
    """To a curator on a busy day: how much waits, and what has waited longest."""

    waiting: int
    oldest: tuple[tuple[WaitingItem, DutyLine], ...]


async def tell_curators(
    uow: UnitOfWork,
    actor: Actor,
    sent: Sequence[tuple[Duty, ReportId]],
    now: datetime,
    *,
    after: timedelta = timedelta(),
) -> None:
    """One message per curator about everything sent by one press: about the first report that is theirs.

    `after` so long, so that versions which follow each other quickly are told of once.
    """
    told: set[PersonId] = set()
    for duty, report_id in sent:
        for person in await curators_of(uow, duty.home_unit_id, actor.person_id):
            if person.person_id not in told:
                told.add(person.person_id)
                await uow.outbox.add(await _announcement(uow, duty, report_id, person, now + after))


async def _announcement(
    uow: UnitOfWork, duty: Duty, report_id: ReportId, person: Recipient, now: datetime
) -> NewDelivery:
    kind = DeliveryKind.REPORT_SUBMITTED
    midnight = local_moment(local_date(now, person.time_zone), 0, person.time_zone)
    is_busy = await uow.outbox.count(kind, person.person_id, midnight, now) >= SINGLE_PER_DAY
    slot = _next_gathering(now, person.time_zone) if is_busy else now
    return new_delivery(
        kind,
        subject_id=report_id,
        department_id=duty.department_id,
        recipient_id=person.person_id,
        occasion=f"gathered:{slot.isoformat()}" if is_busy else report_id,
        not_before=slot,
        payload={GATHERED: True} if is_busy else {},
    )


def _next_gathering(now: datetime, time_zone: str) -> datetime:
    """The next of the gathering hours where the curator lives; a day off is left to quiet hours."""
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
    curator = await actor_of(uow, delivery.recipient_id)
    if curator is None:
        return Cancelled("nobody to tell")
    if delivery.payload.get(GATHERED):
        return await _gathered(uow, curator)
    first = await uow.reports.report(ReportId(delivery.subject_id))
    if first is None:
        return Cancelled("no such report")
    views = []
    for each in await uow.reports.batch(first.batch_id or first.report.id):
        view = await view_or_cancelled(uow, curator, each.report.duty_id, now)
        if isinstance(view, Cancelled) or not view.viewer.is_curator:
            continue
        line = view.card.undecided
        if line is not None and line.id == each.report.id:
            views.append(view)
    if not views:
        return Cancelled("not waited for any more")
    waiting = (await uow.reports.waiting_total(curator)).count
    others = tuple(view.card.duty for view in views[1:])
    return SubmittedView(view=views[0], others=others, waiting=waiting)


async def _gathered(uow: UnitOfWork, curator: Actor) -> GatheredView | Cancelled:
    waiting = (await uow.reports.waiting_total(curator)).count
    if not waiting:
        return Cancelled("nothing waits any more")
    items = await uow.reports.waiting(curator, limit=SHOWN)
    ids = [item.duty_id for item in items]
    duties = {duty.id: duty for duty in await uow.duties.lines(DutyFilter(ids=ids))}
    return GatheredView(waiting=waiting, oldest=tuple((item, duties[item.duty_id]) for item in items))
