"""The draft of a report: it grows message by message and survives a restart; nothing is sent from here."""

import re
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime

from roadmap.clock import Clock
from roadmap.control.duty import ANSWERS, WAITING_FOR_ASSIGNEE, DutyState, ReportOutcome
from roadmap.control.duty_filter import DutyFilter
from roadmap.control.entrusting import Entrustment
from roadmap.control.report_drafts import NewDraft, ReportDraft, check_percent, typed_percent
from roadmap.control.reports import StoredReport
from roadmap.control.typed_words import SaidIn
from roadmap.errors import BadInput, DraftInTheWay, NotFound, WrongState
from roadmap.ids import CampaignItemId, DraftId, DutyId, ReportId
from roadmap.language.indicator import indicator_of, typed_value, value_in
from roadmap.language.kept_place import as_place
from roadmap.language.report_words import outcome_in, percent_in
from roadmap.people.persons import Actor
from roadmap.typed_words import typed, units
from services.control.duties.duty_rights import own_duty
from services.control.reporting.answering import draft_of_reply, owed_of
from services.control.reporting.draft_view import Coverable, DraftView, coverable, own_draft, view_draft
from services.control.reporting.evidence import MAX_FILES
from services.control.reporting.opening import is_forgotten, open_draft, set_apart
from services.control.reporting.report_submission import undecided_report
from storage.unit_of_work import Store, UnitOfWork

MAX_TEXT = 2_500
"""UTF-16 units: with the measures, files and warnings around it the draft still fits one message."""
MAX_REMAINING = 500
_DIGIT = re.compile(r"\d")


