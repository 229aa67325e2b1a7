"""A draft as its author sees it: what will be sent, what is missing, what was sent before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from roadmap.clock import local_date
from roadmap.control.duty import ANSWERS, PROGRESS, WAITING_FOR_ASSIGNEE, DutyState, Evidence, ReportOutcome
from roadmap.control.duty_filter import DutyFilter
from roadmap.control.duty_lines import DutyLine
from roadmap.control.report_drafts import ReportDraft
from roadmap.control.reports import SeenEvidence
from roadmap.control.requests import MAX_EXTENSION
from roadmap.errors import NotFound, StaleVersion
from roadmap.ids import DraftId, ReportId
from roadmap.language.indicator import Indicator, indicator_of
from roadmap.language.kept_place import place_told
from roadmap.language.likely import likely
from roadmap.language.report_words import asks_for_time, wanted_day
from roadmap.people.persons import Actor
from services.control.reporting.report_submission import NEEDS_REASON
from services.people.rights import is_assignee
from storage.unit_of_work import UnitOfWork

ASKED = (
    ReportOutcome.DONE,
    ReportOutcome.ON_TRACK,
    ReportOutcome.DIFFICULTY,
    ReportOutcome.NOT_STARTED,
    ReportOutcome.PARTIAL,
)
"""What the monitoring is told."""
WAITING_SHOWN = 6
LIKELY_SHOWN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftView:
    """`duties` are those the draft covers; `others` is how many more could be ticked.

    `loading` is how many files are still on their way. `waiting` are sent reports the files could be added
    to, while it is not said what they are about.
    """

    draft: ReportDraft
    duties: tuple[DutyLine, ...]
    evidence: tuple[Evidence, ...]
    seen: tuple[SeenEvidence, ...]
    others: int
    time_zone: str
    loading: int = 0
    waiting: tuple["WaitingReport", ...] = ()
    likely: tuple[DutyLine, ...] = ()
    """The likeliest duties of a draft without an address."""
    takes_files: bool = True
    """Else it is told in words where the evidence is kept."""

    @property
    def needs_measure(self) -> bool:
        return not self.duties

    @property
    def is_unwanted(self) -> bool:
        """It is about no duty, and there is none it could be about."""
        return not (self.duties or self.others or self.waiting)

    @property
    def has_files(self) -> bool:
        return bool(self.evidence or self.loading)

    @property
    def left_files(self) -> tuple[Evidence, ...]:
        """Of what was begun and left."""
        left = self.draft.left.files if self.draft.left else ()
        return tuple(each for each in self.evidence if each.id in left)

    @property
    def new_files(self) -> tuple[Evidence, ...]:
        """What came after that."""
        return tuple(each for each in self.evidence if each not in self.left_files)

    @property
    def is_bare(self) -> bool:
        """There is neither a word nor a file in it."""
        draft = self.draft
        has_words = draft.text or draft.remaining or draft.value is not None or draft.left is not None
        return not (has_words or self.has_files)

    @property
    def indicator(self) -> Indicator | None:
        """What the measure is to come to in numbers, where it is one measure that says so."""
        return indicator_of(self.duties[0].result) if len(self.duties) == 1 else None

    @property
    def needs_reason(self) -> bool:
        return self.draft.outcome in NEEDS_REASON and not self.draft.text

    @property
    def is_partial(self) -> bool:
        return self.draft.outcome is ReportOutcome.PARTIAL

    @property
    def needs_percent(self) -> bool:
        return self.is_partial and self.draft.percent is None

    @property
    def needs_remaining(self) -> bool:
        return self.is_partial and not self.draft.remaining

    @property
    def needs_contents(self) -> bool:
        """How the work goes is told in words or shown by files; to the monitoring a word is enough."""
        is_asked = self.draft.campaign_item_id is not None
        return self.draft.outcome in PROGRESS and not (is_asked or self.draft.text or self.has_files)

    @property
    def outcomes(self) -> tuple[ReportOutcome, ...]:
        """What the report may say; of work without a date, and to the monitoring, also how it goes."""
        if self.draft.campaign_item_id is not None:
            return tuple(each for each in ASKED if each is not ReportOutcome.ON_TRACK or not self.is_overdue)
        is_ongoing = bool(self.duties) and all(duty.is_ongoing for duty in self.duties)
        return (*PROGRESS, *ANSWERS) if is_ongoing else ANSWERS

    @property
    def is_overdue(self) -> bool:
        """Whether the day of any of its measures is over: then nothing goes as planned."""
        today = local_date(self.draft.updated_at, self.time_zone)
        return any(duty.is_overdue(today) for duty in self.duties)

    @property
    def lacking(self) -> tuple[DutyLine, ...]:
        """The duties that ask for a file which is neither here, on its way nor kept where it is said."""
        if self.draft.outcome is not ReportOutcome.DONE or self.loading:
            return ()
        if not self.takes_files and place_told(self.draft.text):
            return ()
        kinds = [each.kind for each in self.evidence]
        return tuple(duty for duty in self.duties if not duty.evidence.is_met_by(kinds))

    @property
    def needs_evidence(self) -> bool:
        return bool(self.lacking)

    @property
    def needs_place(self) -> bool:
        """The next words tell where the evidence is kept: what was done is told already."""
        return not self.takes_files and bool(self.draft.text) and self.needs_evidence

    @property
    def asks_for_time(self) -> bool:
        """The words ask for another date of the one measure, and there is nothing to attach to that."""
        is_plain = not (self.has_files or self.draft.replaces_id or self.draft.left)
        is_dated = len(self.duties) == 1 and self.duties[0].due_on is not None
        return is_plain and is_dated and asks_for_time(self.draft.text)

    @property
    def wanted_day(self) -> date | None:
        """The day the words ask for; None where they ask for none that the date may move to."""
        if not self.asks_for_time:
            return None
        today = local_date(self.draft.updated_at, self.time_zone)
        day, due_on = wanted_day(self.draft.text, today, MAX_EXTENSION), self.duties[0].due_on
        return day if day is not None and due_on is not None and day > max(due_on, today) else None

    @property
    def can_be_sent(self) -> bool:
        lacks_words = self.needs_reason or self.needs_percent or self.needs_remaining or self.needs_contents
        lacks = self.needs_measure or lacks_words or self.needs_evidence or self.loading
        return not (lacks or self.draft.left is not None)

    @property
    def asks_before_sending(self) -> bool:
        """It could go as it is, without a word or a file: most likely by mistake."""
        return self.is_bare and self.can_be_sent


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverable:
    """A duty that the report answers for, or could."""

    duty: DutyLine
    is_ticked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingReport:
    """A sent report about a duty of one's own that is not decided on."""

    duty: DutyLine
    report_id: ReportId


