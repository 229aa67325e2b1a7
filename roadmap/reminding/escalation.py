"""The ladder of an overdue duty: whom to tell next, counted in working days after the due day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from roadmap.deadlines.calendar import WorkingCalendar
from roadmap.people.persons import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationStep:
    """Tell this role on the `offset`-th working day after the due day."""

    role: Role
    offset: int


EscalationPolicy = tuple[EscalationStep, ...]

STAND_INS: dict[Role, tuple[Role, ...]] = {
    Role.CURATOR: (Role.CURATOR, Role.COORDINATOR),
    Role.HEAD: (Role.HEAD, Role.COORDINATOR),
}
"""Who is told where nobody holds the role: no step of a ladder may end in silence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationCase:
    """One overdue duty climbing its ladder. A snapshot of the policy: editing it re-fires nothing."""

    ladder: EscalationPolicy
    passed: int = 0

    def remaining(self) -> Sequence[EscalationStep]:
        return self.ladder[self.passed :]


def steps_reached(
    case: EscalationCase, due_on: date, today: date, calendar: WorkingCalendar
) -> tuple[EscalationStep, ...]:
    """Steps not yet passed whose day has come, in the order of the ladder."""
    return tuple(step for step in case.remaining() if calendar.add_working_days(due_on, step.offset) <= today)