class DraftService:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def start(
        self,
        actor: Actor,
        duty_id: DutyId,
        outcome: ReportOutcome,
        campaign_item_id: CampaignItemId | None = None,
        *,
        say: Callable[[Entrustment], str] | None = None,
    ) -> DraftView:
        """Open a draft about this duty, or go on with the one about it that is open.

        Where colleagues were asked, it begins with what `say` says of their answers, and with their files.
        Files that came before it was said what they are about go into it. DraftInTheWay when another draft
        holds words or files: those are never lost in silence.
        """
        async with self._store.write() as uow:
            now = self._clock.now()
            draft = await begin_draft(uow, actor, duty_id, outcome, now, campaign_item_id)
            if say is not None and not draft.text:
                draft = await _with_answers(uow, actor, draft, say, now)
            view = await view_draft(uow, actor, draft)
            await uow.commit()
        return view

    async def edit(self, actor: Actor, report_id: ReportId) -> DraftView:
        """A draft made of a report that is not decided on yet; sent, it takes the report's place.

        Files that came before it was said what they are about go into it.
        """
        async with self._store.write() as uow:
            stored, duty = await undecided_report(uow, actor, report_id)
            if duty.state is not DutyState.REPORTED:  # a partial one is followed by the next
                raise WrongState(state=duty.state.value, step="edit")
            draft = await uow.reports.draft(actor.person_id)
            if draft is not None and draft.replaces_id == report_id:
                return await self._save(uow, actor, draft.going_on())
            if draft is not None and draft.is_unaddressed:
                if await is_forgotten(uow, actor, draft, self._clock.now()):
                    raise DraftInTheWay
                return await self._address(uow, actor, draft, stored)
            new = NewDraft(
                person_id=actor.person_id,
                covers=(duty.id,),
                outcome=stored.report.outcome,
                percent=stored.report.percent,
                remaining=stored.report.remaining,
                text=stored.report.text,
                value=stored.report.value,
                campaign_item_id=stored.campaign_item_id,
                replaces_id=report_id,
            )
            return await self._open(uow, actor, new)

    async def _address(
        self, uow: UnitOfWork, actor: Actor, draft: ReportDraft, stored: StoredReport
    ) -> DraftView:
        report = stored.report
        await uow.reports.copy_evidence(report.id, draft.id, self._clock.now())
        changed = replace(
            draft,
            covers=(report.duty_id,),
            outcome=report.outcome,
            percent=report.percent,
            remaining=report.remaining,
            text=joined(report.text, draft.text),
            value=draft.value if draft.value is not None else report.value,
            campaign_item_id=stored.campaign_item_id,
            replaces_id=report.id,
        )
        return await self._save(uow, actor, changed)

    async def current(self, actor: Actor, draft_id: DraftId | None = None) -> DraftView:
        """The open draft; NotFound without one, StaleVersion when the button belongs to an earlier one."""
        async with self._store.read() as uow:
            return await view_draft(uow, actor, await own_draft(uow, actor, draft_id))

    async def resume(self, actor: Actor, draft_id: DraftId) -> DraftView:
        """Go on with the draft: what was left of it and what came after are one report."""
        async with self._store.write() as uow:
            draft = await own_draft(uow, actor, draft_id)
            return await self._save(uow, actor, _fitting(draft.going_on()))

    async def begin_anew(self, actor: Actor, draft_id: DraftId) -> DraftView:
        """Throw away what was left of the draft: what came after is a report about nothing yet."""
        async with self._store.write() as uow:
            draft = await own_draft(uow, actor, draft_id)
            if draft.left is None:
                return await view_draft(uow, actor, draft)
            await uow.reports.drop_files(draft.id, draft.left.files)
            return await self._save(uow, actor, draft.begun_anew())

    async def leave(self, actor: Actor, draft_id: DraftId) -> DraftView:
        """What the draft holds goes with nothing that comes later, until it is said that it goes on."""
        async with self._store.write() as uow:
            draft = await own_draft(uow, actor, draft_id)
            view = await view_draft(uow, actor, draft)
            if not view.is_bare:
                await uow.reports.save_draft(await set_apart(uow, draft), self._clock.now())
                await uow.commit()
            return view

    async def set_outcome(self, actor: Actor, draft_id: DraftId, outcome: ReportOutcome) -> DraftView:
        """Say another outcome; NotFound for one that nothing the draft is about may have."""
        async with self._store.write() as uow:
            draft = await own_draft(uow, actor, draft_id)
            if outcome not in (await view_draft(uow, actor, draft)).outcomes:
                raise NotFound
            return await self._save(uow, actor, replace(draft, outcome=outcome))

    async def set_percent(self, actor: Actor, draft_id: DraftId, percent: int) -> DraftView:
        """How much of the work is done; BadInput unless it is a part."""
        check_percent(percent)
        async with self._store.write() as uow:
            draft = await own_draft(uow, actor, draft_id)
            return await self._save(uow, actor, replace(draft, percent=percent))

    async def is_reply(self, actor: Actor, duty_ids: Collection[DutyId]) -> bool:
        """Whether a message that answers one about these duties is a report of the actor's."""
        async with self._store.read() as uow:
            return bool(await owed_of(uow, actor, duty_ids))

    async def address(self, actor: Actor, draft_id: DraftId, duty_id: DutyId) -> DraftView:
        """Say which duty a draft without an address is about."""
        async with self._store.write() as uow:
            draft = await own_draft(uow, actor, draft_id)
            duty = await own_duty(uow, actor, duty_id)
            if duty.state not in WAITING_FOR_ASSIGNEE:
                raise WrongState(state=duty.state.value, step="report")
            if not draft.is_unaddressed:
                return await view_draft(uow, actor, draft)
            return await self._save(uow, actor, replace(draft, covers=(duty_id,)))

    async def add_text(
        self,
        actor: Actor,
        raw: str | None,
        said_in: SaidIn | None = None,
        *,
        about: Collection[DutyId] = (),
    ) -> DraftView:
        """More words: they follow those that are there. `said_in` is the message they came in.

        `about` are the duties of the message they answer: their draft is opened where there is none.
        In a partial report a number alone is how much is done, and the first words are what is left to do.
        Where evidence is asked for and files stay out of the chat, the second words are where it is kept.
        """
        words = typed(raw, limit=MAX_TEXT)
        async with self._store.write() as uow:
            draft = await draft_of_reply(uow, actor, about, self._clock.now()) if about else None
            draft = draft or await self._collecting(uow, actor)
            if (await view_draft(uow, actor, draft)).needs_place:
                words = as_place(words)
            if said_in is not None:
                await uow.typed_words.add(draft.id, said_in, words)
            grown = await with_added(uow, draft, words)
            return await self._save(uow, actor, replace(grown, album=None))

    async def _collecting(self, uow: UnitOfWork, actor: Actor) -> ReportDraft:
        draft, now = await own_draft(uow, actor), self._clock.now()
        return await set_apart(uow, draft) if draft.is_forgotten(now, actor.time_zone) else draft

    async def clear(self, actor: Actor, draft_id: DraftId) -> DraftView:
        """Take words and files out; the draft itself stays."""
        async with self._store.write() as uow:
            draft = await own_draft(uow, actor, draft_id)
            await uow.reports.empty_draft(draft.id)
            return await self._save(
                uow,
                actor,
                replace(draft, percent=None, remaining="", text="", value=None, album=None, left=None),
            )

    async def takes_files(self, actor: Actor) -> bool:
        """Whether files go into a report here; else it says where they are kept."""
        async with self._store.read() as uow:
            return (await uow.department_settings.of(actor.department_id)).takes_files

    async def place(self, actor: Actor, draft_id: DraftId, message_id: int) -> None:
        """Remember where the draft's card is, so that the next message redraws or replaces it."""
        async with self._store.write() as uow:
            draft = await uow.reports.draft(actor.person_id)
            if draft is not None and draft.id == draft_id and draft.card_message_id != message_id:
                await self._save(uow, actor, replace(draft, card_message_id=message_id))

    async def coverable(self, actor: Actor, draft_id: DraftId) -> tuple[Coverable, ...]:
        """The duties this report answers for, or could."""
        async with self._store.read() as uow:
            return await coverable(uow, actor, await own_draft(uow, actor, draft_id))

    async def tick(self, actor: Actor, draft_id: DraftId, duty_id: DutyId) -> DraftView:
        """Cover this duty too, or no longer."""
        async with self._store.write() as uow:
            draft = await own_draft(uow, actor, draft_id)
            duty = await own_duty(uow, actor, duty_id)
            if draft.replaces_id is not None:
                raise WrongState(state="editing", step="tick")
            if duty_id in draft.covers:
                covers = tuple(each for each in draft.covers if each != duty_id)
            elif duty.state in WAITING_FOR_ASSIGNEE:
                covers = (*draft.covers, duty_id)
            else:
                raise WrongState(state=duty.state.value, step="report")
            return await self._save(uow, actor, replace(draft, covers=covers))

    async def drop(self, actor: Actor, draft_id: DraftId) -> bool:
        """Throw the draft away; False when it is gone already."""
        async with self._store.write() as uow:
            draft = await uow.reports.draft(actor.person_id)
            if draft is None or draft.id != draft_id:
                return False
            await uow.reports.drop_draft(draft_id)
            await uow.commit()
        return True

    async def _open(self, uow: UnitOfWork, actor: Actor, new: NewDraft) -> DraftView:
        now = self._clock.now()
        draft = await open_draft(uow, new, now)
        if new.replaces_id is not None:
            await uow.reports.copy_evidence(new.replaces_id, draft.id, now)
        view = await view_draft(uow, actor, draft)
        await uow.commit()
        return view

    async def _save(self, uow: UnitOfWork, actor: Actor, draft: ReportDraft) -> DraftView:
        draft = replace(draft, updated_at=self._clock.now())
        await uow.reports.save_draft(draft, draft.updated_at)
        view = await view_draft(uow, actor, draft)
        await uow.commit()
        return view


