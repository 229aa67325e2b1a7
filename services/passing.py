"""Passing a duty on: whom it may go to, and what moves with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from roadmap.calendar import WorkingCalendar
from roadmap.clock import Clock
from roadmap.delivery import DeliveryKind, Priority
from roadmap.errors import BadInput, NotFound, StaleVersion
from roadmap.execution import WAITING_FOR_ASSIGNEE, Execution, Step, advance
from roadmap.ids import ExecutionId, PersonId, ReassignmentId, UnitId
from roadmap.people import Actor, Unit, UnitKind
from roadmap.requests import Reassignment, RequestState
from services.cards import view_card
from services.deciding import supervised
from services.people import unit_of
from services.ports.executions import DutyFilter
from services.ports.people import Recipient
from services.ports.unit_of_work import Store, UnitOfWork
from services.reassignment_views import Chosen, Passed, Targets, view_reassignment
from services.reassignments import open_reassignment, reassignment_of
from services.submitting import stage_after, withdraw_requests
from services.telling import author_or_colleagues, tell

PAGE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A unit or a person of the department: exactly one of them."""

    unit_id: UnitId | None = None
    person_id: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Destination:
    """A target that exists: its name, the unit whose curator watches it, and the people to tell."""

    target: Target
    name: str
    home_unit_id: UnitId
    people: Sequence[Recipient]

    @property
    def reachable(self) -> int:
        return sum(person.chat_id is not None for person in self.people)


