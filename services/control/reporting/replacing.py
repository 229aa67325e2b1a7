"""A report gives way to its next version, or to none."""

from dataclasses import replace
from datetime import datetime

from roadmap.control.duty import Duty, DutyState
from roadmap.control.reports import StoredReport
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.errors import StaleVersion
from roadmap.ids import ReportId
from roadmap.people.persons import Actor
from services.control.reporting.report_submission import Answer, submit
from services.plan.next_stage import stage_after
from storage.unit_of_work import UnitOfWork


async def take_back(uow: UnitOfWork, actor: Actor, stored: StoredReport, now: datetime) -> None:
    """The report stays in the history; StaleVersion when it has been taken back already."""
    report = stored.report
    if not await uow.reports.retract(report.id, now):
        raise StaleVersion
    await uow.audit.add(actor, now, "report.taken_back", ("duty", report.duty_id), {"report": report.id})


async def submit_instead(
    uow: UnitOfWork,
    actor: Actor,
    stored: StoredReport,
    duty: Duty,
    answer: Answer,
    calendar: WorkingCalendar,
    now: datetime,
) -> ReportId:
    """The next version of an undecided report, as if the one before had not been sent."""
    await take_back(uow, actor, stored, now)
    report_id = await submit(uow, actor, replace(duty, state=stored.state_before), answer, now)
    moved = await uow.duties.get(duty.id)
    if moved is not None and moved.state is not DutyState.REPORTED:
        # It is owed again: what was silenced while it looked finished has to be looked at.
        looked_at = await stage_after(uow, moved, calendar, stored.report.created_at)
        await uow.duties.set_next_stage(duty.id, looked_at)
    return report_id
