"""Who may answer a question of a document, and who hears of an answer."""

from datetime import datetime

from roadmap.delivery.kinds import DeliveryKind
from roadmap.errors import NotAllowed
from roadmap.imports.answering import QuestionKind
from roadmap.imports.questions import Import, Question
from roadmap.people.persons import Actor, Role, SystemActor
from services.people.recipients import tell
from services.people.rights import curates_department
from storage.unit_of_work import UnitOfWork


def require_may_answer(actor: Actor | SystemActor, question: Question, imported: Import) -> None:
    """Coordinators answer everything; curators of the department say what a deadline means."""
    if isinstance(actor, SystemActor) or actor.has(Role.COORDINATOR):
        return
    if question.kind is not QuestionKind.DEADLINE or not curates_department(actor, imported.department_id):
        raise NotAllowed


async def tell_coordinators(
    uow: UnitOfWork, actor: Actor | SystemActor, question: Question, imported: Import, now: datetime
) -> None:
    """Somebody else has answered what the coordinators were asked."""
    if isinstance(actor, Actor) and not actor.has(Role.COORDINATOR):
        coordinators = await uow.recipients.curators(imported.department_id, Role.COORDINATOR)
        kind = DeliveryKind.DEADLINE_ANSWERED
        await tell(uow, coordinators, kind, question.id, imported.department_id, now)
