"""Opening a draft: what another draft holds is never lost in silence."""

from dataclasses import replace
from datetime import datetime

from roadmap.control.report_drafts import NewDraft, ReportDraft
from roadmap.control.reports import StoredReport
from roadmap.errors import DraftInTheWay
from roadmap.ids import DutyId
from roadmap.people.persons import Actor
from storage.unit_of_work import UnitOfWork


async def open_draft(uow: UnitOfWork, new: NewDraft, now: datetime) -> ReportDraft:
    """The new draft in place of an empty one; DraftInTheWay when the earlier holds words or files."""
    earlier = await uow.reports.draft(new.person_id)
    if earlier is not None and await _holds_something(uow, earlier):
        raise DraftInTheWay
    return await uow.reports.open_draft(new, now)


async def _holds_something(uow: UnitOfWork, draft: ReportDraft) -> bool:
    return bool(draft.text or draft.remaining or (await uow.reports.files(draft.id)).count)


async def open_from_report(
    uow: UnitOfWork, actor: Actor, stored: StoredReport, covers: tuple[DutyId, ...], now: datetime
) -> ReportDraft:
    """A draft with the words and files of a report that was taken back.

    Where that report is just being changed, the change goes on as this draft. DraftInTheWay as `open_draft`.
    """
    earlier, report = await uow.reports.draft(actor.person_id), stored.report
    if earlier is not None and earlier.replaces_id == report.id:
        draft = replace(earlier, replaces_id=None, covers=covers)
        await uow.reports.save_draft(draft, now)
        return draft
    new = NewDraft(
        person_id=actor.person_id,
        covers=covers,
        outcome=report.outcome,
        percent=report.percent,
        remaining=report.remaining,
        text=report.text,
        value=report.value,
        campaign_item_id=stored.campaign_item_id,
    )
    draft = await open_draft(uow, new, now)
    await uow.reports.copy_evidence(report.id, draft.id, now)
    return draft
