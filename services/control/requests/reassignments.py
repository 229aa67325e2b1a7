"""«Не моё»: said by the assignee with a reason; the curator passes the duty on or leaves it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from roadmap.clock import local_date
from roadmap.control.duty import Duty
from roadmap.control.requests import MovedDuty, Reassignment, RequestState
from roadmap.delivery.kinds import DeliveryKind
from roadmap.errors import BadInput, NotFound, StaleVersion, WrongState
from roadmap.ids import DutyId, ReassignmentId
from roadmap.imports.questions import Assigned
from roadmap.people.persons import Actor, Person, Unit, UnitKind
from roadmap.people.place import Place
from roadmap.typed_words import in_words
from services.composing import Cancelled
from services.control.duties.cards import CardView, view_card
from services.control.duties.duty_lists import paging_of
from services.control.duties.duty_rights import own_duty
from services.control.duties.verbs import Verb
from services.control.requests.life_cycle import (
    MAX_REASON,
    REASSIGNMENT,
    RequestService,
    committed,
    is_repeated,
    settle,
)
from services.control.requests.passing_on import Destination, Target, destination_of, is_free, pass_on
from services.control.requests.reassignment_views import (
    Chosen,
    Passed,
    ReassignmentAsked,
    ReassignmentView,
    Targets,
    Whose,
    compose_reassignment_asked,
    owed_with,
    view_reassignment,
)
from services.people.recipients import assignees
from services.people.roster import find_people
from services.people.unit_search import find_units
from services.plan.passing_measures import pass_measure
from storage.unit_of_work import UnitOfWork

PAGE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The card of who has named whose it is, and what the curators' messages say now."""

    view: CardView
    asked: tuple[tuple[Place, int, ReassignmentAsked], ...]


