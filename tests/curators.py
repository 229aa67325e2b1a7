"""Somebody who watches these units, as statements ask about them."""

from roadmap.ids import PersonId, UnitId
from roadmap.people.persons import Actor, Role
from tests.clock import ZONE


def curator_of(department_id: int, *roots: int) -> Actor:
    return Actor(
        person_id=PersonId(1),
        department_id=UnitId(department_id),
        name="Ольга Ветрова",
        time_zone=ZONE,
        roles=frozenset({Role.CURATOR}),
        own=frozenset(),
        roots=frozenset(UnitId(root) for root in roots),
        decides=frozenset(UnitId(root) for root in roots),
        leads=frozenset(),
    )
