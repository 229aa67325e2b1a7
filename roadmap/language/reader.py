"""Words → Deadline. Total: any text gives a deadline, a confidence and the doubts."""

from dataclasses import dataclass

from roadmap.deadline import Basis, Deadline, Missing, Unscheduled
from roadmap.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineReading:
    """What the words say; confidence from 0 (not read) to 1 (every word understood)."""

    deadline: Deadline
    confidence: float
    problems: tuple[Problem, ...] = ()


def read_deadline(text: str) -> DeadlineReading:
    """Read a «Срок» cell. Never raises; what is not understood is Unscheduled with a problem."""
    if not text.strip():
        return DeadlineReading(
            deadline=Missing(), confidence=1.0, problems=(Problem(code="deadline-missing"),)
        )
    unread = Problem(code="deadline-unread", facts={"text": text})
    return DeadlineReading(deadline=Unscheduled(basis=Basis.UNREAD), confidence=0.0, problems=(unread,))
