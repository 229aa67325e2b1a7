"""Passing a duty on: whom it may go to, and what moves with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from roadmap.clock import Clock
from roadmap.control.duty import WAITING_FOR_ASSIGNEE, Duty, Step, advance
from roadmap.control.duty_filter import DutyFilter
from roadmap.control.requests import Reassignment, RequestState
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.delivery.outbox import DeliveryKind, Priority
from roadmap.errors import BadInput, NotFound, StaleVersion
from roadmap.ids import DutyId, PersonId, ReassignmentId, UnitId
from roadmap.people.invites import Recipient
from roadmap.people.persons import Actor, Unit, UnitKind
from services.control.duties.cards import view_card
from services.control.reporting.report_submission import stage_after, withdraw_requests
from services.control.requests.reassignment_views import Chosen, Passed, Targets, view_reassignment
from services.control.requests.reassignments import open_reassignment, reassignment_of
from services.people.deciding import curated
from services.people.directory import unit_of
from services.people.recipients import author_or_colleagues, tell
from storage.unit_of_work import Store, UnitOfWork

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
            request, duty = await open_reassignment(uow, actor, reassignment_id)
            view = await view_card(uow, actor, duty.id, self._clock.now())
            asked = await view_reassignment(uow, request, view)
            units = await _other_units(uow, actor, duty)
            found = await uow.people.persons(actor.department_id)
            people = [each for each in found if each.id not in (duty.person_id, request.author_id)]
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
            request, duty = await open_reassignment(uow, actor, reassignment_id)
            destination = await _destination(uow, actor, target)
            if not await _is_free(uow, duty, target):
                raise BadInput("already-assigned", destination.name)
            view = await view_card(uow, actor, duty.id, self._clock.now())
            others = [each for each in await _siblings(uow, duty) if await _is_free(uow, each, target)]
            return Chosen(
                asked=await view_reassignment(uow, request, view),
                name=destination.name,
                reachable=destination.reachable,
                more=len(others),
            )

    async def pass_on(
        self, actor: Actor, reassignment_id: ReassignmentId, target: Target, *, whole_measure: bool
    ) -> Passed:
        """Give the line, or every owed control point of its measure, to somebody else of the department."""
        now = self._clock.now()
        async with self._store.write() as uow:
            request = await reassignment_of(uow, reassignment_id)
            duty = await curated(uow, actor, request.duty_id, request.author_id)
            destination = await _destination(uow, actor, target)
            moved = [duty.id]
            if not _is_repeated(request, actor, target):
                told = await author_or_colleagues(uow, request.author_id, duty, actor.person_id)
                going = [duty, *(await _siblings(uow, duty) if whole_measure else ())]
                moved = await self._move_all(uow, actor, request, going, destination, now)
                await _tell(uow, request, duty, told, now)
                known = (actor.person_id, request.author_id)
                fresh = [person for person in destination.people if person.person_id not in known]
                await _tell(uow, request, duty, fresh, now)
                facts = {"request": request.id, "to": destination.name, "control_points": len(moved)}
                await uow.audit.add(actor, now, "reassignment.granted", ("duty", duty.id), facts)
            line = await uow.duties.line(duty.id)
            await uow.commit()
        if line is None:
            raise NotFound
        return Passed(
            duty=line,
            name=destination.name,
            duty_ids=tuple(moved),
            reachable=destination.reachable,
        )

    async def _move_all(
        self,
        uow: UnitOfWork,
        actor: Actor,
        request: Reassignment,
        duties: Sequence[Duty],
        destination: _Destination,
        now: datetime,
    ) -> list[DutyId]:
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
        if not await _is_free(uow, duties[0], target):
            raise BadInput("already-assigned", destination.name)
        moved = []
        for duty in duties:
            if await _is_free(uow, duty, target):
                await self._move(uow, actor, duty, destination, now)
                moved.append(duty.id)
        return moved

    async def _move(
        self, uow: UnitOfWork, actor: Actor, duty: Duty, destination: _Destination, now: datetime
    ) -> None:
        advance(duty.state, Step.REASSIGN)
        await uow.outbox.cancel_for_duty(duty.id, "passed on")
        await withdraw_requests(uow, actor, duty.id, now)
        if not await uow.duties.change_assignee(
            duty,
            unit_id=destination.target.unit_id,
            person_id=destination.target.person_id,
            home_unit_id=destination.home_unit_id,
            next_stage_at=None,
        ):
            raise StaleVersion
        looked_at = await stage_after(uow, duty, self._calendar, now)
        await uow.duties.set_next_stage(duty.id, looked_at)


async def _other_units(uow: UnitOfWork, actor: Actor, duty: Duty) -> list[Unit]:
    units = await uow.people.units(actor.department_id)
    return [unit for unit in units if unit.kind is not UnitKind.GROUP and unit.id != duty.unit_id]


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


async def _is_free(uow: UnitOfWork, duty: Duty, target: Target) -> bool:
    """Whether the target has no duty of its own for the same control point."""
    return not await uow.duties.has_assignee(duty.control_point_id, target.unit_id, target.person_id)


async def _siblings(uow: UnitOfWork, duty: Duty) -> list[Duty]:
    """Other owed control points of the same measure and assignee."""
    duties = await uow.duties.lines(
        DutyFilter(
            measure_ids=(duty.measure_id,),
            assigned_unit_ids=() if duty.unit_id is None else (duty.unit_id,),
            assigned_person_ids=() if duty.person_id is None else (duty.person_id,),
            states=WAITING_FOR_ASSIGNEE,
        )
    )
    found = [await uow.duties.get(line.id) for line in duties if line.id != duty.id]
    return [each for each in found if each is not None]


def _is_repeated(request: Reassignment, actor: Actor, target: Target) -> bool:
    """Whether the same person presses the same once more: nothing changes, nobody is told again."""
    where = (request.to_unit_id, request.to_person_id) == (target.unit_id, target.person_id)
    return request.state is RequestState.GRANTED and request.decided_by == actor.person_id and where


async def _tell(
    uow: UnitOfWork,
    request: Reassignment,
    duty: Duty,
    recipients: Sequence[Recipient],
    now: datetime,
) -> None:
    await tell(
        uow,
        recipients,
        DeliveryKind.REASSIGNMENT_DECIDED,
        request.id,
        duty.department_id,
        priority=Priority.DECISION,
        now=now,
    )
