"""What an actor is to one duty: the same questions for every verb, asked with the rows at hand."""

from dataclasses import replace
from typing import Protocol

from roadmap.control.entrusting import Entrustment
from roadmap.errors import NotAllowed, NotFound
from roadmap.ids import PersonId, UnitId
from roadmap.people.persons import Actor, Rights, Role, StoodFor, Through
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
    is_named = duty.person_id is not None and duty.person_id in actor.persons
    return is_named or (duty.unit_id is not None and duty.unit_id in actor.own)


def is_asked(actor: Actor, duty: HasAssignee, given: Entrustment | None) -> bool:
    """Whether an answer or the report is waited for from this assignee, or they gave the duty to others."""
    return given is None or duty.person_id is not None or given.is_told(actor.persons)


def reporting_for(actor: Actor, duty: HasAssignee) -> Actor:
    """The actor with the person they stand in for here, where the duty is not theirs by right."""
    by_right = actor.by_right
    if by_right is None or duty.person_id == actor.person_id or duty.unit_id in by_right.own:
        return actor
    for absent in actor.stands_for:
        if duty.person_id == absent.person_id or duty.unit_id in absent.rights.own:
            return _behalf(actor, absent)
    return actor


async def deciding_for(uow: UnitOfWork, actor: Actor, unit_id: UnitId) -> Actor:
    """The actor with the person they stand in for, where deciding on this unit is not theirs by right."""
    if actor.by_right is None or await _curates(uow, actor.by_right, unit_id):
        return actor
    for absent in actor.stands_for:
        if await _curates(uow, absent.rights, unit_id):
            return _behalf(actor, absent)
    return actor


def _behalf(actor: Actor, absent: StoodFor) -> Actor:
    return replace(actor, through=Through.DEPUTY, on_behalf_of=absent.person_id)


async def _curates(uow: UnitOfWork, rights: Rights, unit_id: UnitId) -> bool:
    return unit_id in rights.decides or bool(await uow.actors.watched(rights.decides, (unit_id,)))


def curates_department(actor: Actor, department_id: UnitId) -> bool:
    """Whether the actor decides on reports and requests of the whole department."""
    return department_id in actor.decides


async def watches(uow: UnitOfWork, actor: Actor, unit_id: UnitId) -> bool:
    """Whether the unit is one the actor curates or heads, or stands under one."""
    return unit_id in actor.roots or bool(await uow.actors.watched(actor.roots, (unit_id,)))


async def decides(uow: UnitOfWork, actor: Actor, unit_id: UnitId) -> bool:
    """Whether the actor answers reports and requests of this unit."""
    return unit_id in actor.decides or bool(await uow.actors.watched(actor.decides, (unit_id,)))


async def may_see(uow: UnitOfWork, actor: Actor, duty: HasHome) -> bool:
    """Whether the actor may know that there is such a duty."""
    return is_assignee(actor, duty) or await watches(uow, actor, duty.home_unit_id)


async def require_assignee(uow: UnitOfWork, actor: Actor, duty: HasHome) -> None:
    """NotFound for outsiders, NotAllowed for those who may only look."""
    if not is_assignee(actor, duty):
        raise NotAllowed if await watches(uow, actor, duty.home_unit_id) else NotFound


async def require_curator(uow: UnitOfWork, actor: Actor, duty: HasHome) -> None:
    """NotFound for outsiders, NotAllowed for those who may only look or report."""
    if await decides(uow, actor, duty.home_unit_id):
        return
    raise NotAllowed if await may_see(uow, actor, duty) else NotFound
