"""Reports: sending a draft, taking a report back, «принял в работу», and the files of a report."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from roadmap.clock import Clock, local_date
from roadmap.control.duty import (
    ANSWERS,
    UNDO_WINDOW,
    WAITING_FOR_ASSIGNEE,
    Duty,
    DutyState,
    Evidence,
    ReportOutcome,
    ReportSource,
    Step,
    advance,
)
from roadmap.control.duty_filter import DutyFilter
from roadmap.control.duty_lines import DutyLine
from roadmap.control.report_drafts import ReportDraft
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.errors import BadInput, NotAllowed, NotFound, StaleVersion, WrongState
from roadmap.ids import CampaignItemId, DraftId, DutyId, ReportId
from roadmap.people.persons import Actor
from services.control.duties.cards import CardView, shown_card, view_card
from services.control.duties.duty_rights import own_duty
from services.control.duties.entrusting import tell_giver
from services.control.duties.own_time import running_on
from services.control.reporting.announcing import tell_curators
from services.control.reporting.answering_colleague import answer
from services.control.reporting.draft_view import DraftView, own_draft, view_draft
from services.control.reporting.opening import open_from_report
from services.control.reporting.replacing import submit_instead, take_back
from services.control.reporting.report_submission import Answer, submit, undecided_report
from services.people.rights import may_see, reporting_for
from services.plan.next_stage import ask_again, stage_after
from services.ports.files import FileStore
from storage.unit_of_work import Store, UnitOfWork

_Sent = list[tuple[Duty, ReportId]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SentReport:
    """What one press has sent: the card of the first duty, all of them, and those no longer owed.

    `answered` of the sent went to the colleague who has asked for it, not to the curator.
    """

    view: CardView
    sent: tuple[DutyLine, ...]
    skipped: tuple[DutyLine, ...]
    campaign_item_id: CampaignItemId | None = None
    """Of an answer to the monitoring: whose question it was."""
    answered: frozenset[DutyId] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """The card of the duty asked about, all duties owed again, and the draft with what had been sent.

    No draft: it was taken back before.
    """

    view: CardView
    duty_ids: tuple[DutyId, ...]
    draft: DraftView | None

    @property
    def is_fresh(self) -> bool:
        return self.draft is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFiles:
    duty: DutyLine
    author: str
    sent_at: datetime
    evidence: tuple[Evidence, ...]


class ReportingService:
    def __init__(self, store: Store, clock: Clock, files: FileStore, calendar: WorkingCalendar) -> None:
        self._store = store
        self._clock = clock
        self._files = files
        self._calendar = calendar

    async def acknowledge(self, actor: Actor, duty_id: DutyId) -> bool:
        """«Взять в работу»; False when it had been taken before. Reminders go on: it is not done."""
        now = self._clock.now()
        async with self._store.write() as uow:
            duty = await own_duty(uow, actor, duty_id)
            if duty.state is DutyState.ACKNOWLEDGED:
                return False
            today = local_date(now, actor.time_zone)
            if not await uow.duties.take_up(duty, advance(duty.state, Step.ACKNOWLEDGE), today):
                raise StaleVersion
            await ask_again(uow, duty, today, self._calendar, now)
            by = reporting_for(actor, duty)
            await uow.audit.add(by, now, "duty.acknowledged", ("duty", duty_id))
            await uow.commit()
        return True

    async def send(self, actor: Actor, draft_id: DraftId) -> SentReport:
        """The draft becomes a report of every line it covers; those no longer owed are left out and named.

        BadInput while files of it are on their way.
        """
        async with self._store.write() as uow:
            return await self._send(uow, actor, await own_draft(uow, actor, draft_id))

    async def send_unless_bare(self, actor: Actor, draft_id: DraftId) -> SentReport | DraftView:
        """As `send`; a draft that would go without a word or a file is given back unsent."""
        async with self._store.write() as uow:
            draft = await own_draft(uow, actor, draft_id)
            if not (draft.text or draft.remaining):
                view = await view_draft(uow, actor, draft)
                if view.asks_before_sending:
                    return view
            return await self._send(uow, actor, draft)

    async def _send(self, uow: UnitOfWork, actor: Actor, draft: ReportDraft) -> SentReport:
        now = self._clock.now()
        held = await uow.reports.files(draft.id)
        if held.loading:
            raise BadInput("files-loading")
        if draft.left is not None:
            raise BadInput("draft-left")
        files = held.kinds
        duties = await _owned(uow, actor, draft)
        answered = await self._answer_colleagues(uow, actor, duties, draft, files, now)
        rest = replace(draft, covers=tuple(each for each in draft.covers if each not in answered))
        if answered and not rest.covers:
            return await self._answered(uow, actor, draft, answered, now)
        sent, skipped = await self._submit_all(uow, actor, duties, rest, files, now)
        reports = [report_id for _, report_id in sent]
        if files:
            await uow.reports.attach(draft.id, reports, now)
        await uow.reports.close_draft(draft.id, reports[0])
        if draft.outcome in ANSWERS:
            await tell_curators(uow, actor, sent, now)
            for duty, _ in sent:
                await tell_giver(uow, actor, duty, now)
        view = await shown_card(uow, actor, sent[0][0].id, now)
        lines = {view.card.duty.id: view.card.duty}
        if others := [each for each in draft.covers if each not in lines]:
            lines |= {line.id: line for line in await uow.duties.lines(DutyFilter(ids=others))}
        await uow.commit()
        return SentReport(
            view=view,
            sent=tuple(lines[duty.id] for duty, _ in sent),
            skipped=tuple(lines[duty_id] for duty_id in skipped),
            campaign_item_id=draft.campaign_item_id,
        )

    async def _answer_colleagues(
        self,
        uow: UnitOfWork,
        actor: Actor,
        duties: Mapping[DutyId, Duty],
        draft: ReportDraft,
        files: tuple[str, ...],
        now: datetime,
    ) -> list[DutyId]:
        """Of these duties those a colleague has asked about: answered now."""
        given = await uow.entrusting.of_duties(duties)
        answered = [each for each in given if given[each].answered_by(actor.persons) is not None]
        for duty_id in answered:
            await answer(uow, actor, duties[duty_id], draft, files, now)
        return answered

    async def _answered(
        self, uow: UnitOfWork, actor: Actor, draft: ReportDraft, answered: list[DutyId], now: datetime
    ) -> SentReport:
        await uow.reports.drop_draft(draft.id)
        view = await shown_card(uow, actor, answered[0], now)
        lines = {line.id: line for line in await uow.duties.lines(DutyFilter(ids=answered))}
        await uow.commit()
        return SentReport(
            view=view,
            sent=tuple(lines[each] for each in answered),
            skipped=(),
            answered=frozenset(answered),
        )

    async def _submit_all(
        self,
        uow: UnitOfWork,
        actor: Actor,
        duties: Mapping[DutyId, Duty],
        draft: ReportDraft,
        files: tuple[str, ...],
        now: datetime,
    ) -> tuple[_Sent, list[DutyId]]:
        if not draft.covers:
            raise BadInput("no-measure-chosen")
        sent: _Sent = []
        skipped: list[DutyId] = []
        for duty_id in draft.covers:
            answer = Answer(
                outcome=draft.outcome,
                percent=draft.percent if draft.outcome is ReportOutcome.PARTIAL else None,
                remaining=draft.remaining if draft.outcome is ReportOutcome.PARTIAL else "",
                text=draft.text,
                value=draft.value,
                files=files,
                source=ReportSource.CAMPAIGN if draft.campaign_item_id else ReportSource.CHAT,
                campaign_item_id=draft.campaign_item_id,
                batch_id=sent[0][1] if sent else None,
            )
            try:
                if draft.replaces_id is None:
                    duty = duties.get(duty_id) or await own_duty(uow, actor, duty_id)
                    sent.append((duty, await self._submit_new(uow, actor, duty, answer, now)))
                else:
                    sent.append(
                        await self._submit_instead(uow, actor, duty_id, draft.replaces_id, answer, now)
                    )
            except (WrongState, StaleVersion, NotFound, NotAllowed):
                if len(draft.covers) == 1:
                    raise
                skipped.append(duty_id)
        if not sent:
            raise StaleVersion
        return sent, skipped

    async def _submit_new(
        self, uow: UnitOfWork, actor: Actor, duty: Duty, answer: Answer, now: datetime
    ) -> ReportId:
        if answer.outcome is ReportOutcome.ON_TRACK and duty.is_overdue(local_date(now, actor.time_zone)):
            raise BadInput("overdue-on-track")
        return await submit(uow, actor, duty, answer, now)

    async def _submit_instead(
        self,
        uow: UnitOfWork,
        actor: Actor,
        duty_id: DutyId,
        replaces_id: ReportId,
        answer: Answer,
        now: datetime,
    ) -> tuple[Duty, ReportId]:
        try:
            stored, duty = await undecided_report(uow, actor, replaces_id)
        except StaleVersion:  # returned, or taken back elsewhere: what was typed becomes the next report
            duty = await own_duty(uow, actor, duty_id)
            if duty.state not in WAITING_FOR_ASSIGNEE:
                raise
            return duty, await submit(uow, actor, duty, answer, now)
        return duty, await submit_instead(uow, actor, stored, duty, answer, self._calendar, now)

    # Taking back

    async def undo(self, actor: Actor, report_id: ReportId) -> TakenBack:
        """Take back everything that the press which sent this report has sent; it is a draft again.

        Only its author may, within ten minutes, and only what is not decided on. DraftInTheWay while another
        draft holds words or files.
        """
        now = self._clock.now()
        async with self._store.write() as uow:
            stored = await uow.reports.report(report_id)
            if stored is None:
                raise NotFound
            duty = await own_duty(uow, actor, stored.report.duty_id)
            if stored.report.retracted_at is not None:
                view = await shown_card(uow, actor, duty.id, now)
                return TakenBack(view=view, duty_ids=(), draft=None)
            if stored.report.author_id != actor.person_id:
                raise NotAllowed
            if now - stored.report.created_at >= UNDO_WINDOW:
                raise BadInput("undo-too-late")
            owed_again = []
            for each in await uow.reports.batch(stored.batch_id or report_id):
                try:
                    await self._undo_one(uow, actor, each.report.id, now)
                    owed_again.append(each.report.duty_id)
                except (StaleVersion, NotFound, NotAllowed):
                    if each.report.id == report_id:
                        raise  # the others of the press may be decided on already, or passed on: they stay
            draft = await open_from_report(uow, actor, stored, tuple(owed_again), now)
            view = await view_card(uow, actor, duty.id, now)
            taken = TakenBack(
                view=view, duty_ids=tuple(owed_again), draft=await view_draft(uow, actor, draft)
            )
            await uow.commit()
        return taken

    async def _undo_one(self, uow: UnitOfWork, actor: Actor, report_id: ReportId, now: datetime) -> None:
        stored, duty = await undecided_report(uow, actor, report_id)
        running = await running_on(uow, duty, stored.state_before, now, taken_back=report_id)
        looked_at = await stage_after(uow, running, self._calendar, stored.report.created_at)
        if not await uow.duties.change_state(
            duty, stored.state_before, next_stage_at=looked_at, settled_at=None, time=running.time
        ):
            raise StaleVersion
        await take_back(uow, actor, stored, now)

    # Files

    async def files(self, actor: Actor, report_id: ReportId) -> ReportFiles:
        """What is attached to a report, for those who may see its duty; opening another's is audited."""
        async with self._store.write() as uow:
            stored = await uow.reports.report(report_id)
            duty = await uow.duties.line(stored.report.duty_id) if stored else None
            if stored is None or duty is None or not await may_see(uow, actor, duty):
                raise NotFound
            author = await uow.people.person(stored.report.author_id)
            found = ReportFiles(
                duty=duty,
                author=author.name if author else "",
                sent_at=stored.report.created_at,
                evidence=tuple(await uow.reports.evidence(report_id)),
            )
            if found.evidence and stored.report.author_id != actor.person_id:
                facts = {"files": len(found.evidence)}
                now = self._clock.now()
                await uow.audit.add(actor, now, "evidence.opened", ("report", report_id), facts)
                await uow.commit()
            return found

    async def content(self, evidence: Evidence) -> bytes:
        """The bytes of a file that `files` has shown."""
        return await self._files.get(evidence.file_key)


async def _owned(uow: UnitOfWork, actor: Actor, draft: ReportDraft) -> Mapping[DutyId, Duty]:
    """The duties a new report is about, without those that are no longer the actor's."""
    found = {}
    for duty_id in draft.covers if draft.replaces_id is None else ():
        with suppress(NotFound, NotAllowed):
            found[duty_id] = await own_duty(uow, actor, duty_id)
    return found
