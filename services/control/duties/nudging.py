"""«Напомнить сейчас»: a curator asks those who answer for a duty to report, once a day."""

from dataclasses import dataclass
from datetime import datetime

from roadmap.clock import Clock, local_date
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import Delivery, new_delivery
from roadmap.errors import NotFound, WrongState
from roadmap.ids import DutyId
from roadmap.people.persons import Actor
from services.composing import Cancelled
from services.control.duties.cards import CardView, recipient_view, shown_card
from services.people.recipients import assignees
from services.people.rights import is_assignee, require_curator
from storage.unit_of_work import Store, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudged:
    """`told` are asked now, `before` were asked today already, `absent` have no chat."""

    view: CardView
    told: tuple[str, ...]
    before: tuple[str, ...]
    absent: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NudgeView:
    """The card in the recipient's eyes; `by` is who asks."""

    view: CardView
    by: str


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
                asked = new_delivery(
                    DeliveryKind.NUDGE,
                    subject_id=duty_id,
                    department_id=duty.department_id,
                    recipient_id=person.person_id,
                    not_before=now,
                    occasion=today,
                    payload={"by": actor.name},
                )
                (told if await uow.outbox.add(asked) else before).append(person.name)
            if told:
                await uow.audit.add(actor, now, "duty.nudged", ("duty", duty_id), {"people": len(told)})
            view = await shown_card(uow, actor, duty_id, now)
            await uow.commit()
        absent = tuple(person.name for person in people if person.place is None)
        return Nudged(view=view, told=tuple(told), before=tuple(before), absent=absent)


async def compose_nudge(uow: UnitOfWork, delivery: Delivery, now: datetime) -> NudgeView | Cancelled:
    """The card; cancelled when the report has come, or is not the recipient's to give."""
    view = await recipient_view(uow, delivery, DutyId(delivery.subject_id), now)
    if isinstance(view, Cancelled):
        return view
    if not (view.viewer.is_assignee and view.card.duty.waits_for_assignee):
        return Cancelled("no report is waited for any more")
    return NudgeView(view=view, by=str(delivery.payload.get("by", "")))
