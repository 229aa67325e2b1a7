"""Names of a document that nobody has entered yet: made into units, groups and people."""

from collections.abc import Sequence
from datetime import datetime

from roadmap.errors import BadInput, WrongState
from roadmap.ids import PersonId, UnitId
from roadmap.imports.answering import QuestionKind, post_of
from roadmap.imports.proposal import ResponsibleKind
from roadmap.imports.questions import Assigned, Import, Question
from roadmap.language.unit_names import made_kind, of_other_bodies
from roadmap.people.persons import ALL_SCHOOLS, Actor, Membership, Role, SystemActor, UnitKind
from roadmap.wording import normal
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
    now: datetime,
) -> Assigned | None:
    if hint_of(question) is ResponsibleKind.COLLECTIVE:
        return Assigned(unit_id=await all_schools_group(uow, imported.department_id, group_name))
    if question.hint is ResponsibleKind.PERSON:
        persons = await uow.people.persons(imported.department_id)
        if any(normal(person.name) == question.subject for person in persons):
            return None
        return Assigned(person_id=await add_person(uow, actor, question, imported, now))
    if any(normal(unit.name) == question.subject for unit in await uow.people.units(imported.department_id)):
        return None
    kind = kind_of(question)
    if kind is UnitKind.DEPARTMENT:
        return Assigned(unit_id=imported.department_id)
    return Assigned(unit_id=await add_unit(uow, actor, question, kind, now))


async def add_unit(
    uow: UnitOfWork, actor: Actor | SystemActor, question: Question, kind: UnitKind, now: datetime
) -> UnitId:
    """A unit of the department, named as the document names it."""
    department = await unit_of(uow, actor.department_id, actor.department_id)
    name = _name(question.words)
    unit_id = await uow.people.add_unit(department.id, department.id, name, kind, department.time_zone)
    await uow.imports.note_entered(question.import_id, Assigned(unit_id=unit_id))
    await uow.audit.add(actor, now, "unit.added", ("unit", unit_id), {"question": question.id})
    return unit_id


async def home_beside(uow: UnitOfWork, question: Question, imported: Import) -> UnitId | None:
    """The unit of the body a person stands beside in the document; None where none is known."""
    for other in await uow.imports.questions(imported.id):
        is_body = other.kind is QuestionKind.RESPONSIBLE and other.subject == question.beside
        if question.beside and is_body and isinstance(other.answer, Assigned):
            return other.answer.unit_id
    return None


async def add_person(
    uow: UnitOfWork,
    actor: Actor | SystemActor,
    question: Question,
    imported: Import,
    now: datetime,
    home: UnitId | None = None,
) -> PersonId:
    """A person of this unit; where none is named, of the body they stand beside, else of the department."""
    post = post_of(imported.proposal.measures, question.words)[:MAX_NAME]
    person_id = await uow.people.add_person(actor.department_id, _name(question.words), post)
    if home is None:
        home = await home_beside(uow, question, imported) or actor.department_id
    await uow.people.add_membership(Membership(person_id=person_id, unit_id=home, role=Role.EXECUTOR))
    await uow.imports.note_entered(imported.id, Assigned(person_id=person_id))
    await uow.audit.add(actor, now, "person.added", ("person", person_id), {"question": question.id})
    return person_id


async def drop_names(uow: UnitOfWork, imported: Import) -> None:
    """What was entered for this document alone goes with it; whoever is needed elsewhere stays."""
    entered = await uow.imports.entered(imported.id)
    needed = await _needed_elsewhere(uow, imported, entered)
    for name in entered:
        if name in needed:
            continue
        if name.unit_id is not None:
            await uow.people.retire_unit(name.unit_id)
        elif name.person_id is not None:
            await uow.people.retire_person(name.person_id)


async def _needed_elsewhere(uow: UnitOfWork, imported: Import, entered: Sequence[Assigned]) -> set[Assigned]:
    """In a plan, in another document under review, with a chat or a link, or the home of somebody else."""
    needed: set[Assigned] = set()
    for road_map in await uow.plan.road_maps(imported.department_id):
        for each in await uow.plan.assignments(road_map.id):
            needed.add(Assigned(unit_id=each.unit_id, person_id=each.person_id))
    for other in await uow.imports.reviewing(imported.department_id):
        if other.id != imported.id:
            answers = [question.answer for question in await uow.imports.questions(other.id)]
            needed |= {answer for answer in answers if isinstance(answer, Assigned)}
    ours = {name.person_id for name in entered if name.person_id is not None}
    needed |= {Assigned(person_id=each.person_id) for each in await uow.accounts.of(list(ours))}
    for held in await uow.people.memberships(imported.department_id):
        is_ours = held.person_id in ours and Assigned(person_id=held.person_id) not in needed
        needed |= set() if is_ours else {Assigned(unit_id=held.unit_id)}
    return needed


def _name(words: str) -> str:
    if not words.strip():
        raise BadInput("nobody-named")
    return proper_name(words if len(words) <= MAX_NAME else words[: MAX_NAME - 1] + "…")


async def all_schools_group(uow: UnitOfWork, department_id: UnitId, name: str) -> UnitId:
    """The group of all schools of the department, with the schools there are now."""
    known = (await uow.spellings.known(department_id)).get(ALL_SCHOOLS)
    if known is None or known.unit_id is None:
        department = await unit_of(uow, department_id, department_id)
        group_id = await uow.people.add_unit(
            department_id, department_id, name, UnitKind.GROUP, department.time_zone
        )
        await uow.spellings.remember(department_id, ALL_SCHOOLS, group_id, None)
    else:
        group_id = known.unit_id
    schools = [unit.id for unit in await uow.people.units(department_id) if unit.kind is UnitKind.SCHOOL]
    await uow.people.add_members(group_id, schools)
    return group_id


def marks_alias(question: Question) -> str:
    """The alias of the group that is being made for this wording."""
    return f"@marked {question.subject}"


async def marked_group(uow: UnitOfWork, question: Question, department_id: UnitId) -> UnitId | None:
    """The group being made for these words, once a first school was marked."""
    known = (await uow.spellings.known(department_id)).get(marks_alias(question))
    return known.unit_id if known else None


async def mark_school(
    uow: UnitOfWork, actor: Actor | SystemActor, question: Question, unit_id: UnitId, now: datetime
) -> None:
    """Put a school into the group of these words, or take it out again."""
    school = await unit_of(uow, actor.department_id, unit_id)
    if school.kind is not UnitKind.SCHOOL:
        raise WrongState(school.kind, "mark")
    group_id = await marked_group(uow, question, actor.department_id)
    if group_id is None:
        group_id = await add_unit(uow, actor, question, UnitKind.GROUP, now)
        await uow.spellings.remember(actor.department_id, marks_alias(question), group_id, None)
    if unit_id in await uow.people.members(group_id):
        await uow.people.remove_member(group_id, unit_id)
    else:
        await uow.people.add_members(group_id, [unit_id])
