"""What was done before the road map came here: told by the coordinator, and settled at once."""

from dataclasses import dataclass
from datetime import date, datetime

from roadmap.control.duty import (
    REPORT_STEPS,
    WAITING_FOR_ASSIGNEE,
    BeforeDecision,
    Decision,
    DecisionKind,
    Duty,
    ReportOutcome,
    ReportSource,
    advance,
    step_of_accepting,
)
from roadmap.control.reports import NewReport
from roadmap.errors import WrongState
from roadmap.people.persons import Actor
from services.control.deciding.deciding import SETTLING
from services.control.requests.life_cycle import withdraw_requests
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAnswer:
    """What is told of a duty whose day had passed; `done_on` where the day of the work is known."""

    outcome: ReportOutcome
    text: str
    done_on: date | None = None
    percent: int | None = None
    remaining: str = ""


async def record_past(uow: UnitOfWork, actor: Actor, duty: Duty, answer: PastAnswer, now: datetime) -> bool:
    """Write a report with its decision; False when somebody was quicker.

    WrongState for a duty whose day came after the work had begun here: that is reported and decided as ever.
    """
    if not duty.predates_work or duty.state not in WAITING_FOR_ASSIGNEE:
        raise WrongState(state=duty.state.value, step="record what was before")
    reported = advance(duty.state, REPORT_STEPS[answer.outcome])
    step = step_of_accepting(answer.outcome, goes_on=False)
    settled_at = now if step in SETTLING else None
    if not await uow.duties.change_state(
        duty, advance(reported, step), next_stage_at=None, settled_at=settled_at
    ):
        return False
    report_id = await uow.reports.add_report(
        NewReport(
            duty_id=duty.id,
            outcome=answer.outcome,
            percent=answer.percent,
            remaining=answer.remaining,
            text=answer.text,
            author_id=actor.person_id,
            source=ReportSource.BEFORE_WORK,
            campaign_item_id=None,
            state_before=duty.state,
            batch_id=None,
            created_at=now,
            done_on=answer.done_on,
        )
    )
    decision = Decision(
        report_id=report_id, kind=DecisionKind.ACCEPT, by=actor.person_id, comment="", created_at=now
    )
    await uow.reports.add_decision(decision)
    before = BeforeDecision(state=reported, time=duty.time, left_version=duty.version + 1)
    await uow.reports.remember_before(report_id, before)
    await uow.outbox.cancel_for_duty(duty.id, "it was before the work began here")
    await withdraw_requests(uow, actor, duty.id, now)
    facts = {"report": report_id, "outcome": answer.outcome.value}
    await uow.audit.add(actor, now, "duty.recorded_past", ("duty", duty.id), facts)
    return True
