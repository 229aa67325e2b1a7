"""Finding organisations by typed words, as their names and other spellings have them."""

from collections.abc import Sequence

from roadmap.ids import UnitId
from roadmap.people.persons import Actor, Unit
from roadmap.people.unit_search import closest_first
from storage.unit_of_work import UnitOfWork

MOST_FOUND = 12


async def find_units(
    uow: UnitOfWork, actor: Actor, typed: str, *, among: frozenset[UnitId] | None = None
) -> Sequence[Unit]:
    """Active organisations of the department these words mean, closest first.

    `among`: only at or under these roots.
    """
    spelled: dict[UnitId, list[str]] = {}
    for words, meant in (await uow.spellings.known(actor.department_id)).items():
        if meant.unit_id is not None:
            spelled.setdefault(meant.unit_id, []).append(words)
    units = await uow.people.units(actor.department_id)
    found = closest_first(
        typed, units, lambda unit: (unit.name, *spelled.get(unit.id, ())), lambda unit: unit.kind
    )
    if among is not None:
        seen = await uow.actors.watched(among, [unit.id for unit in found])
        found = [unit for unit in found if unit.id in seen]
    return found[:MOST_FOUND]
