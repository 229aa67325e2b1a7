"""What somebody answers to the colleague who has asked each of several: no report of the organisation yet."""

from datetime import datetime

from roadmap.control.duty import WAITING_FOR_ASSIGNEE, Duty
from roadmap.control.report_drafts import ReportDraft
from roadmap.errors import BadInput, WrongState
from roadmap.people.persons import Actor
from services.control.duties.entrusting import tell_giver
from services.control.reporting.report_submission import NEEDS_REASON, check_evidence
from storage.unit_of_work import UnitOfWork


async def answer(
    uow: UnitOfWork,
    actor: Actor,
    duty: Duty,
    draft: ReportDraft,
    files: tuple[str, ...],
    now: datetime,
) -> None:
    """Keep the draft as this actor's answer; whoever asked hears once all have answered.

    WrongState once the organisation has reported, BadInput where a reason or a file is missing.
    """
    given = await uow.entrusting.of_duty(duty.id)
    mine = given.answered_by(actor.persons) if given else None
    if mine is None or duty.state not in WAITING_FOR_ASSIGNEE:
        raise WrongState(state=duty.state.value, step="answer")
    if draft.outcome in NEEDS_REASON and not draft.text:
        raise BadInput("reason-required")
    await check_evidence(uow, duty, draft.outcome, files, draft.text)
    words = "\n".join(part for part in (draft.text, draft.remaining) if part)
    await uow.entrusting.answer(mine.id, draft.outcome, words, now)
    await uow.entrusting.keep_files(draft.id, mine.id, now)
    facts = {"outcome": draft.outcome.value, "person": mine.name}
    await uow.audit.add(actor, now, "duty.answered", ("duty", duty.id), facts)
    await tell_giver(uow, actor, duty, now)
