"""How much of the documents waits for the coordinator."""

from datetime import datetime

from roadmap.people.persons import Actor
from storage.unit_of_work import UnitOfWork


async def count_waiting_documents(uow: UnitOfWork, actor: Actor, _: datetime) -> int:
    """Documents that were read and neither approved nor dropped."""
    return len(await uow.imports.reviewing(actor.department_id))


async def count_open_names(uow: UnitOfWork, actor: Actor, _: datetime) -> int:
    """Names in road maps in force that nobody has explained; dates are given on the cards of measures."""
    return await uow.imports.count_open_names(actor.department_id)
