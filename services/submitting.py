"""The one gate every answer about a duty goes through, whichever door it came by: chat, monitoring, draft."""

from dataclasses import dataclass
from datetime import datetime

from roadmap.calendar import WorkingCalendar
from roadmap.delivery import DeliveryKind
from roadmap.errors import BadInput, NotFound, StaleVersion, WrongState
from roadmap.execution import (
    REPORT_STEPS,
    WAITING_FOR_ASSIGNEE,
    Execution,
    ExecutionState,
    ReportOutcome,
    ReportSource,
    advance,
)
from roadmap.ids import CampaignItemId, ExecutionId, ReportId
from roadmap.people import Actor
from roadmap.reminders import first_stage_at
from roadmap.requests import RequestState
from services.cards import ANSWERS
from services.ports.control import NewReport, StoredReport
from services.ports.unit_of_work import UnitOfWork
from services.rights import require_assignee

NEEDS_REASON = frozenset({ReportOutcome.PARTIAL, ReportOutcome.NOT_DONE, ReportOutcome.DIFFICULTY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is said about one duty. `files` is how many will be attached to it."""

    outcome: ReportOutcome
    text: str = ""
    files: int = 0
    source: ReportSource = ReportSource.CHAT
    campaign_item_id: CampaignItemId | None = None
    batch_id: ReportId | None = None


async def own_execution(uow: UnitOfWork, actor: Actor, execution_id: ExecutionId) -> Execution:
    """The execution, if the actor answers for it; NotFound for outsiders, NotAllowed for onlookers."""
    execution = await uow.executions.get(execution_id)
    if execution is None:
        raise NotFound
    require_assignee(actor, execution, execution.home_unit_id)
    return execution


async def undecided_report(
    uow: UnitOfWork, actor: Actor, report_id: ReportId
) -> tuple[StoredReport, Execution]:
    """A report of the actor's duty that waits for a decision; StaleVersion when it no longer does."""
    stored = await uow.reports.report(report_id)
    if stored is None:
        raise NotFound
    execution = await own_execution(uow, actor, stored.report.execution_id)
    last = await uow.reports.last_answer(execution.id)
    is_waiting = execution.state in (ExecutionState.REPORTED, ExecutionState.PARTIAL)
    if not is_waiting or last != stored or await uow.reports.decision(report_id) is not None:
        raise StaleVersion
    return stored, execution


async def submit(
    uow: UnitOfWork, actor: Actor, execution: Execution, answer: Answer, now: datetime
) -> ReportId:
    """Store the report and move the execution; who decides is told by `announcing.tell_deciders`.

    WrongState where no report is owed, BadInput where a reason or evidence is missing, StaleVersion when
    somebody was quicker.
    """
    if execution.state not in WAITING_FOR_ASSIGNEE:
        raise WrongState(state=execution.state.value, step=REPORT_STEPS[answer.outcome].value)
    state = advance(execution.state, REPORT_STEPS[answer.outcome])
    await _check_contents(uow, execution, answer)
    if not await _move(uow, execution, state, answer.outcome):
        raise StaleVersion
    report_id = await uow.reports.add_report(
        NewReport(
            execution_id=execution.id,
            outcome=answer.outcome,
            text=answer.text,
            author_id=actor.person_id,
            source=answer.source,
            campaign_item_id=answer.campaign_item_id,
            state_before=execution.state,
            batch_id=answer.batch_id,
            created_at=now,
        )
    )
    if state is ExecutionState.REPORTED:
        await uow.outbox.cancel_for_execution(execution.id, "reported")
        await withdraw_requests(uow, actor, execution.id, now)
    facts = {"report": report_id, "outcome": answer.outcome.value, "source": answer.source.value}
    await uow.audit.add(actor, now, "execution.reported", ("execution", execution.id), facts)
    return report_id


async def _check_contents(uow: UnitOfWork, execution: Execution, answer: Answer) -> None:
    if answer.outcome in NEEDS_REASON and not answer.text:
        raise BadInput("reason-required")
    if answer.outcome is ReportOutcome.DONE and not answer.files:
        duty = await uow.executions.duty(execution.id)
        if duty is not None and duty.requires_evidence:
            raise BadInput("evidence-required", duty.number)


async def _move(uow: UnitOfWork, execution: Execution, state: ExecutionState, outcome: ReportOutcome) -> bool:
    if state is ExecutionState.REPORTED:
        return await uow.executions.change_state(execution, state, next_stage_at=None, settled_at=None)
    if state is execution.state and outcome not in ANSWERS:
        return True  # progress told to the monitoring: nothing a card or a button depends on has changed
    return await uow.executions.mark(execution, state)


async def withdraw_requests(uow: UnitOfWork, actor: Actor, execution_id: ExecutionId, now: datetime) -> None:
    """Requests that have lost their sense: the duty is reported or has gone to somebody else."""
    extension, reassignment = await uow.requests.open_requests(execution_id)
    if extension is not None:
        await uow.requests.settle_extension(extension.id, RequestState.WITHDRAWN, by=actor.person_id, at=now)
        await uow.outbox.cancel(DeliveryKind.EXTENSION_REQUESTED, extension.id, "withdrawn")
    if reassignment is not None:
        await uow.requests.settle_reassignment(
            reassignment.id, RequestState.WITHDRAWN, by=actor.person_id, at=now
        )
        await uow.outbox.cancel(DeliveryKind.REASSIGNMENT_REQUESTED, reassignment.id, "withdrawn")


async def stage_after(
    uow: UnitOfWork, execution: Execution, calendar: WorkingCalendar, after: datetime
) -> datetime | None:
    """When the duty, owed again or moved, is looked at next by the reminders."""
    duty = await uow.executions.duty(execution.id)
    unit = await uow.people.unit(execution.home_unit_id)
    if duty is None or unit is None:
        raise NotFound
    return first_stage_at(execution.due_on, duty.first_on, after, unit.time_zone, calendar)
