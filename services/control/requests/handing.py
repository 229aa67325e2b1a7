"""«Передать»: a curator gives a duty to another assignee by their own word."""

from dataclasses import dataclass
from datetime import datetime

from roadmap.clock import local_date
from roadmap.control.duty import Duty
from roadmap.control.requests import Reassignment, RequestState
from roadmap.errors import NotFound, StaleVersion, WrongState
from roadmap.ids import DutyId, ReassignmentId
from roadmap.people.persons import Actor, Person, Unit
from services.control.duties.cards import CardView, view_card
from services.control.duties.duty_lists import paging_of
from services.control.duties.verbs import Verb
from services.control.requests.life_cycle import settle
from services.control.requests.passing_on import Target, destination_of, is_free, pass_on
from services.control.requests.reassignment_views import Passed
from services.control.requests.reassignments import (
    PAGE,
    ReassignmentService,
    as_it_was,
    other_people,
    other_units,
    pass_whole_measure,
    require_free,
    siblings,
)
from services.people.recipients import assignees
from services.people.rights import require_curator
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Takers:
    """A page of the units, or of the people, that a duty may be given to."""

    view: CardView
    units: tuple[Unit, ...]
    persons: tuple[Person, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Taker:
    """One of them before it is confirmed: `more` owed control points of the measure could go along."""

    view: CardView
    name: str
    reachable: int
    more: int


class HandingService(ReassignmentService):
    """Kept as «не моё» that is granted as it is made, so that it is undone and told in the same way."""

    async def takers(self, actor: Actor, duty_id: DutyId, *, persons: bool, page: int) -> Takers:
        """A page of the department's units, or of its people, besides the present assignee."""
        async with self._store.read() as uow:
            duty, view = await self._giving(uow, actor, duty_id)
            units = await other_units(uow, actor, duty)
            people = await other_people(uow, actor, duty) if persons else []
        paging = paging_of(len(people if persons else units), page)
        shown = slice(paging.offset, paging.offset + PAGE)
        return Takers(
            view=view,
            units=() if persons else tuple(units[shown]),
            persons=tuple(people[shown]) if persons else (),
            page=paging.page,
            pages=paging.pages,
        )

    async def taker(self, actor: Actor, duty_id: DutyId, target: Target) -> Taker:
        """What giving it there would mean; BadInput where that assignee has this duty already."""
        async with self._store.read() as uow:
            duty, view = await self._giving(uow, actor, duty_id)
            destination = await destination_of(uow, actor, target)
            await require_free(uow, duty, destination)
            others = [
                each for each in await siblings(uow, duty, view.today) if await is_free(uow, each, target)
            ]
            return Taker(view=view, name=destination.name, reachable=destination.reachable, more=len(others))

    async def give(self, actor: Actor, duty_id: DutyId, target: Target, *, whole_measure: bool) -> Passed:
        """Give the line, or every owed control point of its measure; former and new assignees are told."""
        now = self._clock.now()
        async with self._store.write() as uow:
            duty, _ = await self._giving(uow, actor, duty_id)
            destination = await destination_of(uow, actor, target)
            await require_free(uow, duty, destination)
            former = await assignees(uow, duty)
            today = local_date(now, actor.time_zone)
            going = [duty, *(await siblings(uow, duty, today) if whole_measure else ())]
            request = await self._own(uow, actor, duty, target, now)
            calendar = self._calendar
            gone = [each for each in going if await pass_on(uow, actor, each, destination, calendar, now)]
            await uow.requests.remember_moved(request.id, [as_it_was(each) for each in gone])
            if whole_measure:
                await pass_whole_measure(uow, actor, duty, target, now)
            told = {each.person_id: each for each in (*former, *destination.people)}
            told.pop(actor.person_id, None)
            facts = {"to": destination.name, "control_points": len(gone)}
            await self._decided(uow, actor, request, duty, "handed", facts, now, others=list(told.values()))
            line = await uow.duties.line(duty.id)
            await uow.commit()
        if line is None:
            raise NotFound
        return Passed(
            request_id=request.id,
            duty=line,
            name=destination.name,
            duty_ids=tuple(each.id for each in gone),
            reachable=destination.reachable,
        )

    async def _giving(self, uow: UnitOfWork, actor: Actor, duty_id: DutyId) -> tuple[Duty, CardView]:
        duty = await uow.duties.get(duty_id)
        if duty is None:
            raise NotFound
        await require_curator(uow, actor, duty)
        view = await view_card(uow, actor, duty_id, self._clock.now())
        if Verb.HAND_OVER not in view.verbs:
            raise WrongState(state=duty.state.value, step=Verb.HAND_OVER.value)
        return duty, view

    async def _own(
        self, uow: UnitOfWork, actor: Actor, duty: Duty, target: Target, now: datetime
    ) -> Reassignment:
        """The request that is granted as it is made."""
        added = await uow.requests.add(
            Reassignment, duty.id, author_id=actor.person_id, reason="", at=now, asked={}
        )
        if added is None:
            raise StaleVersion
        request = await self._request(uow, ReassignmentId(added))
        sent_to = {"to_unit_id": target.unit_id, "to_person_id": target.person_id}
        await settle(uow, actor, request, RequestState.GRANTED, now, granted=sent_to)
        return request
