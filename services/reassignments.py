"""«Не моё»: said by the assignee with a reason; the supervisor passes the duty on or leaves it."""

from roadmap.clock import Clock
from roadmap.delivery import DeliveryKind, Priority
from roadmap.errors import BadInput, NotFound, StaleVersion
from roadmap.execution import Execution, Step, advance
from roadmap.ids import ExecutionId, ReassignmentId
from roadmap.people import Actor
from roadmap.requests import Reassignment, RequestState
from services.cards import CardView, view_card
from services.deciding import supervised
from services.ports.unit_of_work import Store, UnitOfWork
from services.reassignment_views import ReassignmentView, view_reassignment
from services.submitting import own_execution
from services.telling import author_or_colleagues, deciders, tell
from services.typed_words import typed

MAX_REASON = 500


class ReassignmentService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    # The assignee

    async def check(self, actor: Actor, execution_id: ExecutionId) -> CardView:
        """The card, if «не моё» can be said about it now; BadInput when it has been said."""
        async with self._store.read() as uow:
            execution = await own_execution(uow, actor, execution_id)
            advance(execution.state, Step.REASSIGN)
            if (await uow.requests.open_requests(execution_id))[1] is not None:
                raise BadInput("reassignment-open")
            return await view_card(uow, actor, execution_id, self._clock.now())

    async def ask(self, actor: Actor, execution_id: ExecutionId, reason: str | None) -> CardView:
        """Say «не моё». Said twice by the same person, it is one request."""
        words = typed(reason, limit=MAX_REASON)
        now = self._clock.now()
        async with self._store.write() as uow:
            execution = await own_execution(uow, actor, execution_id)
            advance(execution.state, Step.REASSIGN)
            added = await uow.requests.add_reassignment(
                execution_id, author_id=actor.person_id, reason=words, at=now
            )
            if added is None:
                earlier = (await uow.requests.open_requests(execution_id))[1]
                if earlier is None or earlier.author_id != actor.person_id:
                    raise BadInput("reassignment-open")
                return await view_card(uow, actor, execution_id, now)
            await tell(
                uow,
                await deciders(uow, execution.home_unit_id, actor.person_id),
                DeliveryKind.REASSIGNMENT_REQUESTED,
                added,
                execution.department_id,
                priority=Priority.NEWS,
                now=now,
            )
            facts = {"request": added, "reason": words}
            await uow.audit.add(actor, now, "reassignment.asked", ("execution", execution_id), facts)
            view = await view_card(uow, actor, execution_id, now)
            await uow.commit()
        return view

    async def withdraw(self, actor: Actor, reassignment_id: ReassignmentId) -> CardView:
        """Take it back; one that is settled already is fine."""
        now = self._clock.now()
        async with self._store.write() as uow:
            request = await reassignment_of(uow, reassignment_id)
            execution = await own_execution(uow, actor, request.execution_id)
            is_open = await uow.requests.settle_reassignment(
                reassignment_id, RequestState.WITHDRAWN, by=actor.person_id, at=now
            )
            if is_open:
                facts = {"request": reassignment_id}
                await uow.audit.add(actor, now, "reassignment.withdrawn", ("execution", execution.id), facts)
            view = await view_card(uow, actor, execution.id, now)
            await uow.commit()
        return view

    # The supervisor

    async def open(self, actor: Actor, reassignment_id: ReassignmentId) -> ReassignmentView:
        """The request as its supervisor sees it; StaleVersion when it is settled."""
        async with self._store.read() as uow:
            request, _ = await open_reassignment(uow, actor, reassignment_id)
            view = await view_card(uow, actor, request.execution_id, self._clock.now())
            return await view_reassignment(uow, request, view)

    async def refuse(
        self, actor: Actor, reassignment_id: ReassignmentId, comment: str | None = None
    ) -> CardView:
        """It stays where it is; a comment is welcome, not required."""
        words = typed(comment, limit=MAX_REASON) if comment is not None else ""
        now = self._clock.now()
        async with self._store.write() as uow:
            request = await reassignment_of(uow, reassignment_id)
            execution = await supervised(uow, actor, request.execution_id, request.author_id)
            if request.state is not RequestState.REFUSED or request.decided_by != actor.person_id:
                if not await uow.requests.settle_reassignment(
                    request.id, RequestState.REFUSED, by=actor.person_id, at=now, comment=words
                ):
                    raise StaleVersion
                facts = {"request": request.id, "comment": words}
                await uow.audit.add(actor, now, "reassignment.refused", ("execution", execution.id), facts)
                await tell(
                    uow,
                    await author_or_colleagues(uow, request.author_id, execution, actor.person_id),
                    DeliveryKind.REASSIGNMENT_DECIDED,
                    request.id,
                    execution.department_id,
                    priority=Priority.DECISION,
                    now=now,
                )
            view = await view_card(uow, actor, execution.id, now)
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
) -> tuple[Reassignment, Execution]:
    """A request the actor may decide on, with its execution; StaleVersion when it is settled."""
    request = await reassignment_of(uow, reassignment_id)
    execution = await supervised(uow, actor, request.execution_id, request.author_id)
    if request.state is not RequestState.OPEN:
        raise StaleVersion
    return request, execution
