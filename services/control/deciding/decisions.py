"""The curator's side: what waits for a decision, «снять с контроля», «вернуть на доработку»."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from roadmap.clock import Clock
from roadmap.control.duty import (
    WAITING_FOR_ASSIGNEE,
    Decision,
    DecisionKind,
    DutyState,
)
from roadmap.control.duty_filter import DutyFilter
from roadmap.control.duty_lines import DutyLine, ReportLine
from roadmap.control.reports import SeenEvidence, StoredReport, WaitingItem
from roadmap.control.requests import offered_dates
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import Delivery
from roadmap.errors import NotFound, StaleVersion, WrongState
from roadmap.ids import DutyId, ReportId
from roadmap.language.asked_evidence import proposed_rule
from roadmap.people.persons import Actor
from roadmap.plan.evidence_rule import EvidenceRule
from roadmap.plan.measure_content import MeasureChange
from roadmap.typed_words import in_words
from services.composing import Cancelled
from services.control.deciding.deciding import decide, is_repeated, tell_author
from services.control.duties.cards import CardView, recipient_view, shown_card, view_card
from services.control.duties.duty_rights import curated
from services.control.requests.giving_dates import give_date
from services.people.directory import require
from services.people.recipients import author_or_colleagues, tell
from services.people.rights import CURATORS, deciding_for, require_curator
from services.plan.changing import change_plan, map_in_force, of_road_map
from storage.unit_of_work import Store, UnitOfWork

PAGE = 10
MAX_COMMENT = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueLine:
    item: WaitingItem
    duty: DutyLine


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage:
    """What waits for the actor's decision, longest first; `page` counts from 0."""

    lines: tuple[QueueLine, ...]
    page: int
    total: int
    now: datetime
    time_zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedView:
    """To the author: what was decided about their report."""

    view: CardView
    report: ReportLine
    said_in: int | None = None
    """The message of the recipient's chat that brought the report."""


