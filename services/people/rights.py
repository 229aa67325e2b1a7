"""What an actor is to one duty: the same questions for every verb, asked with the rows at hand."""

from typing import Protocol

from roadmap.errors import NotAllowed, NotFound
from roadmap.ids import PersonId, UnitId
from roadmap.people.persons import Actor, Role
from storage.unit_of_work import UnitOfWork

CURATORS = (Role.CURATOR, Role.COORDINATOR)
"""Roles that answer reports and requests of the units they watch."""


class HasAssignee(Protocol):
    """A duty or its read model."""

    @property
    def unit_id(self) -> UnitId | None: ...

    @property
    def person_id(self) -> PersonId | None: ...


class HasHome(HasAssignee, Protocol):
    """The same, with the unit whose curator watches it."""

    @property
    def home_unit_id(self) -> UnitId: ...


def is_assignee(actor: Actor, duty: HasAssignee) -> bool:
    """Whether the duty is this person's own, or of a unit they answer for."""
    return duty.person_id == actor.person_id or (duty.unit_id is not None and duty.unit_id in actor.own)


def curates_department(actor: Actor, department_id: UnitId) -> bool:
    """Whether the actor decides on reports and requests of the whole department."""
    return actor.has(*CURATORS) and department_id in actor.roots


async def watches(uow: UnitOfWork, actor: Actor, unit_id: UnitId) -> bool:
    """Whether the unit is one the actor curates or heads, or stands under one."""
    return unit_id in actor.roots or bool(await uow.people.watched(actor.roots, (unit_id,)))


async def may_see(uow: UnitOfWork, actor: Actor, duty: HasHome) -> bool:
    """Whether the actor may know that there is such a duty."""
    return is_assignee(actor, duty) or await watches(uow, actor, duty.home_unit_id)


async def require_assignee(uow: UnitOfWork, actor: Actor, duty: HasHome) -> None:
    """NotFound for outsiders, NotAllowed for those who may only look."""
    if not is_assignee(actor, duty):
        raise NotAllowed if await watches(uow, actor, duty.home_unit_id) else NotFound


async def require_curator(uow: UnitOfWork, actor: Actor, duty: HasHome) -> None:
    """NotFound for outsiders, NotAllowed for those who may only look or report."""
    is_watched = await watches(uow, actor, duty.home_unit_id)
    if not (is_watched or is_assignee(actor, duty)):
        raise NotFound
    if not (is_watched and actor.has(*CURATORS)):
        raise NotAllowed
