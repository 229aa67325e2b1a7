"""Deadline + plan period → windows."""

from typing import NamedTuple

from roadmap.deadline import Deadline
from roadmap.period import PlanPeriod, Window
from roadmap.problem import Problem


class Placement(NamedTuple):
    """Where a deadline falls in a period: windows sorted and inside it, and what did not fit."""

    windows: tuple[Window, ...]
    problems: tuple[Problem, ...]


def windows(deadline: Deadline, period: PlanPeriod) -> Placement:
    """Lay the rule on the period. Never raises."""
    return Placement(windows=(), problems=())
