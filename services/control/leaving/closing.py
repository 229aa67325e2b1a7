"""An account closes: rights, chat and links end, and those who answer for the unit are told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from roadmap.control.duty import WAITING_FOR_ASSIGNEE
from roadmap.control.duty_filter import DutyFilter
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import new_delivery
from roadmap.ids import PersonId, UnitId
from roadmap.people.persons import Actor, Person, Role, SystemActor
from roadmap.people.place import Place
from services.control.leaving.handing_over import hand_over, unsettled_of
from services.control.requests.passing_on import Target, destination_of
from services.people.no_recipient import report_no_recipient
from services.people.recipients import curators_of
from services.people.stand_ins import refresh, stop_absences
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftUnit:
    """A unit the person answers for: how many others do, and what is open to it."""

    unit_id: UnitId
    name: str
    others: int
    open_duties: int


async def close_account(
    uow: UnitOfWork,
    actor: Actor,
    person: Person,
    handed: tuple[int, str],
    now: datetime,
    *,
    withdrew: bool = False,
) -> tuple[Place, ...]:
    """End everything the person may do here; the chats that are nobody's any more.

    `handed` says how many of their own duties went to whom; `withdrew`: they took their consent back.
    """
    moved, to = handed
    left = await left_units(uow, person.id)
    told = list(await curators_of(uow, await uow.recipients.unit_of_person(person.id), actor.person_id))
    if withdrew:  # only a coordinator can erase
        told += await uow.recipients.curators(person.department_id, Role.COORDINATOR)
    places = await uow.accounts.unbind(person.id)
    await uow.invitations.revoke(person.id, now)
    await uow.spellings.forget_person(person.id)
    await uow.people.change_person(person.id, is_active=False, left_at=now)
    await stop_absences(uow, person.id)
    await refresh(uow, actor.department_id, now)
    action = "consent.withdrawn" if withdrew else "person.dismissed"
    await uow.audit.add(actor, now, action, ("person", person.id), {"duties": moved, "to": to})
    alone = [unit for unit in left if unit.open_duties and not unit.others]
    for unit in alone:
        await report_no_recipient(uow, actor.department_id, unit.unit_id, now)
    news = {"moved": moved, "to": to, "alone": [unit.name for unit in alone], "withdrew": withdrew}
    for recipient_id in dict.fromkeys(each.person_id for each in told if each.person_id != person.id):
        await uow.outbox.add(
            new_delivery(
                DeliveryKind.PERSON_LEFT,
                subject_id=person.id,
                department_id=actor.department_id,
                recipient_id=recipient_id,
                occasion=now.isoformat(),
                not_before=now,
                payload=news,
            )
        )
    return tuple(places)


async def hand_on(
    uow: UnitOfWork,
    actor: Actor | SystemActor,
    person: Person,
    calendar: WorkingCalendar,
    now: datetime,
    *,
    before: str = "",
) -> tuple[int, str]:
    """What is open to the person goes to the others of their unit, else to a coordinator; how many, to whom.

    `before` is what the new people are told whose it was, where that is not the person's name.
    (0, "") where nothing is open, or nobody else is there: then it waits where it is, and they are told so.
    """
    source = Target(person_id=person.id)
    target = await _next(uow, person) if await uow.duties.count(unsettled_of(source)) else None
    if target is None:
        return 0, ""
    destination = await destination_of(uow, actor, target)
    handed = await hand_over(uow, actor, source, destination, calendar, now, before=before or person.name)
    return len(handed.moved), destination.name


async def _next(uow: UnitOfWork, person: Person) -> Target | None:
    for unit in await left_units(uow, person.id):
        if unit.others:
            return Target(unit_id=unit.unit_id)
    coordinators = await uow.recipients.holders(person.department_id, Role.COORDINATOR)
    others = [each for each in coordinators if each != person.id]
    return Target(person_id=others[0]) if others else None


async def left_units(uow: UnitOfWork, person_id: PersonId) -> tuple[LeftUnit, ...]:
    """Units the person answers for."""
    found = []
    for role in await uow.roster.roles([person_id]):
        if role.role is Role.EXECUTOR:
            holders: Sequence[PersonId] = await uow.recipients.holders(role.unit_id, Role.EXECUTOR)
            owed = DutyFilter(assigned_unit_ids=(role.unit_id,), states=WAITING_FOR_ASSIGNEE)
            found.append(
                LeftUnit(
                    unit_id=role.unit_id,
                    name=role.unit,
                    others=sum(each != person_id for each in holders),
                    open_duties=await uow.duties.count(owed),
                )
            )
    return tuple(found)
