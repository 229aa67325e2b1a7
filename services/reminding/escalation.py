"""Whom to tell about an overdue duty: the steps of its ladder whose day has come."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from roadmap.ids import UnitId
from roadmap.people.invites import Recipient
from roadmap.people.persons import Role
from roadmap.reminding.due_duty import DueDuty
from roadmap.reminding.escalation import STAND_INS, EscalationCase, EscalationStep


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One person to be told on one step; `stage` names the step and the part of the digest it stands in."""

    recipient: Recipient
    stage: str


Curators = Callable[[UnitId, Sequence[Role]], Sequence[Recipient]]
"""Those above a unit who can be written to: of the first of these roles that has any."""


def climb(
    duty: DueDuty, opened: EscalationCase | None, reached: Sequence[EscalationStep] | None, find: Curators
) -> tuple[EscalationCase | None, Sequence[Alert]]:
    """The duty's case and the alerts of the steps just reached; there is no case before it is overdue.

    A step nobody can be told about is not passed: it is tried again with the duty's next stage.
    """
    if reached is None:
        return opened, ()
    case = opened or EscalationCase(ladder=duty.ladder.escalation)
    alerts: list[Alert] = []
    for step in steps_due(case, reached):
        told = find(duty.home_unit_id, STAND_INS[step.role])
        if not told:
            break
        stage = alert_stage(step.role, step.offset)
        alerts += [Alert(recipient=recipient, stage=stage) for recipient in told]
        case = replace(case, passed=case.passed + 1)
    return case, alerts


def steps_due(case: EscalationCase, reached: Sequence[EscalationStep]) -> Sequence[EscalationStep]:
    """The steps whose day has come and that were not passed."""
    return [step for step in case.remaining() if step in reached]


def alert_stage(role: Role, offset: int) -> str:
    """The stage's key in a digest: «curator+1»."""
    return f"{role.value}{offset:+d}"


def part_of(stage: str) -> Role:
    """In which capacity the recipient is told: reminders carry no role and are the executor's own."""
    word = stage.partition("+")[0]
    return Role(word) if word in (Role.CURATOR, Role.HEAD) else Role.EXECUTOR
