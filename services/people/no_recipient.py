"""A duty nobody can be told about is an alarm to curator and coordinator that very day, never silence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from roadmap.brevity import PersonName
from roadmap.clock import local_date
from roadmap.control.duty import WAITING_FOR_ASSIGNEE
from roadmap.control.duty_filter import DutyFilter
from roadmap.deadlines.calendar import ONE_DAY
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import Delivery, NewDelivery, dedupe_key, new_delivery
from roadmap.ids import PersonId, UnitId
from roadmap.people.invites import Recipient
from roadmap.people.persons import Role
from services.composing import Cancelled
from services.people.recipients import actor_of
from services.people.rights import watches
from storage.unit_of_work import UnitOfWork

ALARMED = (Role.CURATOR, Role.COORDINATOR)
FOUND = "found"
"""In the payload of what nobody has just brought about: it is not worth a message of its own every time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoRecipientView:
    """`absent` are the people who would be told but have no chat; empty where nobody answers for the unit.

    `left` are those who answered for it and work here no more, `others` those who have another role in it.
    """

    unit_id: UnitId
    unit: str
    duties: int
    absent: tuple[PersonName, ...]
    left: tuple[PersonName, ...]
    may_invite: bool
    others: int = 0


async def reachable_above(uow: UnitOfWork, unit_id: UnitId, *roles: Role) -> list[Recipient]:
    """Those above the unit who can be written to: of the first of these roles that has any."""
    for role in roles:
        found = [person for person in await uow.recipients.curators(unit_id, role) if person.place]
        if found:
            return found
    return []


async def report_no_recipient(
    uow: UnitOfWork,
    department_id: UnitId,
    home_unit_id: UnitId,
    now: datetime,
    besides: PersonId | None = None,
    *,
    is_found: bool = False,
) -> None:
    """Put the alarm about this unit in line for its curators and the coordinators, once a day.

    Not for `besides`, who has just brought it about and sees it on the screen. `is_found`: nothing has
    happened just now, a reminder had nobody to go to; of that once a week, and to curators alone: the
    coordinators' weekly message counts all such units.
    """
    for role in ALARMED[:1] if is_found else ALARMED:
        told = await reachable_above(uow, home_unit_id, role)
        for alarm in alarms(department_id, home_unit_id, told, now, is_found=is_found):
            if alarm.recipient_id != besides:
                await uow.outbox.add(alarm)


def alarms(
    department_id: UnitId,
    home_unit_id: UnitId,
    curators: Sequence[Recipient],
    now: datetime,
    *,
    is_found: bool,
) -> list[NewDelivery]:
    """What these curators are told about the unit on this day of theirs, or, found again, in this week."""
    return [
        new_delivery(
            DeliveryKind.NO_RECIPIENT,
            subject_id=home_unit_id,
            department_id=department_id,
            recipient_id=curator.person_id,
            occasion=_occasion(local_date(now, curator.time_zone), is_found=is_found),
            not_before=now,
            payload={FOUND: True} if is_found else None,
        )
        for curator in curators
    ]


def _occasion(today: date, *, is_found: bool) -> date:
    return today - timedelta(days=today.weekday()) if is_found else today


async def compose_no_recipient(
    uow: UnitOfWork, delivery: Delivery, now: datetime
) -> NoRecipientView | Cancelled:
    """Who is missing and how much waits for them, as it is now."""
    unit = await uow.people.unit(UnitId(delivery.subject_id))
    actor = await actor_of(uow, delivery.recipient_id)
    if unit is None or actor is None or not await watches(uow, actor, unit.id):
        return Cancelled("not the recipient's unit any more")
    today = local_date(now, actor.time_zone)
    if delivery.payload.get(FOUND) and await _is_counted(uow, actor.person_id, today):
        return Cancelled("counted in the first digest of this week")
    duties = await uow.duties.lines(DutyFilter(home_unit_id=unit.id, states=WAITING_FOR_ASSIGNEE))
    silent, absent = 0, dict[str, None]()
    staff = await uow.recipients.responsible_persons(unit.id)
    by_itself = {
        (await uow.plan.monitoring_rules(each)).measure_id for each in {duty.road_map_id for duty in duties}
    }
    for duty in duties:
        if duty.measure_id in by_itself:
            continue
        people = staff if duty.person_id is None else await uow.recipients.told_for([duty.person_id])
        if not any(person.place for person in people):
            silent += 1
            absent |= dict.fromkeys(person.name for person in people)
    if not silent:
        return Cancelled("somebody can be told now")
    return NoRecipientView(
        unit_id=unit.id,
        unit=unit.name,
        duties=silent,
        absent=tuple(absent),
        left=tuple(await uow.recipients.left_of(unit.id)),
        may_invite=actor.has(Role.COORDINATOR),
        others=0 if absent else await _count_others(uow, unit.department_id, unit.id),
    )


async def _count_others(uow: UnitOfWork, department_id: UnitId, unit_id: UnitId) -> int:
    """How many people have any role at this very unit."""
    staff = await uow.recipients.staff(department_id)
    held = {
        person.person_id
        for (unit, _), people in staff.holders.items()
        if unit == unit_id
        for person in people
    }
    return len(held)


async def _is_counted(uow: UnitOfWork, person_id: PersonId, today: date) -> bool:
    """Whether the first digest of this week comes today: it counts all such units."""
    keys = [
        dedupe_key(DeliveryKind.DIGEST, person_id, person_id, today - ONE_DAY * ago)
        for ago in range(today.weekday() + 1)
    ]
    return await uow.reminders.is_planned(keys[0]) and not await uow.reminders.sent(keys[1:])
