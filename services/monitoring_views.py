"""Read models of the quarterly monitoring: what a responsible person and a curator look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from roadmap.campaign import Campaign
from roadmap.execution import ReportOutcome, ReportSource
from roadmap.ids import ExecutionId, PersonId, ReportId, UnitId
from services.duties import Duty


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignHeader:
    """A campaign with the words of its road map and the zone its hours are told in."""

    campaign: Campaign
    road_map: str
    time_zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignAnswer:
    """The report that answers a question of the campaign, whichever door it came through."""

    report_id: ReportId
    execution_id: ExecutionId
    outcome: ReportOutcome
    text: str
    author_id: PersonId
    author: str
    source: ReportSource
    created_at: datetime
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignQuestion:
    """One measure a campaign asks about, and what has been answered."""

    duty: Duty
    answer: CampaignAnswer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """Everything one person is asked about by one campaign: overdue and dated first, then ongoing."""

    header: CampaignHeader
    questions: tuple[CampaignQuestion, ...]
    today: date

    @property
    def remaining(self) -> tuple[CampaignQuestion, ...]:
        return tuple(question for question in self.questions if question.answer is None)

    @property
    def remaining_ongoing(self) -> tuple[CampaignQuestion, ...]:
        return tuple(question for question in self.remaining if question.duty.is_ongoing)

    @property
    def has_several_assignees(self) -> bool:
        """Whether lines have to say for whom: the person answers for more than one unit."""
        return len({(q.duty.unit_id, q.duty.person_id) for q in self.questions}) > 1

    def position(self, execution_id: ExecutionId) -> int | None:
        """Place of this duty among the questions, from 0."""
        ids = [question.duty.id for question in self.questions]
        return ids.index(execution_id) if execution_id in ids else None

    def next_unanswered(self, after: int) -> CampaignQuestion | None:
        """The first question without an answer after this place, going round to the beginning."""
        turned = (*self.questions[after + 1 :], *self.questions[: after + 1])
        return next((question for question in turned if question.answer is None), None)


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
    name: str
    asked: int
    answered: int
    difficulties: int
    reach: Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignBoard:
    """How a campaign goes for the units one curator watches."""

    header: CampaignHeader
    addressees: tuple[Addressee, ...]
    now: datetime

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
