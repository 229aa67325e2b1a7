"""«Перенести срок»: asked by the assignee, granted or refused by the curator; the first date is kept."""

from dataclasses import replace
from datetime import date

from roadmap.clock import local_date
from roadmap.control.duty import Duty
from roadmap.control.requests import (
    MAX_EXTENSION,
    ExtensionRequest,
    RequestState,
    check_new_date,
    offered_dates,
)
from roadmap.errors import BadInput, NotFound
from roadmap.ids import DutyId, ExtensionId
from roadmap.language.counted_day import Length, length_in
from roadmap.language.named_day import named_day
from roadmap.people.persons import Actor
from roadmap.typed_words import clean, in_words
from services.control.duties.cards import CardView, view_card
from services.control.duties.duty_rights import own_duty
from services.control.requests.extension_views import ExtensionOffer, ExtensionView, view_extension
from services.control.requests.giving_dates import movable, move_date, own_request
from services.control.requests.life_cycle import (
    EXTENSION,
    MAX_REASON,
    Facts,
    RequestService,
    committed,
    is_repeated,
    settle,
)
from services.people.recipients import assignees
from services.people.rights import require_curator
from storage.unit_of_work import UnitOfWork


class ExtensionService(RequestService[ExtensionId, ExtensionRequest]):
    kind = EXTENSION

    # The assignee

    async def offer(self, actor: Actor, duty_id: DutyId) -> ExtensionOffer:
        """Dates to choose from; BadInput where there is no date to move or a request is open."""
        now = self._clock.now()
        async with self._store.read() as uow:
            duty = await self._askable(uow, actor, duty_id)
            return ExtensionOffer(
                view=await view_card(uow, actor, duty_id, now),
                offered=offered_dates(movable(duty), local_date(now, actor.time_zone), self._calendar),
                earlier=tuple(await uow.requests.of_duty(ExtensionRequest, duty_id)),
            )

    async def read_date(self, actor: Actor, duty_id: DutyId, raw: str | None) -> date:
        """The day typed words name, fit for this duty; BadInput says what is wrong with it."""
        words = clean(raw or "")
        length = length_in(words)
        if length is not None:
            return await self._longer_by(actor, duty_id, length)
        day = named_day(words, local_date(self._clock.now(), actor.time_zone), MAX_EXTENSION)
        await self.check_date(actor, duty_id, day)
        return day

    async def _longer_by(self, actor: Actor, duty_id: DutyId, length: Length) -> date:
        """«на две недели»: that long after the date it has, or after today where that is past."""
        now = self._clock.now()
        async with self._store.read() as uow:
            due_on = (await view_card(uow, actor, duty_id, now)).card.duty.due_on
        if due_on is None:
            raise BadInput("no-date-to-move")
        today = local_date(now, actor.time_zone)
        day = length.after(max(due_on, today))
        check_new_date(day, due_on, today)
        return day

    def day_in(self, actor: Actor, raw: str) -> date | None:
        """The one day these words name and nothing else; None where they say something of their own."""
        try:
            return named_day(clean(raw), local_date(self._clock.now(), actor.time_zone), MAX_EXTENSION)
        except BadInput:
            return None

    async def check_date(self, actor: Actor, duty_id: DutyId, day: date) -> None:
        """BadInput unless the duty's date may move to this day."""
        now = self._clock.now()
        async with self._store.read() as uow:
            view = await view_card(uow, actor, duty_id, now)
        if view.card.duty.due_on is None:
            raise BadInput("no-date-to-move")
        check_new_date(day, view.card.duty.due_on, local_date(now, actor.time_zone))

    async def ask(self, actor: Actor, duty_id: DutyId, to_due_on: date, reason: str | None) -> CardView:
        """Ask for another date. The same request once more changes nothing."""
        words = in_words(reason, limit=MAX_REASON)
        now = self._clock.now()
        async with self._store.write() as uow:
            duty = await own_duty(uow, actor, duty_id)
            due_on = movable(duty)
            check_new_date(to_due_on, due_on, local_date(now, actor.time_zone))
            asked = {"from_due_on": due_on, "to_due_on": to_due_on}
            facts = {"from": due_on.isoformat(), "to": to_due_on.isoformat()}
            return await self._ask(uow, actor, duty, words, now, asked=asked, facts=facts)

    # The curator

    async def open(self, actor: Actor, extension_id: ExtensionId) -> ExtensionView:
        """The request as its curator sees it; StaleVersion when it is settled."""
        async with self._store.read() as uow:
            request, duty = await self._open(uow, actor, extension_id)
            view = await view_card(uow, actor, duty.id, self._clock.now())
            asked = await view_extension(uow, request, view)
        offered = offered_dates(duty.due_on, view.today, self._calendar) if duty.due_on else ()
        return replace(asked, offered=offered)

    async def grant(self, actor: Actor, extension_id: ExtensionId, day: date) -> CardView:
        """Another date, the one asked for or any other; the first one stays beside it."""
        now = self._clock.now()
        async with self._store.write() as uow:
            request, duty = await self._to_decide(uow, actor, extension_id)
            if not is_repeated(request, actor, RequestState.GRANTED):
                check_new_date(day, movable(duty), local_date(now, actor.time_zone))
                await settle(uow, actor, request, RequestState.GRANTED, now, granted={"to_due_on": day})
                await move_date(uow, actor, duty, day, self._calendar, now)
                await self._decided(uow, actor, request, duty, "granted", {"to": day.isoformat()}, now)
            return await committed(uow, actor, duty, now)

    async def offer_longer(self, actor: Actor, duty_id: DutyId) -> ExtensionOffer:
        """Dates a curator may give without being asked."""
        now = self._clock.now()
        async with self._store.read() as uow:
            duty = await self._watched(uow, actor, duty_id)
            return ExtensionOffer(
                view=await view_card(uow, actor, duty_id, now),
                offered=offered_dates(movable(duty), local_date(now, actor.time_zone), self._calendar),
                earlier=tuple(await uow.requests.of_duty(ExtensionRequest, duty_id)),
            )

    async def prolong(self, actor: Actor, duty_id: DutyId, day: date, reason: str) -> CardView:
        """Another date by the curator's own word: a request that is granted as it is made.

        An open request of the executor is answered by it. Those who answer for the duty are told.
        """
        now = self._clock.now()
        async with self._store.write() as uow:
            duty = await self._watched(uow, actor, duty_id)
            check_new_date(day, movable(duty), local_date(now, actor.time_zone))
            asked = await uow.requests.open(ExtensionRequest, duty_id)
            asked = asked or await own_request(uow, actor, duty, day, reason, now)
            await settle(uow, actor, asked, RequestState.GRANTED, now, granted={"to_due_on": day})
            await move_date(uow, actor, duty, day, self._calendar, now)
            others = [] if asked.author_id != actor.person_id else await assignees(uow, duty)
            told = [each for each in others if each.person_id != actor.person_id]
            await self._decided(uow, actor, asked, duty, "granted", {"to": day.isoformat()}, now, others=told)
            return await committed(uow, actor, duty, now)

    async def _watched(self, uow: UnitOfWork, actor: Actor, duty_id: DutyId) -> Duty:
        duty = await uow.duties.get(duty_id)
        if duty is None:
            raise NotFound
        await require_curator(uow, actor, duty)
        return duty

    # What the life cycle asks

    def _check(self, duty: Duty) -> None:
        movable(duty)

    def _is_same(self, earlier: ExtensionRequest, asked: Facts) -> bool:
        return earlier.to_due_on == asked["to_due_on"]

    def _facts(self, request: ExtensionRequest) -> Facts:
        return {"from": request.from_due_on.isoformat()}
