"""Whom the words of a document may mean: who is of the department, and whom documents would bring."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from roadmap.ids import PersonId, UnitId
from roadmap.imports.questions import Assigned, Question
from roadmap.people.persons import Person, Unit
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesOnDesk:
    units: Sequence[Unit]
    persons: Sequence[Person]

    @property
    def names(self) -> Mapping[Assigned, str]:
        """What answers are shown with."""
        return {who: one.name for who, one in self._all()}

    def coming(self, questions: Iterable[Question]) -> tuple[str, ...]:
        """Names these answers mean that are not of the department yet, in the order they were proposed."""
        meant = {question.answer for question in questions}
        return tuple(one.name for who, one in self._all() if who in meant and not one.is_active)

    def _all(self) -> Iterable[tuple[Assigned, Unit | Person]]:
        yield from ((Assigned(unit_id=unit.id), unit) for unit in self.units)
        yield from ((Assigned(person_id=PersonId(person.id)), person) for person in self.persons)


async def names_on_desk(uow: UnitOfWork, department_id: UnitId) -> NamesOnDesk:
    """Units and people of the department, then the proposed ones."""
    return NamesOnDesk(
        units=[*await uow.people.units(department_id), *await uow.proposed.units(department_id)],
        persons=[*await uow.people.persons(department_id), *await uow.proposed.persons(department_id)],
    )
