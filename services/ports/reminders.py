"""What the planner of reminders reads and keeps."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from roadmap.escalation import EscalationCase
from roadmap.execution import ExecutionState
from roadmap.ids import DeliveryId, ExecutionId, PersonId, UnitId
from roadmap.reminders import ReminderSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDuty:
    """A duty whose next stage has come, with all its stages are laid on; the zone is its home unit's."""

    id: ExecutionId
    department_id: UnitId
    version: int
    revision: int
    state: ExecutionState
    unit_id: UnitId | None
    person_id: PersonId | None
    home_unit_id: UnitId
    time_zone: str
    due_on: date | None
    first_on: date
    previous_on: date | None


class ReminderRepository(Protocol):
    async def due(self, now: datetime, limit: int) -> Sequence[DueDuty]:
        """Duties to look at, unit by unit; cost grows with what is due only."""
        ...

    async def timetable(self, execution_id: ExecutionId) -> DueDuty | None:
        """The same about one duty, due or not."""
        ...

    async def reschedule(self, looked: Mapping[DueDuty, datetime | None]) -> None:
        """When to look at each next; None: never again. A duty changed since it was read keeps its own."""
        ...

    async def next_looks(self, execution_ids: Collection[ExecutionId]) -> Mapping[ExecutionId, datetime]:
        """When the planner looks at these next; without those it is done with."""
        ...

    async def settings(self, person_ids: Collection[PersonId]) -> Mapping[PersonId, ReminderSettings]:
        """Of those who chose anything themselves."""
        ...

    async def keep_settings(self, person_id: PersonId, settings: ReminderSettings) -> None: ...

    async def snoozes(
        self, execution_ids: Collection[ExecutionId], now: datetime
    ) -> Mapping[tuple[ExecutionId, PersonId], datetime]:
        """Who asked to be left alone about what, and until when; only those still lasting."""
        ...

    async def snooze(self, execution_id: ExecutionId, person_id: PersonId, until_at: datetime) -> None: ...

    async def cases(self, duties: Collection[DueDuty]) -> Mapping[ExecutionId, EscalationCase]:
        """Escalations opened for the duties' present revisions."""
        ...

    async def keep_cases(self, cases: Mapping[DueDuty, EscalationCase], now: datetime) -> None:
        """Open what is new; of what is there only the steps passed are written."""
        ...

    async def waiting_digests(self, person_id: PersonId, now: datetime) -> Sequence[DeliveryId]:
        """Digests of this person that are due and not sent yet, oldest first."""
        ...

    async def is_planned(self, dedupe_key: str) -> bool:
        """Whether a delivery was ever written under this key, whatever became of it."""
        ...
