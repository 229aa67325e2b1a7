"""Documents under review, their questions, and the deadlines a department has explained once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from roadmap.answering import Doubt
from roadmap.draft import RoadMapDraft
from roadmap.ids import ImportId, MeasureId, PersonId, QuestionId, RoadMapId, UnitId
from roadmap.importing import Answer, Import, ImportState, Question, QuestionState
from roadmap.rule_set import RuleSet


@dataclass(frozen=True, slots=True, kw_only=True)
class NewImport:
    department_id: UnitId
    author_id: PersonId | None
    file_name: str
    file_key: str
    sha256: str
    draft: RoadMapDraft
    rules: RuleSet
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingImport:
    """A document on the desk, without its contents."""

    id: ImportId
    file_name: str
    created_at: datetime


class ImportRepository(Protocol):
    async def add(self, new: NewImport) -> ImportId: ...

    async def get(self, import_id: ImportId, department_id: UnitId) -> Import | None:
        """An import of this department; None for anybody else's."""
        ...

    async def reviewing(self, department_id: UnitId) -> Sequence[WaitingImport]:
        """Documents nobody has approved or dropped, the latest first."""
        ...

    async def set_draft(self, import_id: ImportId, draft: RoadMapDraft) -> None: ...

    async def set_rules(self, import_id: ImportId, rules: RuleSet) -> None: ...

    async def set_road_map(self, import_id: ImportId, road_map_id: RoadMapId | None) -> None: ...

    async def settle(self, import_id: ImportId, state: ImportState, at: datetime) -> bool:
        """End the review; False when somebody has ended it already."""
        ...

    async def add_questions(self, import_id: ImportId, doubts: Sequence[Doubt]) -> None:
        """Ask what is not asked yet."""
        ...

    async def set_rows(self, import_id: ImportId, doubts: Sequence[Doubt]) -> None:
        """The rows of questions that are asked already, where the draft has got other rows."""
        ...

    async def remove_questions(self, question_ids: Collection[QuestionId]) -> None: ...

    async def questions(self, import_id: ImportId) -> Sequence[Question]:
        """In the order they were asked."""
        ...

    async def question(self, question_id: QuestionId, department_id: UnitId) -> Question | None:
        """A question of this department; None for anybody else's."""
        ...

    async def answer(
        self,
        question_id: QuestionId,
        state: QuestionState,
        answer: Answer | None,
        by: PersonId | None,
        at: datetime,
    ) -> None: ...

    async def set_measures(self, measures: Mapping[QuestionId, Sequence[MeasureId]]) -> None: ...

    async def supersede(self, road_map_id: RoadMapId, kept: ImportId) -> None:
        """Close what earlier imports of this road map still ask: `kept` asks anew."""
        ...

    async def latest(self, road_map_id: RoadMapId) -> Import | None:
        """The last approved import of this road map."""
        ...

    async def remembered_deadlines(self, department_id: UnitId) -> Mapping[str, str]:
        """Normalised words of a deadline → the clear words somebody gave for them."""
        ...

    async def remember_deadline(self, department_id: UnitId, words: str, meaning: str) -> None: ...
