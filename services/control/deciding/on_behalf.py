"""A report a curator writes down for those outside the chat: accepted by whoever has written it down."""

from dataclasses import dataclass
from datetime import datetime

from roadmap.brevity import PersonName
from roadmap.clock import Clock
from roadmap.control.duty import ANSWERS, DecisionKind, ReportOutcome, ReportSource
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import Delivery
from roadmap.errors import NotFound, StaleVersion, WrongState
from roadmap.ids import DutyId, ReportId
from roadmap.people.persons import Actor
from roadmap.typed_words import typed
from services.composing import Cancelled
from services.control.deciding.deciding import decide
from services.control.duties.cards import CardView, recipient_view, shown_card, view_card
from services.control.duties.verbs import Verb
from services.control.reporting.report_drafts import MAX_TEXT
from services.control.reporting.report_submission import Answer, submit
from services.people.recipients import assignees, tell
from storage.unit_of_work import Store, UnitOfWork

OUTCOMES = (ReportOutcome.DONE, ReportOutcome.NOT_DONE)
OUTCOMES_OF_ONGOING = (ReportOutcome.ON_TRACK, ReportOutcome.DONE)
"""What can be written down for others: of work without a date also that it goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDownView:
    """To the assignee: what was reported for them, on the card as it is now."""

    card: CardView
    by: PersonName
    decision: DecisionKind | None


class OnBehalfService:
    def __init__(self, store: Store, clock: Clock, calendar: WorkingCalendar) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar

    async def open(self, actor: Actor, duty_id: DutyId) -> CardView:
        """The card of a duty this person may report for its assignee; WrongState where that is not so."""
        async with self._store.read() as uow:
            return await _open(uow, actor, duty_id, self._clock.now())

    async def understand(self, actor: Actor, duty_id: DutyId, words: str) -> tuple[CardView, str]:
        """The card, and the words as they would be written down."""
        said = typed(words, limit=MAX_TEXT)
        return await self.open(actor, duty_id), said

    async def report(
        self, actor: Actor, duty_id: DutyId, version: int, outcome: ReportOutcome, words: str
    ) -> CardView:
        """Write the report down, marked as a curator's, accept it at once and tell the assignee."""
        now = self._clock.now()
        async with self._store.write() as uow:
            view = await _open(uow, actor, duty_id, now)
            duty = await uow.duties.get(duty_id)
            if duty is None or outcome not in outcomes_of(view):
                raise NotFound
            if duty.version != version:
                raise StaleVersion
            answer = Answer(outcome=outcome, text=typed(words, limit=MAX_TEXT), source=ReportSource.CURATOR)
            report_id = await submit(uow, actor, duty, answer, now)
            await self._accept(uow, actor, report_id, now)
            others = [p for p in await assignees(uow, duty) if p.person_id != actor.person_id]
            await tell(uow, others, DeliveryKind.REPORTED_FOR, report_id, duty.department_id, now)
            shown = await shown_card(uow, actor, duty_id, now)
            await uow.commit()
        return shown

    async def _accept(self, uow: UnitOfWork, actor: Actor, report_id: ReportId, now: datetime) -> None:
        """Progress is only told: nothing is decided about it."""
        stored = await uow.reports.report(report_id)
        duty = await uow.duties.get(stored.report.duty_id) if stored else None
        if stored is None or duty is None:
            raise NotFound
        if stored.report.outcome in ANSWERS:
            await decide(uow, actor, duty, stored, DecisionKind.ACCEPT, self._calendar, now)


def outcomes_of(view: CardView) -> tuple[ReportOutcome, ...]:
    """What can be written down about this duty."""
    return OUTCOMES_OF_ONGOING if view.card.duty.is_ongoing else OUTCOMES


async def _open(uow: UnitOfWork, actor: Actor, duty_id: DutyId, now: datetime) -> CardView:
    view = await view_card(uow, actor, duty_id, now)
    if Verb.REPORT_FOR not in view.verbs:
        raise WrongState(state=view.card.duty.state.value, step="report for them")
    return view


async def compose_reported_for(
    uow: UnitOfWork, delivery: Delivery, now: datetime
) -> WrittenDownView | Cancelled:
    """The card with the report; nothing once it was taken back or the duty is another's."""
    stored = await uow.reports.report(ReportId(delivery.subject_id))
    if stored is None or stored.report.retracted_at is not None:
        return Cancelled("the report was taken back")
    view = await recipient_view(uow, delivery, stored.report.duty_id, now)
    if isinstance(view, Cancelled):
        return view
    author = await uow.people.person(stored.report.author_id)
    line = next((each for each in view.card.reports if each.id == stored.report.id), None)
    return WrittenDownView(
        card=view, by=author.name if author else "", decision=line.decision if line else None
    )
