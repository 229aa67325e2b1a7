"""What a curator does about one duty unasked: pausing it, taking it off the plan, leaving it to the head."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from roadmap.brevity import PersonName
from roadmap.clock import Clock, local_date
from roadmap.control.duty import Duty, DutyState
from roadmap.control.own_time import OwnTime
from roadmap.control.passed_up import PassedUp
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import Delivery, new_delivery
from roadmap.errors import NotFound, StaleVersion, WrongState
from roadmap.ids import DutyId
from roadmap.people.invites import Recipient
from roadmap.people.persons import Actor, Role
from roadmap.typed_words import in_words
from services.composing import Cancelled
from services.control.duties.cards import CardView, recipient_view, view_card
from services.control.duties.verbs import Verb
from services.control.requests.life_cycle import MAX_REASON, committed, withdraw_requests
from services.people.recipients import assignees
from services.people.rights import deciding_for, require_curator
from services.plan.next_stage import stage_after
from services.plan.setting_aside import pause, resume
from storage.unit_of_work import Store, UnitOfWork


class Deed(StrEnum):
    """What the assignee is told of; its verb is the one that does it."""

    PAUSED = "paused"
    RESUMED = "resumed"
    TAKEN_OFF = "taken_off"
    PUT_ON = "put_on"


_VERBS = {
    Deed.PAUSED: Verb.PAUSE,
    Deed.RESUMED: Verb.RESUME,
    Deed.TAKEN_OFF: Verb.TAKE_OFF,
    Deed.PUT_ON: Verb.PUT_ON,
}
STATES = {
    Deed.PAUSED: DutyState.PAUSED,
    Deed.TAKEN_OFF: DutyState.WITHDRAWN,
}
"""What is told is true while the duty is so; of the others, while it is owed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedView:
    """To whoever answers for the duty: what its curator has done about it."""

    deed: Deed
    view: CardView
    by: PersonName


class CuratorsDeedService:
    def __init__(self, store: Store, clock: Clock, calendar: WorkingCalendar) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar

    async def change(self, actor: Actor, duty_id: DutyId, deed: Deed) -> CardView:
        """Pause or take off this duty, or undo that; those who answer for it are told.

        WrongState where its card does not offer it.
        """
        now = self._clock.now()
        async with self._store.write() as uow:
            duty = await _curated(uow, actor, duty_id, _VERBS[deed], now)
            told = await assignees(uow, duty)
            await self._carry_out(uow, actor, duty, deed, now)
            await tell_assignees(uow, actor, duty, told, deed, now)
            by = await deciding_for(uow, actor, duty.home_unit_id)
            await uow.audit.add(by, now, f"duty.{deed.value}", ("duty", duty_id), {})
            return await committed(uow, actor, duty, now)

    async def _carry_out(self, uow: UnitOfWork, actor: Actor, duty: Duty, deed: Deed, now: datetime) -> None:
        today = local_date(now, actor.time_zone)
        match deed:
            case Deed.PAUSED:
                await pause(uow, [duty], today)
            case Deed.RESUMED:
                await resume(uow, [duty], now, today, self._calendar)
            case Deed.TAKEN_OFF:
                await uow.duty_plan.take_up([duty.id])
                if not await uow.duties.take_off(duty, now):
                    raise StaleVersion
                await uow.passed_up.remove(duty.id)
                await uow.outbox.cancel_for_duty(duty.id, "taken off the plan")
                await withdraw_requests(uow, actor, duty.id, now)
            case Deed.PUT_ON:
                await put_on_again(uow, duty, self._calendar, now)
                await uow.passed_up.remove(duty.id)

    async def check_pass_up(self, actor: Actor, duty_id: DutyId) -> tuple[CardView, tuple[str, ...]]:
        """The card, if it may be left to the head now, and the names of who would decide."""
        now = self._clock.now()
        async with self._store.read() as uow:
            await _curated(uow, actor, duty_id, Verb.LEAVE_TO_HEAD, now)
            heads = await uow.recipients.curators(actor.department_id, Role.HEAD)
            return await view_card(uow, actor, duty_id, now), tuple(head.name for head in heads)

    async def pass_up(self, actor: Actor, duty_id: DutyId, words: str) -> CardView:
        """Leave it to the head, who finds it among the decisions of the letter; words may be empty."""
        said = in_words(words, limit=MAX_REASON) if words else ""
        now = self._clock.now()
        async with self._store.write() as uow:
            duty = await _curated(uow, actor, duty_id, Verb.LEAVE_TO_HEAD, now)
            if not await uow.passed_up.add(duty_id, actor.person_id, said, now):
                raise StaleVersion
            by = await deciding_for(uow, actor, duty.home_unit_id)
            await uow.audit.add(by, now, "duty.passed_up", ("duty", duty_id), {"comment": said})
            return await committed(uow, actor, duty, now)

    async def take_back(self, actor: Actor, duty_id: DutyId) -> CardView:
        """The head need not decide it any more."""
        now = self._clock.now()
        async with self._store.write() as uow:
            duty = await _curated(uow, actor, duty_id, Verb.TAKE_BACK, now)
            await uow.passed_up.remove(duty_id)
            by = await deciding_for(uow, actor, duty.home_unit_id)
            await uow.audit.add(by, now, "duty.taken_back", ("duty", duty_id), {})
            return await committed(uow, actor, duty, now)


