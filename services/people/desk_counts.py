"""How many people of the department the coordinator has to look after."""

from datetime import datetime

from roadmap.people.persons import Actor
from storage.unit_of_work import UnitOfWork


async def count_not_joined(uow: UnitOfWork, actor: Actor, now: datetime) -> int:
    """People who have no chat, and whose link, if they have one, still leads in."""
    return (await uow.invitations.count_outside(actor.department_id, now)).waiting


async def count_expired_links(uow: UnitOfWork, actor: Actor, now: datetime) -> int:
    """People who have no chat and whose last link leads nowhere any more."""
    return (await uow.invitations.count_outside(actor.department_id, now)).expired
