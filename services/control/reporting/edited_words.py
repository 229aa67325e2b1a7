"""A person edits a message whose words are in a draft or in a sent report: the words change with it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from roadmap.clock import Clock
from roadmap.control.duty import Duty, ReportOutcome
from roadmap.control.report_drafts import ReportDraft, typed_percent
from roadmap.control.reports import StoredReport
from roadmap.control.typed_words import SaidIn, TypedWords, retyped
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.errors import BadInput, NotAllowed, NotFound, StaleVersion
from roadmap.ids import DutyId, ReportId
from roadmap.language.kept_place import as_place, place_told
from roadmap.people.persons import Actor
from roadmap.typed_words import clean, units
from services.control.reporting.announcing import tell_curators
from services.control.reporting.draft_view import DraftView, view_draft
from services.control.reporting.replacing import submit_instead
from services.control.reporting.report_drafts import MAX_TEXT
from services.control.reporting.report_submission import Answer, undecided_report
from storage.unit_of_work import Store, UnitOfWork

TOLD_AFTER = timedelta(minutes=2)
"""Who edits once edits twice: curators are told of the last version of a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedDraft:
    view: DraftView


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedReport:
    """The duties that have a new version of the report; none: all of it is decided on already."""

    duty_ids: tuple[DutyId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoReport:
    """The words are no part of a report: a remark or a reason."""

    answer: TypedWords


class EditedWordsService:
    def __init__(self, store: Store, clock: Clock, calendar: WorkingCalendar) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar

    async def edit(
        self, actor: Actor, said_in: SaidIn, raw: str
    ) -> EditedDraft | EditedReport | NoReport | None:
        """Change the draft, or send a new version of what is not decided on; None: it is in neither.

        BadInput when the words have become too many, or were the reason that is needed.
        """
        words = clean(raw)
        async with self._store.write() as uow:
            typed = await uow.typed_words.of_message(said_in)
            if typed is None or typed.words == words:
                return None
            if place_told(typed.words):
                words = as_place(words)
            if typed.became is not None:
                return NoReport(answer=typed)
            if typed.draft_id is not None:
                return await self._edit_draft(uow, actor, typed, words)
            assert typed.report_id is not None
            return await self._edit_report(uow, actor, typed.report_id, said_in, typed.words, words)

    async def _edit_draft(
        self, uow: UnitOfWork, actor: Actor, typed: TypedWords, words: str
    ) -> EditedDraft | None:
        draft = await uow.reports.draft(actor.person_id)
        if draft is None or draft.id != typed.draft_id:
            return None
        changed = _changed_draft(draft, typed.words, words)
        await uow.reports.save_draft(changed, self._clock.now())
        await uow.typed_words.change(typed, words)
        view = await view_draft(uow, actor, changed)
        await uow.commit()
        return EditedDraft(view=view)

    async def _edit_report(
        self,
        uow: UnitOfWork,
        actor: Actor,
        report_id: ReportId,
        said_in: SaidIn,
        was: str,
        words: str,
    ) -> EditedReport:
        now = self._clock.now()
        first = await uow.reports.report(report_id)
        batch = await uow.reports.batch((first.batch_id if first else None) or report_id)
        sent: list[tuple[Duty, ReportId]] = []
        for each in batch:
            try:
                stored, duty = await undecided_report(uow, actor, each.report.id)
            except (StaleVersion, NotFound, NotAllowed):
                continue  # decided on, taken back, or passed on: it stays as it is
            answer = await _changed_answer(uow, stored, was, words, batch_id=_first(sent))
            new_id = await submit_instead(uow, actor, stored, duty, answer, self._calendar, now)
            await uow.reports.carry_over(stored.report.id, new_id, now)
            sent.append((duty, new_id))
        if sent:
            new = await uow.typed_words.of_message(said_in)
            if new is not None:
                await uow.typed_words.change(new, words)
            await tell_curators(uow, actor, sent, now, after=TOLD_AFTER)
            await uow.commit()
        return EditedReport(duty_ids=tuple(duty.id for duty, _ in sent))


def _first(sent: Sequence[tuple[Duty, ReportId]]) -> ReportId | None:
    return sent[0][1] if sent else None


def _changed_draft(draft: ReportDraft, was: str, now: str) -> ReportDraft:
    if draft.outcome is ReportOutcome.PARTIAL and was:
        percent = typed_percent(now)
        if percent is not None and typed_percent(was) == draft.percent:
            return replace(draft, percent=percent)
        if was == draft.remaining:
            return replace(draft, remaining=now)
    return replace(draft, text=_fitting(retyped(draft.text, was, now)))


async def _changed_answer(
    uow: UnitOfWork, stored: StoredReport, was: str, now: str, *, batch_id: ReportId | None
) -> Answer:
    report = stored.report
    is_remaining = bool(was) and was == report.remaining
    return Answer(
        outcome=report.outcome,
        percent=report.percent,
        remaining=now if is_remaining else report.remaining,
        text=report.text if is_remaining else _fitting(retyped(report.text, was, now)),
        files=tuple(each.kind for each in await uow.reports.evidence(report.id)),
        source=report.source,
        campaign_item_id=stored.campaign_item_id,
        batch_id=batch_id,
    )


def _fitting(text: str) -> str:
    if units(text) > MAX_TEXT:
        raise BadInput("words-too-long", str(MAX_TEXT))
    return text
