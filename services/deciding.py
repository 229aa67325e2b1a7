"""What every decision asks first: may this person decide, and is it not about their own words?"""

from roadmap.errors import BadInput, NotFound
from roadmap.execution import Execution
from roadmap.ids import ExecutionId, PersonId
from roadmap.people import Actor
from services.ports.unit_of_work import UnitOfWork
from services.rights import require_supervisor
from services.telling import deciders


async def supervised(
    uow: UnitOfWork, actor: Actor, execution_id: ExecutionId, author_id: PersonId
) -> Execution:
    """The execution, if the actor decides about it.

    NotFound for outsiders, NotAllowed for others. One's own report or request is decided on by somebody else
    wherever there is somebody else.
    """
    execution = await uow.executions.get(execution_id)
    if execution is None:
        raise NotFound
    require_supervisor(actor, execution, execution.home_unit_id)
    if author_id == actor.person_id:
        others = await deciders(uow, execution.home_unit_id, besides=actor.person_id)
        if any(person.chat_id for person in others):
            raise BadInput("own-decision")
    return execution
