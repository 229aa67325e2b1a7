"""What an actor is to one duty: the same questions for every verb, asked with the rows at hand."""

from typing import Protocol

from roadmap.errors import NotAllowed, NotFound
from roadmap.ids import PersonId, UnitId
from roadmap.people.persons import Actor, Role

CURATORS = (Role.CURATOR, Role.COORDINATOR)
"""Roles that answer reports and requests of the units they watch."""


class HasAssignee(Protocol):
    """A duty or its read model."""

    @property
    def unit_id(self) -> UnitId | None: ...

    @property
    def person_id(self) -> PersonId | None: ...


def is_assignee(actor: Actor, duty: HasAssignee) -> bool:
    """Whether the duty is this person's own, or of a unit they answer for."""
    return duty.person_id == actor.person_id or (duty.unit_id is not None and duty.unit_id in actor.own)


def curates(actor: Actor, home_unit_id: UnitId) -> bool:
    """Whether the actor decides on reports and requests of this unit."""
    return actor.has(*CURATORS) and home_unit_id in actor.watched


def may_see(actor: Actor, duty: HasAssignee, home_unit_id: UnitId) -> bool:
    """Whether the actor may know that there is such a duty."""
    return is_assignee(actor, duty) or home_unit_id in actor.watched


def require_assignee(actor: Actor, duty: HasAssignee, home_unit_id: UnitId) -> None:
    """NotFound for outsiders, NotAllowed for those who may only look."""
    if not may_see(actor, duty, home_unit_id):
        raise NotFound
    if not is_assignee(actor, duty):
        raise NotAllowed


def require_curator(actor: Actor, duty: HasAssignee, home_unit_id: UnitId) -> None:
    """NotFound for outsiders, NotAllowed for those who may only look or report."""
    if not may_see(actor, duty, home_unit_id):
        raise NotFound
    if not curates(actor, home_unit_id):
        raise NotAllowed