async def begin_draft(
    uow: UnitOfWork,
    actor: Actor,
    duty_id: DutyId,
    outcome: ReportOutcome,
    now: datetime,
    campaign_item_id: CampaignItemId | None = None,
) -> ReportDraft:
    """As `DraftService.start`, inside a transaction; `campaign_item_id`: it answers a campaign."""
    duty = await own_duty(uow, actor, duty_id)
    if campaign_item_id is None:
        _require_sayable(outcome, is_ongoing=duty.is_ongoing)
    if duty.state not in WAITING_FOR_ASSIGNEE:
        raise WrongState(state=duty.state.value, step="report")
    draft = await uow.reports.draft(actor.person_id)
    is_of_it = draft is not None and draft.replaces_id is None and draft.covers[:1] == (duty_id,)
    if draft is not None and draft.is_unaddressed and await is_forgotten(uow, actor, draft, now):
        raise DraftInTheWay
    if draft is not None and (is_of_it or draft.is_unaddressed):
        draft = draft.going_on()
        item = campaign_item_id or (draft.campaign_item_id if is_of_it else None)
        changed = replace(
            draft,
            covers=draft.covers or (duty_id,),
            outcome=outcome,
            campaign_item_id=item,
            updated_at=now,
        )
        await uow.reports.save_draft(changed, now)
        return changed
    new = NewDraft(
        person_id=actor.person_id, covers=(duty_id,), outcome=outcome, campaign_item_id=campaign_item_id
    )
    return await open_draft(uow, new, now)


