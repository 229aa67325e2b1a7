"""Executions as services read and change them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from roadmap.execution import Execution, ExecutionState
from roadmap.ids import (
    AssignmentId,
    ExecutionId,
    MeasureId,
    OccurrenceId,
    PersonId,
    RoadMapId,
    UnitId,
)
from services.duties import Duty, DutyCard


@dataclass(frozen=True, slots=True, kw_only=True)
class NewExecution:
    """`home_unit_id` is the unit whose curator watches it: the assignee unit, or the person's own.

    `original_due_on` without `due_on`: the day had passed before the work began here.
    """

    department_id: UnitId
    road_map_id: RoadMapId
    measure_id: MeasureId
    occurrence_id: OccurrenceId
    assignment_id: AssignmentId
    unit_id: UnitId | None
    person_id: PersonId | None
    home_unit_id: UnitId
    original_due_on: date | None
    due_on: date | None
    next_stage_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyFilter:
    """Conditions joined by «and»; None leaves one out. `assigned_*` are joined by «or» with each other."""

    road_map_id: RoadMapId | None = None
    department_id: UnitId | None = None
    assigned_unit_ids: Collection[UnitId] | None = None
    assigned_person_ids: Collection[PersonId] | None = None
    watched_unit_ids: Collection[UnitId] | None = None
    ids: Collection[ExecutionId] | None = None
    measure_ids: Collection[MeasureId] | None = None
    states: Collection[ExecutionState] | None = None
    due_from: date | None = None
    due_to: date | None = None
    is_ongoing: bool | None = None
    starts_by: date | None = None


class ExecutionRepository(Protocol):
    async def add(self, executions: Sequence[NewExecution]) -> None:
        """Add duties; those whose occurrence and assignee are there already are left as they are."""
        ...

    async def get(self, execution_id: ExecutionId) -> Execution | None:
        """As it is now; in a transaction that writes, nobody else changes it before that ends."""
        ...

    async def change_state(
        self,
        execution: Execution,
        state: ExecutionState,
        *,
        next_stage_at: datetime | None,
        settled_at: datetime | None,
    ) -> bool:
        """Compare-and-set by version, which grows; False when somebody was quicker."""
        ...

    async def mark(self, execution: Execution, state: ExecutionState) -> bool:
        """Another state while the reminders go on as they were; False when somebody was quicker."""
        ...

    async def change_due(self, execution: Execution, due_on: date, next_stage_at: datetime | None) -> bool:
        """A new due date: version and revision grow; the original date stays."""
        ...

    async def change_assignee(
        self,
        execution: Execution,
        *,
        unit_id: UnitId | None,
        person_id: PersonId | None,
        home_unit_id: UnitId,
        next_stage_at: datetime | None,
    ) -> bool:
        """Another assignee, state open again: version and revision grow."""
        ...

    async def has_assignee(
        self, occurrence_id: OccurrenceId, unit_id: UnitId | None, person_id: PersonId | None
    ) -> bool:
        """Whether this unit or person has a duty for that control point already."""
        ...

    async def require_evidence(self, measure_id: MeasureId, *, is_required: bool) -> None: ...

    async def set_next_stage(self, execution_id: ExecutionId, next_stage_at: datetime | None) -> None: ...

    async def due_stages(self, now: datetime, limit: int) -> Sequence[Execution]:
        """Executions whose next reminder stage has come, oldest first; cost grows with what is due only."""
        ...

    async def next_stage_at(self) -> datetime | None:
        """The nearest moment at which anything falls due."""
        ...

    async def duty(self, execution_id: ExecutionId) -> Duty | None: ...

    async def duties(self, where: DutyFilter, *, limit: int | None = None, offset: int = 0) -> Sequence[Duty]:
        """Matching duties: dated first by due date, then by the order of the document."""
        ...

    async def count(self, where: DutyFilter) -> int: ...

    async def card(self, execution_id: ExecutionId) -> DutyCard | None: ...

    async def card_message(self, chat_id: int, execution_id: ExecutionId) -> int | None: ...

    async def card_messages(self, execution_id: ExecutionId) -> Sequence[tuple[int, int]]:
        """(chat id, message id) of every card of this execution."""
        ...

    async def remember_card(self, chat_id: int, execution_id: ExecutionId, message_id: int) -> None:
        """The chat's card of this execution; the message is no other execution's card any more."""
        ...

    async def forget_card(self, chat_id: int, message_id: int) -> None:
        """This message is no longer a card."""
        ...
