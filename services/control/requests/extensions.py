"""«Перенести срок»: asked by the assignee, granted or refused by the curator; the first date is kept."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from roadmap.clock import Clock, local_date
from roadmap.control.duty import Duty, Step, advance
from roadmap.control.requests import (
    MAX_EXTENSION,
    ExtensionRequest,
    RequestState,
    check_new_date,
    offered_dates,
)
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.deadlines.period import PlanPeriod
from roadmap.deadlines.windows import windows
from roadmap.delivery.outbox import DeliveryKind, Priority
from roadmap.errors import BadInput, NotFound, StaleVersion
from roadmap.ids import DutyId, ExtensionId
from roadmap.language.reader import read_deadline
from roadmap.people.persons import Actor
from roadmap.typed_words import clean, typed
from services.control.duties.cards import CardView, view_card
from services.control.reporting.report_submission import own_duty, stage_after
from services.control.requests.extension_views import ExtensionOffer, ExtensionView, view_extension
from services.people.deciding import curated
from services.people.recipients import author_or_colleagues, curators_of, tell
from storage.unit_of_work import Store, UnitOfWork

MAX_REASON = 500


class ExtensionService:
    def __init__(self, store: Store, clock: Clock, calendar: WorkingCalendar) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar

    # The assignee

    async def offer(self, actor: Actor, duty_id: DutyId) -> ExtensionOffer:
        """Dates to choose from; BadInput where there is no date to move or a request is open."""
        now = self._clock.now()
        async with self._store.read() as uow:
            duty = await own_duty(uow, actor, duty_id)
            due_on = _movable(duty)
            if (await uow.requests.open_requests(duty_id))[0] is not None:
                raise BadInput("extension-open")
            return ExtensionOffer(
                view=await view_card(uow, actor, duty_id, now),
                offered=offered_dates(due_on, local_date(now, actor.time_zone), self._calendar),
                earlier=tuple(await uow.requests.extensions(duty_id)),
            )

    async def read_date(self, actor: Actor, duty_id: DutyId, raw: str | None) -> date:
        """The day typed words name, fit for this duty; BadInput says what is wrong with it."""
        today = local_date(self._clock.now(), actor.time_zone)
        day = _named_day(clean(raw or ""), today)
        async with self._store.read() as uow:
            view = await view_card(uow, actor, duty_id, self._clock.now())
        if view.card.duty.due_on is None:
            raise BadInput("no-date-to-move")
        check_new_date(day, view.card.duty.due_on, today)
        return day

    async def ask(self, actor: Actor, duty_id: DutyId, to_due_on: date, reason: str | None) -> CardView:
        """Ask for another date. The same request once more changes nothing."""
        words = typed(reason, limit=MAX_REASON)
        now = self._clock.now()
        async with self._store.write() as uow:
            duty = await own_duty(uow, actor, duty_id)
            due_on = _movable(duty)
            check_new_date(to_due_on, due_on, local_date(now, actor.time_zone))
            added = await uow.requests.add_extension(
                duty_id,
                author_id=actor.person_id,
                from_due_on=due_on,
                to_due_on=to_due_on,
                reason=words,
                at=now,
            )
            if added is None:
                await _same_or_refuse(uow, actor, duty_id, to_due_on)
                return await view_card(uow, actor, duty_id, now)
            await tell(
                uow,
                await curators_of(uow, duty.home_unit_id, actor.person_id),
                DeliveryKind.EXTENSION_REQUESTED,
                added,
                duty.department_id,
                priority=Priority.NEWS,
                now=now,
            )
            facts = {"request": added, "from": due_on.isoformat(), "to": to_due_on.isoformat()}
            await uow.audit.add(actor, now, "extension.asked", ("duty", duty_id), facts)
            view = await view_card(uow, actor, duty_id, now)
            await uow.commit()
        return view

    async def withdraw(self, actor: Actor, extension_id: ExtensionId) -> CardView:
        """Take the request back; one that is settled already is fine."""
        now = self._clock.now()
        async with self._store.write() as uow:
            request = await _request(uow, extension_id)
            duty = await own_duty(uow, actor, request.duty_id)
            is_open = await uow.requests.settle_extension(
                extension_id, RequestState.WITHDRAWN, by=actor.person_id, at=now
            )
            if is_open:
                facts = {"request": extension_id}
                await uow.audit.add(actor, now, "extension.withdrawn", ("duty", duty.id), facts)
            view = await view_card(uow, actor, duty.id, now)
            await uow.commit()
        return view

    # The curator

    async def open(self, actor: Actor, extension_id: ExtensionId) -> ExtensionView:
        """The request as its curator sees it; StaleVersion when it is settled."""
        async with self._store.read() as uow:
            request = await _request(uow, extension_id)
            await curated(uow, actor, request.duty_id, request.author_id)
            if request.state is not RequestState.OPEN:
                raise StaleVersion
            view = await view_card(uow, actor, request.duty_id, self._clock.now())
            asked = await view_extension(uow, request, view)
        due_on = view.card.duty.due_on
        offered = offered_dates(due_on, view.today, self._calendar) if due_on else ()
        return replace(asked, offered=offered)

    async def grant(self, actor: Actor, extension_id: ExtensionId, day: date) -> CardView:
        """Another date, the one asked for or any other; the first one stays beside it."""
        now = self._clock.now()
        async with self._store.write() as uow:
            request = await _request(uow, extension_id)
            duty = await curated(uow, actor, request.duty_id, request.author_id)
            if not _is_repeated(request, actor, RequestState.GRANTED):
                check_new_date(day, _movable(duty), local_date(now, actor.time_zone))
                await _settle(uow, actor, request, RequestState.GRANTED, now, day=day)
                await self._move(uow, duty, day, now)
                facts = {"to": day.isoformat()}
                await _record(uow, actor, request, duty, "extension.granted", facts, now)
            view = await view_card(uow, actor, duty.id, now)
            await uow.commit()
        return view

    async def refuse(self, actor: Actor, extension_id: ExtensionId, comment: str | None = None) -> CardView:
        """The date stays; a comment is welcome, not required."""
        words = typed(comment, limit=MAX_REASON) if comment is not None else ""
        now = self._clock.now()
        async with self._store.write() as uow:
            request = await _request(uow, extension_id)
            duty = await curated(uow, actor, request.duty_id, request.author_id)
            if not _is_repeated(request, actor, RequestState.REFUSED):
                await _settle(uow, actor, request, RequestState.REFUSED, now, comment=words)
                await _record(uow, actor, request, duty, "extension.refused", {"comment": words}, now)
            view = await view_card(uow, actor, duty.id, now)
            await uow.commit()
        return view

    async def _move(self, uow: UnitOfWork, duty: Duty, day: date, now: datetime) -> None:
        await uow.outbox.cancel_for_duty(duty.id, "the date has moved")
        if not await uow.duties.change_due(duty, day, None):
            raise StaleVersion
        moved = await uow.duties.get(duty.id)
        assert moved is not None
        looked_at = await stage_after(uow, moved, self._calendar, now)
        await uow.duties.set_next_stage(duty.id, looked_at)


def _movable(duty: Duty) -> date:
    """The present date; BadInput where the measure has none, WrongState where it cannot move any more."""
    advance(duty.state, Step.EXTEND)
    if duty.due_on is None:
        raise BadInput("no-date-to-move")
    return duty.due_on


def _named_day(words: str, today: date) -> date:
    """The one day that the deadline reader finds in the words, within the coming year."""
    period = PlanPeriod(start=today, end=today + MAX_EXTENSION)
    found = windows(read_deadline(words).deadline, period).windows
    if len(found) != 1:
        raise BadInput("date-unread")
    return found[0].last


def _is_repeated(request: ExtensionRequest, actor: Actor, state: RequestState) -> bool:
    """Whether the same person presses the same once more: nothing changes, nothing is told again."""
    return request.state is state and request.decided_by == actor.person_id


async def _same_or_refuse(uow: UnitOfWork, actor: Actor, duty_id: DutyId, to_due_on: date) -> None:
    earlier = (await uow.requests.open_requests(duty_id))[0]
    if earlier is None or (earlier.author_id, earlier.to_due_on) != (actor.person_id, to_due_on):
        raise BadInput("extension-open")


async def _request(uow: UnitOfWork, extension_id: ExtensionId) -> ExtensionRequest:
    request = await uow.requests.extension(extension_id)
    if request is None:
        raise NotFound
    return request


async def _settle(
    uow: UnitOfWork,
    actor: Actor,
    request: ExtensionRequest,
    state: RequestState,
    now: datetime,
    *,
    day: date | None = None,
    comment: str = "",
) -> None:
    if not await uow.requests.settle_extension(
        request.id, state, by=actor.person_id, at=now, to_due_on=day, comment=comment
    ):
        raise StaleVersion


async def _record(
    uow: UnitOfWork,
    actor: Actor,
    request: ExtensionRequest,
    duty: Duty,
    action: str,
    facts: Mapping[str, object],
    now: datetime,
) -> None:
    """Into the audit, and to the one who asked."""
    facts = {"request": request.id, "from": request.from_due_on.isoformat(), **facts}
    await uow.audit.add(actor, now, action, ("duty", duty.id), facts)
    await tell(
        uow,
        await author_or_colleagues(uow, request.author_id, duty, actor.person_id),
        DeliveryKind.EXTENSION_DECIDED,
        request.id,
        duty.department_id,
        priority=Priority.DECISION,
        now=now,
    )
