"""«Напомнить сейчас»: a curator asks those who answer for a duty, or for many, to report; once a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from roadmap.brevity import PersonName
from roadmap.clock import Clock, local_date
from roadmap.control.duty import SILENT, Duty
from roadmap.control.duty_filter import DutyFilter
from roadmap.control.duty_lines import DutyLine
from roadmap.deadlines.calendar import ONE_DAY
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import Delivery, NewDelivery, new_delivery
from roadmap.delivery.sent_rounds import SentAbout
from roadmap.errors import NotAllowed, NotFound, WrongState
from roadmap.ids import ControlPointId, DutyId, MeasureId, UnitId
from roadmap.people.invites import Recipient
from roadmap.people.persons import Actor
from services.composing import Cancelled
from services.control.duties.cards import CardView, recipient_view, shown_card
from services.counting_sent import count_sent
from services.people.recipients import assignees
from services.people.rights import CURATORS, is_assignee, require_curator, watches
from storage.unit_of_work import Store, UnitOfWork

MANY = 300
"""So many duties are asked about by one press; the next press asks about the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudged:
    """`told` are asked now, `before` were asked today already, `absent` have no chat."""

    view: CardView
    told: tuple[str, ...]
    before: tuple[str, ...]
    absent: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NudgedAll:
    """How many duties were asked about now and how many today already; whose assignees have no chat."""

    told: int
    before: int
    absent: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NudgeView:
    """The card in the recipient's eyes; `by` is who asks."""

    view: CardView
    by: PersonName


class NudgeService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def nudge(self, actor: Actor, duty_id: DutyId) -> Nudged:
        """Ask whoever answers for the duty; WrongState where no report is waited for from them."""
        now = self._clock.now()
        today = local_date(now, actor.time_zone)
        async with self._store.write() as uow:
            duty = await uow.duties.get(duty_id)
            if duty is None:
                raise NotFound
            await require_curator(uow, actor, duty)
            if is_assignee(actor, duty) or not duty.waits_for_assignee:
                raise WrongState(state=duty.state.value, step="nudge")
            people = [each for each in await assignees(uow, duty) if each.person_id != actor.person_id]
            told: list[str] = []
            before: list[str] = []
            for person in people:
                if person.place is None:
                    continue
                asked = _nudge_to(actor, duty_id, person, today, now)
                (told if await uow.outbox.add(asked) else before).append(person.name)
            if told:
                await uow.audit.add(actor, now, "duty.nudged", ("duty", duty_id), {"people": len(told)})
            view = await shown_card(uow, actor, duty_id, now)
            await uow.commit()
        absent = tuple(person.name for person in people if person.place is None)
        return Nudged(view=view, told=tuple(told), before=tuple(before), absent=absent)


class NudgeAllService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def of_point(
        self, actor: Actor, measure_id: MeasureId, control_point_id: ControlPointId
    ) -> NudgedAll:
        """Ask everybody who has said nothing about this control point, each once a day.

        NotFound where the actor watches nobody who owes it.
        """
        today = local_date(self._clock.now(), actor.time_zone)
        async with self._store.write() as uow:
            owed = await uow.duty_plan.of_point(control_point_id)
            duties = [duty for duty in owed if duty.measure_id == measure_id]
            if not await uow.actors.watched(actor.roots, {duty.home_unit_id for duty in duties}):
                raise NotFound
            measure = await uow.plan.measure(measure_id)
            what = SentAbout.MEASURE_NUDGE, measure.number if measure else ""
            return await self._nudge(uow, actor, duties, today, what)

    async def of_unit(self, actor: Actor, unit_id: UnitId) -> NudgedAll:
        """Ask about everything one unit has said nothing about in time; NotFound for units not watched."""
        today = local_date(self._clock.now(), actor.time_zone)
        async with self._store.write() as uow:
            if not await watches(uow, actor, unit_id):
                raise NotFound
            lines = await uow.duties.lines(
                DutyFilter(home_unit_id=unit_id, states=SILENT, owed_to=today - ONE_DAY), limit=MANY
            )
            unit = await uow.people.unit(unit_id)
            what = SentAbout.UNIT_NUDGE, unit.name if unit else ""
            late = [line for line in lines if line.is_overdue(today)]
            return await self._nudge(uow, actor, late, today, what)

    async def _nudge(
        self,
        uow: UnitOfWork,
        actor: Actor,
        duties: Sequence[Duty | DutyLine],
        today: date,
        what: tuple[SentAbout, str],
    ) -> NudgedAll:
        if not actor.has(*CURATORS):
            raise NotAllowed
        now = self._clock.now()
        watched = await uow.actors.watched(actor.roots, {duty.home_unit_id for duty in duties})
        silent = [
            duty
            for duty in duties
            if duty.state in SILENT
            and duty.waits_for_assignee
            and duty.home_unit_id in watched
            and not is_assignee(actor, duty)
        ]
        staff = await uow.recipients.staff(actor.department_id) if silent else None
        told = before = 0
        absent: list[str] = []
        sent: list[NewDelivery] = []
        for duty in silent[:MANY]:
            assert staff is not None
            people = staff.executors(duty.unit_id) if duty.unit_id else await assignees(uow, duty)
            reached = [each for each in people if each.place and each.person_id != actor.person_id]
            nudges = [_nudge_to(actor, duty.id, each, today, now) for each in reached]
            asked = [await uow.outbox.add(each) for each in nudges]
            sent += [each for each, is_new in zip(nudges, asked, strict=True) if is_new]
            if any(asked):
                told += 1
                await uow.audit.add(actor, now, "duty.nudged", ("duty", duty.id), {"people": sum(asked)})
            elif asked:
                before += 1
            else:
                absent.append(await _name_of(uow, duty))
        await count_sent(uow, actor.person_id, *what, sent, now)
        await uow.commit()
        return NudgedAll(told=told, before=before, absent=tuple(dict.fromkeys(absent)))


def _nudge_to(actor: Actor, duty_id: DutyId, person: Recipient, today: date, now: datetime) -> NewDelivery:
    return new_delivery(
        DeliveryKind.NUDGE,
        subject_id=duty_id,
        department_id=actor.department_id,
        recipient_id=person.person_id,
        not_before=now,
        occasion=today,
        payload={"by": actor.name},
    )


async def _name_of(uow: UnitOfWork, duty: Duty | DutyLine) -> str:
    if isinstance(duty, DutyLine):
        return duty.assignee
    line = await uow.duties.line(duty.id)
    return line.assignee if line else ""


async def compose_nudge(uow: UnitOfWork, delivery: Delivery, now: datetime) -> NudgeView | Cancelled:
    """The card; cancelled when the report has come, or is not the recipient's to give."""
    view = await recipient_view(uow, delivery, DutyId(delivery.subject_id), now)
    if isinstance(view, Cancelled):
        return view
    if not (view.viewer.is_assignee and view.card.duty.waits_for_assignee):
        return Cancelled("no report is waited for any more")
    return NudgeView(view=view, by=str(delivery.payload.get("by", "")))
