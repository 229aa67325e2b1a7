"""Read models of the quarterly monitoring: what a responsible person and a curator look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from roadmap.brevity import AssigneeName, MapTitle, PersonName
from roadmap.clock import local_date
from roadmap.control.duty import SILENT, WAITING_FOR_ASSIGNEE, ReportOutcome, ReportSource
from roadmap.control.duty_lines import DutyLine
from roadmap.delivery.gone import Fate
from roadmap.ids import DutyId, PersonId, ReportId, UnitId
from roadmap.language.indicator import Indicator, indicator_of
from roadmap.monitoring.campaign import Campaign, CampaignState, answers_to


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignHeader:
    """A campaign with the words of its road map and the zone its hours are told in."""

    campaign: Campaign
    road_map: MapTitle
    time_zone: str
    map_name: str = ""
    """Its short name, where the department has several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignAnswer:
    """The report that answers a question of the campaign, whichever door it came through."""

    report_id: ReportId
    duty_id: DutyId
    outcome: ReportOutcome
    text: str
    author_id: PersonId
    author: PersonName
    source: ReportSource
    created_at: datetime
    is_late: bool
    value: float | None = None
    evidence_count: int = 0
    is_returned: bool = False
    """The curator has sent it back: somebody answered, and it does not stand."""


