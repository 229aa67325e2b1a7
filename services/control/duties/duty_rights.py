"""A duty for those who may act on it: the one who answers for it, the one who decides about it."""

from roadmap.control.duty import Duty
from roadmap.errors import BadInput, NotFound
from roadmap.ids import DutyId, PersonId
from roadmap.people.persons import Actor
from services.people.recipients import curators_of
from services.people.rights import require_assignee, require_curator
from storage.unit_of_work import UnitOfWork


async def own_duty(uow: UnitOfWork, actor: Actor, duty_id: DutyId) -> Duty:
    """The duty, if the actor answers for it; NotFound for outsiders, NotAllowed for onlookers."""
    duty = await _duty(uow, duty_id)
    await require_assignee(uow, actor, duty)
    return duty


async def curated(uow: UnitOfWork, actor: Actor, duty_id: DutyId, author_id: PersonId) -> Duty:
    """The duty, if the actor decides about it.

    NotFound for outsiders, NotAllowed for others. One's own report or request is decided on by somebody else
    wherever there is somebody else.
    """
    duty = await _duty(uow, duty_id)
    await require_curator(uow, actor, duty)
    if author_id == actor.person_id:
        others = await curators_of(uow, duty.home_unit_id, besides=actor.person_id)
        if any(person.place for person in others):
            raise BadInput("own-decision")
    return duty


async def _duty(uow: UnitOfWork, duty_id: DutyId) -> Duty:
    duty = await uow.duties.get(duty_id)
    if duty is None:
        raise NotFound
    return duty
