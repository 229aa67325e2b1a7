"""Names of a document that nobody has entered yet: units, groups and people it would bring."""

from collections.abc import Sequence

from roadmap.errors import BadInput, WrongState
from roadmap.ids import PersonId, UnitId
from roadmap.imports.answering import QuestionKind, post_of
from roadmap.imports.proposal import ResponsibleKind
from roadmap.imports.questions import Assigned, Import, Question
from roadmap.language.unit_names import made_kind, of_other_bodies
from roadmap.people.persons import ALL_SCHOOLS, Actor, Membership, Role, SystemActor, UnitKind
from roadmap.wording import normal
from services.imports.names_on_desk import names_on_desk
from services.people.directory import MAX_NAME, proper_name, unit_of
from storage.unit_of_work import UnitOfWork


def bodies_first(questions: Sequence[Question]) -> list[Question]:
    """Open names, bodies before people, so that a person in brackets finds the body to belong to."""
    waiting = [q for q in questions if q.is_open and q.kind is QuestionKind.RESPONSIBLE and q.words]
    return sorted(waiting, key=lambda question: question.hint is ResponsibleKind.PERSON)


def hint_of(question: Question) -> ResponsibleKind | None:
    """What the document takes the name for; a collective that is not of schools is one of its own."""
    is_collective = question.hint is ResponsibleKind.COLLECTIVE
    return None if is_collective and of_other_bodies(question.words) else question.hint


def kind_of(question: Question) -> UnitKind:
    """What unit would be made of the name."""
    is_collective = question.hint is ResponsibleKind.COLLECTIVE
    return UnitKind.GROUP if is_collective else made_kind(question.words)


async def enter(
    uow: UnitOfWork,
    actor: Actor | SystemActor,
    question: Question,
    imported: Import,
    group_name: str,
) -> Assigned | None:
    """Whom the name would be made into; who alone bears it already; None where several do."""
    if hint_of(question) is ResponsibleKind.COLLECTIVE:
        return Assigned(unit_id=await all_schools_group(uow, imported, group_name))
    known = await names_on_desk(uow, imported.department_id)
    if question.hint is ResponsibleKind.PERSON:
        bearers = [Assigned(person_id=p.id) for p in known.persons if normal(p.name) == question.subject]
        if not bearers:
            return Assigned(person_id=await propose_person(uow, actor, question, imported))
    else:
        bearers = [Assigned(unit_id=u.id) for u in known.units if normal(u.name) == question.subject]
        kind = kind_of(question)
        if not bearers and kind is UnitKind.DEPARTMENT:
            return Assigned(unit_id=imported.department_id)
        if not bearers:
            return Assigned(unit_id=await propose_unit(uow, imported, question.words, kind))
    return bearers[0] if len(bearers) == 1 else None


async def propose_unit(uow: UnitOfWork, imported: Import, words: str, kind: UnitKind) -> UnitId:
    """A unit named as the document names it; it is there once the document is approved."""
    department = await unit_of(uow, imported.department_id, imported.department_id)
    unit_id = await uow.people.add_unit(
        department.id, department.id, _name(words), kind, department.time_zone, is_proposed=True
    )
    await uow.imports.note_proposed(imported.id, Assigned(unit_id=unit_id))
    return unit_id


async def home_beside(uow: UnitOfWork, question: Question, imported: Import) -> UnitId | None:
    """The unit of the body a person stands beside in the document; None where none is known."""
    for other in await uow.imports.questions(imported.id):
        is_body = other.kind is QuestionKind.RESPONSIBLE and other.subject == question.beside
        if question.beside and is_body and isinstance(other.answer, Assigned):
            return other.answer.unit_id
    return None


async def propose_person(
    uow: UnitOfWork,
    actor: Actor | SystemActor,
    question: Question,
    imported: Import,
    home: UnitId | None = None,
) -> PersonId:
    """A person of this unit; where none is named, of the body they stand beside, else of the department.

    They are there once the document is approved.
    """
    post = post_of(imported.proposal.measures, question.words)[:MAX_NAME]
    name = _name(question.words)
    person_id = await uow.people.add_person(actor.department_id, name, post, is_proposed=True)
    if home is None:
        home = await home_beside(uow, question, imported) or actor.department_id
    await uow.people.add_membership(Membership(person_id=person_id, unit_id=home, role=Role.EXECUTOR))
    await uow.imports.note_proposed(imported.id, Assigned(person_id=person_id))
    return person_id


def _name(words: str) -> str:
    if not words.strip():
        raise BadInput("nobody-named")
    return proper_name(words if len(words) <= MAX_NAME else words[: MAX_NAME - 1] + "…")


async def all_schools_group(uow: UnitOfWork, imported: Import, name: str) -> UnitId:
    """The group of all schools of the department, with the schools there are now."""
    department_id = imported.department_id
    known = (await uow.spellings.known(department_id)).get(ALL_SCHOOLS)
    if known is None or known.unit_id is None:
        group_id = await propose_unit(uow, imported, name, UnitKind.GROUP)
        await uow.spellings.remember(department_id, ALL_SCHOOLS, group_id, None)
    else:
        group_id = known.unit_id
    schools = [unit.id for unit in await uow.people.units(department_id) if unit.kind is UnitKind.SCHOOL]
    await uow.people.add_members(group_id, schools)
    return group_id


async def mark_school(uow: UnitOfWork, question: Question, department_id: UnitId, unit_id: UnitId) -> None:
    """Tick a school for the group of these words, or take the tick away."""
    school = await unit_of(uow, department_id, unit_id)
    if school.kind is not UnitKind.SCHOOL:
        raise WrongState(school.kind, "mark")
    is_marked = unit_id in question.marks
    left = tuple(each for each in question.marks if each != unit_id)
    await uow.imports.set_marks(question.id, left if is_marked else (*left, unit_id))


async def marked_group(uow: UnitOfWork, question: Question, imported: Import) -> UnitId:
    """The group of the schools ticked for these words; the one made of them before has them instead."""
    known = (await names_on_desk(uow, imported.department_id)).units
    schools = [unit.id for unit in known if unit.kind is UnitKind.SCHOOL and unit.id in question.marks]
    if not schools:
        raise WrongState(question.state, "group")
    answer = question.answer
    group_id = answer.unit_id if isinstance(answer, Assigned) else None
    proposed = await uow.imports.proposed(imported.id)
    group = next((unit for unit in known if unit.id == group_id and unit.kind is UnitKind.GROUP), None)
    if group is None or answer not in proposed or group.name != _name(question.words):
        group_id = await propose_unit(uow, imported, question.words, UnitKind.GROUP)
    else:
        group_id = group.id
        for member in await uow.people.members(group_id):
            await uow.people.remove_member(group_id, member)
    await uow.people.add_members(group_id, schools)
    return group_id
