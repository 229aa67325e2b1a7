"""The life of a request, whichever kind it is: asked by the assignee, withdrawn or decided on once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from roadmap.clock import Clock
from roadmap.control.duty import Duty, Step, advance
from roadmap.control.requests import ExtensionRequest, Reassignment, Request, RequestState
from roadmap.control.typed_words import Became
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import Delivery
from roadmap.errors import BadInput, NotFound, StaleVersion
from roadmap.ids import DutyId, PersonId
from roadmap.people.invites import Recipient
from roadmap.people.persons import Actor, SystemActor
from roadmap.typed_words import in_words
from services.composing import Cancelled
from services.control.duties.cards import CardView, recipient_view, shown_card, view_card
from services.control.duties.duty_rights import curated, own_duty
from services.control.duties.own_time import run_on, stop_time
from services.control.duties.told_elsewhere import make_cards
from services.control.duties.typed_answers import remember_answer
from services.people.recipients import author_or_colleagues, curators_of, tell
from services.people.rights import deciding_for, reporting_for
from storage.unit_of_work import Store, UnitOfWork

R = TypeVar("R", bound=Request)
Id = TypeVar("Id", bound=int)
Facts = Mapping[str, object]

MAX_REASON = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestKind(Generic[R]):
    """`word` names the kind in the audit and in refusals; `asked` and `decided` are what people are told."""

    record: type[R]
    word: str
    step: Step
    asked: DeliveryKind
    decided: DeliveryKind


EXTENSION = RequestKind(
    record=ExtensionRequest,
    word="extension",
    step=Step.EXTEND,
    asked=DeliveryKind.EXTENSION_REQUESTED,
    decided=DeliveryKind.EXTENSION_DECIDED,
)
REASSIGNMENT = RequestKind(
    record=Reassignment,
    word="reassignment",
    step=Step.REASSIGN,
    asked=DeliveryKind.REASSIGNMENT_REQUESTED,
    decided=DeliveryKind.REASSIGNMENT_DECIDED,
)
ASKED: dict[type[Request], DeliveryKind] = {kind.record: kind.asked for kind in (EXTENSION, REASSIGNMENT)}


class RequestService(Generic[Id, R]):
    """What both kinds do alike; a kind adds what exactly is asked and what granting it does."""

    kind: RequestKind[R]

    def __init__(self, store: Store, clock: Clock, calendar: WorkingCalendar) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar

    async def withdraw(self, actor: Actor, request_id: Id) -> CardView:
        """Take the request back; one that is settled already is fine."""
        now = self._clock.now()
        async with self._store.write() as uow:
            request = await self._request(uow, request_id)
            duty = await own_duty(uow, actor, request.duty_id)
            if await uow.requests.settle(request, RequestState.WITHDRAWN, by=actor.person_id, at=now):
                await run_on(uow, duty, self._calendar, now)
                await make_cards(uow, duty.id, self.kind.asked, request.id)
                by = reporting_for(actor, duty)
                await self._record(uow, by, duty, "withdrawn", {"request": request_id}, now)
            return await committed(uow, actor, duty, now)

    async def refuse(self, actor: Actor, request_id: Id, comment: str | None = None) -> CardView:
        """The duty stays as it is and its time runs on; a comment is welcome, not required."""
        words = in_words(comment, limit=MAX_REASON) if comment is not None else ""
        now = self._clock.now()
        async with self._store.write() as uow:
            request, duty = await self._to_decide(uow, actor, request_id)
            if not is_repeated(request, actor, RequestState.REFUSED):
                await settle(uow, actor, request, RequestState.REFUSED, now, comment=words)
                await run_on(uow, duty, self._calendar, now)
                await remember_answer(uow, Became.REFUSAL, request.id, words)
                await self._decided(uow, actor, request, duty, "refused", {"comment": words}, now)
            return await committed(uow, actor, duty, now)

    # What a kind may say of itself

    def _check(self, duty: Duty) -> None:
        """Refuse where the duty is past asking."""
        advance(duty.state, self.kind.step)

    def _is_same(self, earlier: R, asked: Facts) -> bool:
        """Whether the open request asks for this already."""
        return True

    def _facts(self, request: R) -> Facts:
        """What the audit keeps of the request with every decision on it."""
        return {}

    # Steps of the life

    async def _askable(self, uow: UnitOfWork, actor: Actor, duty_id: DutyId) -> Duty:
        """The actor's duty, if this may be asked about it now; BadInput when it has been asked."""
        duty = await own_duty(uow, actor, duty_id)
        self._check(duty)
        if await uow.requests.open(self.kind.record, duty_id) is not None:
            raise BadInput(f"{self.kind.word}-open")
        return duty

    async def _ask(
        self,
        uow: UnitOfWork,
        actor: Actor,
        duty: Duty,
        reason: str,
        now: datetime,
        *,
        facts: Facts,
        asked: Facts | None = None,
    ) -> CardView:
        """Store the request and tell who decides; the same request once more changes nothing."""
        asked = asked or {}
        added = await uow.requests.add(
            self.kind.record, duty.id, author_id=actor.person_id, reason=reason, at=now, asked=asked
        )
        if added is None:
            earlier = await uow.requests.open(self.kind.record, duty.id)
            is_own = earlier is not None and earlier.author_id == actor.person_id
            if earlier is None or not is_own or not self._is_same(earlier, asked):
                raise BadInput(f"{self.kind.word}-open")
            return await view_card(uow, actor, duty.id, now)
        await remember_answer(uow, Became(self.kind.word), added, reason)
        await tell(
            uow,
            await curators_of(uow, duty.home_unit_id, actor.person_id),
            self.kind.asked,
            added,
            duty.department_id,
            now,
        )
        await stop_time(uow, actor, duty, now)
        await self._record(uow, reporting_for(actor, duty), duty, "asked", {"request": added, **facts}, now)
        return await committed(uow, actor, duty, now)

    async def _request(self, uow: UnitOfWork, request_id: Id) -> R:
        request = await uow.requests.get(self.kind.record, request_id)
        if request is None:
            raise NotFound
        return request

    async def _to_decide(self, uow: UnitOfWork, actor: Actor, request_id: Id) -> tuple[R, Duty]:
        """A request the actor may decide on, settled or not, with its duty."""
        request = await self._request(uow, request_id)
        return request, await curated(uow, actor, request.duty_id, request.author_id)

    async def _open(self, uow: UnitOfWork, actor: Actor, request_id: Id) -> tuple[R, Duty]:
        """The same while it is open; StaleVersion when it is settled."""
        request, duty = await self._to_decide(uow, actor, request_id)
        if request.state is not RequestState.OPEN:
            raise StaleVersion
        return request, duty

    async def _decided(
        self,
        uow: UnitOfWork,
        actor: Actor,
        request: R,
        duty: Duty,
        action: str,
        facts: Facts,
        now: datetime,
        *,
        others: Collection[Recipient] = (),
    ) -> None:
        """Record the decision; tell the one who asked, and `others`."""
        facts = {"request": request.id, **self._facts(request), **facts}
        by = await deciding_for(uow, actor, duty.home_unit_id)
        await self._record(uow, by, duty, action, facts, now)
        asked_by = await author_or_colleagues(uow, request.author_id, duty, actor.person_id)
        await tell(
            uow,
            [*asked_by, *others],
            self.kind.decided,
            request.id,
            duty.department_id,
            now,
        )

    async def _record(
        self, uow: UnitOfWork, actor: Actor, duty: Duty, action: str, facts: Facts, now: datetime
    ) -> None:
        await uow.audit.add(actor, now, f"{self.kind.word}.{action}", ("duty", duty.id), facts)


