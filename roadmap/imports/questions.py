"""A document on the coordinator's desk, what it asks, and what was answered."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from roadmap.deadlines.period import PlanPeriod
from roadmap.deadlines.rule_set import RuleSet
from roadmap.ids import ImportId, MeasureId, PersonId, QuestionId, RoadMapId, UnitId
from roadmap.imports.answering import QuestionKind
from roadmap.imports.proposal import Proposal, ResponsibleKind


class ImportState(StrEnum):
    REVIEWING = "reviewing"
    APPROVED = "approved"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """`road_map_id`: the map this is a new edition of, or, once approved, the map it has become."""

    id: ImportId
    department_id: UnitId
    author_id: PersonId | None
    file_name: str
    file_key: str
    sha256: str
    proposal: Proposal
    rules: RuleSet
    state: ImportState
    road_map_id: RoadMapId | None
    created_at: datetime
    settled_at: datetime | None


class QuestionState(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    REMEMBERED = "remembered"  # by an exact name or an answer to an earlier document
    SKIPPED = "skipped"
    SUPERSEDED = "superseded"  # a new edition asks anew


UNSETTLED = frozenset({QuestionState.OPEN, QuestionState.SKIPPED})
"""The states in which the measures of the question are not planned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """Who the words mean: a unit (or a group of them) or a person."""

    unit_id: UnitId | None = None
    person_id: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reworded:
    """The deadline in words that can be read."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForPeriod:
    """The days the document is for."""

    period: PlanPeriod


Answer = Assigned | Reworded | ForPeriod


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A stored doubt. `rows` are positions in the proposal; `measure_ids` are known once it is approved."""

    id: QuestionId
    import_id: ImportId
    kind: QuestionKind
    subject: str
    words: str
    hint: ResponsibleKind | None
    beside: str
    rows: tuple[int, ...]
    measure_ids: tuple[MeasureId, ...]
    state: QuestionState
    answer: Answer | None
    answered_by: PersonId | None = None
    marks: tuple[UnitId, ...] = ()
    """Schools ticked so far, of which a group may be made."""

    @property
    def is_open(self) -> bool:
        return self.state is QuestionState.OPEN
