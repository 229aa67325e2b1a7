"""What was answered to one document and is known for the next."""

from roadmap.ids import UnitId
from roadmap.imports.questions import Answer, Assigned, Import, Question, Reworded
from roadmap.wording import normal
from storage.unit_of_work import UnitOfWork


async def remember(uow: UnitOfWork, question: Question, imported: Import, answer: Answer) -> None:
    """Know these words in the department's next document; names that are only proposed wait to be there."""
    match answer:
        case Assigned():
            await remember_name(uow, question, imported.department_id, answer)
        case Reworded(words=words) if question.subject:
            await uow.imports.remember_deadline(imported.department_id, question.subject, words)


async def remember_name(uow: UnitOfWork, question: Question, department_id: UnitId, who: Assigned) -> None:
    """The words mean this unit or person, where those are of the department already."""
    if not question.subject or not await _is_there(uow, who):
        return
    spelled = question.words if normal(question.words) == question.subject else ""
    await uow.spellings.remember(department_id, question.subject, who.unit_id, who.person_id, spelled=spelled)


async def _is_there(uow: UnitOfWork, who: Assigned) -> bool:
    if who.person_id is not None:
        person = await uow.people.person(who.person_id)
        return person is not None and person.is_active
    unit = await uow.people.unit(who.unit_id) if who.unit_id is not None else None
    return unit is not None and unit.is_active
