"""Who is told about a duty, and putting it in line: never the one who caused it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import new_delivery
from roadmap.ids import DutyId, PersonId, UnitId
from roadmap.people.invites import Recipient
from roadmap.people.persons import Actor
from services.people.rights import CURATORS, HasAssignee
from storage.unit_of_work import UnitOfWork


class IsDuty(HasAssignee, Protocol):
    """A duty or its read model."""

    @property
    def id(self) -> DutyId: ...


async def assignees(uow: UnitOfWork, duty: IsDuty) -> Sequence[Recipient]:
    """Everyone who is asked about the duty; of an organisation that has given it to somebody, only these."""
    if duty.person_id is not None:
        return await uow.recipients.told_for([duty.person_id])
    assert duty.unit_id is not None
    given = await uow.entrusting.of_duty(duty.id)
    told = await uow.recipients.told_for(given.told) if given else ()
    if any(person.place for person in told):
        return told
    return await uow.recipients.responsible_persons(duty.unit_id)


async def curators_of(uow: UnitOfWork, home_unit_id: UnitId, besides: PersonId | None) -> Sequence[Recipient]:
    """Who decides for this unit, without that person: its curators, else the coordinators."""
    unbound: Sequence[Recipient] = ()
    for role in CURATORS:
        found = [p for p in await uow.recipients.curators(home_unit_id, role) if p.person_id != besides]
        if any(person.place for person in found):
            return found
        unbound = unbound or found
    return unbound  # the undelivered row is what shows that nobody can be reached


async def deciding(uow: UnitOfWork, home_unit_id: UnitId) -> Sequence[Recipient]:
    """Who decides for this unit and can be written to, else who ought to: curators, else coordinators."""
    return await curators_of(uow, home_unit_id, besides=None)


async def author_or_colleagues(
    uow: UnitOfWork, author_id: PersonId, duty: IsDuty, besides: PersonId
) -> Sequence[Recipient]:
    """The author alone while they are among those who are told of the duty, else all of these."""
    told = await assignees(uow, duty)
    author = [each for each in told if each.person_id == author_id and each.place is not None]
    return [each for each in author or told if each.person_id != besides]


async def tell(
    uow: UnitOfWork,
    recipients: Collection[Recipient],
    kind: DeliveryKind,
    subject_id: int,
    department_id: UnitId,
    now: datetime,
) -> None:
    """One message each; a second call about the same subject changes nothing."""
    for recipient in recipients:
        await uow.outbox.add(
            new_delivery(
                kind,
                subject_id=subject_id,
                department_id=department_id,
                recipient_id=recipient.person_id,
                not_before=now,
            )
        )


async def actor_of(uow: UnitOfWork, person_id: PersonId) -> Actor | None:
    """The person as they would act from their own chat."""
    return await uow.actors.actor_of(person_id)