async def put_on_again(uow: UnitOfWork, duty: Duty, calendar: WorkingCalendar, now: datetime) -> None:
    """What was taken off the plan is owed again, by its date."""
    time = OwnTime(owed_by=duty.due_on, stopped_on=None)
    owed = replace(duty, state=DutyState.OPEN, owed_by=time.owed_by, stopped_on=None)
    if not await uow.duties.put_on(duty, time, await stage_after(uow, owed, calendar, now)):
        raise StaleVersion


async def tell_assignees(
    uow: UnitOfWork, actor: Actor, duty: Duty, told: Sequence[Recipient], deed: Deed, now: datetime
) -> None:
    """What was done to the duty, to those who answered for it, but not to who has done it."""
    for person in told:
        if person.person_id != actor.person_id:
            news = new_delivery(
                DeliveryKind.CURATORS_DEED,
                subject_id=duty.id,
                department_id=duty.department_id,
                recipient_id=person.person_id,
                not_before=now,
                occasion=f"{deed.value}:{duty.version}",
                payload={"deed": deed.value, "by": actor.name},
            )
            await uow.outbox.add(news)


async def _curated(uow: UnitOfWork, actor: Actor, duty_id: DutyId, verb: Verb, now: datetime) -> Duty:
    """The duty, where its card offers this verb to its curator."""
    duty = await uow.duties.get(duty_id)
    if duty is None:
        raise NotFound
    await require_curator(uow, actor, duty)
    if verb not in (await view_card(uow, actor, duty_id, now)).verbs:
        raise WrongState(state=duty.state.value, step=verb.value)
    return duty


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedUpView:
    """One decision a curator has left to the head, with the card of its duty."""

    passed: PassedUp
    view: CardView


async def passed_up_to(
    uow: UnitOfWork, head: Actor, now: datetime, limit: int = 3, offset: int = 0
) -> tuple[int, tuple[PassedUpView, ...]]:
    """How many decisions wait for this head, and the oldest of them: for the letter and the list."""
    count = await uow.passed_up.count(head)
    oldest = await uow.passed_up.watched(head, limit, offset) if count else ()
    views = [PassedUpView(passed=each, view=await view_card(uow, head, each.duty_id, now)) for each in oldest]
    return count, tuple(views)


async def compose_deed(uow: UnitOfWork, delivery: Delivery, now: datetime) -> DeedView | Cancelled:
    """Nothing where it has been undone meanwhile, or the duty is not the recipient's any more."""
    deed = Deed(str(delivery.payload["deed"]))
    view = await recipient_view(uow, delivery, DutyId(delivery.subject_id), now)
    if isinstance(view, Cancelled):
        return view
    state = view.card.duty.state
    is_so = state is STATES[deed] if deed in STATES else view.card.duty.waits_for_assignee
    if not (view.viewer.is_assignee and is_so):
        return Cancelled("not so any more")
    return DeedView(deed=deed, view=view, by=str(delivery.payload.get("by", "")))
