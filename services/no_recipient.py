"""A duty nobody can be told about is an alarm to the curator, once per unit, never silence."""

from dataclasses import dataclass
from datetime import datetime

from roadmap.delivery import Delivery, DeliveryKind, NewDelivery, Priority
from roadmap.execution import WAITING_FOR_ASSIGNEE
from roadmap.ids import UnitId
from roadmap.people import Role
from services.ports.composing import Cancelled
from services.ports.executions import DutyFilter
from services.ports.people import Recipient
from services.ports.unit_of_work import UnitOfWork
from services.telling import actor_of


@dataclass(frozen=True, slots=True, kw_only=True)
class NoRecipientView:
    """`absent` are the people who would be told but have no chat; empty where nobody answers for the unit."""

    unit_id: UnitId
    unit: str
    duties: int
    absent: tuple[str, ...]
    may_invite: bool


async def watchers(uow: UnitOfWork, unit_id: UnitId, *roles: Role) -> list[Recipient]:
    """Those above the unit who can be written to: of the first of these roles that has any."""
    for role in roles:
        found = [person for person in await uow.people.supervisors(unit_id, role) if person.chat_id]
        if found:
            return found
    return []


async def report_no_recipient(
    uow: UnitOfWork, department_id: UnitId, home_unit_id: UnitId, now: datetime
) -> None:
    """Put the alarm about this unit in line for its curator, or for the coordinator where there is none."""
    for watcher in await watchers(uow, home_unit_id, Role.CURATOR, Role.COORDINATOR):
        await uow.outbox.add(
            NewDelivery(
                dedupe_key=f"no-recipient:{home_unit_id}:{watcher.person_id}",
                kind=DeliveryKind.NO_RECIPIENT,
                subject_id=home_unit_id,
                department_id=department_id,
                recipient_id=watcher.person_id,
                priority=Priority.ALERT,
                not_before=now,
            )
        )


async def compose_no_recipient(
    uow: UnitOfWork, delivery: Delivery, now: datetime
) -> NoRecipientView | Cancelled:
    """Who is missing and how much waits for them, as it is now."""
    unit = await uow.people.unit(UnitId(delivery.subject_id))
    actor = await actor_of(uow, delivery.recipient_id)
    if unit is None or actor is None or unit.id not in actor.watched:
        return Cancelled("not the recipient's unit any more")
    duties = await uow.executions.duties(DutyFilter(watched_unit_ids=(unit.id,), states=WAITING_FOR_ASSIGNEE))
    silent, absent = 0, dict[str, None]()
    staff = await uow.people.responsible_persons(unit.id)
    for duty in duties:
        told = staff if duty.person_id is None else [await uow.people.recipient(duty.person_id)]
        people = [person for person in told if person is not None]
        if not any(person.chat_id for person in people):
            silent += 1
            absent |= dict.fromkeys(person.name for person in people)
    if not silent:
        return Cancelled("somebody can be told now")
    return NoRecipientView(
        unit_id=unit.id,
        unit=unit.name,
        duties=silent,
        absent=tuple(absent),
        may_invite=actor.has(Role.COORDINATOR),
    )
