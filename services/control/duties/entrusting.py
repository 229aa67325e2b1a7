"""«Поручить»: who answers for an organisation gives a duty of it to one colleague, or asks each of several.

Whoever gave it stays answerable. The others of the organisation are not asked about it any more.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from roadmap.brevity import MeasureWords, PersonName
from roadmap.clock import Clock, local_date
from roadmap.control.duty import WAITING_FOR_ASSIGNEE, Duty, Evidence
from roadmap.control.duty_filter import DutyFilter
from roadmap.control.duty_lines import DutyLine
from roadmap.control.entrusting import Entrusted, Entrustment, NewEntrustment
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import Delivery, new_delivery
from roadmap.errors import BadInput, NotAllowed, NotFound, WrongState
from roadmap.ids import DutyId, EntrustedId, EntrustmentId, PersonId
from roadmap.people.invites import Recipient
from roadmap.people.persons import Actor
from services.composing import Cancelled
from services.control.duties.cards import CardView, recipient_view, shown_card, view_card
from services.control.duties.duty_rights import own_duty
from services.control.duties.verbs import Verb
from services.people.rights import may_see
from storage.unit_of_work import Store, UnitOfWork

MOST = 100
"""So many people are asked about one duty at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleagues:
    """The card, who of the organisation it may be given to, and how many dates of the measure wait."""

    view: CardView
    people: tuple[Recipient, ...]
    dates: int

    def person(self, person_id: PersonId) -> Recipient:
        """One of them; NotFound for anybody else."""
        for one in self.people:
            if one.person_id == person_id:
                return one
        raise NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedAgain:
    """`told` are asked once more; `is_before`: they were today already."""

    view: CardView
    told: tuple[str, ...]
    is_before: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFiles:
    duty: DutyLine
    who: Entrusted
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntrustedNews:
    """To whom a duty was given, or to whoever gave it: the card, and whom and what it was given to."""

    view: CardView
    entrustment: Entrustment


@dataclass(frozen=True, slots=True, kw_only=True)
class NoLongerAsked:
    """To whom a duty was given before: they may forget it."""

    number: str
    title: MeasureWords
    map_name: str
    by: PersonName


