"""Names of units and people a plan speaks of, and whom typed words may mean."""

from collections.abc import Iterable, Mapping

from roadmap.ids import UnitId
from roadmap.imports.questions import Assigned
from roadmap.plan.measure_content import Answering
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


def responsible_words(answering: Iterable[Answering], names: Mapping[Assigned, str]) -> str:
    """The cell of a document that would name these: the main executor first."""
    ordered = sorted(answering, key=lambda one: not one.is_main)
    return "; ".join(names.get(one.assigned, "?") for one in ordered)
