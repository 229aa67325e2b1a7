"""A reply to a reminder, a card or a digest is a report of what that message speaks of."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from roadmap.control.duty import WAITING_FOR_ASSIGNEE, ReportOutcome
from roadmap.control.duty_filter import DutyFilter
from roadmap.control.report_drafts import NewDraft, ReportDraft
from roadmap.ids import DutyId
from roadmap.people.persons import Actor
from services.control.reporting.opening import is_forgotten, open_draft
from storage.unit_of_work import UnitOfWork


async def owed_of(uow: UnitOfWork, actor: Actor, duty_ids: Collection[DutyId]) -> tuple[DutyId, ...]:
    """Those of these duties that wait for a report of this actor."""
    if not duty_ids:
        return ()
    owed = await uow.duties.lines(
        DutyFilter(
            ids=frozenset(duty_ids),
            assigned_unit_ids=actor.own,
            assigned_person_ids=actor.persons,
            states=WAITING_FOR_ASSIGNEE,
        )
    )
    return tuple(duty.id for duty in owed)


async def draft_of_reply(
    uow: UnitOfWork, actor: Actor, duty_ids: Collection[DutyId], now: datetime
) -> ReportDraft | None:
    """The draft the reply belongs to, opened where there is none; None where nothing of these is owed.

    One duty addresses the draft; of several it is asked which. DraftInTheWay when another draft, about
    something else, holds words or files.
    """
    owed = await owed_of(uow, actor, duty_ids)
    if not owed:
        return None
    draft = await uow.reports.draft(actor.person_id)
    if draft is not None and draft.replaces_id is None and not set(owed).isdisjoint(draft.covers):
        return draft.going_on()
    covers, asked = (owed, ()) if len(owed) == 1 else ((), owed)
    if draft is not None and draft.is_unaddressed and not await is_forgotten(uow, actor, draft, now):
        return replace(draft, covers=covers, asked=asked)
    new = NewDraft(person_id=actor.person_id, covers=covers, outcome=ReportOutcome.DONE, asked=asked)
    return await open_draft(uow, new, now)
