"""Passing a duty on to another unit or person of the department."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from roadmap.control.duty import Duty, DutyState, Step, advance
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.errors import NotFound, StaleVersion
from roadmap.ids import PersonId, UnitId
from roadmap.imports.questions import Assigned
from roadmap.people.invites import Recipient
from roadmap.people.persons import Actor, SystemActor, UnitKind
from services.control.duties.own_time import running_on
from services.control.requests.life_cycle import withdraw_requests
from services.people.directory import unit_of
from services.plan.next_stage import stage_after
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A unit or a person of the department: exactly one of them."""

    unit_id: UnitId | None = None
    person_id: PersonId | None = None

    @property
    def assigned(self) -> Assigned:
        return Assigned(unit_id=self.unit_id, person_id=self.person_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """A target that exists: its name, the unit whose curator watches it, and the people to tell."""

    target: Target
    name: str
    home_unit_id: UnitId
    people: Sequence[Recipient]

    @property
    def reachable(self) -> int:
        return sum(person.place is not None for person in self.people)


async def destination_of(uow: UnitOfWork, actor: Actor | SystemActor, target: Target) -> Destination:
    """The target as it is now; NotFound where it is no active one of the actor's department."""
    if target.unit_id is not None:
        unit = await unit_of(uow, actor.department_id, target.unit_id)
        if not unit.is_active or unit.kind is UnitKind.GROUP:
            raise NotFound
        staff = await uow.recipients.responsible_persons(unit.id)
        return Destination(target=target, name=unit.name, home_unit_id=unit.id, people=staff)
    person = await uow.people.person(target.person_id) if target.person_id is not None else None
    if person is None or person.department_id != actor.department_id or not person.is_active:
        raise NotFound
    return Destination(
        target=target,
        name=person.name,
        home_unit_id=await uow.recipients.unit_of_person(person.id),
        people=await uow.recipients.told_for([person.id]),
    )


async def is_free(uow: UnitOfWork, duty: Duty, target: Target) -> bool:
    """Whether the target has no duty of its own for the same control point."""
    return not await uow.duties.has_assignee(duty.control_point_id, target.unit_id, target.person_id)


async def pass_on(
    uow: UnitOfWork,
    actor: Actor | SystemActor,
    duty: Duty,
    destination: Destination,
    calendar: WorkingCalendar,
    now: datetime,
) -> bool:
    """Give the duty to the destination, open again; False where it has the control point already.

    A report that waits for a decision goes with the duty as it is. StaleVersion when somebody was quicker.
    """
    target = destination.target
    if not await is_free(uow, duty, target):
        return False
    is_reported = duty.state is DutyState.REPORTED
    state = duty.state if is_reported else advance(duty.state, Step.REASSIGN)
    await uow.outbox.cancel_for_duty(duty.id, "passed on")
    await withdraw_requests(uow, actor, duty.id, now)
    await uow.entrusting.end(duty.id, now)
    running = await running_on(uow, duty, state, now) if not is_reported else duty
    if not await uow.duties.change_assignee(
        duty,
        unit_id=target.unit_id,
        person_id=target.person_id,
        home_unit_id=destination.home_unit_id,
        state=state,
        time=running.time,
        next_stage_at=None,
    ):
        raise StaleVersion
    if not is_reported:
        looked_at = await stage_after(uow, running, calendar, now)
        await uow.duties.set_next_stage(duty.id, looked_at)
    return True
