"""Ladders: which reminders a duty gets and whom its being overdue is told, as data.

A measure's own profile comes before its road map's, that before the department's. A person may thin the
ladder out, and never loses what `MUST_SAY` names.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from roadmap.people.persons import Role
from roadmap.reminding.escalation import EscalationPolicy, EscalationStep

MUST_SAY = (0, 1)
"""Offsets no choice takes away: the due day itself and the first day overdue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderRule:
    """Offsets in working days before the due day and after it, each said singly on its own day.

    `overview`: on the first working morning of a week, what falls due in that week and the next is said too.
    `weekly`: on every such morning after the first day overdue, what still is.
    """

    before: tuple[int, ...] = ()
    overdue: tuple[int, ...] = (1,)
    overview: bool = True
    weekly: bool = True

    @property
    def offsets(self) -> tuple[int, ...]:
        """The single stages in order; negative ones are before the due day, 0 is the day itself."""
        return (*sorted(-days for days in self.before), 0, *sorted(self.overdue))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """What the executor hears, and who is told that they are late."""

    reminders: ReminderRule
    escalation: EscalationPolicy


class Profile(StrEnum):
    """How hard a plan asks."""

    GENTLE = "gentle"
    USUAL = "usual"
    FIRM = "firm"
    EARLY = "early"


class LadderOf(StrEnum):
    """What a profile is chosen for."""

    DEPARTMENT = "d"
    ROAD_MAP = "r"
    MEASURE = "m"


def _climb(curator: int, head: int) -> EscalationPolicy:
    return (
        EscalationStep(role=Role.CURATOR, offset=curator),
        EscalationStep(role=Role.HEAD, offset=head),
    )


LADDERS = {
    Profile.GENTLE: Ladder(reminders=ReminderRule(), escalation=_climb(1, 10)),
    Profile.USUAL: Ladder(reminders=ReminderRule(before=(3,)), escalation=_climb(1, 7)),
    Profile.FIRM: Ladder(reminders=ReminderRule(before=(5, 3, 1), overdue=(1, 3)), escalation=_climb(1, 5)),
    Profile.EARLY: Ladder(reminders=ReminderRule(before=(22, 10, 3)), escalation=_climb(1, 7)),
}
"""Only the early one, which a plan has to ask for, speaks of a date more than two weeks ahead."""
USUAL = LADDERS[Profile.USUAL]


def _together() -> Ladder:
    every = LADDERS.values()
    return Ladder(
        reminders=ReminderRule(
            before=tuple({days for ladder in every for days in ladder.reminders.before}),
            overdue=tuple({days for ladder in every for days in ladder.reminders.overdue}),
        ),
        escalation=tuple(step for ladder in every for step in ladder.escalation),
    )


ANY = _together()
"""Every stage of every profile: where the profile is not known yet, a look too many does no harm."""


def chosen(*profiles: Profile | None) -> Profile:
    """The first that is named, of the measure, its road map and the department."""
    return next((profile for profile in profiles if profile is not None), Profile.USUAL)


class Pace(StrEnum):
    """How often a person wants to be reminded: what is due today or overdue is said at any pace."""

    USUAL = "usual"
    SPARING = "sparing"


def paced(rule: ReminderRule, pace: Pace) -> ReminderRule:
    """What is left of a ladder for a person of this pace."""
    return replace(rule, before=(), overdue=(1,)) if pace is Pace.SPARING else rule


MUST_SAY_RULE = ReminderRule(overview=False, weekly=False)
"""What is left of every ladder while a reminder is put off."""
