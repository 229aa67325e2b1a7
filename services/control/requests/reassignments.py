"""«Не моё»: said by the assignee with a reason; the curator passes the duty on or leaves it."""

from roadmap.clock import Clock
from roadmap.control.duty import Duty, Step, advance
from roadmap.control.requests import Reassignment, RequestState
from roadmap.delivery.outbox import DeliveryKind, Priority
from roadmap.errors import BadInput, NotFound, StaleVersion
from roadmap.ids import DutyId, ReassignmentId
from roadmap.people.persons import Actor
from roadmap.typed_words import typed
from services.control.duties.cards import CardView, view_card
from services.control.reporting.report_submission import own_duty
from services.control.requests.reassignment_views import ReassignmentView, view_reassignment
from services.people.deciding import curated
from services.people.recipients import author_or_colleagues, curators_of, tell
from storage.unit_of_work import Store, UnitOfWork

MAX_REASON = 500


class ReassignmentService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    # The assignee

    async def check(self, actor: Actor, duty_id: DutyId) -> CardView:
        """The card, if «не моё» can be said about it now; BadInput when it has been said."""
        async with self._store.read() as uow:
            duty = await own_duty(uow, actor, duty_id)
            advance(duty.state, Step.REASSIGN)
            if (await uow.requests.open_requests(duty_id))[1] is not None:
                raise BadInput("reassignment-open")
            return await view_card(uow, actor, duty_id, self._clock.now())

    async def ask(self, actor: Actor, duty_id: DutyId, reason: str | None) -> CardView:
        """Say «не моё». Said twice by the same person, it is one request."""
        words = typed(reason, limit=MAX_REASON)
        now = self._clock.now()
        async with self._store.write() as uow:
            duty = await own_duty(uow, actor, duty_id)
            advance(duty.state, Step.REASSIGN)
            added = await uow.requests.add_reassignment(
                duty_id, author_id=actor.person_id, reason=words, at=now
            )
            if added is None:
                earlier = (await uow.requests.open_requests(duty_id))[1]
                if earlier is None or earlier.author_id != actor.person_id:
                    raise BadInput("reassignment-open")
                return await view_card(uow, actor, duty_id, now)
            await tell(
                uow,
                await curators_of(uow, duty.home_unit_id, actor.person_id),
                DeliveryKind.REASSIGNMENT_REQUESTED,
                added,
                duty.department_id,
                priority=Priority.NEWS,
                now=now,
            )
            facts = {"request": added, "reason": words}
            await uow.audit.add(actor, now, "reassignment.asked", ("duty", duty_id), facts)
            view = await view_card(uow, actor, duty_id, now)
            await uow.commit()
        return view

    async def withdraw(self, actor: Actor, reassignment_id: ReassignmentId) -> CardView:
        """Take it back; one that is settled already is fine."""
        now = self._clock.now()
        async with self._store.write() as uow:
            request = await reassignment_of(uow, reassignment_id)
            duty = await own_duty(uow, actor, request.duty_id)
            is_open = await uow.requests.settle_reassignment(
                reassignment_id, RequestState.WITHDRAWN, by=actor.person_id, at=now
            )
            if is_open:
                facts = {"request": reassignment_id}
                await uow.audit.add(actor, now, "reassignment.withdrawn", ("duty", duty.id), facts)
            view = await view_card(uow, actor, duty.id, now)
            await uow.commit()
        return view

    # The curator

    async def open(self, actor: Actor, reassignment_id: ReassignmentId) -> ReassignmentView:
        """The request as its curator sees it; StaleVersion when it is settled."""
        async with self._store.read() as uow:
            request, _ = await open_reassignment(uow, actor, reassignment_id)
            view = await view_card(uow, actor, request.duty_id, self._clock.now())
            return await view_reassignment(uow, request, view)

    async def refuse(
        self, actor: Actor, reassignment_id: ReassignmentId, comment: str | None = None
    ) -> CardView:
        """It stays where it is; a comment is welcome, not required."""
        words = typed(comment, limit=MAX_REASON) if comment is not None else ""
        now = self._clock.now()
        async with self._store.write() as uow:
            request = await reassignment_of(uow, reassignment_id)
            duty = await curated(uow, actor, request.duty_id, request.author_id)
            if request.state is not RequestState.REFUSED or request.decided_by != actor.person_id:
                if not await uow.requests.settle_reassignment(
                    request.id, RequestState.REFUSED, by=actor.person_id, at=now, comment=words
                ):
                    raise StaleVersion
                facts = {"request": request.id, "comment": words}
                await uow.audit.add(actor, now, "reassignment.refused", ("duty", duty.id), facts)
                await tell(
                    uow,
                    await author_or_colleagues(uow, request.author_id, duty, actor.person_id),
                    DeliveryKind.REASSIGNMENT_DECIDED,
                    request.id,
                    duty.department_id,
                    priority=Priority.DECISION,
                    now=now,
                )
            view = await view_card(uow, actor, duty.id, now)
            await uow.commit()
        return view


async def reassignment_of(uow: UnitOfWork, reassignment_id: ReassignmentId) -> Reassignment:
    """The request, or NotFound."""
    request = await uow.requests.reassignment(reassignment_id)
    if request is None:
        raise NotFound
    return request


async def open_reassignment(
    uow: UnitOfWork, actor: Actor, reassignment_id: ReassignmentId
) -> tuple[Reassignment, Duty]:
    """A request the actor may decide on, with its duty; StaleVersion when it is settled."""
    request = await reassignment_of(uow, reassignment_id)
    duty = await curated(uow, actor, request.duty_id, request.author_id)
    if request.state is not RequestState.OPEN:
        raise StaleVersion
    return request, duty