async def _with_answers(
    uow: UnitOfWork, actor: Actor, draft: ReportDraft, say: Callable[[Entrustment], str], now: datetime
) -> ReportDraft:
    """The empty draft of whoever has asked colleagues, with what they have answered and their files."""
    given = await uow.entrusting.of_duty(draft.covers[0]) if len(draft.covers) == 1 else None
    if given is None or not given.is_each or given.answered_by(actor.persons):
        return draft
    if (await uow.reports.files(draft.id)).evidence:
        return draft
    filled = replace(draft, text=say(given))
    await uow.reports.save_draft(filled, now)
    await uow.entrusting.into_draft([one.id for one in given.people], draft.id, MAX_FILES, now)
    return filled


def _require_sayable(outcome: ReportOutcome, *, is_ongoing: bool) -> None:
    """NotFound for what of work with a date only the monitoring is told."""
    if outcome not in ANSWERS and not is_ongoing:
        raise NotFound


def told_by(draft: ReportDraft, words: str) -> ReportDraft:
    """With the outcome that the first words of a report tell; of «done» nobody is told without its words."""
    is_first = not (draft.text or draft.remaining or draft.left) and draft.outcome is ReportOutcome.DONE
    told = outcome_in(words) if is_first and draft.campaign_item_id is None else None
    if told is ReportOutcome.PARTIAL:
        return replace(draft, outcome=told, percent=percent_in(words), text=joined("", words))
    return replace(draft, outcome=told or draft.outcome)


async def with_added(uow: UnitOfWork, draft: ReportDraft, words: str) -> ReportDraft:
    """With these words as what they tell: a number, a part, what is left, or what was done."""
    if draft.left is not None:  # whether they belong to what was begun is not known yet
        return replace(draft, text=joined(draft.text, words))
    told = told_by(draft, words)
    if told.text != draft.text:
        return told
    return await with_value(uow, told, words) or _with_words(told, words)


def _fitting(draft: ReportDraft) -> ReportDraft:
    """The draft itself; BadInput when what was left and what came after are too much for one report."""
    joined("", draft.text)
    return draft


async def with_value(uow: UnitOfWork, draft: ReportDraft, words: str) -> ReportDraft | None:
    """With what the measure's indicator has come to, where the words tell it; else None."""
    if draft.outcome is ReportOutcome.PARTIAL or len(draft.covers) != 1:
        return None
    value = await told_value(uow, draft.covers[0], words)
    if value is None:
        return None
    grown = draft if typed_value(words) is not None else _with_words(draft, words)
    return replace(grown, value=value)


async def told_value(uow: UnitOfWork, duty_id: DutyId, words: str) -> float | None:
    """What these words tell of the duty's indicator: a number alone, or one of its unit among other words."""
    if not _DIGIT.search(words):
        return None
    duties = await uow.duties.lines(DutyFilter(ids=[duty_id]))
    indicator = next((found for duty in duties if (found := indicator_of(duty.result))), None)
    if indicator is None:
        return None
    alone = typed_value(words)
    return alone if alone is not None else value_in(words, indicator)


def _with_words(draft: ReportDraft, words: str) -> ReportDraft:
    if draft.outcome is ReportOutcome.PARTIAL:
        percent = typed_percent(words)
        if percent is not None:
            return replace(draft, percent=percent)
        if not draft.remaining:
            return replace(draft, remaining=typed(words, limit=MAX_REMAINING))
    return replace(draft, text=joined(draft.text, words))


def joined(text: str, words: str) -> str:
    """The text with these words below it; BadInput when there is no room for them."""
    both = "\n".join(part for part in (text, words) if part)
    if units(both) > MAX_TEXT:
        raise BadInput("words-no-room", str(max(0, MAX_TEXT - units(f"{text}\n" if text else ""))))
    return both
