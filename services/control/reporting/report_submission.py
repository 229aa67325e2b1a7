"""The one gate every answer about a duty goes through, whichever door it came by: chat, monitoring, draft."""

from dataclasses import dataclass, replace
from datetime import datetime

from roadmap.control.duty import (
    ANSWERS,
    REPORT_STEPS,
    WAITING_FOR_ASSIGNEE,
    WAITING_FOR_CURATOR,
    Duty,
    DutyState,
    ReportOutcome,
    ReportSource,
    advance,
)
from roadmap.control.reports import NewReport, StoredReport
from roadmap.errors import BadInput, NotFound, StaleVersion, WrongState
from roadmap.ids import CampaignItemId, ReportId
from roadmap.language.kept_place import place_told
from roadmap.people.persons import Actor, Through
from services.control.duties.duty_rights import own_duty
from services.control.duties.own_time import time_after_sending
from services.control.requests.life_cycle import withdraw_requests
from services.people.rights import reporting_for
from storage.unit_of_work import UnitOfWork

NEEDS_REASON = frozenset({ReportOutcome.NOT_DONE, ReportOutcome.DIFFICULTY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is said about one duty. `files` are the kinds of the files with it.

    `percent` and `remaining` belong to a partial report: how much is done and what is left.
    """

    outcome: ReportOutcome
    percent: int | None = None
    remaining: str = ""
    text: str = ""
    value: float | None = None
    files: tuple[str, ...] = ()
    source: ReportSource = ReportSource.CHAT
    campaign_item_id: CampaignItemId | None = None
    batch_id: ReportId | None = None


async def undecided_report(uow: UnitOfWork, actor: Actor, report_id: ReportId) -> tuple[StoredReport, Duty]:
    """The last report of the actor's duty, which waits for a decision; StaleVersion when it does not."""
    stored = await uow.reports.report(report_id)
    if stored is None:
        raise NotFound
    duty = await own_duty(uow, actor, stored.report.duty_id)
    is_last = await uow.reports.last_report(duty.id) == stored
    is_waiting = duty.state in WAITING_FOR_CURATOR and await uow.reports.decision(report_id) is None
    if not (is_last and is_waiting):
        raise StaleVersion
    return stored, duty


async def submit(uow: UnitOfWork, actor: Actor, duty: Duty, answer: Answer, now: datetime) -> ReportId:
    """Store the report and move the duty; who decides is told by `announcing.tell_curators`.

    WrongState where no report is owed, BadInput where a reason or evidence is missing, StaleVersion when
    somebody was quicker.
    """
    if duty.state not in WAITING_FOR_ASSIGNEE:
        raise WrongState(state=duty.state.value, step=REPORT_STEPS[answer.outcome].value)
    state = advance(duty.state, REPORT_STEPS[answer.outcome])
    actor = reporting_for(actor, duty)
    await _check_contents(uow, duty, answer)
    if not await _move(uow, actor, duty, state, answer.outcome, now):
        raise StaleVersion
    report_id = await uow.reports.add_report(
        NewReport(
            duty_id=duty.id,
            outcome=answer.outcome,
            percent=answer.percent,
            remaining=answer.remaining,
            text=answer.text,
            value=answer.value,
            author_id=actor.person_id,
            source=answer.source,
            campaign_item_id=answer.campaign_item_id,
            state_before=duty.state,
            batch_id=answer.batch_id,
            created_at=now,
            for_person_id=actor.on_behalf_of,
        )
    )
    if state is DutyState.REPORTED:
        await uow.outbox.cancel_for_duty(duty.id, "reported")
        await withdraw_requests(uow, actor, duty.id, now)
    facts = {"report": report_id, "outcome": answer.outcome.value, "source": answer.source.value}
    is_asked = answer.source is ReportSource.CAMPAIGN
    said_by = replace(actor, through=Through.CAMPAIGN) if is_asked else actor
    await uow.audit.add(said_by, now, "duty.reported", ("duty", duty.id), facts)
    return report_id


async def _check_contents(uow: UnitOfWork, duty: Duty, answer: Answer) -> None:
    if answer.outcome in NEEDS_REASON and not answer.text:
        raise BadInput("reason-required")
    is_typed = answer.source is not ReportSource.DOCUMENT  # a document says what is left, seldom how much
    if answer.outcome is ReportOutcome.PARTIAL and is_typed and not (answer.percent and answer.remaining):
        raise BadInput("part-required")
    await check_evidence(uow, duty, answer.outcome, answer.files, answer.text)


async def check_evidence(
    uow: UnitOfWork, duty: Duty, outcome: ReportOutcome, files: tuple[str, ...], words: str
) -> None:
    """BadInput where «Выполнено» lacks the file that the measure asks for; `files` are their kinds.

    Where the department keeps files out of the chat, words of where it is kept stand for it.
    """
    if outcome is not ReportOutcome.DONE:
        return
    number, rule = await uow.duties.evidence_asked(duty)
    if rule.is_met_by(files):
        return
    if (await uow.department_settings.of(duty.department_id)).takes_files:
        raise BadInput(f"{rule.value}-required", number)
    if not place_told(words):
        raise BadInput("place-required", number)


async def _move(
    uow: UnitOfWork, actor: Actor, duty: Duty, state: DutyState, outcome: ReportOutcome, now: datetime
) -> bool:
    if outcome not in ANSWERS:  # of progress nothing a card or a button depends on has changed
        return state is duty.state or await uow.duties.mark(duty, state)
    time = time_after_sending(actor, duty, now)
    if state is DutyState.REPORTED or time.stopped_on is not None:
        return await uow.duties.change_state(duty, state, next_stage_at=None, settled_at=None, time=time)
    return await uow.duties.mark(duty, state)
