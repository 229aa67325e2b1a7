"""Names a document brings: there from its approval on, or gone with it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from roadmap.ids import ImportId, PersonId, UnitId
from roadmap.imports.questions import Assigned, Import
from roadmap.people.persons import ALL_SCHOOLS, Actor, Membership, Person, SystemActor, Unit, UnitKind
from roadmap.wording import normal
from services.imports.remembering import remember_name
from storage.unit_of_work import UnitOfWork


async def take_in(uow: UnitOfWork, actor: Actor | SystemActor, imported: Import, now: datetime) -> None:
    """Make the names this document's answers mean part of the department, and its words their spellings.

    One that was entered meanwhile by other means is taken for the same.
    """
    meant = {q.answer for q in await uow.imports.questions(imported.id) if isinstance(q.answer, Assigned)}
    proposed = await uow.proposed.persons(imported.department_id)
    persons = [person for person in proposed if Assigned(person_id=person.id) in meant]
    units = await _units_coming(uow, imported.department_id, meant, persons)
    there = {
        *[await _take_unit(uow, actor, imported, unit, now) for unit in units],
        *[await _take_person(uow, actor, imported, person, now) for person in persons],
    }
    if not there:
        return
    await _fill_all_schools(uow, imported.department_id, meant)
    for question in await uow.imports.questions(imported.id):
        if isinstance(question.answer, Assigned) and question.answer in there:
            await remember_name(uow, question, imported.department_id, question.answer)


async def let_go(uow: UnitOfWork, imported: Import) -> None:
    """Take away what was proposed for this document and no document under review means any more."""
    proposed = await uow.imports.proposed(imported.id)
    if not proposed:
        return
    meant = await _meant(uow, imported.department_id)
    gone = [name for name in proposed if name not in meant]
    kept = [name for name in proposed if meant.get(name, imported.id) != imported.id]
    await uow.imports.forget_proposed([*gone, *kept])
    for name in kept:
        await uow.imports.note_proposed(meant[name], name)
    await uow.proposed.forget(
        [name.unit_id for name in gone if name.unit_id is not None],
        [name.person_id for name in gone if name.person_id is not None],
    )


async def _meant(uow: UnitOfWork, department_id: UnitId) -> Mapping[Assigned, ImportId]:
    """Whom documents under review mean, where those work, whom those groups stand for; and one document."""
    meant = dict(await uow.imports.meant(department_id))
    for person in await uow.proposed.persons(department_id):
        if (import_id := meant.get(Assigned(person_id=person.id))) is not None:
            for held in await uow.people.memberships_of(person.id):
                meant.setdefault(Assigned(unit_id=held.unit_id), import_id)
    for unit in await uow.proposed.units(department_id):
        if (import_id := meant.get(Assigned(unit_id=unit.id))) is not None and unit.kind is UnitKind.GROUP:
            for member in await uow.people.members(unit.id):
                meant.setdefault(Assigned(unit_id=member), import_id)
    return meant


async def _units_coming(
    uow: UnitOfWork, department_id: UnitId, meant: set[Assigned], persons: Sequence[Person]
) -> list[Unit]:
    """Those meant, the homes of those people, the members of those groups; groups after the others."""
    proposed = {unit.id: unit for unit in await uow.proposed.units(department_id)}
    coming = {unit_id for unit_id in proposed if Assigned(unit_id=unit_id) in meant}
    for unit_id in tuple(coming):
        if proposed[unit_id].kind is UnitKind.GROUP:
            coming.update(await uow.people.members(unit_id))
    for person in persons:
        coming.update(held.unit_id for held in await uow.people.memberships_of(person.id))
    found = [unit for unit_id, unit in proposed.items() if unit_id in coming]
    return sorted(found, key=lambda unit: unit.kind is UnitKind.GROUP)


async def _take_unit(
    uow: UnitOfWork, actor: Actor | SystemActor, imported: Import, unit: Unit, now: datetime
) -> Assigned:
    known = {normal(one.name): one.id for one in await uow.people.units(imported.department_id)}
    coming = Assigned(unit_id=unit.id)
    await uow.imports.forget_proposed([coming])
    if (twin := known.get(normal(unit.name))) is not None:
        await uow.merges.absorb_unit(unit.id, twin)
        await uow.imports.answer_anew(imported.id, coming, Assigned(unit_id=twin))
        await uow.proposed.forget([unit.id], [])
        return Assigned(unit_id=twin)
    await uow.proposed.take_in([unit.id], [])
    await uow.audit.add(actor, now, "unit.added", ("unit", unit.id), {"import": imported.id})
    return coming


async def _take_person(
    uow: UnitOfWork, actor: Actor | SystemActor, imported: Import, person: Person, now: datetime
) -> Assigned:
    coming = Assigned(person_id=person.id)
    await uow.imports.forget_proposed([coming])
    if (twin := await _twin(uow, imported.department_id, person)) is not None:
        await uow.merges.absorb_person(person.id, twin, await uow.recipients.unit_of_person(twin))
        await uow.imports.answer_anew(imported.id, coming, Assigned(person_id=twin))
        await uow.proposed.forget([], [person.id])
        return Assigned(person_id=twin)
    await uow.proposed.take_in([], [person.id])
    await uow.audit.add(actor, now, "person.added", ("person", person.id), {"import": imported.id})
    return coming


async def _twin(uow: UnitOfWork, department_id: UnitId, person: Person) -> PersonId | None:
    """Somebody of the same name at the same unit."""
    named = {
        one.id for one in await uow.people.persons(department_id) if normal(one.name) == normal(person.name)
    }
    if not named:
        return None
    homes = {held.unit_id for held in await uow.people.memberships_of(person.id)}

    def is_beside(held: Membership) -> bool:
        return held.person_id in named and held.unit_id in homes

    return next((h.person_id for h in await uow.people.memberships(department_id) if is_beside(h)), None)


async def _fill_all_schools(uow: UnitOfWork, department_id: UnitId, meant: set[Assigned]) -> None:
    """The group of all schools has those that came with it."""
    group = (await uow.spellings.known(department_id)).get(ALL_SCHOOLS)
    if group is not None and group in meant and group.unit_id is not None:
        schools = [unit.id for unit in await uow.people.units(department_id) if unit.kind is UnitKind.SCHOOL]
        await uow.people.add_members(group.unit_id, schools)