class DecisionService:
    def __init__(self, store: Store, clock: Clock, calendar: WorkingCalendar) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar

    async def queue(self, actor: Actor, page: int = 0) -> QueuePage:
        """One page of what waits for this curator; a page past the end is the last one."""
        require(actor, *CURATORS)
        async with self._store.read() as uow:
            total = (await uow.reports.waiting_total(actor)).count
            page = max(0, min(page, (total - 1) // PAGE))
            items = await uow.reports.waiting(actor, limit=PAGE, offset=page * PAGE)
            ids = [item.duty_id for item in items]
            duties = {duty.id: duty for duty in await uow.duties.lines(DutyFilter(ids=ids))}
        return QueuePage(
            lines=tuple(QueueLine(item=item, duty=duties[item.duty_id]) for item in items),
            page=page,
            total=total,
            now=self._clock.now(),
            time_zone=actor.time_zone,
        )

    async def seen_before(self, actor: Actor, duty_id: DutyId) -> tuple[SeenEvidence, ...]:
        """Files of the latest report that other reports of the watched units hold too."""
        async with self._store.read() as uow:
            stored = await uow.reports.last_answer(duty_id)
            if stored is None:
                return ()
            sums = [each.sha256 for each in await uow.reports.evidence(stored.report.id)]
            # Reports sent by the same press hold the same files on purpose.
            batch = await uow.reports.batch(stored.batch_id or stored.report.id)
            together = {duty_id, *(each.report.duty_id for each in batch)}
            found = await uow.reports.seen(actor.department_id, sums, besides=together)
            watched = await uow.actors.watched(actor.roots, {seen.home_unit_id for seen in found})
        return tuple(seen for seen in found if seen.home_unit_id in watched)

    async def accept(self, actor: Actor, report_id: ReportId, version: int) -> CardView:
        """«Снять с контроля»; a part is accepted and the rest stays owed, and so does work that goes on."""
        return await self._decide(actor, report_id, version, DecisionKind.ACCEPT, "")

    async def take_note(self, actor: Actor, report_id: ReportId) -> CardView:
        """The curator has seen the difficulty: it waits no more, and whoever told of it hears so.

        WrongState where the report is no difficulty that waits.
        """
        now = self._clock.now()
        async with self._store.write() as uow:
            report = (await _report(uow, report_id)).report
            duty = await curated(uow, actor, report.duty_id, report.author_id)
            line = (await view_card(uow, actor, duty.id, now)).card.difficulty
            if line is None or line.id != report_id:
                raise WrongState(state=duty.state.value, step="take note")
            by = await deciding_for(uow, actor, duty.home_unit_id)
            noted = Decision(
                report_id=report_id,
                kind=DecisionKind.ACCEPT,
                by=by.person_id,
                comment="",
                created_at=now,
                for_person_id=by.on_behalf_of,
            )
            if not await uow.reports.add_decision(noted):
                raise StaleVersion
            told = await author_or_colleagues(uow, report.author_id, duty, actor.person_id)
            await tell(uow, told, DeliveryKind.DIFFICULTY_NOTED, report_id, duty.department_id, now)
            await uow.audit.add(by, now, "difficulty.noted", ("duty", duty.id), {"report": report_id})
            view = await shown_card(uow, actor, duty.id, now)
            await uow.commit()
        return view

    async def check_return(self, actor: Actor, report_id: ReportId) -> CardView:
        """The card, if this report may be sent back now; StaleVersion when it waits for nobody."""
        async with self._store.read() as uow:
            report = (await _report(uow, report_id)).report
            await curated(uow, actor, report.duty_id, report.author_id)
            view = await view_card(uow, actor, report.duty_id, self._clock.now())
        line = view.card.undecided
        if line is None or line.id != report_id:
            raise StaleVersion
        return view

    async def return_dates(self, actor: Actor, report_id: ReportId) -> tuple[CardView, tuple[date, ...]]:
        """The card, and later days the report may be sent back until; none where the duty has no date."""
        view = await self.check_return(actor, report_id)
        due_on = view.card.duty.due_on
        return view, offered_dates(due_on, view.today, self._calendar) if due_on else ()

    async def send_back(
        self, actor: Actor, report_id: ReportId, version: int, comment: str, until: date | None = None
    ) -> CardView:
        """«Вернуть на доработку»: the report stays as it is, the duty is owed again.

        `until`: by a new day; the first one stays beside it, and the decision is not undone any more.
        """
        words = in_words(comment, limit=MAX_COMMENT)
        return await self._decide(actor, report_id, version, DecisionKind.RETURN, words, until)

    async def _decide(
        self,
        actor: Actor,
        report_id: ReportId,
        version: int,
        kind: DecisionKind,
        comment: str,
        until: date | None = None,
    ) -> CardView:
        now = self._clock.now()
        async with self._store.write() as uow:
            stored = await _report(uow, report_id)
            duty = await curated(uow, actor, stored.report.duty_id, stored.report.author_id)
            if is_repeated(await uow.reports.decision(report_id), actor, kind):
                return await view_card(uow, actor, duty.id, now)
            if duty.version != version or await uow.reports.last_answer(duty.id) != stored:
                raise StaleVersion
            await decide(uow, actor, duty, stored, kind, self._calendar, now, comment=comment)
            if until is not None:
                owed = await uow.duties.get(duty.id)
                assert owed is not None
                await give_date(uow, actor, owed, until, comment, self._calendar, now)
            await tell_author(uow, actor, duty, stored, kind, now)
            view = await shown_card(uow, actor, duty.id, now)
            await uow.commit()
        return view

    async def require_evidence(self, actor: Actor, duty_id: DutyId, *, is_required: bool) -> CardView:
        """Whether «Выполнено» about this measure needs a file, for everyone who answers for it.

        WrongState once the duty it is said on is reported: nothing is waited for there.
        """
        now = self._clock.now()
        async with self._store.write() as uow:
            duty = await uow.duties.line(duty_id)
            if duty is None:
                raise NotFound
            await require_curator(uow, actor, duty)
            if duty.state not in WAITING_FOR_ASSIGNEE:
                raise WrongState(state=duty.state.value, step="require evidence")
            if duty.evidence.asks_for_file != is_required:
                await self._ask_evidence(uow, actor, duty, now, is_required=is_required)
                await uow.commit()
            return await view_card(uow, actor, duty_id, now)

    async def _ask_evidence(
        self, uow: UnitOfWork, actor: Actor, duty: DutyLine, now: datetime, *, is_required: bool
    ) -> None:
        """As an edit of the plan: what the result names, or any document where it names nothing."""
        named = proposed_rule(duty.result)
        asked = named if named.asks_for_file else EvidenceRule.DOCUMENT
        road_map = await map_in_force(uow, actor, duty.road_map_id)
        before = (await of_road_map(uow, road_map.id, [duty.measure_id]))[duty.measure_id]
        after = replace(before, evidence=asked if is_required else EvidenceRule.WORDS)
        change = MeasureChange(measure_id=duty.measure_id, before=before, after=after)
        await change_plan(uow, actor, road_map, [change], now, self._calendar)


async def _report(uow: UnitOfWork, report_id: ReportId) -> StoredReport:
    stored = await uow.reports.report(report_id)
    if stored is None:
        raise NotFound
    return stored


async def compose_returned(uow: UnitOfWork, delivery: Delivery, now: datetime) -> DecidedView | Cancelled:
    """To the author; cancelled when a new report has been sent meanwhile."""
    return await _decided(uow, delivery, DecisionKind.RETURN, now)


async def compose_accepted(uow: UnitOfWork, delivery: Delivery, now: datetime) -> DecidedView | Cancelled:
    """To the author; cancelled when the report is no longer the last word."""
    return await _decided(uow, delivery, DecisionKind.ACCEPT, now)


async def compose_noted(uow: UnitOfWork, delivery: Delivery, now: datetime) -> DecidedView | Cancelled:
    """To whoever told of the difficulty, while it is the last word about the duty."""
    stored = await uow.reports.report(ReportId(delivery.subject_id))
    if stored is None:
        return Cancelled("no such report")
    view = await recipient_view(uow, delivery, stored.report.duty_id, now)
    if isinstance(view, Cancelled):
        return view
    line = view.card.last_report
    if line is None or line.id != stored.report.id or line.decision is None:
        return Cancelled("out of date")
    return DecidedView(view=view, report=line)


async def _decided(
    uow: UnitOfWork, delivery: Delivery, kind: DecisionKind, now: datetime
) -> DecidedView | Cancelled:
    stored = await uow.reports.report(ReportId(delivery.subject_id))
    if stored is None:
        return Cancelled("no such report")
    view = await recipient_view(uow, delivery, stored.report.duty_id, now)
    if isinstance(view, Cancelled):
        return view
    line = next((each for each in view.card.reports if each.id == stored.report.id), None)
    is_gone = view.card.duty.state is DutyState.WITHDRAWN
    if line is None or is_gone or line.decision is not kind or view.card.last_answer != line:
        return Cancelled("out of date")
    recipient = await uow.recipients.recipient(delivery.recipient_id)
    place = recipient.place if recipient else None
    said_in = await uow.typed_words.of_report(line.id, place) if place else None
    return DecidedView(view=view, report=line, said_in=said_in)