UNCHANGING = (ReportOutcome.ON_TRACK, ReportOutcome.DIFFICULTY, ReportOutcome.NOT_STARTED)
"""What may be said again of a measure in the next period."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerAnswer:
    """What was last said of the measure for this unit or person before the campaign."""

    outcome: ReportOutcome
    text: str
    value: float | None
    created_at: datetime
    is_returned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignQuestion:
    """One measure a campaign asks about, and what has been answered."""

    duty: DutyLine
    answer: CampaignAnswer | None
    former: FormerAnswer | None = None

    @property
    def indicator(self) -> Indicator | None:
        """What the measure is to come to in numbers."""
        return indicator_of(self.duty.result)

    @property
    def is_running(self) -> bool:
        """Work that never had a date of its own."""
        return self.duty.original_due_on is None

    @property
    def is_waiting(self) -> bool:
        """An answer is still wanted: none stands and no report went another way."""
        return self.standing_answer is None and self.duty.state in WAITING_FOR_ASSIGNEE

    @property
    def standing_answer(self) -> CampaignAnswer | None:
        """The answer, unless the curator has returned it."""
        return None if self.answer is None or self.answer.is_returned else self.answer

    def choices(self, today: date) -> tuple[ReportOutcome, ...]:
        """What may be answered with one tap; nothing while a report waits for its decision."""
        if self.duty.state not in WAITING_FOR_ASSIGNEE:
            return ()
        has_begun = self.duty.state not in SILENT
        if self.duty.waits_for_curator:
            return answers_to(None, today, has_begun=has_begun)
        return answers_to(self.duty.owed_by or self.duty.original_due_on, today, has_begun=has_begun)

    def can_stay(self, today: date) -> bool:
        """Whether the former answer may simply be given again."""
        former = self.former
        return former is not None and former.outcome in UNCHANGING and former.outcome in self.choices(today)


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """Everything one person is asked about at one time: overdue and dated first, then ongoing.

    Campaigns of several road maps that opened together ask in one questionnaire; `header` is the first that
    asks this person anything, `others` are the rest.
    """

    header: CampaignHeader
    questions: tuple[CampaignQuestion, ...]
    now: datetime
    time_zone: str
    others: tuple[CampaignHeader, ...] = ()

    @property
    def headers(self) -> tuple[CampaignHeader, ...]:
        return (self.header, *self.others)

    @property
    def speaker(self) -> Campaign:
        """Which of the campaigns writes to this person for all: the first that still waits for answers."""
        waiting = {question.duty.road_map_id for question in self.remaining}
        owing = [each.campaign for each in self.headers if each.campaign.road_map_id in waiting]
        return owing[0] if owing else self.header.campaign

    def campaign_of(self, question: CampaignQuestion) -> Campaign:
        """Whose question it is."""
        campaigns = {header.campaign.road_map_id: header.campaign for header in self.headers}
        return campaigns[question.duty.road_map_id]

    @property
    def today(self) -> date:
        return local_date(self.now, self.time_zone)

    @property
    def is_over(self) -> bool:
        """After the close answers are still taken, and marked late."""
        return self.header.campaign.closes_at <= self.now

    @property
    def is_early(self) -> bool:
        """Answers are taken already; it opens later."""
        return self.header.campaign.state is CampaignState.EARLY

    @property
    def is_wanted(self) -> bool:
        """It goes on, or something of it can still be answered late."""
        return not self.is_over or bool(self.remaining)

    @property
    def remaining(self) -> tuple[CampaignQuestion, ...]:
        return tuple(question for question in self.questions if question.is_waiting)

    @property
    def remaining_unchanged(self) -> tuple[CampaignQuestion, ...]:
        """What one press may answer as the last time."""
        return tuple(question for question in self.remaining if question.can_stay(self.today))

    @property
    def remaining_ongoing(self) -> tuple[CampaignQuestion, ...]:
        """What one press may answer «идёт по плану»: work without a date, not dates long past."""
        running = (question for question in self.remaining if question.is_running)
        return tuple(question for question in running if not question.can_stay(self.today))

    @property
    def has_several_assignees(self) -> bool:
        """Whether lines have to say for whom: the person answers for more than one unit."""
        return len({(q.duty.unit_id, q.duty.person_id) for q in self.questions}) > 1

    def position(self, duty_id: DutyId) -> int | None:
        """Place of this duty among the questions, from 0."""
        ids = [question.duty.id for question in self.questions]
        return ids.index(duty_id) if duty_id in ids else None

    def next_unanswered(self, after: int) -> CampaignQuestion | None:
        """The first question without an answer after this place, going round to the beginning."""
        turned = (*self.questions[after + 1 :], *self.questions[: after + 1])
        return next((question for question in turned if question.is_waiting), None)


class Reach(StrEnum):
    """Whether anybody can be written to on behalf of an addressee."""

    REACHABLE = "reachable"
    BLOCKED = "blocked"
    UNBOUND = "unbound"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """A unit or person of a campaign with the count of questions and answers."""

    unit_id: UnitId | None
    person_id: PersonId | None
    home_unit_id: UnitId
    name: AssigneeName
    asked: int
    answered: int
    difficulties: int
    reach: Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignBoard:
    """How a campaign goes for the units one person watches. Names are for curators, counts for the head."""

    header: CampaignHeader
    addressees: tuple[Addressee, ...]
    now: datetime
    has_names: bool
    sent: Mapping[Fate, int] = field(default_factory=dict)
    """What became of the messages that opened it, for those who see the whole department."""

    @property
    def is_over(self) -> bool:
        return self.header.campaign.closes_at <= self.now

    @property
    def is_early(self) -> bool:
        """Nobody has been written to yet."""
        return self.header.campaign.state is CampaignState.EARLY

    @property
    def complete(self) -> Sequence[Addressee]:
        return [a for a in self.addressees if a.answered == a.asked]

    @property
    def partial(self) -> Sequence[Addressee]:
        return [a for a in self.addressees if 0 < a.answered < a.asked]

    @property
    def silent(self) -> Sequence[Addressee]:
        """Those who could answer and have not said a word."""
        return [a for a in self.addressees if a.answered == 0 and a.reach is Reach.REACHABLE]

    @property
    def unreachable(self) -> Sequence[Addressee]:
        """Those who have not answered and whom nobody can ask."""
        return [a for a in self.addressees if a.answered == 0 and a.reach is not Reach.REACHABLE]

    @property
    def asked(self) -> int:
        return sum(a.asked for a in self.addressees)

    @property
    def answered(self) -> int:
        return sum(a.answered for a in self.addressees)

    @property
    def difficulties(self) -> int:
        return sum(a.difficulties for a in self.addressees)

    def group(self, name: str) -> Sequence[Addressee]:
        """One of complete, partial, silent, unreachable; an unknown name is an empty group."""
        groups = {
            "complete": self.complete,
            "partial": self.partial,
            "silent": self.silent,
            "unreachable": self.unreachable,
        }
        return groups.get(name, ())


# Deliveries


@dataclass(frozen=True, slots=True)
class CampaignReminder:
    """The prompt that opens a campaign, or the nudge before it closes."""

    questionnaire: Questionnaire
    is_nudge: bool


@dataclass(frozen=True, slots=True)
class CampaignResult:
    """`boards` of all road maps; `waiting` is how many reports and requests wait for the recipient."""

    boards: tuple[CampaignBoard, ...]
    waiting: int