class ReassignmentService(RequestService[ReassignmentId, Reassignment]):
    kind = REASSIGNMENT

    # The assignee

    async def check(self, actor: Actor, duty_id: DutyId) -> CardView:
        """The card, if «не моё» can be said about it now; BadInput when it has been said."""
        async with self._store.read() as uow:
            await self._askable(uow, actor, duty_id)
            return await view_card(uow, actor, duty_id, self._clock.now())

    async def ask(self, actor: Actor, duty_id: DutyId, reason: str | None) -> CardView:
        """Say «не моё». Said twice by the same person, it is one request."""
        words = in_words(reason, limit=MAX_REASON)
        now = self._clock.now()
        async with self._store.write() as uow:
            duty = await own_duty(uow, actor, duty_id)
            self._check(duty)
            return await self._ask(uow, actor, duty, words, now, facts={"reason": words})

    async def whose(self, actor: Actor, duty_id: DutyId, *, page: int = 0, typed: str = "") -> Whose:
        """Whose the duty may be: a page of the organisations, or whom and what the typed words mean.

        WrongState where the actor has not said «не моё».
        """
        now = self._clock.now()
        async with self._store.read() as uow:
            view = await view_card(uow, actor, duty_id, now)
            if Verb.WITHDRAW_REASSIGNMENT not in view.verbs:
                raise WrongState(state=view.card.duty.state.value, step="name whose")
            duty = await own_duty(uow, actor, duty_id)
            if typed.strip():
                found = await find_people(uow, actor, typed, now, besides=actor.person_id, in_department=True)
                holders = await uow.duties.holders(duty.control_point_id)
                free, taken = await _parted(uow, duty, await find_units(uow, actor, typed))
                people = tuple(each.person for each in found.people if (None, each.person.id) not in holders)
                has_it = [each.person.name for each in found.people if (None, each.person.id) in holders]
                return Whose(
                    view=view,
                    units=tuple(free),
                    persons=people,
                    typed=typed,
                    taken=(*(unit.name for unit in taken), *has_it),
                )
            units = await other_units(uow, actor, duty)
        pages = max(1, -(-len(units) // PAGE))
        page = min(max(page, 0), pages - 1)
        shown = units[page * PAGE : (page + 1) * PAGE]
        return Whose(view=view, units=tuple(shown), page=page, pages=pages)

    async def name_whose(self, actor: Actor, duty_id: DutyId, target: Target) -> Named:
        """Tell the curator whose it is, in the message they have too; StaleVersion once it is decided on."""
        now = self._clock.now()
        async with self._store.write() as uow:
            duty = await own_duty(uow, actor, duty_id)
            request = await uow.requests.open(Reassignment, duty_id)
            if request is None:
                raise StaleVersion
            destination = await destination_of(uow, actor, target)
            await require_free(uow, duty, destination)
            if not await uow.requests.name_whose(request.id, target.unit_id, target.person_id):
                raise StaleVersion
            await self._record(uow, actor, duty, "named", {"words": destination.name}, now)
            asked = await _asked_elsewhere(uow, request, now)
            view = await committed(uow, actor, duty, now)
        return Named(view=view, asked=asked)

    # The curator

    async def open(self, actor: Actor, reassignment_id: ReassignmentId) -> ReassignmentView:
        """The request as its curator sees it; StaleVersion when it is settled."""
        async with self._store.read() as uow:
            asked, _ = await self._seen(uow, actor, reassignment_id)
            return asked

    async def targets(
        self, actor: Actor, reassignment_id: ReassignmentId, *, persons: bool, page: int
    ) -> Targets:
        """A page of the department's units, or of its people, besides the present assignee."""
        async with self._store.read() as uow:
            asked, duty = await self._seen(uow, actor, reassignment_id)
            units = await other_units(uow, actor, duty)
            people = [
                each for each in await other_people(uow, actor, duty) if each.id != asked.request.author_id
            ]
        paging = paging_of(len(people if persons else units), page)
        shown = slice(paging.offset, paging.offset + PAGE)
        return Targets(
            asked=asked,
            units=() if persons else tuple(units[shown]),
            persons=tuple(people[shown]) if persons else (),
            page=paging.page,
            pages=paging.pages,
        )

    async def choose(self, actor: Actor, reassignment_id: ReassignmentId, target: Target) -> Chosen:
        """What passing it there would mean; BadInput where that assignee has this duty already."""
        async with self._store.read() as uow:
            asked, duty = await self._seen(uow, actor, reassignment_id)
            destination = await destination_of(uow, actor, target)
            await require_free(uow, duty, destination)
            others = [
                each
                for each in await siblings(uow, duty, asked.view.today)
                if await is_free(uow, each, target)
            ]
            return Chosen(
                asked=asked,
                name=destination.name,
                reachable=destination.reachable,
                more=len(others),
            )

    async def grant(
        self, actor: Actor, reassignment_id: ReassignmentId, target: Target, *, whole_measure: bool
    ) -> Passed:
        """Pass the line, or every owed control point of its measure, on to another of the department."""
        now = self._clock.now()
        async with self._store.write() as uow:
            request, duty = await self._to_decide(uow, actor, reassignment_id)
            destination = await destination_of(uow, actor, target)
            moved = [duty.id]
            if not _is_passed_by(actor, request, target):
                former = await assignees(uow, duty)
                today = local_date(now, actor.time_zone)
                going = [duty, *(await siblings(uow, duty, today) if whole_measure else ())]
                sent_to = {"to_unit_id": target.unit_id, "to_person_id": target.person_id}
                await settle(uow, actor, request, RequestState.GRANTED, now, granted=sent_to)
                await require_free(uow, duty, destination)
                calendar = self._calendar
                gone = [each for each in going if await pass_on(uow, actor, each, destination, calendar, now)]
                await uow.requests.remember_moved(request.id, [as_it_was(each) for each in gone])
                if whole_measure:
                    await pass_whole_measure(uow, actor, duty, target, now)
                moved = [each.id for each in gone]
                facts = {"to": destination.name, "control_points": len(moved)}
                known = (actor.person_id, request.author_id)
                told = (*destination.people, *former)
                others = [person for person in told if person.person_id not in known]
                await self._decided(uow, actor, request, duty, "granted", facts, now, others=others)
            line = await uow.duties.line(duty.id)
            await uow.commit()
        if line is None:
            raise NotFound
        return Passed(
            request_id=request.id,
            duty=line,
            name=destination.name,
            duty_ids=tuple(moved),
            reachable=destination.reachable,
        )

    async def _seen(
        self, uow: UnitOfWork, actor: Actor, reassignment_id: ReassignmentId
    ) -> tuple[ReassignmentView, Duty]:
        request, duty = await self._open(uow, actor, reassignment_id)
        view = await view_card(uow, actor, duty.id, self._clock.now())
        return await view_reassignment(uow, request, view), duty


def as_it_was(duty: Duty) -> MovedDuty:
    """What passing this duty on is undone by."""
    return MovedDuty(
        duty_id=duty.id,
        unit_id=duty.unit_id,
        person_id=duty.person_id,
        home_unit_id=duty.home_unit_id,
        state=duty.state,
        time=duty.time,
        left_version=duty.version + 1,
    )


async def other_units(uow: UnitOfWork, actor: Actor, duty: Duty) -> list[Unit]:
    """The units of the department a duty may be given to: those that have no such duty of their own."""
    units = await uow.people.units(actor.department_id)
    free, _ = await _parted(uow, duty, units)
    return free


async def other_people(uow: UnitOfWork, actor: Actor, duty: Duty) -> list[Person]:
    """The people of the department a duty may be given to."""
    holders = await uow.duties.holders(duty.control_point_id)
    return [each for each in await uow.people.persons(actor.department_id) if (None, each.id) not in holders]


async def _parted(uow: UnitOfWork, duty: Duty, units: Sequence[Unit]) -> tuple[list[Unit], list[Unit]]:
    """Of these units those the duty may go to, and those that have the same control point already."""
    holders = await uow.duties.holders(duty.control_point_id)
    single = [unit for unit in units if unit.kind is not UnitKind.GROUP and unit.id != duty.unit_id]
    taken = [unit for unit in single if (unit.id, None) in holders]
    return [unit for unit in single if unit not in taken], taken


async def require_free(uow: UnitOfWork, duty: Duty, destination: Destination) -> None:
    """BadInput where the destination has this control point already."""
    if not await is_free(uow, duty, destination.target):
        raise BadInput("already-assigned", destination.name)


async def siblings(uow: UnitOfWork, duty: Duty, today: date) -> list[Duty]:
    """Other owed control points of the same measure and assignee whose day is not over."""
    lines = await uow.duties.lines(owed_with(duty))
    ahead = [line for line in lines if not (line.is_overdue(today) or line.predates_work)]
    found = [await uow.duties.get(line.id) for line in ahead if line.id != duty.id]
    return [each for each in found if each is not None]


async def pass_whole_measure(
    uow: UnitOfWork, actor: Actor, duty: Duty, target: Target, now: datetime
) -> None:
    """All that is left of the measure goes there: what is yet to come too, and its card says so."""
    road_map = await uow.plan.road_map(duty.road_map_id, duty.department_id)
    if road_map is not None:
        source = Assigned(unit_id=duty.unit_id, person_id=duty.person_id)
        await pass_measure(uow, actor, road_map, duty.measure_id, source, target.assigned, now)


async def _asked_elsewhere(
    uow: UnitOfWork, request: Reassignment, now: datetime
) -> tuple[tuple[Place, int, ReassignmentAsked], ...]:
    """The messages that asked curators, as they are to read now; what is a card already follows the duty."""
    found = []
    for sent in await uow.outbox.sent_about(DeliveryKind.REASSIGNMENT_REQUESTED, request.id):
        if sent.channel is None or sent.chat_id is None or sent.message_id is None:
            continue
        place = Place(sent.channel, sent.chat_id)
        if await uow.duties.card_message(place, request.duty_id) == sent.message_id:
            continue
        view = await compose_reassignment_asked(uow, sent, now)
        if not isinstance(view, Cancelled):
            found.append((place, sent.message_id, view))
    return tuple(found)


def _is_passed_by(actor: Actor, request: Reassignment, target: Target) -> bool:
    """Whether this person has passed it there already: the press is repeated."""
    where = (request.to_unit_id, request.to_person_id) == (target.unit_id, target.person_id)
    return where and is_repeated(request, actor, RequestState.GRANTED)
