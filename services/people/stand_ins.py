"""Who acts for those who are away now: the deputy they named, else whoever curates them."""

from datetime import datetime

from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import new_delivery
from roadmap.ids import PersonId, UnitId
from roadmap.people.absence import Absence, AbsenceState
from roadmap.people.invites import Recipient
from services.people.rights import CURATORS
from storage.unit_of_work import UnitOfWork


async def refresh(uow: UnitOfWork, department_id: UnitId, now: datetime) -> None:
    """Find anew who stands in for each of the department's absent; whoever is new to it is told.

    Called whenever anybody goes away, comes back or leaves.
    """
    for absence in await uow.absences.running(department_id):
        stand_in = await _stand_in(uow, absence)
        if stand_in == absence.stand_in_id:
            continue
        await uow.absences.change(absence.id, absence.state, stand_in)
        if stand_in is not None:
            await tell_of_absence(uow, absence, stand_in, f"begun-{now:%Y-%m-%d}", now)


async def _stand_in(uow: UnitOfWork, absence: Absence) -> PersonId | None:
    """The deputy while they are there and in the chat, else somebody above."""
    if absence.deputy_id is not None:
        deputy = await uow.recipients.recipient(absence.deputy_id)
        if deputy is not None and not deputy.is_away and deputy.place is not None:
            return deputy.person_id
    above = await nearest_above(uow, absence.person_id)
    return above.person_id if above else None


async def nearest_above(uow: UnitOfWork, person_id: PersonId) -> Recipient | None:
    """Who answers for this person's units: the nearest curator, else a coordinator, who can be written to."""
    home = await uow.recipients.unit_of_person(person_id)
    for role in CURATORS:
        for each in await uow.recipients.holders_above(home, role):
            if each.person_id != person_id and not each.is_away and each.place is not None:
                return each
    return None


async def tell_of_absence(
    uow: UnitOfWork, absence: Absence, recipient_id: PersonId, occasion: str, now: datetime
) -> None:
    """One message of each occasion: `planned`, `begun-…` with the day, `over`."""
    await uow.outbox.add(
        new_delivery(
            DeliveryKind.ABSENCE,
            subject_id=absence.id,
            department_id=absence.department_id,
            recipient_id=recipient_id,
            occasion=occasion,
            not_before=now,
            payload={"occasion": occasion},
        )
    )


async def stop_absences(uow: UnitOfWork, person_id: PersonId) -> None:
    """Somebody leaves for good: they are neither away nor anybody's deputy any more."""
    await uow.absences.drop_deputy(person_id)
    for absence in await uow.absences.of_person(person_id):
        await uow.absences.change(absence.id, AbsenceState.OVER, None)