async def own_draft(uow: UnitOfWork, actor: Actor, draft_id: DraftId | None = None) -> ReportDraft:
    """The actor's draft; NotFound without one, StaleVersion when the button belongs to an earlier one."""
    draft = await uow.reports.draft(actor.person_id)
    if draft is None:
        raise NotFound if draft_id is None else StaleVersion
    if draft_id is not None and draft.id != draft_id:
        raise StaleVersion
    return draft


async def view_draft(uow: UnitOfWork, actor: Actor, draft: ReportDraft) -> DraftView:
    """The draft with its duties, files and warnings, as they are now."""
    covered = {
        duty.id: duty
        for duty in await uow.duties.lines(DutyFilter(ids=draft.covers))
        if is_assignee(actor, duty)
    }
    files = await uow.reports.files(draft.id)
    choice = await coverable(uow, actor, draft)
    return DraftView(
        draft=draft,
        duties=tuple(covered[each] for each in draft.covers if each in covered),
        evidence=files.evidence,
        seen=await _seen(uow, actor, draft, files.evidence),
        others=sum(not each.is_ticked for each in choice),
        time_zone=actor.time_zone,
        loading=files.loading,
        waiting=await _waiting(uow, actor) if draft.is_unaddressed else (),
        likely=_likely(draft, choice, files.evidence) if draft.is_unaddressed else (),
        takes_files=(await uow.department_settings.of(actor.department_id)).takes_files,
    )


def _likely(
    draft: ReportDraft, choice: Sequence[Coverable], evidence: Sequence[Evidence]
) -> tuple[DutyLine, ...]:
    said = " ".join((draft.text, *(PurePath(each.name).stem for each in evidence)))
    return likely(said, [each.duty for each in choice], draft.asked)[:LIKELY_SHOWN]


async def coverable(uow: UnitOfWork, actor: Actor, draft: ReportDraft) -> tuple[Coverable, ...]:
    """The duties the actor owes, with those the draft covers ticked.

    None while a sent report is edited, or one question of the monitoring is answered.
    """
    if draft.replaces_id is not None or draft.campaign_item_id is not None:
        return ()
    owed = await uow.duties.lines(
        DutyFilter(
            assigned_unit_ids=actor.own,
            assigned_person_ids=actor.persons,
            states=WAITING_FOR_ASSIGNEE,
        )
    )
    return tuple(Coverable(duty=duty, is_ticked=duty.id in draft.covers) for duty in owed)


async def _waiting(uow: UnitOfWork, actor: Actor) -> tuple[WaitingReport, ...]:
    reported = await uow.duties.lines(
        DutyFilter(
            assigned_unit_ids=actor.own,
            assigned_person_ids=actor.persons,
            states=(DutyState.REPORTED,),
        ),
        limit=WAITING_SHOWN,
    )
    answers = [(duty, await uow.reports.last_answer(duty.id)) for duty in reported]
    return tuple(WaitingReport(duty=duty, report_id=answer.report.id) for duty, answer in answers if answer)


async def _seen(
    uow: UnitOfWork, actor: Actor, draft: ReportDraft, evidence: tuple[Evidence, ...]
) -> tuple[SeenEvidence, ...]:
    """Earlier reports with the same bytes, of duties this person may know about."""
    if not evidence or draft.replaces_id is not None:
        return ()
    sums = [each.sha256 for each in evidence]
    found = await uow.reports.seen(actor.department_id, sums, besides=draft.covers)
    watched = await uow.actors.watched(actor.roots, {seen.home_unit_id for seen in found})
    return tuple(seen for seen in found if is_assignee(actor, seen) or seen.home_unit_id in watched)