class PassingService:
    def __init__(self, store: Store, clock: Clock, calendar: WorkingCalendar) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar

    async def targets(
        self, actor: Actor, reassignment_id: ReassignmentId, *, persons: bool, page: int
    ) -> Targets:
        """A page of the department's units, or of its people, besides the present assignee."""
        async with self._store.read() as uow:
            request, execution = await open_reassignment(uow, actor, reassignment_id)
            view = await view_card(uow, actor, execution.id, self._clock.now())
            asked = await view_reassignment(uow, request, view)
            units = await _other_units(uow, actor, execution)
            found = await uow.people.persons(actor.department_id)
            people = [each for each in found if each.id not in (execution.person_id, request.author_id)]
        pages = max(1, -(-len(people if persons else units) // PAGE))
        page = min(max(page, 0), pages - 1)
        shown = slice(page * PAGE, (page + 1) * PAGE)
        return Targets(
            asked=asked,
            units=() if persons else tuple(units[shown]),
            persons=tuple(people[shown]) if persons else (),
            page=page,
            pages=pages,
        )

    async def choose(self, actor: Actor, reassignment_id: ReassignmentId, target: Target) -> Chosen:
        """What passing it there would mean; BadInput where that assignee has this duty already."""
        async with self._store.read() as uow:
            request, execution = await open_reassignment(uow, actor, reassignment_id)
            destination = await _destination(uow, actor, target)
            if not await _is_free(uow, execution, target):
                raise BadInput("already-assigned", destination.name)
            view = await view_card(uow, actor, execution.id, self._clock.now())
            others = [each for each in await _siblings(uow, execution) if await _is_free(uow, each, target)]
            return Chosen(
                asked=await view_reassignment(uow, request, view),
                name=destination.name,
                reachable=destination.reachable,
                more=len(others),
            )

    async def pass_on(
        self, actor: Actor, reassignment_id: ReassignmentId, target: Target, *, whole_measure: bool
    ) -> Passed:
        """Give the duty, or every owed control point of its measure, to somebody else of the department."""
        now = self._clock.now()
        async with self._store.write() as uow:
            request = await reassignment_of(uow, reassignment_id)
            execution = await supervised(uow, actor, request.execution_id, request.author_id)
            destination = await _destination(uow, actor, target)
            moved = [execution.id]
            if not _is_repeated(request, actor, target):
                told = await author_or_colleagues(uow, request.author_id, execution, actor.person_id)
                going = [execution, *(await _siblings(uow, execution) if whole_measure else ())]
                moved = await self._move_all(uow, actor, request, going, destination, now)
                await _tell(uow, request, execution, told, now)
                known = (actor.person_id, request.author_id)
                fresh = [person for person in destination.people if person.person_id not in known]
                await _tell(uow, request, execution, fresh, now)
                facts = {"request": request.id, "to": destination.name, "control_points": len(moved)}
                await uow.audit.add(actor, now, "reassignment.granted", ("execution", execution.id), facts)
            duty = await uow.executions.duty(execution.id)
            await uow.commit()
        if duty is None:
            raise NotFound
        return Passed(
            duty=duty,
            name=destination.name,
            execution_ids=tuple(moved),
            reachable=destination.reachable,
        )

    async def _move_all(
        self,
        uow: UnitOfWork,
        actor: Actor,
        request: Reassignment,
        executions: Sequence[Execution],
        destination: _Destination,
        now: datetime,
    ) -> list[ExecutionId]:
        target = destination.target
        if not await uow.requests.settle_reassignment(
            request.id,
            RequestState.GRANTED,
            by=actor.person_id,
            at=now,
            to_unit_id=target.unit_id,
            to_person_id=target.person_id,
        ):
            raise StaleVersion
        if not await _is_free(uow, executions[0], target):
            raise BadInput("already-assigned", destination.name)
        moved = []
        for execution in executions:
            if await _is_free(uow, execution, target):
                await self._move(uow, actor, execution, destination, now)
                moved.append(execution.id)
        return moved

    async def _move(
        self, uow: UnitOfWork, actor: Actor, execution: Execution, destination: _Destination, now: datetime
    ) -> None:
        advance(execution.state, Step.REASSIGN)
        await uow.outbox.cancel_for_execution(execution.id, "passed on")
        await withdraw_requests(uow, actor, execution.id, now)
        if not await uow.executions.change_assignee(
            execution,
            unit_id=destination.target.unit_id,
            person_id=destination.target.person_id,
            home_unit_id=destination.home_unit_id,
            next_stage_at=None,
        ):
            raise StaleVersion
        looked_at = await stage_after(uow, execution, self._calendar, now)
        await uow.executions.set_next_stage(execution.id, looked_at)


async def _other_units(uow: UnitOfWork, actor: Actor, execution: Execution) -> list[Unit]:
    units = await uow.people.units(actor.department_id)
    return [unit for unit in units if unit.kind is not UnitKind.GROUP and unit.id != execution.unit_id]


async def _destination(uow: UnitOfWork, actor: Actor, target: Target) -> _Destination:
    if target.unit_id is not None:
        unit = await unit_of(uow, actor.department_id, target.unit_id)
        if not unit.is_active or unit.kind is UnitKind.GROUP:
            raise NotFound
        staff = await uow.people.responsible_persons(unit.id)
        return _Destination(target=target, name=unit.name, home_unit_id=unit.id, people=staff)
    person = await uow.people.person(target.person_id) if target.person_id is not None else None
    if person is None or person.department_id != actor.department_id or not person.is_active:
        raise NotFound
    recipient = await uow.people.recipient(person.id)
    return _Destination(
        target=target,
        name=person.name,
        home_unit_id=await uow.people.unit_of_person(person.id),
        people=(recipient,) if recipient else (),
    )


async def _is_free(uow: UnitOfWork, execution: Execution, target: Target) -> bool:
    """Whether the target has no duty of its own for the same control point."""
    return not await uow.executions.has_assignee(execution.occurrence_id, target.unit_id, target.person_id)


async def _siblings(uow: UnitOfWork, execution: Execution) -> list[Execution]:
    """Other owed control points of the same measure and assignee."""
    duties = await uow.executions.duties(
        DutyFilter(
            measure_ids=(execution.measure_id,),
            assigned_unit_ids=() if execution.unit_id is None else (execution.unit_id,),
            assigned_person_ids=() if execution.person_id is None else (execution.person_id,),
            states=WAITING_FOR_ASSIGNEE,
        )
    )
    found = [await uow.executions.get(duty.id) for duty in duties if duty.id != execution.id]
    return [each for each in found if each is not None]


def _is_repeated(request: Reassignment, actor: Actor, target: Target) -> bool:
    """Whether the same person presses the same once more: nothing changes, nobody is told again."""
    where = (request.to_unit_id, request.to_person_id) == (target.unit_id, target.person_id)
    return request.state is RequestState.GRANTED and request.decided_by == actor.person_id and where


async def _tell(
    uow: UnitOfWork,
    request: Reassignment,
    execution: Execution,
    recipients: Sequence[Recipient],
    now: datetime,
) -> None:
    await tell(
        uow,
        recipients,
        DeliveryKind.REASSIGNMENT_DECIDED,
        request.id,
        execution.department_id,
        priority=Priority.DECISION,
        now=now,
    )
