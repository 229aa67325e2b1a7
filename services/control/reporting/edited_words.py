"""A person edits a message that is in a draft or in a sent report: words and file change with it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from roadmap.clock import Clock
from roadmap.control.duty import Duty, ReportOutcome
from roadmap.control.incoming_files import SentFile
from roadmap.control.report_drafts import ReportDraft, typed_percent
from roadmap.control.reports import StoredReport
from roadmap.control.typed_words import SaidIn, TypedWords, retyped
from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.errors import BadInput, NotAllowed, NotFound, StaleVersion
from roadmap.ids import DutyId, ReportId
from roadmap.language.indicator import typed_value
from roadmap.language.kept_place import as_place, place_told
from roadmap.people.persons import Actor
from roadmap.typed_words import clean, units
from services.control.reporting.announcing import tell_curators
from services.control.reporting.draft_view import DraftView, view_draft
from services.control.reporting.evidence import check_size
from services.control.reporting.receiving import take_in
from services.control.reporting.replacing import submit_instead
from services.control.reporting.report_drafts import MAX_TEXT, told_value
from services.control.reporting.report_submission import Answer, undecided_report
from storage.unit_of_work import Store, UnitOfWork

TOLD_AFTER = timedelta(minutes=2)
"""Who edits once edits twice: curators are told of the last version of a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedDraft:
    """`has_new_file`: another file has taken the place of the message's, and is on its way."""

    view: DraftView
    has_new_file: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedReport:
    """The duties that have a new version of the report; none: all of it is decided on already.

    `is_file_left_out`: the message has another file now, which does not go into what has been sent.
    """

    duty_ids: tuple[DutyId, ...]
    is_file_left_out: bool = False
    has_words: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class NoReport:
    """The words are no part of a report: a remark or a reason."""

    answer: TypedWords


class EditedWordsService:
    def __init__(self, store: Store, clock: Clock, calendar: WorkingCalendar, bytes_of_a_day: int) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar
        self._bytes_of_a_day = bytes_of_a_day

    async def edit(
        self, actor: Actor, said_in: SaidIn, raw: str, file: SentFile | None = None
    ) -> EditedDraft | EditedReport | NoReport | None:
        """Change the draft, or send a new version of what is not decided on; None: it is in neither.

        Another `file` than the message had goes into the draft beside it; of a sent report it is left out.
        BadInput when the words have become too many, or were the reason that is needed, or the file is not
        taken.
        """
        words = clean(raw)
        async with self._store.write() as uow:
            typed = await uow.typed_words.of_message(said_in)
            if typed is None:
                return None
            new_file = file if file is not None and _is_other(file, typed) else None
            if typed.words == words and new_file is None:
                return None
            if place_told(typed.words):
                words = as_place(words)
            if typed.became is not None:
                return NoReport(answer=typed)
            if typed.draft_id is not None:
                return await self._edit_draft(uow, actor, typed, said_in, words, new_file)
            assert typed.report_id is not None
            if typed.words == words:
                return EditedReport(duty_ids=(), is_file_left_out=True, has_words=False)
            edited = await self._edit_report(uow, actor, typed.report_id, said_in, typed.words, words)
            return replace(edited, is_file_left_out=new_file is not None)

    async def _edit_draft(
        self,
        uow: UnitOfWork,
        actor: Actor,
        typed: TypedWords,
        said_in: SaidIn,
        words: str,
        file: SentFile | None,
    ) -> EditedDraft | None:
        draft = await uow.reports.draft(actor.person_id)
        if draft is None or draft.id != typed.draft_id:
            return None
        now = self._clock.now()
        if file is not None:
            check_size(file.size)
            await take_in(uow, actor, draft, said_in, file, None, now, self._bytes_of_a_day)
        changed = draft if typed.words == words else _changed_draft(draft, typed.words, words)
        if len(draft.covers) == 1:
            value = await _revalued(uow, draft.covers[0], draft.value, typed.words, words)
            changed = replace(changed, value=value)
        await uow.reports.save_draft(changed, now)
        await uow.typed_words.change(typed, words, file.mark if file else None)
        view = await view_draft(uow, actor, changed)
        await uow.commit()
        return EditedDraft(view=view, has_new_file=file is not None)

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


def _is_other(file: SentFile, typed: TypedWords) -> bool:
    """Whether the message had another file before; unknown is no reason to take it twice."""
    return bool(file.mark and typed.file_mark and file.mark != typed.file_mark)


def _first(sent: Sequence[tuple[Duty, ReportId]]) -> ReportId | None:
    return sent[0][1] if sent else None


def _changed_draft(draft: ReportDraft, was: str, now: str) -> ReportDraft:
    if draft.left is not None and was and was in draft.left.text:
        return replace(draft, left=replace(draft.left, text=_fitting(retyped(draft.left.text, was, now))))
    if draft.outcome is ReportOutcome.PARTIAL and was:
        percent = typed_percent(now)
        if percent is not None and typed_percent(was) == draft.percent:
            return replace(draft, percent=percent)
        if was == draft.remaining:
            return replace(draft, remaining=now)
    return replace(draft, text=_fitting(_retold(draft.value, draft.text, was, now)))


def _retold(value: float | None, text: str, was: str, now: str) -> str:
    """A number alone stands in no text: it is the value."""
    is_alone = value is not None and typed_value(was) == value and typed_value(now) is not None
    return text if is_alone else retyped(text, was, now)


async def _changed_answer(
    uow: UnitOfWork, stored: StoredReport, was: str, now: str, *, batch_id: ReportId | None
) -> Answer:
    report = stored.report
    is_remaining = bool(was) and was == report.remaining
    return Answer(
        outcome=report.outcome,
        percent=report.percent,
        remaining=now if is_remaining else report.remaining,
        text=report.text if is_remaining else _fitting(_retold(report.value, report.text, was, now)),
        value=await _revalued(uow, report.duty_id, report.value, was, now),
        files=tuple(each.kind for each in await uow.reports.evidence(report.id)),
        source=report.source,
        campaign_item_id=stored.campaign_item_id,
        batch_id=batch_id,
    )


async def _revalued(
    uow: UnitOfWork, duty_id: DutyId, value: float | None, was: str, now: str
) -> float | None:
    """The indicator as it is told now, where it was these words that told it."""
    if value is None:
        return await told_value(uow, duty_id, now)
    is_theirs = await told_value(uow, duty_id, was) == value
    return await told_value(uow, duty_id, now) if is_theirs else value


def _fitting(text: str) -> str:
    if units(text) > MAX_TEXT:
        raise BadInput("words-too-long", str(MAX_TEXT))
    return text
