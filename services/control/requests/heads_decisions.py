"""What a head decides about a duty a curator has left to them: it goes back to the curator, or is closed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from roadmap.brevity import PersonName
from roadmap.clock import Clock
from roadmap.control.duty import Duty
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import Delivery, new_delivery
from roadmap.errors import NotAllowed, NotFound, StaleVersion, WrongState
from roadmap.ids import DutyId
from roadmap.people.persons import Actor
from roadmap.typed_words import in_words
from services.composing import Cancelled
from services.control.duties.cards import CardView, recipient_view, view_card
from services.control.duties.verbs import Verb
from services.control.requests.curators_deeds import (
    Deed,
    PassedUpView,
    passed_up_to,
    put_on_again,
    tell_assignees,
)
from services.control.requests.life_cycle import MAX_REASON, committed, withdraw_requests
from services.people.recipients import assignees
from services.people.rights import watches
from storage.unit_of_work import Store, UnitOfWork


class HeadsWord(StrEnum):
    """What was decided; its verb is the one that says it."""

    GIVEN = "given"
    SAID = "said"
    CLOSED = "closed"
    REOPENED = "reopened"


_VERBS = {
    HeadsWord.GIVEN: Verb.GIVE_BACK,
    HeadsWord.SAID: Verb.SAY_DECISION,
    HeadsWord.CLOSED: Verb.CLOSE,
    HeadsWord.REOPENED: Verb.REOPEN,
}
PAGE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadsWordView:
    """To the curator who asked: what the head has decided."""

    word: HeadsWord
    view: CardView
    by: PersonName
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedUpPage:
    """What curators have left to this head, the longest first; `page` counts from 0."""

    waiting: tuple[PassedUpView, ...]
    count: int
    page: int
    pages: int


class HeadsDecisionService:
    def __init__(self, store: Store, clock: Clock, calendar: WorkingCalendar) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar

    async def list(self, actor: Actor, page: int) -> PassedUpPage:
        """All that waits for this head, at any day of the week."""
        if not actor.heads_department:
            raise NotAllowed
        now = self._clock.now()
        async with self._store.read() as uow:
            count = await uow.passed_up.count(actor)
            pages = max(1, -(-count // PAGE))
            page = min(page, pages - 1)
            _, found = await passed_up_to(uow, actor, now, PAGE, page * PAGE)
        return PassedUpPage(waiting=found, count=count, page=page, pages=pages)

    async def check(self, actor: Actor, duty_id: DutyId, word: HeadsWord) -> CardView:
        """The card, if this may be decided about it now."""
        now = self._clock.now()
        async with self._store.read() as uow:
            await _left_to(uow, actor, duty_id, word, now)
            return await view_card(uow, actor, duty_id, now)

    async def decide(self, actor: Actor, duty_id: DutyId, word: HeadsWord, words: str = "") -> CardView:
        """Give it to the curator who asked, with words or without, or close it: nothing is owed any more.

        What was closed is reopened within ten minutes: it waits for the head again. The curator is told.
        NotAllowed for whoever is no head of it, WrongState where nobody has asked.
        """
        now = self._clock.now()
        said = in_words(words, limit=MAX_REASON) if word is HeadsWord.SAID else ""
        async with self._store.write() as uow:
            duty = await _left_to(uow, actor, duty_id, word, now)
            asked_by = await uow.passed_up.by(duty_id)
            if word is HeadsWord.CLOSED:
                await _close(uow, actor, duty, now)
            elif word is HeadsWord.REOPENED:
                await put_on_again(uow, duty, self._calendar, now)
                await tell_assignees(uow, actor, duty, await assignees(uow, duty), Deed.PUT_ON, now)
            else:
                await uow.passed_up.remove(duty_id)
            if asked_by is not None and asked_by != actor.person_id:
                news = new_delivery(
                    DeliveryKind.HEADS_WORD,
                    subject_id=duty_id,
                    department_id=duty.department_id,
                    recipient_id=asked_by,
                    not_before=now,
                    occasion=f"{word.value}:{duty.version}:{now:%Y%m%d%H%M}",
                    payload={"word": word.value, "by": actor.name, "words": said},
                )
                await uow.outbox.add(news)
            facts: dict[str, object] = {"comment": said} if said else {}
            if said:
                await uow.passed_up.say(duty_id, actor.person_id, said, now)
            await uow.audit.add(actor, now, f"duty.head_{word.value}", ("duty", duty_id), facts)
            return await committed(uow, actor, duty, now)


async def _left_to(uow: UnitOfWork, actor: Actor, duty_id: DutyId, word: HeadsWord, now: datetime) -> Duty:
    duty = await uow.duties.get(duty_id)
    if duty is None or not await watches(uow, actor, duty.home_unit_id):
        raise NotFound
    if not actor.heads_department:
        raise NotAllowed
    if _VERBS[word] not in (await view_card(uow, actor, duty_id, now)).verbs:
        raise WrongState(state=duty.state.value, step=word.value)
    return duty


async def _close(uow: UnitOfWork, actor: Actor, duty: Duty, now: datetime) -> None:
    told = await assignees(uow, duty)
    await uow.duty_plan.take_up([duty.id])
    if not await uow.duties.take_off(duty, now):
        raise StaleVersion
    await uow.outbox.cancel_for_duty(duty.id, "closed by the head")
    await withdraw_requests(uow, actor, duty.id, now)
    await tell_assignees(uow, actor, duty, told, Deed.TAKEN_OFF, now)


async def compose_heads_word(uow: UnitOfWork, delivery: Delivery, now: datetime) -> HeadsWordView | Cancelled:
    """What was decided stays so, whatever has become of the duty since."""
    view = await recipient_view(uow, delivery, DutyId(delivery.subject_id), now)
    if isinstance(view, Cancelled):
        return view
    word = HeadsWord(str(delivery.payload["word"]))
    by, words = (str(delivery.payload.get(name, "")) for name in ("by", "words"))
    return HeadsWordView(word=word, view=view, by=by, words=words)
