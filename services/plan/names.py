"""Names of units and people a plan speaks of, and whom typed words may mean."""

from collections.abc import Collection, Iterable, Mapping

from roadmap.ids import PersonId, UnitId
from roadmap.imports.questions import Assigned
from roadmap.plan.measure_content import Answering, MeasureContent
from roadmap.plan.plan_edits import ChangedMeasure
from roadmap.wording import normal
from storage.unit_of_work import UnitOfWork


async def names_of(uow: UnitOfWork, department_id: UnitId) -> dict[Assigned, str]:
    """Everybody of the department who can answer for a measure: units by name, then people."""
    units = sorted(await uow.people.units(department_id), key=lambda unit: normal(unit.name))
    persons = sorted(await uow.people.persons(department_id), key=lambda person: normal(person.name))
    return {
        **{Assigned(unit_id=unit.id): unit.name for unit in units},
        **{Assigned(person_id=person.id): person.name for person in persons},
    }


async def names_for(uow: UnitOfWork, assigned: Collection[Assigned]) -> dict[Assigned, str]:
    """The names of these, whether they are still here or not."""
    persons = await uow.people.names([one.person_id for one in assigned if one.person_id is not None])
    units = [await uow.people.unit(one.unit_id) for one in assigned if one.unit_id is not None]
    return {
        **{Assigned(person_id=PersonId(id_)): name for id_, name in persons.items()},
        **{Assigned(unit_id=unit.id): unit.name for unit in units if unit is not None},
    }


async def names_in(
    uow: UnitOfWork, department_id: UnitId, changes: Iterable[ChangedMeasure]
) -> dict[Assigned, str]:
    """The names these changes speak of, those who have left among them."""
    known = await names_of(uow, department_id)
    missing = {one for change in changes for one in named_in(change.before, change.after)} - known.keys()
    return {**known, **(await names_for(uow, missing) if missing else {})}


def named_in(*contents: MeasureContent | None) -> set[Assigned]:
    """Everybody who answers in any of these."""
    return {one.assigned for content in contents if content for one in content.answering}


def responsible_words(answering: Iterable[Answering], names: Mapping[Assigned, str]) -> str:
    """The cell of a document that would name these: the main executor first."""
    ordered = sorted(answering, key=lambda one: not one.is_main)
    return "; ".join(names.get(one.assigned, "?") for one in ordered)
