"""Somebody is told of a role that a coordinator has given them or taken away."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from roadmap.control.duty import WAITING_FOR_ASSIGNEE
from roadmap.control.duty_filter import DutyFilter
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import Delivery, new_delivery
from roadmap.ids import PersonId, UnitId
from roadmap.people.persons import Actor, Membership, Role, SystemActor
from services.composing import Cancelled
from services.people.assignment_news import FIRST_EDITION, assigned_news
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleChanged:
    """`is_given`: held from now on; else it is gone."""

    role: Role
    unit: str
    is_department: bool
    is_given: bool


async def tell_of_role(
    uow: UnitOfWork, actor: Actor | SystemActor, held: Membership, now: datetime, *, is_given: bool
) -> None:
    """One message to the person, if they are in the chat and have not done it themself."""
    recipient = await uow.recipients.recipient(held.person_id)
    is_own = isinstance(actor, Actor) and actor.person_id == held.person_id
    if recipient is None or recipient.place is None or is_own:
        return
    await uow.outbox.add(
        new_delivery(
            DeliveryKind.ROLE_CHANGED,
            subject_id=held.person_id,
            department_id=actor.department_id,
            recipient_id=held.person_id,
            occasion=f"{held.unit_id}-{held.role.value}-{is_given:d}-{now.isoformat()}",
            not_before=now,
            payload={"unit": held.unit_id, "role": held.role.value, "is_given": is_given},
        )
    )
    if is_given and held.role is Role.EXECUTOR:
        await _tell_duties(uow, actor, held, now)


async def _tell_duties(uow: UnitOfWork, actor: Actor | SystemActor, held: Membership, now: datetime) -> None:
    """What waits for the unit is the person's from now on: each road map's first letter tells it."""
    owed = await uow.duties.lines(DutyFilter(assigned_unit_ids=(held.unit_id,), states=WAITING_FOR_ASSIGNEE))
    for road_map_id in dict.fromkeys(duty.road_map_id for duty in owed):
        road_map = await uow.plan.road_map(road_map_id, actor.department_id)
        if road_map is not None:
            occasion = f"role-{held.unit_id}-{now:%Y-%m-%dT%H:%M:%S}"
            await uow.outbox.add(
                assigned_news(road_map, occasion, held.person_id, now, said_as=FIRST_EDITION)
            )


async def compose_role_changed(uow: UnitOfWork, delivery: Delivery, now: datetime) -> RoleChanged | Cancelled:
    """Cancelled where it was taken back meanwhile."""
    told: Mapping[str, Any] = delivery.payload
    unit_id, role = UnitId(told["unit"]), Role(told["role"])
    held = await uow.people.memberships_of(PersonId(delivery.subject_id))
    is_held = any((each.unit_id, each.role) == (unit_id, role) for each in held)
    unit = await uow.people.unit(unit_id)
    if unit is None or is_held is not told["is_given"]:
        return Cancelled("it was taken back")
    return RoleChanged(
        role=role, unit=unit.name, is_department=unit.id == unit.department_id, is_given=is_held
    )
