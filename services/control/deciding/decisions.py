"""The curator's side: what waits for a decision, «снять с контроля», «вернуть на доработку»."""

from dataclasses import dataclass, replace
from datetime import datetime

from roadmap.clock import Clock, local_date
from roadmap.control.duty import (
    WAITING_FOR_ASSIGNEE,
    BeforeDecision,
    Decision,
    DecisionKind,
    Duty,
    DutyState,
    Step,
    advance,
    step_of_accepting,
)
from roadmap.control.duty_filter import DutyFilter
from roadmap.control.duty_lines import DutyLine, ReportLine
from roadmap.control.reports import SeenEvidence, StoredReport, WaitingItem
from roadmap.control.typed_words import Became
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.delivery.kinds import DeliveryKind
from roadmap.delivery.outbox import Delivery
from roadmap.errors import NotFound, StaleVersion, WrongState
from roadmap.ids import DutyId, PersonId, ReportId
from roadmap.people.persons import Actor
from roadmap.plan.measure import MeasureStanding
from roadmap.typed_words import typed
from services.composing import Cancelled
from services.control.duties.cards import CardView, recipient_view, shown_card, view_card
from services.control.duties.duty_rights import curated
from services.control.duties.own_time import running_on
from services.control.duties.typed_answers import remember_answer
from services.control.requests.life_cycle import withdraw_requests
from services.people.directory import require
from services.people.recipients import author_or_colleagues, tell
from services.people.rights import CURATORS, deciding_for, require_curator
from services.plan.next_stage import stage_after
from services.plan.setting_aside import settle_point
from storage.unit_of_work import Store, UnitOfWork

