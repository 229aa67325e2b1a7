"""What a department has chosen for all its people: hours, ladder, rule set, what the chat may carry."""

from dataclasses import dataclass

from roadmap.deadlines.rule_set import LITERAL
from roadmap.reminding.ladders import Profile
from roadmap.reminding.quiet_hours import QUIET_HOURS, QuietHours


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentSettings:
    """`digest_hour` is for those who have chosen none; `rule_set` for documents that come from now on.

    `is_brief`: what comes unasked names people by initials and measures by number. `takes_files`: files are
    sent in the chat; else a report says where they are kept.
    """

    profile: Profile = Profile.USUAL
    digest_hour: int = 9
    quiet: QuietHours = QUIET_HOURS
    rule_set: str = LITERAL.name
    is_brief: bool = False
    takes_files: bool = True


USUAL_DEPARTMENT = DepartmentSettings()
QUIET_CHOICES = (
    QuietHours(start=18, end=9),
    QuietHours(start=19, end=8),
    QUIET_HOURS,
    QuietHours(start=21, end=7),
)
"""The quiet hours a department may choose from."""