class EntrustingService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def colleagues(self, actor: Actor, duty_id: DutyId) -> Colleagues:
        """Whom the actor may give this duty to; WrongState where it cannot be given, BadInput to nobody."""
        async with self._store.read() as uow:
            return await self._colleagues(uow, actor, duty_id)

    async def give(
        self,
        actor: Actor,
        duty_id: DutyId,
        person_ids: Collection[PersonId],
        *,
        is_each: bool,
        is_whole: bool = False,
    ) -> CardView:
        """Give it to these people instead of those it was given to; `is_whole`: every date that waits."""
        now = self._clock.now()
        async with self._store.write() as uow:
            found = await self._colleagues(uow, actor, duty_id)
            chosen = [found.person(person_id) for person_id in dict.fromkeys(person_ids)]
            if not chosen:
                raise BadInput("nobody-chosen")
            if len(chosen) > MOST or (not is_each and len(chosen) > 1):
                raise BadInput("too-many-people", str(MOST))
            duty = await own_duty(uow, actor, duty_id)
            for each in [duty, *(await _siblings(uow, duty) if is_whole else ())]:
                await _end(uow, actor, each, now, besides={one.person_id for one in chosen})
                await self._give(uow, actor, each, chosen, now, is_each=is_each, is_told=each.id == duty.id)
            view = await shown_card(uow, actor, duty_id, now)
            await uow.commit()
        return view

    async def _give(
        self,
        uow: UnitOfWork,
        actor: Actor,
        duty: Duty,
        chosen: Sequence[Recipient],
        now: datetime,
        *,
        is_each: bool,
        is_told: bool,
    ) -> None:
        new = NewEntrustment(
            duty_id=duty.id,
            given_by=actor.person_id,
            is_each=is_each,
            person_ids=tuple(one.person_id for one in chosen),
            given_at=now,
        )
        id_ = await uow.entrusting.give(new)
        if is_told:
            await _tell(uow, DeliveryKind.ENTRUSTED, id_, duty, [one.person_id for one in chosen], now)
        facts = {"people": [one.name for one in chosen][:10], "count": len(chosen), "is_each": is_each}
        await uow.audit.add(actor, now, "duty.entrusted", ("duty", duty.id), facts)

    async def take_back(self, actor: Actor, duty_id: DutyId) -> CardView:
        """It is given to nobody; the whole organisation is asked again."""
        now = self._clock.now()
        async with self._store.write() as uow:
            view = await view_card(uow, actor, duty_id, now)
            if Verb.ASK_ALL_AGAIN not in view.verbs:
                raise WrongState(state=view.card.duty.state.value, step="take back")
            await _end(uow, actor, await own_duty(uow, actor, duty_id), now)
            shown = await shown_card(uow, actor, duty_id, now)
            await uow.commit()
        return shown

    async def ask_silent(self, actor: Actor, duty_id: DutyId) -> AskedAgain:
        """Ask those who have not answered, once a day."""
        now = self._clock.now()
        today = str(local_date(now, actor.time_zone))
        async with self._store.write() as uow:
            view = await view_card(uow, actor, duty_id, now)
            given = view.card.entrusted
            if Verb.ASK_SILENT not in view.verbs or given is None:
                raise WrongState(state=view.card.duty.state.value, step="ask the silent")
            duty = await own_duty(uow, actor, duty_id)
            silent = [one.person_id for one in given.silent]
            told = await _tell(uow, DeliveryKind.ENTRUSTED, given.id, duty, silent, now, occasion=today)
            if told:
                await uow.audit.add(actor, now, "duty.asked_again", ("duty", duty_id), {"people": told})
            shown = await shown_card(uow, actor, duty_id, now)
            await uow.commit()
        names = tuple(one.name for one in given.silent)
        return AskedAgain(view=shown, told=names, is_before=not told)

    async def answers(self, actor: Actor, duty_id: DutyId) -> CardView:
        """The card of a duty that is given to people; NotFound where it is not."""
        async with self._store.read() as uow:
            view = await view_card(uow, actor, duty_id, self._clock.now())
        if view.card.entrusted is None:
            raise NotFound
        return view

    async def files(self, actor: Actor, duty_id: DutyId, entrusted_id: EntrustedId) -> AnswerFiles:
        """What came with an answer, for those who may see the duty."""
        async with self._store.read() as uow:
            duty = await uow.duties.line(duty_id)
            given = await uow.entrusting.of_duty(duty_id)
            if duty is None or given is None or not await may_see(uow, actor, duty):
                raise NotFound
            who = next((one for one in given.people if one.id == entrusted_id), None)
            if who is None:
                raise NotFound
            found = tuple(await uow.entrusting.files(entrusted_id))
            return AnswerFiles(duty=duty, who=who, evidence=found)

    async def _colleagues(self, uow: UnitOfWork, actor: Actor, duty_id: DutyId) -> Colleagues:
        view = await view_card(uow, actor, duty_id, self._clock.now())
        duty = view.card.duty
        if not view.viewer.is_assignee:
            raise NotAllowed
        if Verb.ENTRUST not in view.verbs or duty.unit_id is None:
            raise WrongState(state=duty.state.value, step="entrust")
        staff = await uow.recipients.executors(duty.unit_id)
        others = tuple(one for one in staff if one.person_id != actor.person_id)
        if not others:
            raise BadInput("nobody-to-entrust")
        waiting = await uow.duties.count(
            DutyFilter(
                measure_ids=(duty.measure_id,),
                assigned_unit_ids=(duty.unit_id,),
                states=WAITING_FOR_ASSIGNEE,
            )
        )
        return Colleagues(view=view, people=others, dates=waiting)


