"""What a region's regulation makes of vague words: data, chosen per road map."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from roadmap.deadlines.deadline import Basis, Deadline, Unscheduled


class Shift(Enum):
    """Where a due day goes that is not a working day."""

    NONE = "none"
    PRECEDING = "preceding"
    FOLLOWING = "following"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    name: str
    shift: Shift = Shift.NONE
    report_by_day: int | None = None
    """«ежемесячно», «ежеквартально» without a day: by this day of the month after the window."""
    constant_by: tuple[int, int] | None = None
    """«постоянно»: by this (month, day) of the year after the window."""
    urgent_working_days: Mapping[Basis, int] = field(default_factory=dict, hash=False)
    clauses: Mapping[str, str] = field(default_factory=dict, hash=False)
    """The clause of the regulation behind each reading rule, «п. 4.2», where it is known."""


LITERAL = RuleSet(name="literal")
WORKING_DAY = RuleSet(name="working-day", shift=Shift.PRECEDING)
WORKING_DAY_FOLLOWING = RuleSet(name="working-day-following", shift=Shift.FOLLOWING)
REGULATION_10 = RuleSet(
    name="regulation-10",
    shift=Shift.PRECEDING,
    report_by_day=10,
    constant_by=(1, 20),
    urgent_working_days={Basis.URGENT: 3, Basis.PROMPT: 10},
)

RULE_SETS: Mapping[str, RuleSet] = {
    rules.name: rules for rules in (LITERAL, WORKING_DAY, WORKING_DAY_FOLLOWING, REGULATION_10)
}
"""By the name a road map keeps."""


def has_days(deadline: Deadline, rules: RuleSet) -> bool:
    """Whether the rules give days to words that name none: «срочно», «оперативно»."""
    return isinstance(deadline, Unscheduled) and deadline.basis in rules.urgent_working_days
