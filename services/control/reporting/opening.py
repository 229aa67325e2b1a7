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
    has_words = draft.text or draft.remaining or draft.left is not None
    return bool(has_words or (await uow.reports.files(draft.id)).count)


async def is_forgotten(uow: UnitOfWork, actor: Actor, draft: ReportDraft, now: datetime) -> bool:
    """Whether the draft holds what was begun on another day, or left: it joins nothing else unasked."""
    return draft.is_forgotten(now, actor.time_zone) and await _holds_something(uow, draft)


async def set_apart(uow: UnitOfWork, draft: ReportDraft) -> ReportDraft:
    """The draft as it is left: what comes after is not mixed with what it holds; an empty one stays."""
    if not await _holds_something(uow, draft):
        return draft
    files = (await uow.reports.files(draft.id)).evidence
    return draft.leaving(tuple(each.id for each in files))


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