async def _siblings(uow: UnitOfWork, duty: Duty) -> list[Duty]:
    """The other control points of the measure that wait for the same organisation."""
    of_measure = await uow.duty_plan.of_measures([duty.measure_id])
    return [
        each
        for each in of_measure
        if each.id != duty.id and each.unit_id == duty.unit_id and each.state in WAITING_FOR_ASSIGNEE
    ]


async def _end(
    uow: UnitOfWork, actor: Actor, duty: Duty, now: datetime, *, besides: Collection[PersonId] = ()
) -> None:
    """End what the duty was given to before, and tell those who have not answered that they need not."""
    given = await uow.entrusting.of_duty(duty.id)
    if given is None:
        return
    await uow.entrusting.end(duty.id, now)
    gone = [one.person_id for one in given.silent if one.person_id not in (*besides, actor.person_id)]
    await _tell(uow, DeliveryKind.ENTRUSTED_ENDED, given.id, duty, gone, now)
    await uow.audit.add(actor, now, "duty.asked_all", ("duty", duty.id), {"people": len(given.people)})


async def _tell(
    uow: UnitOfWork,
    kind: DeliveryKind,
    id_: EntrustmentId,
    duty: Duty,
    person_ids: Collection[PersonId],
    now: datetime,
    *,
    occasion: str = "first",
) -> int:
    """One message to each who is in the chat; how many are new."""
    told = 0
    for person in await uow.recipients.told_for(list(person_ids)) if person_ids else ():
        if person.place is not None:
            told += await uow.outbox.add(
                new_delivery(
                    kind,
                    subject_id=id_,
                    department_id=duty.department_id,
                    recipient_id=person.person_id,
                    not_before=now,
                    occasion=occasion,
                )
            )
    return told


async def tell_giver(uow: UnitOfWork, actor: Actor, duty: Duty, now: datetime) -> None:
    """Tell whoever gave the duty once it is reported by the one, or answered by all."""
    given = await uow.entrusting.of_duty(duty.id)
    if given is None or given.given_by == actor.person_id or (given.is_each and given.silent):
        return
    kind = DeliveryKind.ENTRUSTED_READY
    await _tell(uow, kind, given.id, duty, [given.given_by], now, occasion=f"{duty.version}")


# Messages


async def compose_entrusted(uow: UnitOfWork, delivery: Delivery, now: datetime) -> EntrustedNews | Cancelled:
    """To whom it was given, while an answer or the report is waited for from them."""
    found = await _news(uow, delivery, now)
    if isinstance(found, Cancelled):
        return found
    card = found.view.card
    if not card.duty.waits_for_assignee or not found.entrustment.silent:
        return Cancelled("nothing is waited for any more")
    return found


async def compose_ready(uow: UnitOfWork, delivery: Delivery, now: datetime) -> EntrustedNews | Cancelled:
    """To whoever gave it: the one has reported, or all have answered."""
    return await _news(uow, delivery, now)


async def compose_ended(uow: UnitOfWork, delivery: Delivery, now: datetime) -> NoLongerAsked | Cancelled:
    """To whom it was given before."""
    given = await uow.entrusting.get(EntrustmentId(delivery.subject_id))
    duty = await uow.duties.line(given.duty_id) if given else None
    if given is None or duty is None:
        return Cancelled("the duty is gone")
    return NoLongerAsked(number=duty.number, title=duty.title, map_name=duty.map_name, by=given.giver)


async def _news(uow: UnitOfWork, delivery: Delivery, now: datetime) -> EntrustedNews | Cancelled:
    given = await uow.entrusting.get(EntrustmentId(delivery.subject_id))
    if given is None or not await uow.entrusting.is_given(given.id):
        return Cancelled("it was taken back")
    view = await recipient_view(uow, delivery, given.duty_id, now)
    return view if isinstance(view, Cancelled) else EntrustedNews(view=view, entrustment=given)