PAGE = 8
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
            watched = await uow.people.watched(actor.roots, {seen.home_unit_id for seen in found})
        return tuple(seen for seen in found if seen.home_unit_id in watched)

    async def accept(self, actor: Actor, report_id: ReportId, version: int) -> CardView:
        """«Снять с контроля»; a part is accepted and the rest stays owed, and so does work that goes on."""
        return await self._decide(actor, report_id, version, DecisionKind.ACCEPT, "")

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

    async def send_back(self, actor: Actor, report_id: ReportId, version: int, comment: str) -> CardView:
        """«Вернуть на доработку»: the report stays as it is, the duty is owed again."""
        words = typed(comment, limit=MAX_COMMENT)
        return await self._decide(actor, report_id, version, DecisionKind.RETURN, words)

    async def _decide(
        self, actor: Actor, report_id: ReportId, version: int, kind: DecisionKind, comment: str
    ) -> CardView:
        now = self._clock.now()
        async with self._store.write() as uow:
            stored = await _report(uow, report_id)
            report = stored.report
            duty = await curated(uow, actor, report.duty_id, report.author_id)
            if _is_repeated(await uow.reports.decision(report_id), actor, kind):
                return await view_card(uow, actor, duty.id, now)
            if duty.version != version or await uow.reports.last_answer(duty.id) != stored:
                raise StaleVersion
            by = await deciding_for(uow, actor, duty.home_unit_id)
            decision = Decision(
                report_id=report_id,
                kind=kind,
                by=by.person_id,
                comment=comment,
                created_at=now,
                for_person_id=by.on_behalf_of,
            )
            if not await uow.reports.add_decision(decision):
                raise StaleVersion
            if kind is DecisionKind.RETURN:
                await remember_answer(uow, Became.RETURN, report_id, comment)
            step = Step.RETURN
            if kind is DecisionKind.ACCEPT:
                goes_on = await self._goes_on(uow, duty, now)
                step = step_of_accepting(report.outcome, goes_on=goes_on)
            await self._move(uow, duty, step, now)
            before = BeforeDecision(state=duty.state, time=duty.time, left_version=duty.version + 1)
            await uow.reports.remember_before(report_id, before)
            await settle_point(uow, duty, now, self._calendar)
            if step in SETTLING:
                await uow.outbox.cancel_for_duty(duty.id, "accepted")
                await withdraw_requests(uow, actor, duty.id, now)
            await self._tell(uow, actor, duty, stored, kind, now)
            facts = {"report": report_id, "comment": comment}
            await uow.audit.add(by, now, f"duty.{_PAST[step]}", ("duty", duty.id), facts)
            view = await shown_card(uow, actor, duty.id, now)
            await uow.commit()
        return view

    async def _move(self, uow: UnitOfWork, duty: Duty, step: Step, now: datetime) -> None:
        state = advance(duty.state, step)
        if step in SETTLING:
            time, looked_at, settled_at = replace(duty.time, stopped_on=None), None, now
        else:
            running = await running_on(uow, duty, state, now)
            looked_at = await stage_after(uow, running, self._calendar, now)
            time, settled_at = running.time, None
            if await uow.duty_plan.standing_of(duty.measure_id) is MeasureStanding.PAUSED:
                unit = await uow.people.unit(duty.home_unit_id)
                await uow.duty_plan.keep_aside([running])
                state, looked_at = DutyState.PAUSED, None
                time = time.stopped(local_date(now, unit.time_zone)) if unit else time
        if not await uow.duties.change_state(
            duty, state, next_stage_at=looked_at, settled_at=settled_at, time=time
        ):
            raise StaleVersion

    async def _goes_on(self, uow: UnitOfWork, duty: Duty, now: datetime) -> bool:
        """Whether it is work without a date that has days left."""
        line = await uow.duties.line(duty.id) if duty.is_ongoing else None
        unit = await uow.people.unit(duty.home_unit_id) if line else None
        return line is not None and unit is not None and line.goes_on(local_date(now, unit.time_zone))

    async def _tell(
        self,
        uow: UnitOfWork,
        actor: Actor,
        duty: Duty,
        stored: StoredReport,
        kind: DecisionKind,
        now: datetime,
    ) -> None:
        is_return = kind is DecisionKind.RETURN
        await tell(
            uow,
            await author_or_colleagues(uow, stored.report.author_id, duty, actor.person_id),
            DeliveryKind.RETURNED if is_return else DeliveryKind.ACCEPTED,
            stored.report.id,
            duty.department_id,
            now,
        )

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
            if duty.requires_evidence != is_required:
                await uow.duties.require_evidence(duty.measure_id, is_required=is_required)
                facts = {"is_required": is_required}
                await uow.audit.add(actor, now, "measure.evidence", ("measure", duty.measure_id), facts)
                await uow.commit()
            return await view_card(uow, actor, duty_id, now)


SETTLING = frozenset({Step.ACCEPT, Step.CLOSE_UNDONE})
"""After these nothing more is owed."""
_PAST = {
    Step.ACCEPT: "accepted",
    Step.ACCEPT_PART: "part_accepted",
    Step.ACCEPT_AND_GO_ON: "progress_accepted",
    Step.CLOSE_UNDONE: "closed_undone",
    Step.RETURN: "returned",
}


async def _report(uow: UnitOfWork, report_id: ReportId) -> StoredReport:
    stored = await uow.reports.report(report_id)
    if stored is None:
        raise NotFound
    return stored


def _is_repeated(earlier: Decision | None, actor: Actor, kind: DecisionKind) -> bool:
    """Whether the same person presses the same once more: the answer is the same, nothing changes."""
    return earlier is not None and earlier.kind is kind and earlier.by == PersonId(actor.person_id)


async def compose_returned(uow: UnitOfWork, delivery: Delivery, now: datetime) -> DecidedView | Cancelled:
    """To the author; cancelled when a new report has been sent meanwhile."""
    return await _decided(uow, delivery, DecisionKind.RETURN, now)


async def compose_accepted(uow: UnitOfWork, delivery: Delivery, now: datetime) -> DecidedView | Cancelled:
    """To the author; cancelled when the report is no longer the last word."""
    return await _decided(uow, delivery, DecisionKind.ACCEPT, now)


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
    return DecidedView(view=view, report=line)
