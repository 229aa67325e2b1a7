"""A duty settled by the result of a campaign: the report and its decision are written at once."""

from datetime import datetime

from roadmap.control.duty import (
    BeforeDecision,
    Decision,
    DecisionKind,
    Duty,
    ReportOutcome,
    ReportSource,
    Step,
    advance,
)
from roadmap.control.reports import NewEvidence, NewReport
from roadmap.ids import CampaignItemId, PersonId
from roadmap.people.persons import SystemActor, Through
from storage.unit_of_work import UnitOfWork


async def record_result(
    uow: UnitOfWork,
    duty: Duty,
    author: PersonId,
    item: CampaignItemId,
    words: str,
    evidence: NewEvidence,
    now: datetime,
) -> bool:
    """Report the duty done with the file, and take it off control; `author` answers for it and signs nothing.

    False when somebody was quicker.
    """
    reported = advance(duty.state, Step.REPORT_DONE)
    accepted = advance(reported, Step.ACCEPT)
    if not await uow.duties.change_state(duty, accepted, next_stage_at=None, settled_at=now):
        return False
    report_id = await uow.reports.add_report(
        NewReport(
            duty_id=duty.id,
            outcome=ReportOutcome.DONE,
            percent=None,
            remaining="",
            text=words,
            author_id=author,
            source=ReportSource.RESULT,
            campaign_item_id=item,
            state_before=duty.state,
            batch_id=None,
            created_at=now,
        )
    )
    await uow.reports.add_evidence(report_id, evidence, now)
    decision = Decision(report_id=report_id, kind=DecisionKind.ACCEPT, by=author, comment="", created_at=now)
    await uow.reports.add_decision(decision)
    before = BeforeDecision(state=reported, time=duty.time, left_version=duty.version + 1)
    await uow.reports.remember_before(report_id, before)
    await uow.outbox.cancel_for_duty(duty.id, "the monitoring is its report")
    actor = SystemActor(department_id=duty.department_id, through=Through.BEAT)
    facts: dict[str, object] = {"report": report_id, "campaign_item": item}
    await uow.audit.add(actor, now, "duty.settled_by_monitoring", ("duty", duty.id), facts)
    return True
