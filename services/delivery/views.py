"""What the engine itself has to say: somebody cannot be reached, or much has gathered."""

from dataclasses import dataclass
from datetime import datetime

from roadmap.brevity import PersonName
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import Delivery, new_delivery
from roadmap.ids import PersonId
from roadmap.people.persons import Role
from roadmap.people.place import Place
from services.composing import Cancelled, Compose, Say
from services.notice import Notice
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreachable:
    """To the curator: the bot can no longer write to this person."""

    person: PersonName
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CatchUp:
    """Many messages as one; `was_down` tells whether the bot was away or it was quiet time."""

    was_down: bool
    notices: tuple[Notice, ...]


async def compose_unreachable(uow: UnitOfWork, delivery: Delivery, now: datetime) -> Unreachable | Cancelled:
    person = await uow.people.person(PersonId(delivery.subject_id))
    if person is None or not person.is_active:
        return Cancelled("the person has left")
    recipient = await uow.recipients.recipient(person.id)
    if recipient is not None and recipient.place is not None:
        return Cancelled("the person is back")
    unit = await uow.people.unit(await uow.recipients.unit_of_person(person.id))
    return Unreachable(person=person.name, unit=unit.name if unit else "")


def compose_catch_up(say: Say) -> Compose[CatchUp]:
    """Asks of each folded message what it says now, and leaves out those that make no sense any more."""

    async def compose(uow: UnitOfWork, delivery: Delivery, now: datetime) -> CatchUp | Cancelled:
        said = [
            await say(uow, folded, now)
            for folded in await uow.deliveries.folded(delivery.id)
            if folded.expires_at is None or folded.expires_at > now
        ]
        kept = tuple(notice for notice in said if not isinstance(notice, Cancelled))
        if not kept:
            return Cancelled("nothing of it makes sense any more")
        return CatchUp(was_down=bool(delivery.payload.get("was_down")), notices=kept)

    return compose


async def close_account(uow: UnitOfWork, person_id: PersonId, place: Place, now: datetime, why: str) -> None:
    """The bot can no longer write to this person: nothing waits in vain, and the curator learns of it."""
    await uow.accounts.block(place)
    await uow.deliveries.block_waiting(person_id, now, why)
    await _tell_curators(uow, person_id, now)


async def _tell_curators(uow: UnitOfWork, person_id: PersonId, now: datetime) -> None:
    """The same day, once a day: the one who answers for this person learns that messages do not arrive."""
    unit_id = await uow.recipients.unit_of_person(person_id)
    person = await uow.people.person(person_id)
    if person is None:
        return
    for curator in await uow.recipients.curators(unit_id, Role.CURATOR):
        if curator.person_id == person_id:
            continue
        await uow.outbox.add(
            new_delivery(
                DeliveryKind.UNREACHABLE,
                subject_id=person_id,
                department_id=person.department_id,
                recipient_id=curator.person_id,
                occasion=now.date(),
                not_before=now,
            )
        )
