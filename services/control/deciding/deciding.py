"""Carrying out a decision on a report: the duty moves, what hangs on it follows, undoing is prepared."""

from dataclasses import replace
from datetime import datetime

from roadmap.clock import local_date
from roadmap.control.duty import (
    BeforeDecision,
    Decision,
    DecisionKind,
    Duty,
    DutyState,
    Step,
    advance,
    step_of_accepting,
)
from roadmap.control.reports import StoredReport
from roadmap.control.typed_words import Became
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.delivery.kinds import DeliveryKind
from roadmap.errors import StaleVersion
from roadmap.ids import PersonId
from roadmap.people.persons import Actor
from roadmap.plan.measure import MeasureStanding
from services.control.duties.own_time import running_on
from services.control.duties.told_elsewhere import make_cards
from services.control.duties.typed_answers import remember_answer
from services.control.requests.life_cycle import withdraw_requests
from services.people.recipients import author_or_colleagues, tell
from services.people.rights import deciding_for
from services.plan.next_stage import stage_after
from services.plan.setting_aside import settle_point
from storage.unit_of_work import UnitOfWork

SETTLING = frozenset({Step.ACCEPT, Step.CLOSE_UNDONE})
"""After these nothing more is owed."""
_PAST = {
    Step.ACCEPT: "accepted",
    Step.ACCEPT_PART: "part_accepted",
    Step.ACCEPT_AND_GO_ON: "progress_accepted",
    Step.CLOSE_UNDONE: "closed_undone",
    Step.RETURN: "returned",
}


def is_repeated(earlier: Decision | None, actor: Actor, kind: DecisionKind) -> bool:
    """Whether the same person presses the same once more: the answer is the same, nothing changes."""
    return earlier is not None and earlier.kind is kind and earlier.by == PersonId(actor.person_id)


async def decide(
    uow: UnitOfWork,
    actor: Actor,
    duty: Duty,
    stored: StoredReport,
    kind: DecisionKind,
    calendar: WorkingCalendar,
    now: datetime,
    *,
    comment: str = "",
) -> None:
    """Accept or return the duty's last answer, telling nobody; StaleVersion when somebody was quicker."""
    report = stored.report
    by = await deciding_for(uow, actor, duty.home_unit_id)
    decision = Decision(
        report_id=report.id,
        kind=kind,
        by=by.person_id,
        comment=comment,
        created_at=now,
        for_person_id=by.on_behalf_of,
    )
    if not await uow.reports.add_decision(decision):
        raise StaleVersion
    if kind is DecisionKind.RETURN:
        await remember_answer(uow, Became.RETURN, report.id, comment)
    step = Step.RETURN
    if kind is DecisionKind.ACCEPT:
        step = step_of_accepting(report.outcome, goes_on=await _goes_on(uow, duty, now))
    await _move(uow, duty, step, calendar, now)
    before = BeforeDecision(state=duty.state, time=duty.time, left_version=duty.version + 1)
    await uow.reports.remember_before(report.id, before)
    await settle_point(uow, duty, now, calendar)
    if step in SETTLING:
        await uow.outbox.cancel_for_duty(duty.id, "accepted")
        await withdraw_requests(uow, actor, duty.id, now)
    await make_cards(uow, duty.id, DeliveryKind.REPORT_SUBMITTED, report.id)
    facts = {"report": report.id, "comment": comment}
    await uow.audit.add(by, now, f"duty.{_PAST[step]}", ("duty", duty.id), facts)


async def tell_author(
    uow: UnitOfWork, actor: Actor, duty: Duty, stored: StoredReport, kind: DecisionKind, now: datetime
) -> None:
    """What was decided, to the author of the report or those who answer for the duty now."""
    is_return = kind is DecisionKind.RETURN
    await tell(
        uow,
        await author_or_colleagues(uow, stored.report.author_id, duty, actor.person_id),
        DeliveryKind.RETURNED if is_return else DeliveryKind.ACCEPTED,
        stored.report.id,
        duty.department_id,
        now,
    )


async def _move(uow: UnitOfWork, duty: Duty, step: Step, calendar: WorkingCalendar, now: datetime) -> None:
    state = advance(duty.state, step)
    if step in SETTLING:
        time, looked_at, settled_at = replace(duty.time, stopped_on=None), None, now
    else:
        running = await running_on(uow, duty, state, now)
        looked_at = await stage_after(uow, running, calendar, now)
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


async def _goes_on(uow: UnitOfWork, duty: Duty, now: datetime) -> bool:
    """Whether it is work without a date that has days left."""
    line = await uow.duties.line(duty.id) if duty.is_ongoing else None
    unit = await uow.people.unit(duty.home_unit_id) if line else None
    return line is not None and unit is not None and line.goes_on(local_date(now, unit.time_zone))
