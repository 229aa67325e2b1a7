"""A duty that was passed on comes back: for ten minutes, and while nothing else has happened to it."""

from dataclasses import dataclass, replace
from datetime import datetime

from roadmap.clock import Clock
from roadmap.control.duty import UNDO_WINDOW, Duty
from roadmap.control.requests import MovedDuty, Reassignment, RequestState
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.delivery.outbox import dedupe_key
from roadmap.errors import BadInput, NotAllowed, NotFound, StaleVersion
from roadmap.ids import DutyId, ReassignmentId
from roadmap.imports.questions import Assigned
from roadmap.people.persons import Actor
from roadmap.people.place import Place
from services.control.duties.cards import CardView, shown_card, unasked, view_card
from services.control.requests.life_cycle import REASSIGNMENT
from services.people.recipients import assignees, author_or_colleagues
from services.people.rights import require_curator
from services.plan.next_stage import stage_after
from services.plan.passing_measures import answers, pass_measure
from storage.unit_of_work import Store, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class UndonePass:
    """The card, as it is said elsewhere too, the duties that came back, and the messages that have left."""

    view: CardView
    elsewhere: CardView
    duty_ids: tuple[DutyId, ...]
    told: tuple[tuple[Place, int], ...]


class UndoingPassService:
    def __init__(self, store: Store, clock: Clock, calendar: WorkingCalendar) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar

    async def undo(self, actor: Actor, request_id: ReassignmentId) -> UndonePass:
        """«Не моё» waits for a decision again, a curator's own passing is over; undone before is fine.

        NotAllowed for another's decision, BadInput after ten minutes, StaleVersion when more has happened.
        """
        now = self._clock.now()
        async with self._store.write() as uow:
            request = await uow.requests.get(Reassignment, request_id)
            duty = await uow.duties.get(request.duty_id) if request else None
            if request is None or duty is None:
                raise NotFound
            await require_curator(uow, actor, duty)
            if request.state is (RequestState.WITHDRAWN if is_own(request) else RequestState.OPEN):
                view = await view_card(uow, actor, duty.id, now)
                return UndonePass(view=view, elsewhere=view, duty_ids=(), told=())
            _check(actor, request, now)
            moved = await uow.requests.moved(request.id)
            if not moved:
                raise StaleVersion
            told = await _unsay(uow, actor, request, duty, moved[0])
            for each in moved:
                await self._bring_back(uow, each, now)
            await _unpass_measure(uow, actor, request, duty, moved[0], now)
            if not await uow.requests.reopen(request):
                raise StaleVersion
            if is_own(request):
                await uow.requests.settle(request, RequestState.WITHDRAWN, by=actor.person_id, at=now)
            facts = {"request": request_id, "control_points": len(moved)}
            await uow.audit.add(actor, now, "reassignment.undone", ("duty", duty.id), facts)
            view = await shown_card(uow, actor, duty.id, now)
            elsewhere = await unasked(uow, actor, view)
            await uow.commit()
        duty_ids = tuple(each.duty_id for each in moved)
        return UndonePass(view=view, elsewhere=elsewhere, duty_ids=duty_ids, told=told)

    async def _bring_back(self, uow: UnitOfWork, moved: MovedDuty, now: datetime) -> None:
        duty = await uow.duties.get(moved.duty_id)
        if duty is None or duty.version != moved.left_version or await uow.requests.all_open(duty.id):
            raise StaleVersion
        if await uow.duties.has_assignee(duty.control_point_id, moved.unit_id, moved.person_id):
            raise StaleVersion
        await uow.outbox.cancel_for_duty(duty.id, "passed back")
        if not await uow.duties.change_assignee(
            duty,
            unit_id=moved.unit_id,
            person_id=moved.person_id,
            home_unit_id=moved.home_unit_id,
            time=moved.time,
            next_stage_at=None,
        ):
            raise StaleVersion
        back = await uow.duties.get(duty.id)
        assert back is not None
        if not await uow.duties.mark(back, moved.state):
            raise StaleVersion
        if moved.time.stopped_on is None:
            looked_at = await stage_after(uow, replace(back, state=moved.state), self._calendar, now)
            await uow.duties.set_next_stage(duty.id, looked_at)


async def _unpass_measure(
    uow: UnitOfWork, actor: Actor, request: Reassignment, duty: Duty, moved: MovedDuty, now: datetime
) -> None:
    """The measure is its former executor's again where it went along with its dates, and stands so."""
    last = await uow.plan_edits.last_of_measure(duty.measure_id)
    road_map = await uow.plan.road_map(duty.road_map_id, duty.department_id)
    former = Assigned(unit_id=moved.unit_id, person_id=moved.person_id)
    target = Assigned(unit_id=duty.unit_id, person_id=duty.person_id)
    went_along = (
        last is not None
        and last.at == request.decided_at
        and last.before is not None
        and answers(last.before, former)
        and not answers(last.before, target)
    )
    if went_along and road_map is not None:
        await pass_measure(uow, actor, road_map, duty.measure_id, target, former, now)


def is_own(request: Reassignment) -> bool:
    """Whether a curator has passed it on by their own word: nobody has asked."""
    return request.author_id == request.decided_by


def _check(actor: Actor, request: Reassignment, now: datetime) -> None:
    if request.state is not RequestState.GRANTED or request.decided_at is None:
        raise StaleVersion
    if request.decided_by != actor.person_id:
        raise NotAllowed
    if now - request.decided_at >= UNDO_WINDOW:
        raise BadInput("undo-decision-too-late")


async def _unsay(
    uow: UnitOfWork, actor: Actor, request: Reassignment, duty: Duty, moved: MovedDuty
) -> tuple[tuple[Place, int], ...]:
    """Whoever is told of the next decision is told anew: who asked, and whom it had gone to."""
    before = replace(duty, unit_id=moved.unit_id, person_id=moved.person_id)
    asked_by = await author_or_colleagues(uow, request.author_id, before, actor.person_id)
    former = await assignees(uow, before)
    people = {person.person_id for person in (*asked_by, *former, *await assignees(uow, duty))}
    keys = [dedupe_key(REASSIGNMENT.decided, request.id, person_id) for person_id in sorted(people)]
    return tuple(await uow.outbox.unsay(keys, "the passing was undone"))