def is_repeated(request: Request, actor: Actor, state: RequestState) -> bool:
    """Whether the same person presses the same once more: nothing changes, nothing is told again."""
    return request.state is state and request.decided_by == actor.person_id


async def settle(
    uow: UnitOfWork,
    actor: Actor,
    request: Request,
    state: RequestState,
    now: datetime,
    *,
    comment: str = "",
    granted: Facts | None = None,
) -> None:
    """Decide, once: StaleVersion when somebody was quicker."""
    by = actor.person_id
    if not await uow.requests.settle(request, state, by=by, at=now, comment=comment, granted=granted):
        raise StaleVersion
    await make_cards(uow, request.duty_id, ASKED[type(request)], request.id)


async def withdraw_requests(
    uow: UnitOfWork, actor: Actor | SystemActor, duty_id: DutyId, now: datetime
) -> None:
    """Requests that have lost their sense: the duty is reported or has gone to somebody else."""
    by = actor.person_id if isinstance(actor, Actor) else None
    for request in await uow.requests.all_open(duty_id):
        await uow.requests.settle(request, RequestState.WITHDRAWN, by=by, at=now)
        await uow.outbox.cancel(ASKED[type(request)], request.id, "withdrawn")
        await make_cards(uow, duty_id, ASKED[type(request)], request.id)


async def asked_of(
    uow: UnitOfWork, delivery: Delivery, kind: RequestKind[R], now: datetime
) -> tuple[R, CardView] | Cancelled:
    """The open request and its card; cancelled when it is settled or no longer the recipient's to decide."""
    request = await uow.requests.get(kind.record, delivery.subject_id)
    if request is None or request.state is not RequestState.OPEN:
        return Cancelled("not waited for any more")
    view = await recipient_view(uow, delivery, request.duty_id, now)
    if isinstance(view, Cancelled):
        return view
    return (request, view) if view.viewer.is_curator else Cancelled("not the recipient's to decide")


async def name_of(uow: UnitOfWork, person_id: PersonId | None) -> str:
    """A person's name; empty where there is none."""
    person = await uow.people.person(person_id) if person_id else None
    return person.name if person else ""


async def committed(uow: UnitOfWork, actor: Actor, duty: Duty, now: datetime) -> CardView:
    """Commit; the card of the duty as it is now."""
    view = await shown_card(uow, actor, duty.id, now)
    await uow.commit()
    return view
